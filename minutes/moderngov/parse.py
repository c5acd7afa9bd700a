"""
A saved page of the council's old system, text or HTML, as a plain record. Pure: bytes in, record out.

Read are an issue with its meetings, an issue with its decisions, an agenda item, a meeting with its items, a decision,
a committee or the list of its meetings, and a member. Pages come in any encoding.
"""

import codecs
import re

from lxml import html

from minutes.moderngov.parse_addresses import with_keys, with_meetings
from minutes.moderngov.parse_agenda_item import read_agenda_item
from minutes.moderngov.parse_committee import read_committee
from minutes.moderngov.parse_decision import read_decisions
from minutes.moderngov.parse_html import content_lines
from minutes.moderngov.parse_issue import read_issue
from minutes.moderngov.parse_kinds import kind_of_page
from minutes.moderngov.parse_meeting import is_meeting, read_meeting
from minutes.moderngov.parse_meeting_text import read_meeting_text
from minutes.moderngov.parse_member import read_member
from minutes.moderngov.parse_sitting import head_of_document
from minutes.text.lines import Line, read_lines
from minutes.text.page_forms import OTHER_PAGE
from minutes.text.records import Page

MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "a rich text document"),
)
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|div|table|p)[\s>]", re.IGNORECASE)


READ = "a page of an issue, an agenda item, a meeting, a decision, a committee or a member"


class NotAPage(Exception):
    """A file that is no page which can be read here. The message is a sentence that names what was found."""


def parse(data: bytes, source: str) -> Page:
    """
    Read one saved page; ``source`` is its name and goes into the record.

    Raises ``NotAPage`` for a file that is empty, no text, or no page that is read here.
    """
    text = decode(data, source)
    root = None
    if MARKUP.search(text[:8192]):
        root = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    try:
        lines = read_lines(text) if root is None else content_lines(root)
    except RecursionError:
        raise NotAPage(f"{source} is nested too deep to be a page.") from None
    found = kind_of_page(lines, root)
    if root is not None and is_meeting(root) and (found is None or found[0] == "meeting"):
        return read_meeting(root, source)
    if found is None:
        raise NotAPage(f"{source} is {_found(lines)}, not {READ}.")
    return _read(*found, lines, root, source)


def _read(kind: str, heading: int, lines: list[Line], root: html.HtmlElement | None, source: str) -> Page:
    named = head_of_document(root) if root is not None else None
    if kind == "issue":
        page = read_issue(lines, source)
        return with_meetings(page, root) if root is not None else page
    if kind in ("decision", "issue-decisions"):
        page = read_decisions(lines, heading, source, kind)
    elif kind == "item":
        page = read_agenda_item(lines, heading, source, named)
    elif kind == "meeting":
        page = read_meeting_text(lines, heading, source, named)
    elif kind == "committee":
        page = read_committee(lines, heading, source)
    else:
        page = read_member(lines, heading, source)
    return with_keys(page, root) if root is not None else page


def decode(data: bytes, source: str) -> str:
    """
    The text of a saved page: by its byte order mark, the character set that it declares, UTF-8, or else Windows-1252.

    Raises ``NotAPage`` for an empty file and for one that is no text.
    """
    for magic, name in MAGIC:
        if data.startswith(magic):
            raise NotAPage(f"{source} is {name}, not a saved page.")
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    if not data.strip():
        raise NotAPage(f"{source} is empty.")
    if b"\0" in data:
        raise NotAPage(f"{source} is a binary file, not a saved page.")
    return _decoded(data)


def _decoded(data: bytes) -> str:
    declared = CHARSET.search(data[:4096])
    names = [declared[1].decode("ascii").lower()] if declared else []
    for name in [*names, "utf-8"]:
        # Browsers read the Latin-1 that pages declare as Windows-1252, and so did whoever typed the quotation marks.
        encoding = "cp1252" if name in ("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii") else name
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", errors="replace")


def _found(lines: list[Line]) -> str:
    other = next((line.words for line in lines[:60] if OTHER_PAGE.match(line.words)), None)
    if other:
        return f"a page “{other[:60]}”"
    return f"text that begins “{lines[0].words[:60]}”" if lines else "a page without words"
