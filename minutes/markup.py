"""
Clerk's text to safe HTML. This is the only module that marks HTML as safe.

The text is plain, with the light marks that minutes/text/prose.py reads. Whatever stands in it is escaped; elements are
made here alone, and links lead where `prose.is_address` lets them. So there is nothing to sanitise, and no HTML that
somebody typed is ever shown as such.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Any

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from minutes.text import prose as marks

TAG = re.compile(r"(<[^>]*>)")
PARAGRAPH_NUMBER = re.compile(r"(\d+[a-z]?(?:\.\d+)+\.?)\s+(?=\S)")


def prose(text: str, level: int = 3) -> SafeString:
    """The HTML of a clerk's text: paragraphs, lists and tables, and headings from `level` on."""
    return mark_safe("\n".join(_block(block, level) for block in marks.blocks(text)))  # noqa: S308


def lines(text: str) -> SafeString:
    """The HTML of a short text that stands inside a paragraph: its line breaks are kept."""
    return mark_safe("<br>".join(_words(line.strip()) for line in text.strip().splitlines()))  # noqa: S308


def linked(template: str, words: Mapping[str, str], links: Mapping[str, tuple[str, str]]) -> SafeString:
    """
    A sentence with its words filled in ("%(date)s"), some of them as links.

    `links` gives address and words of each.
    """
    filled = {name: conditional_escape(word) for name, word in words.items()}
    filled |= {name: format_html('<a href="{}">{}</a>', url, word) for name, (url, word) in links.items()}
    return mark_safe(conditional_escape(template) % filled)  # noqa: S308


def with_links(html: str, pattern: re.Pattern[str], address: Callable[[str], str]) -> SafeString:
    """
    Safe HTML in which words that `pattern` finds are links, where `address` gives one for them ("" leaves them).

    Words inside other links, and what stands inside a tag, are left alone.
    """
    out, in_link = [], 0
    for piece in TAG.split(conditional_escape(html)):
        if piece.startswith("<"):
            in_link += piece.startswith("<a ") - (piece == "</a>")
        elif not in_link:
            piece = pattern.sub(lambda match: _term(match[0], address(match[0])), piece)
        out.append(piece)
    return mark_safe("".join(out))  # noqa: S308


def _term(word: str, url: str) -> str:
    """`word` is a piece of safe HTML."""
    return format_html('<a class="term" href="{}">', url) + word + "</a>" if url else word


def data_block(record: dict[str, Any]) -> SafeString:
    """Data for programs as a script element that no browser runs; nothing in it can end the element."""
    text = json.dumps(record, ensure_ascii=False, default=str)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308


def _words(line: str) -> SafeString:
    """The HTML of one line; a link is one, however its words are set."""
    pieces = []
    for link, group in groupby(marks.spans(line), key=lambda span: span.link):
        words = "".join(map(_span, group))
        pieces.append(format_html('<a href="{}">', link) + words + "</a>" if link else words)
    return mark_safe("".join(pieces))  # noqa: S308


def _span(span: marks.Span) -> str:
    words = str(conditional_escape(span.text))
    for tag, wanted in (("em", span.italic), ("strong", span.bold)):
        words = f"<{tag}>{words}</{tag}>" if wanted else words
    return words


def _block(block: marks.Block, level: int) -> SafeString:
    if isinstance(block, marks.Heading):
        tag = f"h{min(level + block.level - 1, 6)}"
        return format_html("<{0}{1}>{2}</{0}>", SafeString(tag), _direction(block.text), _words(block.text))
    if isinstance(block, marks.Listing):
        return _list(block)
    if isinstance(block, marks.Table):
        return _table(block)
    return _paragraph(block.text)


def _paragraph(text: str) -> SafeString:
    number = PARAGRAPH_NUMBER.match(text)
    if number:
        return format_html(
            '<p class="numbered"><span class="number">{}</span> {}</p>', number[1], lines(text[number.end() :])
        )
    return format_html("<p{}>{}</p>", _direction(text), lines(text))


def _list(listing: marks.Listing) -> SafeString:
    """A numbered list prints its labels as they were typed, the way the clauses of a resolution do."""
    if not listing.is_numbered:
        return format_html("<ul>{}</ul>", format_html_join("", "<li{}>{}</li>", map(_entry, listing.entries)))
    rows = ((*_entry(entry), entry.label) for entry in listing.entries)
    items = format_html_join("", '<li{0}><span class="label">{2}</span> <div class="text">{1}</div></li>', rows)
    return format_html('<ol class="clauses">{}</ol>', items)


def _entry(entry: marks.Entry) -> tuple[SafeString, SafeString]:
    under = "".join(map(_list, entry.under))
    return _direction(entry.text), mark_safe(_words(entry.text) + under)  # noqa: S308


def _direction(text: str) -> SafeString:
    """What says that a text runs from right to left: its first letter does (Unicode Annex 9, rule P2)."""
    strong = next((side for side in map(unicodedata.bidirectional, text) if side in ("L", "R", "AL")), "L")
    return SafeString("" if strong == "L" else ' dir="rtl"')


def _table(table: marks.Table) -> SafeString:
    first, *others = table.rows
    head = format_html_join("", '<th scope="col">{}</th>', ((_words(cell),) for cell in first))
    cells = (format_html_join("", "<td>{}</td>", ((_words(cell),) for cell in row)) for row in others)
    body = format_html_join("", "<tr>{}</tr>", ((row,) for row in cells))
    # The wrapper scrolls by keyboard where a table is wider than a phone.
    return format_html(
        '<div class="table" role="group" aria-label="Table" tabindex="0">'
        "<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
        head,
        body,
    )
