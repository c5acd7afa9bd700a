"""
The marks of a clerk's text, read.

Text is stored as it is typed, with marks that can be read without any program: a blank line ends a paragraph, "## " and
"### " begin a heading, "- " an entry of a list, "1. " and "(a) " one of a numbered list, two spaces before them stand it
under the entry above; lines between bars ("| ward | cost |") are a table whose first row is its head; **words** are
bold, *words* in italics, and [words](https://…) a link.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from minutes.text.clean import indentation
from minutes.text.markers import Marker, depths, readings, split_marker

HEADING = re.compile(r"(#{2,3})\s+(?=\S)")
BULLETS = ("- ", "• ")
DEEPEST = 9  # levels of a list; deeper entries stand on the last, as word processors have no more
NUMBER = re.compile(r"(?![A-Z]\.).*[.)]$")  # A. Smith is a name
RULE = re.compile(r"[|\s:-]+")  # between the head of a table and its other rows
# Asterisks that touch the words between them and no others: a footnote's (Smith*, Jones*) are none.
SET = re.compile(
    r"\[(?P<words>[^\[\]\n]+)\]\((?P<link>[^()\s]+(?:\([^()\s]*\)[^()\s]*)*)\)"
    r"|(?<![\w*])(?:\*\*\*(?=[^\s*])(?P<both>[^*\n]*[^\s*])\*\*\*"
    r"|\*\*(?=[^\s*]|\*[^\s*])(?P<bold>(?:[^*\n]|\*(?!\*))+?)(?<!\s)\*\*"
    r"|\*(?=[^\s*])(?P<italic>[^*\n]*[^\s*])\*)(?![\w*])"
)
# To another site, to a mailbox, or to a page of this site; nothing that a browser would run, or read otherwise.
ADDRESS = re.compile(r"(?:https?://[^\s/?#\\][^\s\\]*|mailto:[^\s?\\]+@[^\s\\]+|/(?!/)[^\s\\]*)", re.IGNORECASE)


@dataclass(frozen=True)
class Span:
    """Words set alike; `link` is an address that `is_address` allows, or empty."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading inside a text: level 1, or 2 under one of level 1."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together."""

    text: str


@dataclass(frozen=True)
class Entry:
    """An entry of a list, its label as it was typed ("" behind a dash), and the lists under it."""

    label: str
    text: str
    under: tuple["Listing", ...] = ()


@dataclass(frozen=True)
class Listing:
    """A list: all of its entries have labels, or none."""

    entries: tuple[Entry, ...]

    @property
    def is_numbered(self) -> bool:
        return bool(self.entries[0].label)


@dataclass(frozen=True)
class Table:
    """The rows of a table, the head first, all equally long."""

    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Listing | Table


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a text, in order; a list or a table may follow a line of text directly."""
    seen = False
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for filled, group in groupby(rows, key=lambda row: bool(row.strip())):
        for block in _of_block(list(group)) if filled else ():
            if isinstance(block, Heading):
                block, seen = Heading(block.level if seen else 1, block.text), seen or block.level == 1
            yield block


def spans(line: str) -> Iterator[Span]:
    """The words of one line, each with how it is set."""
    yield from _set(line, Span(""))


def plain(text: str) -> str:
    """A text without the marks inside its lines, for where nothing is set: search, checks."""
    lines = (HEADING.sub("", line) if HEADING.match(line) else line for line in text.split("\n"))
    return "\n".join("".join(span.text for span in spans(line)) for line in lines)


def is_address(address: str) -> bool:
    """Whether a link may lead there: to a web page, to a mailbox, to a page of this site."""
    return ADDRESS.fullmatch(address) is not None and address.isprintable()


def _set(text: str, how: Span) -> Iterator[Span]:
    place = 0
    for found in SET.finditer(text):
        if found["link"] and (how.link or not is_address(found["link"])):
            continue
        if before := text[place : found.start()]:
            yield Span(before, how.bold, how.italic, how.link)
        inner = next(words for name in ("words", "both", "bold", "italic") if (words := found[name]))
        bold = how.bold or bool(found["bold"] or found["both"])
        italic = how.italic or bool(found["italic"] or found["both"])
        yield from _set(inner, Span("", bold, italic, found["link"] or how.link))
        place = found.end()
    if rest := text[place:]:
        yield Span(rest, how.bold, how.italic, how.link)


def _of_block(rows: list[str]) -> Iterator[Block]:
    kinds = _settled(rows, [_kind(row.strip()) for row in rows])
    for kind, pairs in groupby(zip(kinds, rows, strict=True), key=lambda pair: pair[0]):
        group = [row for _, row in pairs]
        if kind == "table":
            yield _table([row.strip() for row in group])
        elif kind == "list":
            yield from _listings(group)
        elif kind == "heading":
            for row in group:
                mark = HEADING.match(row.strip())
                yield Heading(len(mark[1]) - 1 if mark else 1, HEADING.sub("", row.strip()))
        else:
            yield Paragraph("\n".join(row.strip() for row in group))


def _kind(row: str) -> str:
    if len(row) > 2 and row.startswith("|") and row.endswith("|"):
        return "table"
    if HEADING.match(row):
        return "heading"
    if row.startswith(BULLETS):
        return "list"
    label = split_marker(row)[0]
    return "number" if NUMBER.match(label) and row[len(label) :][:1].isspace() else "text"


def _settled(rows: Sequence[str], kinds: list[str]) -> list[str]:
    """Lines that begin with a number are a list where they count on; alone, or with a gap, they are text."""
    settled: list[str] = []
    for is_list, group in groupby(range(len(rows)), key=lambda place: kinds[place] in ("list", "number")):
        places = list(group)
        found = [kinds[place] for place in places]
        counts = is_list and "number" in found and _count_on([rows[place] for place in places])
        settled += [{"number": "list" if counts else "text"}.get(kind, kind) for kind in found]
    return settled


def _count_on(rows: Sequence[str]) -> bool:
    return len(rows) > 1 and all(map(_counts, _listings(rows)))


def _counts(listing: Listing) -> bool:
    steps = pairwise(listing.entries) if listing.is_numbered else ()
    return all(_follows(before.label, after.label) for before, after in steps) and all(
        _counts(inner) for entry in listing.entries for inner in entry.under
    )


def _follows(before: str, after: str) -> bool:
    return any(
        one.style == other.style and other.number == one.number + 1
        for one in readings(before)
        for other in readings(after)
    )


def _listings(rows: Sequence[str]) -> Iterator[Listing]:
    """The lists of lines that all begin with a mark."""
    marks, texts = [], []
    for row in rows:
        label, text = ("-", row.strip()[2:]) if row.strip().startswith(BULLETS) else split_marker(row)
        marks.append(Marker(label, readings(label), indentation(row)))
        texts.append(text.strip())
    labels = ["" if mark.label == "-" else mark.label for mark in marks]
    levels = (min(depth, DEEPEST) for depth in depths(marks))
    yield from _nested(list(zip(levels, labels, texts, strict=True)))


def _nested(lines: Sequence[tuple[int, str, str]]) -> tuple[Listing, ...]:
    entries: list[Entry] = []
    place = 0
    while place < len(lines):
        end = place + 1
        while end < len(lines) and lines[end][0] > lines[place][0]:
            end += 1
        entries.append(Entry(lines[place][1], lines[place][2], _nested(lines[place + 1 : end])))
        place = end
    return tuple(Listing(tuple(group)) for _, group in groupby(entries, key=lambda entry: bool(entry.label)))


def _table(rows: Sequence[str]) -> Table | Paragraph:
    cells = [[cell.strip() for cell in row[1:-1].split("|")] for row in rows if not RULE.fullmatch(row)]
    if not cells:
        return Paragraph("\n".join(rows))
    width = max(map(len, cells))  # rows of unequal length are filled up: PDF/UA allows none (ISO 14289-1, 7.2)
    return Table(tuple((*row, *[""] * (width - len(row))) for row in cells))
