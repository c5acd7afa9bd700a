"""Whether a vote adds up: with the members who could cast one, and with the names where those were recorded."""

from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import Count

from decisions.models import Ballot, Choice
from minutes.models import PRESENT, Attendance, Meeting, Membership, Role

# The numbers of a vote, and the choice that each counts.
COUNTED = {"votes_for": Choice.FOR, "votes_against": Choice.AGAINST, "abstentions": Choice.ABSTAIN}
SAYS = {"votes_for": "for", "votes_against": "against", "abstentions": "abstaining"}


class Voters(NamedTuple):
    """How many could vote, and in words who they are."""

    number: int
    words: str


def voters_of(meeting: Meeting) -> Voters | None:
    """The members who were present or, before attendance is entered, those who sat on the committee; None: unknown."""
    if present := Attendance.objects.filter(meeting=meeting, status__in=PRESENT).count():
        return Voters(present, f"{present} member{'s were' if present > 1 else ' was'} present")
    sitting = Membership.objects.lasting_on(meeting.date).filter(committee=meeting.committee_id)
    number = sitting.exclude(role=Role.SUBSTITUTE).count()
    return Voters(number, f"{number} sat on the committee that day") if number else None


def too_many(numbers: Mapping[str, int | None], voters: Voters) -> tuple[str, str] | None:
    """The field that is wrong, and why, of a vote in which more voted than could."""
    if not is_too_many(numbers, voters.number):
        return None
    given = {name: number for name, number in numbers.items() if number}
    field = max(given, key=lambda name: given[name])
    return field, f"{sum(given.values())} votes in all, but {voters.words}."


def is_too_many(numbers: Mapping[str, int | None], could: int) -> bool:
    """
    Whether more voted than could.

    Whoever presides has a second, casting vote (Local Government Act 1972, Sch. 12, para. 39), which decides by one.
    """
    casting = abs((numbers.get("votes_for") or 0) - (numbers.get("votes_against") or 0)) == 1
    return sum(number or 0 for number in numbers.values()) > could + casting


def differs_from_names(numbers: Mapping[str, int | None], named: Mapping[str, int]) -> tuple[str, str] | None:
    """The field that is wrong, and why, of a vote whose numbers are not those of the names; `named` by choice."""
    if not any(named.values()):
        return None
    for field, choice in COUNTED.items():
        number, names = numbers.get(field), named.get(choice, 0)
        if number is not None and number != names:
            return field, f"{number} {SAYS[field]}, but {names} named as voting so."
    return None


def named_in(vote: int) -> dict[str, int]:
    """How many are recorded with each choice in a stored vote."""
    return dict(Ballot.objects.filter(vote=vote).order_by().values_list("choice").annotate(Count("pk")))
