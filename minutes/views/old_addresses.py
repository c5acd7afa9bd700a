"""Addresses of the council's old system: 301 to the record here, or a page that offers a search for what they named."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from minutes.models import AgendaItem, Meeting, OldAddress, OnceItem, OnceMeeting, OnceReport, Report
from minutes.models.old_addresses import FIELDS
from minutes.moderngov.addresses import Named, read_address

LISTS = {
    "committees": "minutes:committee-list",
    "meetings": "minutes:meeting-list",
    "people": "minutes:person-list",
}
# A meeting's own papers: the view of each, and the stage with which it is public.
PAPERS = {
    "agenda": ("minutes:agenda-pdf", "agenda_published_at"),
    "decisions": ("minutes:decisions-pdf", "decisions_published_at"),
    "minutes": ("minutes:minutes-pdf", "minutes_published_at"),
    "pack": ("minutes:meeting-pack", "agenda_published_at"),
}
# Of these also what was public until it was withdrawn: its note stands there.
ONCE: dict[Any, Any] = {
    Meeting: OnceMeeting.objects,
    AgendaItem: OnceItem.objects,
    Report: OnceReport.objects.with_address(),
}


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
    return new_addresses([named])[named]


def new_addresses(named: Sequence[Named]) -> dict[Named, str]:
    """As `new_address`, for many at once, in a few questions for each kind."""
    found = {one: reverse(LISTS[one.kind]) if one.kind in LISTS else "" for one in named}
    kinds: dict[str, list[Named]] = defaultdict(list)
    for one in found:
        if one.kind in FIELDS and one.number:
            kinds[one.kind].append(one)
    for kind, wanted in kinds.items():
        records = dict(_public_records(kind, {one.number for one in wanted}))
        found |= {one: _address(records[one.number], one) for one in wanted if one.number in records}
    return found


def _public_records(kind: str, numbers: set[str]) -> Iterator[tuple[str, Any]]:
    """The records that stood under these numbers. A document without a file is shown with its item."""
    field = FIELDS[kind]
    keys = dict(OldAddress.public.filter(kind=kind, number__in=numbers).values_list("number", f"{field}_id"))
    model: Any = OldAddress._meta.get_field(field).related_model
    rows = ONCE.get(model, model.public)
    records = {row.pk: row for row in rows.filter(pk__in=set(keys.values()))}
    if model is Report:
        bare = [row for row in records.values() if not row.has_file]
        items = OnceItem.objects.in_bulk([row.item_id for row in bare])
        records |= {row.pk: items[row.item_id] for row in bare if row.item_id in items}
    yield from ((number, records[key]) for number, key in keys.items() if key in records)


def _address(record: Any, named: Named) -> str:
    """Where a record is; a meeting's paper at its own place, once it is public there."""
    if isinstance(record, OnceMeeting) and named.paper in PAPERS and record.withdrawn_at is None:
        view, stage = PAPERS[named.paper]
        moment = getattr(record, stage)
        if moment is not None and moment <= timezone.now():
            try:
                return reverse(view, args=[record.committee_slug, record.key])
            except NoReverseMatch:  # a paper that this site does not make: it is all on the meeting's page
                pass
    address: str = record.get_absolute_url()
    return address
