"""
The acts on pasted minutes.

Each is atomic and takes keywords only. What stands in the record gives way only where the clerk said so.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from simple_history.models import HistoricalRecords

from minutes.actions import Actor, NotPossible
from minutes.loading import items, meetings
from minutes.loading.people import person_named
from minutes.loading.storing import keep
from minutes.models import AgendaItem, Meeting, Narrative, PastedMinutes, PersonKind
from minutes.pasting.facts import NAMES, ToldItem, ToldMeeting, attendance_of, differs, facts_of_item, standing
from minutes.text.tracing import words_of

WHY = "pasted"


@dataclass
class Stored:
    """What became of a paste: how much of each was stored, and in words what was left as it stood."""

    items: list[AgendaItem] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    left: list[str] = field(default_factory=list)


def why_closed(meeting: Meeting) -> str:
    """Why nothing can be pasted into a meeting; "" where it can be."""
    if meeting.withdrawn_at is not None:
        return "This meeting is withdrawn. Restore it first."
    if meeting.minutes_published_at is not None and meeting.minutes_published_at <= timezone.now():
        return (
            "The minutes of this meeting are published and cannot be pasted over. Change an item on its own page, or "
            "add a correction to it."
        )
    return ""


@transaction.atomic
def accept(*, paste: PastedMinutes, told: ToldMeeting, by: Actor) -> Stored:
    """Store what the clerk accepted of a paste, which goes. All of it or nothing: NotPossible says what is wrong."""
    paste = PastedMinutes.objects.select_for_update().filter(pk=paste.pk).first() or _gone()
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=paste.meeting_id)
    if why := why_closed(meeting):
        raise NotPossible(why)
    stored = Stored()
    with _written_by(by):
        stands = standing([one.item for one in told.items if one.item is not None])
        for one in told.items:
            stored.items.append(_store_item(meeting, one, stands, stored))
        _put_in_order(meeting, told, stored.items)
        _store_meeting(meeting, told, stored)
    paste.delete()
    return stored


@transaction.atomic
def discard(*, paste: PastedMinutes) -> None:
    """Throw a paste away; the record stays as it is."""
    paste.delete()


def _gone() -> PastedMinutes:
    raise NotPossible("This paste is not here any more: it was accepted or discarded meanwhile.")


@contextmanager
def _written_by(by: Actor) -> Iterator[None]:
    """The history of what is written meanwhile names `by`."""
    context = HistoricalRecords.context
    before = getattr(context, "request", None)
    context.request = SimpleNamespace(user=by or SimpleNamespace(is_authenticated=False))
    try:
        yield
    finally:
        if before is None:
            del context.request
        else:
            context.request = before


def _store_item(meeting: Meeting, told: ToldItem, before: dict[int, dict[str, Any]], stored: Stored) -> AgendaItem:
    item = told.item
    if item is not None and item.meeting_id != meeting.pk:
        raise NotPossible("The item belongs to another meeting.")
    if item is None:
        item = AgendaItem(meeting=meeting)
        keep(item, {"label": told.label, "title": told.facts["title"], "is_exempt": told.is_exempt}, WHY)
        stored.counts["new item"] += 1
    stands = before.get(item.pk, {"title": item.title})
    taken = {}
    for name, value in told.facts.items():
        ours = stands.get(name, "")
        if value in ("", [], ours):
            continue
        if differs(value, ours) and name not in told.replaced:
            stored.left.append(f"{_short(item)}: {NAMES[name]}")
        else:
            taken[name] = value
    _write(item, taken)
    stored.counts.update(_counted(taken))
    if words_of(told.label) not in ([], words_of(item.label)):
        _number(item, told.label)
    return item


def _write(item: AgendaItem, taken: dict[str, Any]) -> None:
    """Store some facts of an item. One that is refused refuses the whole."""
    for facts, owned in facts_of_item():
        names = owned & taken.keys()
        if not names:
            continue
        try:
            refused = facts.write(item, {name: taken[name] for name in names}, WHY)
        except ValidationError as error:
            raise NotPossible(f"{_short(item)}: {' '.join(error.messages)}") from error
        if refused:
            raise NotPossible(f"{_short(item)}: {' '.join(refused)}")


def _number(item: AgendaItem, label: str) -> None:
    """The minutes number the item otherwise than the agenda does."""
    narrative = Narrative.objects.filter(item=item).first()
    if narrative is not None and not narrative.minute_number:
        keep(narrative, {"minute_number": label}, WHY)


def _counted(taken: dict[str, Any]) -> dict[str, int]:
    lists = {"resolution": "resolutions", "vote": "votes"}
    return {one: len(taken[name]) for one, name in lists.items() if name in taken} | {"item": 1}


def _put_in_order(meeting: Meeting, told: ToldMeeting, written: list[AgendaItem]) -> None:
    """New items stand behind the one that they follow in the text."""
    new = [item.pk for item, one in zip(written, told.items, strict=True) if one.item is None]
    order = [item for item in meeting.items.order_by("position") if item.pk not in new]
    before: AgendaItem | None = None
    for item in written:
        if item.pk in new:
            order.insert(order.index(before) + 1 if before else 0, item)
        before = item
    for place, item in enumerate(order, 1):
        if item.position != place:
            item.position = place
            item._change_reason = WHY  # type: ignore[attr-defined]
            item.save()


def _store_meeting(meeting: Meeting, told: ToldMeeting, stored: Stored) -> None:
    stands = meetings.SITTING.stored(meeting)
    empty = {name: value for name, value in told.sitting.items() if value and not stands[name]}
    if empty:
        meetings.SITTING.write(meeting, empty, WHY)
    if not told.attendance:
        return
    for name, post in told.posts.items():
        person_named(name, WHY, kind=str(PersonKind.OFFICER), post=post)
    before = attendance_of(meeting)
    if before and not told.replaces_attendance:
        if differs(sorted(told.attendance), before):
            stored.left.append("attendance")
        return
    if refused := meetings.ATTENDANCE.write(meeting, {"attendance": told.attendance}, WHY):
        raise NotPossible(" ".join(refused))
    stored.counts["attendance"] = len(told.attendance)


def _short(item: AgendaItem) -> str:
    return items.short(item)
