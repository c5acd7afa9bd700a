"""Members and officers."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch
from django.db.models.functions import Now, TruncDate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext

from minutes.models import Attendance, AttendanceStatus, MeetingStatus, Membership, Person, Seat
from minutes.registry import registry
from minutes.views.public import public_page, unknown_parameters

RECENT = 50
EXPECTED = [AttendanceStatus.PRESENT, AttendanceStatus.APOLOGIES, AttendanceStatus.ABSENT]
NOT_HELD = [MeetingStatus.CANCELLED, MeetingStatus.POSTPONED]


@public_page
def person_list(request: HttpRequest) -> HttpResponse:
    """Every member, with ward and party."""
    seats = Seat.public.lasting_on(TruncDate(Now())).select_related("ward", "party")
    members = Person.public.members().prefetch_related(Prefetch("seats", seats, to_attr="shown_seats"))
    context = {
        "now": [member for member in members if member.shown_seats],
        "before": [member for member in members if not member.shown_seats],
    }
    return render(request, "minutes/person_list.html", context)


@public_page
def person_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A person: ward and party, committees, attendance, votes."""
    person = get_object_or_404(
        Person.public.prefetch_related(
            Prefetch("seats", Seat.public.select_related("ward", "party"), to_attr="shown_seats"),
            Prefetch("memberships", Membership.public.select_related("committee"), to_attr="shown_memberships"),
        ),
        slug=slug,
    )
    rows = Attendance.public.filter(person=person).exclude(meeting__status__in=NOT_HELD)
    years = by_year(rows.select_related("meeting__committee").order_by("-meeting__date", "-meeting__sequence"))
    asked = request.GET.get("year", "")
    shown = next((year for year in years if year.start == asked), None)
    ignored = unknown_parameters(request, ["year"])
    if asked and shown is None:
        ignored.append(gettext("“%(text)s” is not a year of which attendance is known.") % {"text": asked[:40]})
    context = {
        "person": person,
        "years": years,
        "year": shown or (years[0] if years else None),
        "ignored": ignored,
        **{name: part(person)[:RECENT] for name, part in registry.person_parts.items()},
    }
    return render(request, "minutes/person_detail.html", context)


@dataclass(frozen=True)
class Year:
    """Somebody's attendance in a municipal year. A meeting that was not held counts for nothing."""

    name: str
    start: str
    rows: list[Attendance]

    @property
    def attended(self) -> int:
        return sum(row.status == AttendanceStatus.PRESENT for row in self.rows)

    @property
    def expected(self) -> int:
        return sum(row.status in EXPECTED for row in self.rows)


def by_year(rows: Iterable[Attendance]) -> list[Year]:
    """Attendance, the newest first, by municipal year."""
    grouped = groupby(rows, key=lambda row: (row.meeting.municipal_year, str(row.meeting.municipal_year_start)))
    return [Year(name, start, list(group)) for (name, start), group in grouped]
