"""
Clerk's text to safe HTML. This is the only module that marks HTML as safe.

The text is plain: a blank line ends a paragraph, lines that begin with "- " are a list, lines between bars
("| ward | cost |") are a table whose first row is its head, and a paragraph may carry its number (8.1, 46.3).
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

PARAGRAPH_NUMBER = re.compile(r"(\d+[a-z]?(?:\.\d+)+\.?)\s+(?=\S)")


def prose(text: str) -> SafeString:
    """The HTML of a clerk's text: paragraphs, lists and tables."""
    return mark_safe("\n".join(html for block in _blocks(text) for html in _block(block)))  # noqa: S308


def lines(text: str) -> SafeString:
    """The HTML of a short text that stands inside a paragraph: its line breaks are kept."""
    return mark_safe("<br>".join(conditional_escape(line.strip()) for line in text.strip().splitlines()))  # noqa: S308


def _blocks(text: str) -> Iterator[list[str]]:
    """The text cut at its blank lines (a line of non-breaking spaces is one too)."""
    for filled, block in groupby(text.replace("\r\n", "\n").split("\n"), key=lambda line: bool(line.strip())):
        if filled:
            yield [line.strip() for line in block]


def _block(block: list[str]) -> Iterator[SafeString]:
    """One block, in which a list or a table may follow a line of text directly."""
    for kind, group in groupby(block, key=_kind):
        rows = list(group)
        if kind == "table":
            yield _table(rows)
        elif kind == "list":
            items = ((_direction(row[2:]), row[2:].strip()) for row in rows)
            yield format_html("<ul>{}</ul>", format_html_join("", "<li{}>{}</li>", items))
        else:
            yield _paragraph("\n".join(rows))


def _kind(line: str) -> str:
    if len(line) > 2 and line.startswith("|") and line.endswith("|"):
        return "table"
    return "list" if line.startswith(("- ", "• ")) else "text"


def _paragraph(text: str) -> SafeString:
    number = PARAGRAPH_NUMBER.match(text)
    if number:
        return format_html(
            '<p class="numbered"><span class="number">{}</span> {}</p>', number[1], lines(text[number.end() :])
        )
    return format_html("<p{}>{}</p>", _direction(text), lines(text))


def _direction(text: str) -> SafeString:
    """What says that a text runs from right to left: its first letter does (Unicode Annex 9, rule P2)."""
    strong = next((side for side in map(unicodedata.bidirectional, text) if side in ("L", "R", "AL")), "L")
    return SafeString("" if strong == "L" else ' dir="rtl"')


def _table(rows: list[str]) -> SafeString:
    cells = [[cell.strip() for cell in row[1:-1].split("|")] for row in rows if not re.fullmatch(r"[|\s:-]+", row)]
    if not cells:
        return _paragraph("\n".join(rows))
    width = max(map(len, cells))  # rows of unequal length are filled up: PDF/UA allows none (ISO 14289-1, 7.2)
    cells = [row + [""] * (width - len(row)) for row in cells]
    head = format_html_join("", '<th scope="col">{}</th>', ((cell,) for cell in cells[0]))
    body = format_html_join(
        "", "<tr>{}</tr>", ((format_html_join("", "<td>{}</td>", ((cell,) for cell in row)),) for row in cells[1:])
    )
    # The wrapper scrolls by keyboard where a table is wider than a phone.
    return format_html(
        '<div class="table" role="group" aria-label="Table" tabindex="0">'
        "<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
        head,
        body,
    )
