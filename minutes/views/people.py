"""Members and officers."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from minutes.models import Attendance, AttendanceStatus, MeetingStatus, Membership, Person, Seat
from minutes.registry import registry
from minutes.views.public import public_page

RECENT = 50


@public_page
def person_list(request: HttpRequest) -> HttpResponse:
    """Every member, with ward and party."""
    seats = Seat.public.filter(ended_on__isnull=True).select_related("ward", "party")
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
    expected = [AttendanceStatus.PRESENT, AttendanceStatus.APOLOGIES, AttendanceStatus.ABSENT]
    attendances = Attendance.public.filter(person=person).exclude(meeting__status=MeetingStatus.CANCELLED)
    rows = list(attendances.select_related("meeting__committee").order_by("-meeting__date"))
    context = {
        "person": person,
        "attendances": rows[:RECENT],
        "attended": sum(row.status == AttendanceStatus.PRESENT for row in rows),
        "expected": sum(row.status in expected for row in rows),
        **{name: part(person)[:RECENT] for name, part in registry.person_parts.items()},
    }
    return render(request, "minutes/person_detail.html", context)
