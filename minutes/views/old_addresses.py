"""Addresses of the council's old system: 301 to the record here, or a page that offers a search for what they named."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from minutes.models import AgendaItem, OldAddress, Report
from minutes.models.old_addresses import FIELDS
from minutes.moderngov.addresses import Named, read_address

LISTS = {"committees": "minutes:committee-list", "meetings": "minutes:meeting-list"}


@require_safe
def old_address(request: HttpRequest, path: str) -> HttpResponse:
    """The record that an address of the old system names. Of a draft it says what it says of nothing."""
    named = read_address(request.get_full_path())
    target = new_address(named) if named else ""
    if target:
        return HttpResponsePermanentRedirect(target)
    return render(request, "404_old.html", {"words": named.words if named else ""}, status=404)


def new_address(named: Named) -> str:
    """The permanent address of what is named; "" where nothing of it is public here."""
    if named.kind in LISTS:
        return reverse(LISTS[named.kind])
    field = FIELDS.get(named.kind)
    found = OldAddress.public.filter(kind=named.kind, number=named.number).first() if field and named.number else None
    return _public_address(found.record) if found else ""


def _public_address(record: Any) -> str:
    """A document without a file is shown with its item; what was withdrawn says so at its own address."""
    kept = getattr(type(record), "ever_public", type(record).public)
    if not kept.filter(pk=record.pk).exists():
        return ""
    if isinstance(record, Report) and not record.file:
        record = AgendaItem.ever_public.with_place().get(pk=record.item_id)
    address: str = record.get_absolute_url()
    return address
