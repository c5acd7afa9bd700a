"""A meeting with its items: committee and date in the heading, one table row an item."""

import re
from dataclasses import replace
from datetime import date

from lxml.html import HtmlElement

from minutes.moderngov.parse_addresses import of_page, of_row, with_documents
from minutes.moderngov.parse_html import lines_of
from minutes.moderngov.parse_item import read_item
from minutes.text.clean import clean
from minutes.text.dates import find_date
from minutes.text.records import Item, Page, Vote
from minutes.text.votes import OUTCOME

NUMBER_CELL = "td[contains(concat(' ', @class, ' '), ' mgItemNumberCell ')]"
ITEM_ROWS = f"//table[contains(concat(' ', @class, ' '), ' mgItemTable ')]//tr[{NUMBER_CELL}]"
VOTE_TABLES = ".//table[caption[starts-with(normalize-space(.), 'Recorded Vote')]]"
HEADINGS = "//*[contains(concat(' ', @class, ' '), ' mgSubTitleTxt ')]"
COMMITTEE_AND_TIME = re.compile(
    r"(?P<committee>.+?)\s+[-–—]\s+"
    r"(?P<time>(?:\w+,?\s+)?\d{1,2}(?:st|nd|rd|th|\w{1,3})?\s+(?:of\s+|o\s+)?\w+,?\s+\d{4}\b.*)"
)


def is_meeting(root: HtmlElement) -> bool:
    """Whether the page is a meeting with its items."""
    return bool(root.xpath(ITEM_ROWS)) and _heading(root) is not None


def read_meeting(root: HtmlElement, source: str) -> Page:
    """The page of a meeting. Only a page for which ``is_meeting`` holds."""
    heading = _heading(root)
    committee, day = heading if heading else (None, None)
    items: list[Item] = []
    old = of_page(root, "committee", "meeting")
    unread: list[str] = [] if day else ["The heading of the meeting names no date."]
    for row in root.xpath(ITEM_ROWS):
        item, notes = _read_row(row, committee, day)
        items.append(with_documents(replace(item, old=(*old, *of_row(row))), row))
        unread += [f"Item {item.label or item.title}: {note}" for note in notes]
    return Page(source, "meeting", None, tuple(items), tuple(unread))


def _heading(root: HtmlElement) -> tuple[str, date | None] | None:
    for element in root.xpath(HEADINGS):
        if found := COMMITTEE_AND_TIME.fullmatch(clean(" ".join(element.text_content().split()))):
            return found["committee"], find_date(found["time"])
    return None


def _read_row(row: HtmlElement, committee: str | None, day: date | None) -> tuple[Item, list[str]]:
    numbers = row.xpath(NUMBER_CELL)
    votes = [vote for cell in row for table in cell.xpath(VOTE_TABLES) for vote in _recorded(table)]
    lines = [one for cell in row if cell not in numbers for one in lines_of(cell)]
    label = clean(" ".join(numbers[0].text_content().split()))
    return read_item(lines, committee, day, label or None, votes)


def _recorded(table: HtmlElement) -> list[Vote]:
    """The votes of a table "Recorded Vote" (title, type, text, result), which is taken off the page."""
    votes = []
    for row in table.iter("tr"):
        cells = [clean(" ".join(cell.text_content().split())) for cell in row.iter("td")]
        if len(cells) >= 2 and cells[0]:
            result = OUTCOME.search(cells[-1])
            kind = f" ({cells[1]})" if len(cells) > 2 and cells[1] else ""
            votes.append(Vote(on=f"{cells[0]}{kind}", outcome=result.lastgroup if result else None))
    table.drop_tree()
    return votes
