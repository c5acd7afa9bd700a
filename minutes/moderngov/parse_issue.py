"""An issue with its meetings: one block a meeting, newest first."""

import re
from collections.abc import Sequence

from minutes.moderngov.parse_item import read_item
from minutes.text.dates import find_date
from minutes.text.lines import Line
from minutes.text.page_forms import ISSUE_PAGE, MEETING
from minutes.text.records import Item, Page


def is_issue(lines: Sequence[Line]) -> bool:
    """Whether the page is an issue with its meetings."""
    return any(_is_heading(one) or MEETING.fullmatch(one.words) for one in lines)


def read_issue(lines: Sequence[Line], source: str) -> Page:
    """The page of an issue. What stands outside its blocks is named as unread."""
    heading = next((place for place, one in enumerate(lines) if _is_heading(one)), -1)
    blocks = [
        (place, found) for place, one in enumerate(lines) if place > heading and (found := MEETING.fullmatch(one.words))
    ]
    ends = [*(place for place, _ in blocks[1:]), len(lines)]
    first = blocks[0][0] if blocks else len(lines)
    title_at = heading + 1 if heading >= 0 else first - 1
    title = lines[title_at].words if 0 <= title_at < first else None
    unread = [
        f"Outside any meeting: {one.words}"
        for place, one in enumerate(lines[:first])
        if place not in (heading, title_at)
    ]
    items = []
    for (start, found), end in zip(blocks, ends, strict=False):
        item, notes = _read_block(found, lines[start + 1 : end])
        items.append(item)
        unread += notes
    return Page(source, "issue", title, tuple(items), tuple(unread))


def _read_block(heading: re.Match[str], lines: Sequence[Line]) -> tuple[Item, list[str]]:
    day = find_date(heading["date"])
    item, notes = read_item(lines, heading["committee"] or None, day, heading["label"] or None)
    if day is None:
        notes.insert(0, f"No such date: {heading['date']}")
    return item, [f"{heading[0]}: {note}" for note in notes]


def _is_heading(one: Line) -> bool:
    return ISSUE_PAGE.fullmatch(one.words) is not None
