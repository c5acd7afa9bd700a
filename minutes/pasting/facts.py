"""What is told of an item, fact by fact, and what stands there already."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from minutes.loading import items, meetings
from minutes.loading.memory import digest, is_empty
from minutes.models import AgendaItem, Meeting, Narrative
from minutes.registry import Facts, registry
from minutes.text import records

# The facts of a decision that a text tells; the others of it (key, call-in) are a clerk's to enter.
NAMES = {
    "title": "title",
    "report_credit": "report credit",
    "minutes": "minutes",
    "resolutions": "resolutions",
    "votes": "votes",
    "reasons": "reasons for the decision",
    "options_considered": "other options considered",
}
# Public with the decisions.
DECIDED = {"resolutions", "reasons", "options_considered"}
# Public with the agenda.
ON_AGENDA = {"title", "report_credit"}


@dataclass(frozen=True)
class ToldItem:
    """
    An item as a clerk accepted it.

    `item` is the one of the agenda, None for a new one. `facts` are by the names of `NAMES`; `replaced`, those for
    which what stands there gives way.
    """

    item: AgendaItem | None
    label: str
    facts: dict[str, Any]
    replaced: frozenset[str] = frozenset()
    is_exempt: bool = False


@dataclass(frozen=True)
class ToldMeeting:
    """A meeting as a clerk accepted it: its items in order, attendance, times and place."""

    items: Sequence[ToldItem]
    attendance: list[list[Any]] = field(default_factory=list)
    replaces_attendance: bool = False
    sitting: dict[str, Any] = field(default_factory=dict)
    posts: dict[str, str] = field(default_factory=dict)


@cache
def facts_of_item() -> list[tuple[Facts, set[str]]]:
    """Who stores which facts of an item."""
    own = [(items.ITEM, {"title", "report_credit"}), (items.MINUTES, {"minutes"})]
    others = [(facts, facts.stored_of([0])[0].keys() & NAMES) for facts in _others()]  # type: ignore[misc]
    return [*own, *others]


def _others() -> list[Facts]:
    """What other apps tell of many items at once."""
    return [part.facts for part in registry.item_parts if part.facts.stored_of is not None]


def standing(agenda: Sequence[AgendaItem]) -> dict[int, dict[str, Any]]:
    """What stands at each item, in as many questions for many as for one."""
    narratives = dict(Narrative.objects.filter(item__in=agenda).values_list("item_id", "text"))
    found: dict[int, dict[str, Any]] = {
        item.pk: {
            "title": item.title, "report_credit": item.report_credit, "minutes": narratives.get(item.pk, ""),
        } for item in agenda
    }  # fmt: skip
    for facts in _others():
        for key, stored in facts.stored_of(list(found)).items():  # type: ignore[misc]
            found[key] |= {name: value for name, value in stored.items() if name in NAMES}
    return found


def plain_resolutions(found: Sequence[records.Resolution]) -> list[dict[str, Any]]:
    """Resolutions as the facts of an item take them, lost numbers restored."""
    read = records.Item(None, None, None, "", resolutions=tuple(found))
    said = (part.facts.said(read).get("resolutions") for part in registry.item_parts)
    return next((one for one in said if one), [])


def differs(told: Any, stands: Any) -> bool:
    """Whether something stands there that is not what is told."""
    return not is_empty(stands) and digest(told) != digest(stands)


def attendance_of(meeting: Meeting) -> list[list[Any]]:
    """Who is on the meeting's list."""
    told: list[list[Any]] = meetings.ATTENDANCE.stored(meeting)["attendance"]
    return told
