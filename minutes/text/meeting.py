"""
The minutes of a whole meeting, from lines to a page with its items.

No word is lost: what stands before the first item and is no part of the meeting's own facts, and what stands behind
its end, is named in ``unread``; everything else is in an item.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from minutes.text.clean import FURNITURE
from minutes.text.credit import split_credit
from minutes.text.lines import Line
from minutes.text.meeting_forms import CLOSED, CLOSED_AT, EXEMPT_TITLE
from minutes.text.meeting_head import Head, read_head
from minutes.text.meeting_items import Start, item_starts, joined_titles
from minutes.text.minute import read_minutes
from minutes.text.records import Item, Page, Sitting
from minutes.text.times import find_time

LONGEST_TAIL = 15


@dataclass(frozen=True)
class Known:
    """What is known of a meeting beside its minutes. ``sure``: it goes before what the minutes say themselves."""

    committee: str | None = None
    date: dt.date | None = None
    sure: bool = False


class NotMinutes(Exception):
    """Lines that are not the minutes of a meeting. The message is a sentence without its subject's name."""


@dataclass(frozen=True)
class Parts:
    """The lines of a meeting's minutes: its head, each item with its start, what stands behind its end."""

    head: tuple[Line, ...]
    items: tuple[tuple[Start, tuple[Line, ...]], ...]
    tail: tuple[Line, ...]


def read_meeting(lines: Sequence[Line], source: str, known: Known | None = None) -> Page:
    """The page of a meeting whose minutes ``lines`` are. Raises ``NotMinutes``."""
    parts = cut(lines)
    if not parts.items:
        raise NotMinutes("was read as text, but no headings of agenda items were found in it.")
    head = read_head(parts.head)
    committee, day, notes = _whose(head, known or Known())
    notes += [f"Before the first item: {one.words}" for one in head.unread]
    items = []
    for start, own in parts.items:
        item, unread = read_item(start, own, committee, day)
        items.append(item)
        notes += [f"Item {item.label or item.title}: {note}" for note in unread]
    closed_at = _end(parts.tail)
    told = bool(parts.tail) and CLOSED_AT.fullmatch(parts.tail[0].words) is not None
    notes += [f"After the last item: {one.words}" for one in parts.tail[told:]]
    sitting = Sitting(
        committee=committee,
        date=day,
        starts_at=head.starts_at,
        ends_at=closed_at or head.ends_at,
        venue=head.venue,
        presences=tuple(head.presences),
    )
    return Page(source, "meeting", None, tuple(items), tuple(notes), members=tuple(head.officers), sittings=(sitting,))


def cut(lines: Sequence[Line]) -> Parts:
    """The lines at the headings of the items and at the end of the meeting; every line is in one part."""
    lines = [one for one in lines if not FURNITURE.match(one.text)]
    end = _end_of_meeting(lines)
    body, tail = lines[:end], lines[end:]
    starts = joined_titles(body, item_starts(body))
    ends = [*(one.place for one in starts[1:]), len(body)]
    items = [(one, tuple(body[one.place + one.lines : stop])) for one, stop in zip(starts, ends, strict=False)]
    first = starts[0].place if starts else len(body)
    return Parts(tuple(body[:first]), tuple(items), tuple(tail))


def read_item(start: Start, lines: Sequence[Line], committee: str, day: dt.date) -> tuple[Item, list[str]]:
    """One item, and what a person should look at."""
    lines = list(lines)
    credit: list[str] = []
    while lines and not lines[0].row and not lines[0].label:
        told, rest = split_credit(lines[0].text)
        if not told:
            break
        credit.append(told)
        lines[:1] = [replace(lines[0], text=rest)] if rest else []
    minutes = read_minutes(lines)
    item = Item(
        committee=committee,
        date=day,
        label=start.label or None,
        title=start.title,
        report_credit="\n\n".join(credit) or None,
        minutes=minutes.text("paragraphs"),
        resolutions=minutes.placed_resolutions(),
        options_considered=minutes.text("options"),
        reasons=minutes.text("reasons"),
        votes=tuple(minutes.votes()),
    )
    notes = list(minutes.unread)
    if EXEMPT_TITLE.search(start.title):
        notes.append("Its title speaks of exempt business; see that nothing private is in these minutes.")
    return item, notes


def _end_of_meeting(lines: Sequence[Line]) -> int:
    """The place of the sentence that the meeting is over, where little stands behind it."""
    for place in range(len(lines) - 1, max(len(lines) - LONGEST_TAIL, 0) - 1, -1):
        if not lines[place].row and CLOSED.fullmatch(lines[place].words):
            return place
    return len(lines)


def _end(tail: Sequence[Line]) -> dt.time | None:
    return find_time(tail[0].words.rpartition("ed ")[2]) if tail else None


def _whose(head: Head, known: Known) -> tuple[str, dt.date, list[str]]:
    """Committee and day, told by the minutes or known beside them, and where the two differ."""
    told = (("committee", head.committee, known.committee), ("date", head.date, known.date))
    notes = [
        f"The {name} is {said} in the text and {beside} beside it."
        for name, said, beside in told
        if said and beside and str(said).lower() != str(beside).lower()
    ]
    same = (known.committee or "").lower() == (head.committee or "").lower()
    committee = known.committee if known.committee and (known.sure or same) else head.committee or known.committee
    day = known.date if known.sure and known.date else head.date or known.date
    if committee is None or day is None:
        missing = " and ".join(name for name, one in (("committee", committee), ("date", day)) if one is None)
        raise NotMinutes(f"names no {missing} in its text or its file name.")
    if head.draft:
        notes.append("The minutes call themselves a draft or unconfirmed.")
    return committee, day, notes
