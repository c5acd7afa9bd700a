"""One agenda item on a page of its own."""

from collections.abc import Sequence
from dataclasses import replace

from minutes.moderngov.parse_item import read_item
from minutes.moderngov.parse_sitting import Head, meeting_heading
from minutes.text.lines import Line
from minutes.text.records import Page

# How far below the heading the link to the meeting can stand.
NEAR = 8


def read_agenda_item(lines: Sequence[Line], heading: int, source: str, named: Head | None = None) -> Page:
    """The page of an item; ``named`` is the meeting that the document's own title names. Many pages name none."""
    unread = [
        f"Before the heading: {one.words}" for one in lines[: max(heading, 0)] if meeting_heading(one.words) is None
    ]
    body = list(lines[heading + 1 :])
    near = range(max(heading - 3, 0), min(heading + NEAR, len(lines)))
    found = next(((place, told) for place in near if (told := meeting_heading(lines[place].words))), None)
    head = found[1] if found else named or Head()
    if found and found[0] > heading:
        del body[found[0] - heading - 1]
    if head.day is None:
        unread.append("The page does not say at which meeting the item was.")
    item, notes = read_item(body, head.committee, head.day, head.label)
    sitting = head.sitting()
    return Page(source, "item", None, (replace(item),), (*unread, *notes), sittings=(sitting,) if sitting else ())
