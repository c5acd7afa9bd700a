"""The head of a meeting's minutes: which body met, when and where, and who was there."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from minutes.text.dates import ISO, NUMERIC, WRITTEN, find_date
from minutes.text.lines import Line
from minutes.text.meeting_forms import BODY_LINE, DRAFT, HELD, OF_BODY, VENUE, VENUE_LINE
from minutes.text.meeting_people import attendance_heading, read_attendance
from minutes.text.records import Member, Presence
from minutes.text.times import TIME, find_time

CONNECTING = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|dydd|draft|minutes|cofnodion|of|the|a|an|ordinary|meeting|held|was"
    r"|on|at|in|date|time|venue|place|location|committee|commencing|commenced|from|starting)\b",
    re.IGNORECASE,
)
SMALL = {"and", "of", "the", "for", "in", "on", "to", "with", "a"}
LONGEST_BODY = 14


@dataclass
class Head:
    """What the head says. ``unread`` are the lines whose words found no place in it."""

    committee: str | None = None
    date: dt.date | None = None
    starts_at: dt.time | None = None
    ends_at: dt.time | None = None
    venue: str | None = None
    draft: bool = False
    presences: list[Presence] = field(default_factory=list)
    officers: list[Member] = field(default_factory=list)
    unread: list[Line] = field(default_factory=list)


def read_head(lines: Sequence[Line]) -> Head:
    """The head that stands before a meeting's first item."""
    start = next((place for place, one in enumerate(lines) if attendance_heading(one)), len(lines))
    before, people = list(lines[:start]), lines[start:]
    head = Head(committee=_committee(before))
    for one in before:
        _read_line(head, one)
    attendance = read_attendance(people)
    head.presences, head.officers = attendance.presences, attendance.officers
    head.unread += attendance.unread
    return head


def _read_line(head: Head, one: Line) -> None:
    text = one.words
    head.draft = head.draft or bool(DRAFT.search(text))
    understood = [head.committee or ""]
    if where := VENUE.search(text) or VENUE_LINE.match(text):
        head.venue = head.venue or where["venue"].strip(" .,")
        understood.append(head.venue)
    day = find_date(text)
    head.date = head.date or day
    times = [find_time(found[0]) for found in TIME.finditer(text)]
    if times and head.starts_at is None:
        head.starts_at, head.ends_at = times[0], times[1] if len(times) > 1 else None
    known = not day or day == head.date
    if not known or any(time not in (head.starts_at, head.ends_at) for time in times) or _left_over(text, understood):
        head.unread.append(one)


def _left_over(text: str, understood: Sequence[str]) -> bool:
    """Whether a line has words beside those that were understood."""
    for words in understood:
        text = re.sub(re.escape(words), " ", text, count=1, flags=re.IGNORECASE) if words else text
    for pattern in (ISO, NUMERIC, WRITTEN):
        text, found = pattern.subn(" ", text, count=1)
        if found:
            break
    for pattern in (TIME, CONNECTING):
        text = pattern.sub(" ", text)
    return any(one.isalnum() for one in text)


def _committee(lines: Sequence[Line]) -> str | None:
    """The body that met: told in the sentence about the meeting, else on a line of its own, the council's name last."""
    for pattern in (HELD, OF_BODY):
        for one in lines:
            found = pattern.match(one.words)
            if found and (body := _body(found["body"])):
                return body
    alone = [body for one in lines if (body := _body(one.words))]
    smaller = [body for body in alone if not body.lower().endswith("council")]
    return next(iter(smaller or reversed(alone)), None)


def _body(text: str) -> str | None:
    text = re.sub(r"^(?:the\s+)|\s*[:.,]$", "", text.strip(), flags=re.IGNORECASE)
    found = BODY_LINE.fullmatch(text)
    if found is None or len(text.split()) > LONGEST_BODY or find_date(text):
        return None
    return in_small_letters(found["body"].strip())


def in_small_letters(name: str) -> str:
    """A body's name that is printed in capitals, as it is written elsewhere."""
    if not name.isupper() or (len(name.split()) < 2 and len(name) < 5):
        return name
    words = [word.lower() if word.lower() in SMALL else word.title() for word in name.split()]
    return " ".join([words[0].title(), *words[1:]]).replace("’S ", "’s ").replace("'S ", "'s ")
