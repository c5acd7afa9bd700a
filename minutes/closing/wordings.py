"""What a correction can put right in the minutes of an item or of a meeting, and what it says, in words."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import BooleanField
from django.utils.dateformat import format as format_date
from django.utils.text import capfirst

from minutes.closing.removing import take_out
from minutes.models import AgendaItem, Attendance, Declaration, FairSummary, Meeting, Narrative
from minutes.registry import Wording, registry

ATTENDED = ("status", "is_chair", "is_remote", "substitute_for", "note")
NEW = "attendance-new"


def wordings(record: AgendaItem | Meeting) -> list[Wording]:
    """All of them, in the order of the minutes."""
    if isinstance(record, Meeting):
        return list(_of_meeting(record))
    return [*_of_item(record), *(one for more in registry.wordings for one in more(record))]


def _of_item(item: AgendaItem) -> Iterator[Wording]:
    if narrative := Narrative.objects.filter(item=item).first():
        yield Wording("minutes", "Minutes", narrative, ("text",))
    if summary := FairSummary.objects.filter(item=item).first():
        yield Wording("summary", "Public summary", summary, ("text",))
    for row in Declaration.objects.filter(item=item).select_related("person").order_by("id"):
        fields = ("person", "kind", "text", "left_meeting")
        yield Wording(f"declaration-{row.pk}", f"Interest declared by {row.person}", row, fields, take_out)


def _of_meeting(meeting: Meeting) -> Iterator[Wording]:
    rows = Attendance.objects.filter(meeting=meeting).select_related("person", "substitute_for")
    for row in rows.order_by("person__name"):
        yield Wording(f"attendance-{row.pk}", f"Attendance of {row.person}", row, ATTENDED, take_out)
    yield Wording(NEW, "Somebody who is not on the list", Attendance(meeting=meeting), ("person", *ATTENDED))


def all_in_words(wording: Wording) -> str:
    """What a row says and what goes with it, each under its name: a row alone may not say whose it is."""
    return "\n".join(f"{one.name}:\n{in_words(one.row, one.fields)}" for one in (wording, *wording.along))


def in_words(row: Any, fields: Sequence[str]) -> str:
    """What a row says in these fields: the text itself where there is one, else a line for each that says anything."""
    if len(fields) == 1:
        return str(getattr(row, fields[0]))
    told = [(row._meta.get_field(name), _value(row, name)) for name in fields]
    return "\n".join(f"{capfirst(field.verbose_name)}: {value}" for field, value in told if value)


def _value(row: Any, name: str) -> str:
    field, value = row._meta.get_field(name), getattr(row, name)
    if field.choices:
        return str(getattr(row, f"get_{name}_display")())
    if isinstance(field, BooleanField):
        return "yes" if value else ""
    if hasattr(value, "year"):
        return format_date(value, "j F Y")
    return "" if value is None else str(value)
