"""A meeting's own facts: whose and when, the venue, who was there, from what stands above its items."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from lxml.html import HtmlElement

from minutes.text.attendance import HEADING_ROW, attendance_heading, read_presences
from minutes.text.clean import FURNITURE, clean
from minutes.text.dates import date_in, find_date, find_time
from minutes.text.lines import Line
from minutes.text.page_forms import COMMITTEE_AND_TIME, ITEMS, MEETING_OF, VENUE, status_in
from minutes.text.records import Presence, Sitting

LONGEST_HEADING = 300
DIRECTIONS = re.compile(r"\.?\s*(?:View\s+directions|Gwelwch\s+cyfarwyddiadau|Map)\.?\s*$", re.IGNORECASE)
# The page's own links, of which nothing belongs to the record.
LINKS = re.compile(
    r"(?:attendance\s+details|agenda\s+(?:frontsheet|reports?\s+pack)|public\s+(?:reports?|documents?)\s+pack"
    r"|printed\s+(?:minutes|decisions)|view\s+directions|media|webcast|(?:webcast\s*:\s*)?view\s+the\s+webcast"
    r"|share\s+this\s+(?:page|item)|no\.?|manylion\s+presenoldeb|cyfryngau|you\s+are\s+here:?|home|skip\s+to\s+.*"
    r"|print\s+this\s+page|declarations\s+of\s+interest|view\s+declarations.*)\s*"
    r"(?:,?\s*(?:pdf\s+e?icon\s+)?PDF\s+[\d.,]+\s+[KM]B)?\.?$",
    re.IGNORECASE,
)


@dataclass
class Head:
    """What stands above the items of a meeting."""

    committee: str | None = None
    day: date | None = None
    time: str = ""
    label: str | None = None
    venue: str | None = None
    presences: list[Presence] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def sitting(self, old: tuple[str, ...] = (), ends: str = "") -> Sitting | None:
        """The meeting as a record, if the page says whose and when."""
        if not self.committee or not self.day:
            return None
        return Sitting(
            committee=self.committee,
            date=self.day,
            starts_at=find_time(behind_date(self.time)),
            ends_at=find_time(ends),
            venue=self.venue,
            status=status_in(self.time),
            presences=tuple(self.presences),
            old=old,
        )

    def untold(self) -> list[str]:
        """What the page says of a meeting of which it does not say whose or when: for a person to look at."""
        if self.committee and self.day:
            return []
        told = [f"Venue: {self.venue}"] if self.venue else []
        told += [f"{person.name}: {person.status}" for person in self.presences]
        return [f"Outside the items: {one}" for one in told]


def behind_date(text: str) -> str:
    """What stands behind the date in ``text``: its time of day."""
    found = date_in(text)
    return text[found.end() :] if found else text


def meeting_heading(text: str) -> Head | None:
    """Whose meeting and when, if ``text`` is such a heading."""
    if len(text) > LONGEST_HEADING or not date_in(text):
        return None
    found = COMMITTEE_AND_TIME.fullmatch(text)
    if found and not re.match(r"(?:Meeting|Venue|Contact|Cyfarfod)\s*:", text):
        return Head(found["committee"], find_date(found["time"]), found["time"])
    named = MEETING_OF.match(text)
    if named is None:
        return None
    return Head(named["committee"].strip(), find_date(named["time"]), named["time"], named["label"])


def head_of_document(root: HtmlElement) -> Head | None:
    """Whose meeting and when, by the title and description of the document."""
    told = root.xpath(
        "//head//title/text() | //head//meta[contains(@name, 'title') or contains(@name, 'escription')]/@content"
    )
    heads = (meeting_heading(clean(" ".join(str(text).split()))) for text in told)
    return next((head for head in heads if head and head.day), None)


def read_head(lines: Sequence[Line], head: Head | None = None) -> Head:
    """The head of a meeting from the lines between the heading of the page and the first item."""
    head = head or Head()
    place = 0
    while place < len(lines):
        one = lines[place]
        place += 1
        if head.committee is None and (named := meeting_heading(one.words)):
            head.committee, head.day, head.time = named.committee, named.day, named.time
        elif head.venue is None and (venue := VENUE.match(one.text)):
            told = venue["venue"]
            if not told and place < len(lines):
                told, place = lines[place].text, place + 1
            head.venue = DIRECTIONS.sub("", told).strip(" .") or None
        elif listed := attendance_heading(one.text) if not one.row else None:
            place = _attendance(head, listed, lines, place)
        elif one.row and HEADING_ROW.match(one.text):
            continue
        elif one.row and (people := read_presences([one], "present")):
            head.presences += people
        elif not (
            LINKS.match(one.words) or LINKS.match(one.text) or ITEMS.match(one.words) or FURNITURE.match(one.text)
        ):
            head.unread.append(f"Outside the items: {one.words}")
    return head


def _attendance(head: Head, listed: tuple[str, str], lines: Sequence[Line], place: int) -> int:
    """People named under one heading: on its line, or line by line until another begins."""
    status, rest = listed
    if rest:
        _add(head, [Line(rest)], status)
        return place
    while place < len(lines) and not _ends_list(lines[place]):
        _add(head, [lines[place]], status)
        place += 1
    return place


def _add(head: Head, lines: list[Line], status: str) -> None:
    people = read_presences(lines, status)
    head.presences += people
    if not people and not lines[0].row:
        head.unread.append(f"Outside the items: {lines[0].words}")


def _ends_list(one: Line) -> bool:
    told = one.words
    return (
        bool(attendance_heading(one.text) and not one.row)
        or bool(ITEMS.match(told) or VENUE.match(told))
        or "Contact:" in told
    )
