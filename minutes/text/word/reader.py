"""
A Word document's body, paragraph by paragraph and table by table, as lines.

In: what a reader of the accepted document sees. Out: deletions, comments, hidden text, field codes, the table of
contents, placeholders nobody filled in, headers and footers.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from minutes.text.lines import Line, is_bullet, join_lone_markers
from minutes.text.tables import Cell, table_lines
from minutes.text.word.controls import is_gallery, is_placeholder
from minutes.text.word.inline import Inline, Notes, Piece, alternative
from minutes.text.word.numbering import Counter, Numbering
from minutes.text.word.package import open_package
from minutes.text.word.paragraphs import indent_of, lines_of_pieces, mark_is_hidden, mark_was_deleted
from minutes.text.word.styles import Styles
from minutes.text.word.xml import Element, name, named, toggle

LEFT_OUT = {"del", "moveFrom", "sectPr", "tblPr", "tblGrid"}
WRAPPERS = {"ins", "moveTo", "customXml", "sdtContent", "smartTag"}
CONTENTS = ("toc ", "table of figures", "toa heading")


@dataclass(frozen=True)
class WordText:
    """The lines of a document, and what a person should know of it."""

    lines: tuple[Line, ...]
    notes: tuple[str, ...]


def read_word(data: bytes) -> WordText:
    """The document ``data``. Raises ``NotWord`` with a sentence for a file that is none or is not sound."""
    package = open_package(data)
    styles = Styles(package.styles)
    reader = _Reader(styles, Numbering(package.numbering, styles), Notes(package.footnotes, package.endnotes))
    lines = reader.read(named(package.document, "body"))
    return WordText(tuple(join_lone_markers(lines)), tuple(reader.notes))


class _Reader:
    """One pass over the body. ``pending`` are the words of paragraphs whose end was deleted: the next one takes them."""

    def __init__(self, styles: Styles, numbering: Numbering, marks: Notes) -> None:
        self.styles = styles
        self.numbering = numbering
        self.counter = Counter(numbering)
        self.inline = Inline(styles, marks)
        self.pending: list[Piece] = []
        self.notes: list[str] = []

    def read(self, parent: Element) -> list[Line]:
        lines: list[Line] = []
        for block in _blocks(parent):
            if name(block) == "p":
                lines += self._paragraph(block)
            elif name(block) == "tbl":
                lines += table_lines(list(self._rows(block)), 0)
            elif name(block) == "altChunk":
                self.notes.append("Another file is built into the document; its words were not read.")
        return lines

    def _paragraph(self, paragraph: Element) -> list[Line]:
        pieces = [*self.pending, *self.inline.pieces(paragraph)]
        self.pending = []
        boxes, self.inline.boxes = self.inline.boxes, []
        after = [one for box in boxes for one in self.read(box)]
        if mark_was_deleted(paragraph):
            self.pending = pieces
            return after
        said = any(piece.text.strip() for piece in pieces)
        if self._is_contents(paragraph) or (not said and mark_is_hidden(paragraph, self.styles)):
            return after
        placed = self.numbering.of_paragraph(paragraph)
        label = self.counter.label(*placed) if placed else ""
        level = self.numbering.level(*placed) if placed else None
        heading = self.styles.outline_level(paragraph) is not None
        lines = lines_of_pieces(pieces, label, indent_of(paragraph, self.styles, level), heading)
        return [*(one for one in lines if one.text or not is_bullet(one)), *after]

    def _is_contents(self, paragraph: Element) -> bool:
        return self.styles.name_of(self.styles.style_of(paragraph)).startswith(CONTENTS)

    def _rows(self, table: Element) -> Iterator[list[Cell]]:
        for row in _blocks(table):
            properties = named(row, "trPr")
            if name(row) == "tr" and named(properties, "del") is None and not toggle(properties, "hidden"):
                yield [join_lone_markers(self.read(cell)) for cell in _blocks(row) if _is_cell(cell)]


def _is_cell(block: Element) -> bool:
    return name(block) == "tc" and named(block, "tcPr", "cellDel") is None


def _blocks(parent: Element) -> Iterator[Element]:
    """The paragraphs, tables, rows or cells of ``parent``, those inside controls and tracked insertions included."""
    for child in parent:
        kind = name(child)
        if kind == "sdt":
            if not is_placeholder(child) and not is_gallery(child, "table of contents"):
                yield from _blocks(child)
        elif kind == "AlternateContent":
            yield from _blocks(alternative(child))
        elif kind in WRAPPERS:
            yield from _blocks(child)
        elif kind not in LEFT_OUT:
            yield child
