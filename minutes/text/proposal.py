"""
Minutes that somebody pasted, cut into what they propose: the meeting's facts, its items, and what is left over.

Every line of the source is in exactly one place of the proposal, beside what was made of it.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from minutes.text.clean import FURNITURE
from minutes.text.lines import Line, narrative
from minutes.text.meeting import cut, read_item
from minutes.text.meeting_forms import CLOSED_AT
from minutes.text.meeting_head import CONNECTING, Head, read_head
from minutes.text.meeting_items import Start
from minutes.text.records import Item, Member, Presence
from minutes.text.times import find_time
from minutes.text.tracing import Trace, emphasised, trace, words_of

# A line to sign on: "Chair ………… Date …………"
SIGNATURE = re.compile(
    r"(?:\W*\b(?:signed|signature|chair(?:man|woman|person)?|mayor|clerk|dated?|name|as\s+a\s+correct\s+record)\b\W*)+",
    re.IGNORECASE,
)
KNOWN_WORDS = {"minutes", "draft", "council", "committee", "page", "meeting", "present"}


@dataclass(frozen=True)
class Matter:
    """One item that was read. ``questions`` are what a person should look at; ``source`` its lines, and where they go."""

    item: Item
    source: tuple[Trace, ...]
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """
    What was made of a text.

    ``before`` and ``after`` are the words before the first and behind the last item that found no place;
    ``questions`` concern the meeting as a whole.
    """

    matters: tuple[Matter, ...]
    presences: tuple[Presence, ...] = ()
    officers: tuple[Member, ...] = ()
    starts_at: dt.time | None = None
    ends_at: dt.time | None = None
    venue: str | None = None
    before: str = ""
    after: str = ""
    head: tuple[Trace, ...] = ()
    tail: tuple[Trace, ...] = ()
    questions: tuple[str, ...] = field(default=())


def propose_meeting(lines: Sequence[Line], committee: str, date: dt.date, council: str = "") -> Proposal:
    """What the minutes of the whole of a meeting propose. It has no matters where no headings of items were found."""
    parts = cut(lines)
    dirt = tuple(Trace(one, "out") for one in lines if FURNITURE.match(one.text))
    body = [one for one in lines if not FURNITURE.match(one.text)]
    matters = tuple(
        _matter(start, own, committee, date, body[start.place : start.place + start.lines])
        for start, own in parts.items
    )
    head = read_head(parts.head)
    known = {*words_of(committee), *words_of(council), *KNOWN_WORDS}
    unread = [one for one in head.unread if not _is_known(one, known)]
    closing = parts.tail[:1] if parts.tail and CLOSED_AT.fullmatch(parts.tail[0].words) else ()
    left = [one for one in parts.tail[len(closing) :] if not SIGNATURE.fullmatch(one.words)]
    ends_at = find_time(closing[0].words.rpartition("ed ")[2] or closing[0].words) if closing else None
    return Proposal(
        matters=matters,
        presences=tuple(head.presences),
        officers=tuple(head.officers),
        starts_at=head.starts_at,
        ends_at=ends_at or head.ends_at,
        venue=head.venue,
        before=narrative(unread),
        after=narrative(left),
        head=tuple(Trace(one, "before" if one in unread else "meeting") for one in parts.head),
        tail=(*(Trace(one, _of_tail(one, closing, left)) for one in parts.tail), *dirt),
        questions=_doubts(head, date),
    )


def propose_item(lines: Sequence[Line], label: str, title: str) -> Proposal:
    """What the minutes of one item propose; a heading with its label or title is no part of them."""
    lines = list(lines)
    heading: list[Line] = []
    while lines and len(heading) < 2 and _heads(lines[0], label, title):
        heading.append(lines.pop(0))
    start = Start(0, label, title, "", 0, strong=True)
    return Proposal((_matter(start, lines, "", dt.date.min, heading),) if lines else ())


def _matter(start: Start, own: Sequence[Line], committee: str, date: dt.date, heading: Sequence[Line]) -> Matter:
    item, questions = read_item(start, own, committee, date)
    source = trace(own, item)
    told = replace(
        item,
        minutes=emphasised(item.minutes, source, "minutes"),
        reasons=emphasised(item.reasons, source, "reasons"),
        options_considered=emphasised(item.options_considered, source, "options"),
    )
    return Matter(told, (*(Trace(one, "title") for one in heading), *source), tuple(questions))


def _heads(one: Line, label: str, title: str) -> bool:
    """Whether a line holds nothing but an item's label, its title or both."""
    told = words_of(one.words)
    return bool(told) and told in (words_of(label), words_of(title), [*words_of(label), *words_of(title)])


def _is_known(one: Line, known: set[str]) -> bool:
    """Whether a line of the head says nothing that is not known: the council's name, the committee's, "Minutes"."""
    return all(word in known for word in words_of(CONNECTING.sub(" ", one.words)))


def _of_tail(one: Line, closing: Sequence[Line], left: Sequence[Line]) -> str:
    return "meeting" if one in closing else "after" if one in left else "out"


def _doubts(head: Head, date: dt.date) -> tuple[str, ...]:
    """What speaks against these being the minutes of this meeting."""
    if head.date and head.date != date:
        return (f"The text says {head.date:%-d %B %Y}, but this meeting is on {date:%-d %B %Y}.",)
    return ()
