"""Wards: who stands for each, and what was before a meeting that concerns it."""

from django.db.models import Prefetch
from django.db.models.functions import Now, TruncDate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from minutes.models import AgendaItem, Seat, Ward
from minutes.registry import registry
from minutes.views.public import public_page

SHOWN = 40


@public_page
def ward_list(request: HttpRequest) -> HttpResponse:
    """Every ward with its members of today."""
    return render(request, "minutes/ward_list.html", {"wards": Ward.public.prefetch_related(seats_of_today())})


@public_page
def ward_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A ward: its members, and the latest items that say they concern it, with what was resolved."""
    ward = get_object_or_404(Ward.public.prefetch_related(seats_of_today()), slug=slug)
    items = AgendaItem.public.filter(wards=ward).with_place().newest_first()
    rows = list(items.prefetch_related(*registry.prefetches("public", in_lists=True))[: SHOWN + 1])
    context = {"ward": ward, "items": rows[:SHOWN], "more": len(rows) > SHOWN}
    return render(request, "minutes/ward_detail.html", context)


def seats_of_today() -> Prefetch:
    """`shown_seats`, by name."""
    seats = Seat.public.lasting_on(TruncDate(Now())).select_related("person", "party").order_by("person__name")
    return Prefetch("seats", seats, to_attr="shown_seats")
