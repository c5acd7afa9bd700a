"""A meeting with its items: committee and date in the heading, one table row an item."""

from dataclasses import replace
from datetime import date

from lxml.html import HtmlElement

from minutes.moderngov.parse_addresses import of_page, of_row, with_documents
from minutes.moderngov.parse_html import content, lines_of
from minutes.moderngov.parse_item import read_item
from minutes.moderngov.parse_meeting_text import closing_time
from minutes.moderngov.parse_sitting import Head, head_of_document, meeting_heading, read_head
from minutes.text.clean import clean
from minutes.text.lines import Line
from minutes.text.records import Item, Page, Vote
from minutes.text.votes import OUTCOME

NUMBER_CELL = "td[contains(concat(' ', @class, ' '), ' mgItemNumberCell ')]"
ITEM_ROWS = f"//table[contains(concat(' ', @class, ' '), ' mgItemTable ')]//tr[{NUMBER_CELL}]"
VOTE_TABLES = ".//table[caption[starts-with(normalize-space(.), 'Recorded Vote')]]"
CONTENT = "//*[contains(concat(' ', @class, ' '), ' mgContent ')]"
LISTS = (
    ".//table[contains(concat(' ', @class, ' '), ' mgItemTable ')] | .//ul[contains(@class, 'mgActionList')]"
    " | .//*[contains(concat(' ', @class, ' '), ' mgFooter ')]"
    " | .//*[contains(@class, 'mgMainTitleTxt') or contains(@class, 'mgSubTitleTxt')]"
)
SUBTITLES = "//*[contains(concat(' ', @class, ' '), ' mgSubTitleTxt ')]"


def is_meeting(root: HtmlElement) -> bool:
    """Whether the page is a meeting with its items in a table."""
    return bool(root.xpath(ITEM_ROWS))


def read_meeting(root: HtmlElement, source: str) -> Page:
    """The page of a meeting. Only a page for which ``is_meeting`` holds. The tree is used up."""
    old = of_page(root, "committee", "meeting")
    head = next(filter(None, map(_told, root.xpath(SUBTITLES))), None) or head_of_document(root) or Head()
    unread = [] if head.day else ["The heading of the meeting names no date."]
    items: list[Item] = []
    notes: list[str] = []
    for row in root.xpath(ITEM_ROWS):
        item, told = _read_row(row, head.committee, head.day)
        items.append(with_documents(replace(item, old=(*old, *of_row(row))), row))
        notes += [f"Item {item.label or item.title}: {note}" for note in told]
    around = read_head(_lines_around(root), head)
    sitting = around.sitting(tuple(key for key in old if key.startswith("meeting:")), closing_time(items))
    unread += [*around.unread, *around.untold(), *notes]
    return Page(source, "meeting", None, tuple(items), tuple(unread), sittings=(sitting,) if sitting else ())


def _lines_around(root: HtmlElement) -> list[Line]:
    """The lines of the page's content outside its table of items and its links."""
    found = root.xpath(CONTENT)
    around = found[0] if found else content(root)
    for element in around.xpath(LISTS):
        element.drop_tree()
    return lines_of(around)


def _told(element: HtmlElement) -> Head | None:
    return meeting_heading(clean(" ".join(element.text_content().split())))


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
