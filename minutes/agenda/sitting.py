"""Who was at a meeting: the people to tick, and storing what was ticked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q

from minutes.actions import Actor, NotPossible, noted
from minutes.loading.people import person_named
from minutes.models import Attendance, AttendanceStatus, Meeting, Membership, Person, PersonKind, Role

WHY = "attendance"


@dataclass(frozen=True)
class Seat:
    """Somebody to tick: why they are on the list, and what they were at the meeting, if that is known."""

    person: Person
    group: str
    row: Attendance | None = None


@dataclass(frozen=True)
class Told:
    """What a clerk told of somebody. No status: nothing is known, and nothing is stored."""

    person: Person
    status: str
    is_chair: bool = False
    substitute_for: Person | None = None
    note: str = ""
    is_remote: bool = False


MEMBERS, SUBSTITUTES, OFFICERS, OTHERS = "Members", "Substitutes", "Officers", "Others"


def seats(meeting: Meeting) -> list[Seat]:
    """
    The people to tick: members that day, substitutes, who is on the list already, the officers of the last meeting.

    Each stands there once, in the first of these groups.
    """
    rows = (
        Attendance.objects.filter(meeting=meeting).select_related("person", "substitute_for").order_by("person__name")
    )
    known = {row.person_id: row for row in rows}
    found = {seat.person.pk: seat for seat in _all(meeting, known)}
    order = [MEMBERS, SUBSTITUTES, OFFICERS, OTHERS]
    return sorted(found.values(), key=lambda seat: order.index(seat.group))


def _all(meeting: Meeting, known: dict[int, Attendance]) -> Iterator[Seat]:
    """The later one of somebody counts."""
    for row in known.values():
        officer = row.person.kind == PersonKind.OFFICER or row.status == AttendanceStatus.IN_ATTENDANCE
        substitute = row.status == AttendanceStatus.SUBSTITUTE
        yield Seat(row.person, SUBSTITUTES if substitute else OFFICERS if officer else OTHERS, row)
    for person in _officers_before(meeting):
        if person.pk not in known:
            yield Seat(person, OFFICERS)
    sitting = Membership.objects.lasting_on(meeting.date).filter(committee=meeting.committee_id)
    for place in sitting.select_related("person").order_by("person__name"):
        group = SUBSTITUTES if place.role == Role.SUBSTITUTE else MEMBERS
        yield Seat(place.person, group, known.get(place.person_id))


def _officers_before(meeting: Meeting) -> Iterable[Person]:
    """Those in attendance when the committee met last."""
    before = Q(date__lt=meeting.date) | Q(date=meeting.date, sequence__lt=meeting.sequence)
    noted = Meeting.objects.filter(before, committee=meeting.committee_id, attendances__isnull=False)
    last = noted.order_by("-date", "-sequence").values("pk")[:1]
    there = Attendance.objects.filter(meeting__in=last, status=AttendanceStatus.IN_ATTENDANCE)
    return Person.objects.filter(pk__in=there.values("person")).order_by("name")


@transaction.atomic
def set_attendance(*, meeting: Meeting, told: Iterable[Told], by: Actor) -> int:
    """Store what was told, of those people and of nobody else; how many rows changed."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if meeting.withdrawn_at is not None:
        raise NotPossible("This meeting is withdrawn. Restore it first.")
    told = list(told)
    rows = {row.person_id: row for row in Attendance.objects.filter(meeting=meeting)}
    number = 0
    # First whoever leaves the chair, then whoever takes it: never two at once.
    for one in sorted(told, key=lambda one: one.is_chair):
        row = rows.get(one.person.pk)
        if not one.status:
            if row is not None:
                noted(row, by=by, reason=WHY).delete()
                number += 1
            continue
        row = row or Attendance(meeting=meeting, person=one.person)
        values: dict[str, Any] = {
            "status": one.status, "is_chair": one.is_chair, "is_remote": one.is_remote,
            "substitute_for": one.substitute_for, "note": one.note,
        }  # fmt: skip
        if row.pk and all(getattr(row, name) == value for name, value in values.items()):
            continue
        for name, value in values.items():
            setattr(row, name, value)
        row.full_clean(validate_constraints=False)
        noted(row, by=by, reason=WHY).save()
        number += 1
    return number


def somebody_named(name: str, kind: str) -> Person:
    """The person of that name; one who is not known yet is entered."""
    return person_named(name, WHY, kind=kind)
