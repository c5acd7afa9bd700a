"""A meeting with its items where the page is plain text: each item begins at its number."""

import re
from collections.abc import Sequence

from minutes.moderngov.parse_item import read_item
from minutes.moderngov.parse_sitting import Head, meeting_heading, read_head
from minutes.text.dates import find_time
from minutes.text.forms import THAT_CLAUSE
from minutes.text.lines import Line
from minutes.text.page_forms import ITEMS, PARTS
from minutes.text.records import Item, Page

# 276. · 77/21 · P/142 · 4b · 12.1 · C12, alone on a line
NUMBER = re.compile(
    r"(?P<head>[A-Z]{1,5}[ /.-]?)?(?P<parts>\d{1,4}(?:[./-]\d{1,4}){0,2})(?P<letter>[a-z])?(?P<end>[.:)]?)$"
)
LONGEST_TITLE = 250
WIDEST_GAP = 5
CLOSED = re.compile(
    r"\bmeeting\s+(?:was\s+)?(?:closed|ended|concluded|finished|terminated|rose|adjourned)\s+(?:at\s+)?(?P<time>.{3,24})",
    re.IGNORECASE,
)


def has_items(lines: Sequence[Line]) -> bool:
    """Whether the page is a meeting: its heading or the head of its table of items stands in it."""
    return any(meeting_heading(one.words) or ITEMS.fullmatch(one.words) for one in lines[:40])


def read_meeting_text(lines: Sequence[Line], heading: int, source: str, named: Head | None = None) -> Page:
    """The page of a meeting from its lines."""
    unread = [
        f"Before the heading: {one.words}" for one in lines[: max(heading, 0)] if meeting_heading(one.words) is None
    ]
    lines = lines[heading + 1 :]
    start = next((place + 1 for place, one in enumerate(lines) if ITEMS.fullmatch(one.words)), None)
    starts = _starts(lines, start or 0)
    while start is not None and start < len(lines) and ITEMS.fullmatch(lines[start].words):
        start += 1
    first = starts[0][0] if starts else (len(lines) if start is None else start)
    head = read_head(lines[:first], named)
    if head.day is None:
        unread.append("The heading of the meeting names no date.")
    items: list[Item] = []
    notes: list[str] = []
    if not starts and first < len(lines):
        notes.append("The items have no numbers, so that they cannot be told apart; they are read as one.")
        starts = [(first, None, first)]
    for (_, label, title), end in zip(starts, [*(place for place, _, _ in starts[1:]), len(lines)], strict=False):
        body = _without_label(lines[title:end], label)
        item, told = read_item(body, head.committee, head.day, label)
        items.append(item)
        notes += [f"Item {label or item.title}: {note}" for note in told]
    sitting = head.sitting(ends=closing_time(items))
    return Page(
        source,
        "meeting",
        None,
        tuple(items),
        (*unread, *head.unread, *head.untold(), *notes),
        sittings=(sitting,) if sitting else (),
    )


def closing_time(items: Sequence[Item]) -> str:
    """The words that tell when the meeting ended, where the minutes of its last items do."""
    for item in reversed(items):
        if (found := CLOSED.search(item.minutes or "")) and find_time(found["time"]):
            return found["time"]
    return ""


def _without_label(lines: Sequence[Line], label: str | None) -> list[Line]:
    """The lines of an item, the number no longer part of its title."""
    title = Line(lines[0].text) if lines[0].label == label else lines[0]
    return [title, *lines[1:]]


def _starts(lines: Sequence[Line], start: int) -> list[tuple[int, str | None, int]]:
    """Where the items begin: place, label, place of the title. Numbers alone on their line, else those of titles."""
    return _numbered(lines, start, lone=True) or _numbered(lines, start, lone=False)


def _numbered(lines: Sequence[Line], start: int, lone: bool) -> list[tuple[int, str | None, int]]:
    found: list[tuple[int, str | None, int]] = []
    before = ""
    for place in range(start, len(lines)):
        one = lines[place]
        title = place
        if not one.label and lone and place + 1 < len(lines) and NUMBER.fullmatch(one.text):
            label, title = one.text, place + 1
        elif one.label and one.lone == lone and NUMBER.fullmatch(one.label):
            label = one.label
        else:
            continue
        if _is_title(lines[title], lone) and (not before or follows(label, before)):
            found.append((place, label, title))
            before = label
    return found


def _is_title(one: Line, lone: bool) -> bool:
    if (
        not one.text
        or one.row
        or len(one.text) > LONGEST_TITLE
        or any(part.fullmatch(one.text) for part in PARTS.values())
    ):
        return False
    return lone or not (THAT_CLAUSE.match(one.text) or one.text.endswith((".", ";", ":", "and")))


def follows(label: str, before: str) -> bool:
    """Whether ``label`` can be the number of the item behind number ``before``: a little higher, alike in form."""
    one, last = NUMBER.fullmatch(label), NUMBER.fullmatch(before)
    if one is None or last is None or one["head"] != last["head"]:
        return False
    numbers, lasts = _parts(one["parts"]), _parts(last["parts"])
    if numbers == lasts:
        return (one["letter"] or "") > (last["letter"] or "")
    if len(numbers) == len(lasts) and numbers[:-1] == lasts[:-1]:
        return 0 < numbers[-1] - lasts[-1] <= WIDEST_GAP
    return 0 <= numbers[0] - lasts[0] <= WIDEST_GAP and (len(numbers) > len(lasts) or numbers[0] > lasts[0])


def _parts(text: str) -> list[int]:
    return [int(part) for part in re.split(r"[./-]", text)]
