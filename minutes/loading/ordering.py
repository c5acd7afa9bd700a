"""The order of a meeting's items: that of its own page or, until that has been read, that of their numbers."""

import re
from collections.abc import Iterable

from minutes.loading.run import Run
from minutes.models import AgendaItem, ImportedRecord, Meeting


def arrange(items: Iterable[AgendaItem], run: Run, *, as_printed: bool) -> None:
    """
    Put the items of each meeting of a page in order; `as_printed`: the page is a meeting's, and lists them in it.

    An agenda on which a clerk has entered an item, or which a clerk has put in order, is left as it is.
    """
    meetings: dict[int, list[AgendaItem]] = {}
    for item in items:
        meetings.setdefault(item.meeting_id, []).append(item)
    for told in meetings.values():
        _arrange(told[0].meeting, [item.pk for item in told], run, as_printed=as_printed)


def _arrange(meeting: Meeting, told: list[int], run: Run, *, as_printed: bool) -> None:
    memory = run.memory(meeting)
    rows = {item.pk: item for item in meeting.items.order_by("position")}
    stands = list(rows)
    before = [key for key in stands if not run.is_new("minutes.agendaitem", key)]
    known, printed = "order" in memory.row.facts, "printed_order" in memory.row.facts
    if not _all_made(before) or (known and not memory.is_own("order", before)):
        return
    if as_printed:
        wanted = [*told, *(key for key in stands if key not in told)]
        memory.wrote("printed_order", True, True, run.origin)
    elif printed:
        wanted = stands
    else:
        wanted = sorted(stands, key=lambda key: (_number(rows[key].label), stands.index(key)))
    for position, key in enumerate(wanted, 1):
        if rows[key].position != position:
            rows[key].position = position
            rows[key]._change_reason = run.why[:100]  # type: ignore[attr-defined]
            rows[key].save()
    memory.wrote("order", wanted, wanted, run.origin)


def _all_made(keys: list[int]) -> bool:
    """Whether imports made all of these items."""
    made = ImportedRecord.objects.filter(record="minutes.agendaitem", key__in=keys, made=True)
    return made.count() == len(keys)


def _number(label: str) -> list[tuple[int, int, str]]:
    """A label as people count: 9 before 10, 4a before 4b; what has no number goes last."""
    if not label:
        return [(2, 0, "")]
    return [
        (0, int(part), "") if part.isdecimal() else (1, 0, part.lower()) for part in re.findall(r"\d+|[^\W\d]+", label)
    ]
