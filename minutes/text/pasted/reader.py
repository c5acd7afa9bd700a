"""
The HTML that Word, Google Docs and LibreOffice put on the clipboard, as lines.

In: what one sees in the document: paragraphs, lists with the markers that are printed, tables, bold and italics. Out:
styles, smart tags, deletions, comments, pictures.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from minutes.text.lines import Line, join_lone_markers
from minutes.text.pasted.lists import WordLists, html_marker
from minutes.text.pasted.rubbish import is_rubbish, style_of, without_foreign
from minutes.text.tables import Cell, table_lines
from minutes.text.word.inline import Piece
from minutes.text.word.paragraphs import lines_of_pieces

BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "footer"),
    *("form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre"),
    *("section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BOLD, ITALIC = {"b", "strong"}, {"i", "em", "cite"}
WEIGHT = re.compile(r"font-weight:(bold|bolder|normal|\d+)")
SLANT = re.compile(r"font-style:(italic|oblique|normal)")
MARGIN = re.compile(r"(?:^|;)(margin-left|text-indent):(-?[\d.]+)(pt|px|in|cm|mm)")
POINTS = {"pt": 1.0, "px": 0.75, "in": 72.0, "cm": 28.35, "mm": 2.835}
POINTS_A_COLUMN = 4.5
COLUMNS_A_LEVEL = 8
DEEPEST = 200


@dataclass(frozen=True)
class PastedText:
    """The lines of what was pasted."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class _Set:
    """How words are set, and where: bold, in italics, as a link, the column, how deep in lists."""

    bold: bool = False
    italic: bool = False
    link: str = ""
    indent: float = 0
    depth: int = 0


def read_pasted(html: str) -> PastedText:
    """The lines of HTML from a clipboard; none where it holds no words."""
    return PastedText(tuple(lines_of(html, Reader)))


def lines_of(html: str, reader: type["Reader"]) -> list[Line]:
    """What a reader makes of HTML."""
    text = without_foreign(html.replace("\x00", ""))
    if not text.strip():
        return []
    parser = HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        root = document_fromstring(text, parser=parser)
    except etree.ParserError:
        return []
    lists = WordLists.defined_in(one.text or "" for one in root.iter("style"))
    return reader(lists).read(root)


class Reader:
    """One pass over an element. ``pieces`` are the words of the paragraph that is being read, ``label`` its marker."""

    def __init__(self, lists: WordLists) -> None:
        self.lists = lists
        self.lines: list[Line] = []
        self.pieces: list[Piece] = []
        self.label = ""
        self.at = 0.0
        self.heading = False
        self.nesting = 0

    def read(self, element: HtmlElement) -> list[Line]:
        self._children(element, _Set())
        self._flush()
        return join_lone_markers(self.lines)

    def _flush(self) -> None:
        """End the paragraph. A marker without words waits for the first words of its item."""
        said = any(piece.text.strip(" \t\n\r\xa0") for piece in self.pieces)
        if said:
            self.lines += lines_of_pieces(self.set_pieces(), self.label, self.at, self.heading)
            self.label = ""
        self.pieces = []

    def set_pieces(self) -> list[Piece]:
        """The words of a paragraph as they are stored."""
        return self.pieces

    def _walk(self, element: HtmlElement, how: _Set) -> None:
        if is_rubbish(element):
            return
        self.nesting += 1
        if self.nesting > DEEPEST:  # nothing that anybody typed: the words stay, their setting does not
            self.pieces.append(Piece(_collapsed(element.text_content())))
        elif element.tag == "br":
            self.pieces.append(Piece("\n"))
        elif element.tag in BLOCKS:
            self._block(element, _set_by(element, how))
        else:
            self._children(element, _set_by(element, how))
        self.nesting -= 1

    def _block(self, element: HtmlElement, how: _Set) -> None:
        self._flush()
        if element.tag == "table":
            self.lines += table_lines(list(self._rows(element)), how.indent)
        elif element.tag in ("ol", "ul"):
            self._list(element, replace(how, depth=how.depth + 1))
        else:
            self._paragraph(element, how)
        self._flush()

    def _paragraph(self, element: HtmlElement, how: _Set) -> None:
        before = self.at, self.heading
        self.heading = self.heading or element.tag in HEADINGS or element.get("role") == "heading"
        placed = self.lists.marker(element)
        if placed:
            self.label, level = placed
            self.at = COLUMNS_A_LEVEL * (level - 1)
        elif how.depth == 0:
            self.at = max(how.indent, 0)
        self._children(element, how)
        self._flush()
        self.at, self.heading = before
        if placed:
            self.label = ""

    def _children(self, element: HtmlElement, how: _Set) -> None:
        self._say(element.text, how)
        for child in element:
            self._walk(child, how)
            self._say(child.tail, how)

    def _say(self, text: str | None, how: _Set) -> None:
        if text:
            self.pieces.append(Piece(_collapsed(text), how.bold, italic=how.italic, link=how.link))

    def _list(self, element: HtmlElement, how: _Set) -> None:
        self._say(element.text, how)
        number = _integer(element.get("start"), 1) - 1
        for child in element:
            if child.tag == "li" and not is_rubbish(child):
                self._flush()
                number = _integer(child.get("value"), number + 1)
                level = max(how.depth, _integer(child.get("aria-level") or child.get("data-aria-level"), 1))
                self.at, self.label = COLUMNS_A_LEVEL * (level - 1), html_marker(child, element, number)
                self._children(child, _set_by(child, how))
                self._flush()
                self.label = ""
            else:
                self._walk(child, how)
            self._say(child.tail, how)

    def _rows(self, table: HtmlElement) -> Iterator[list[Cell]]:
        for caption in table.iterchildren("caption"):
            yield [type(self)(self.lists).read(caption)]
        for row in table.iter("tr"):
            if next(row.iterancestors("table")) is table:
                yield [type(self)(self.lists).read(cell) for cell in row if cell.tag in ("td", "th")]


def _set_by(element: HtmlElement, how: _Set) -> _Set:
    """How the words of an element are set: by its tag, and by its style, which goes before."""
    style = style_of(element)
    bold = how.bold or element.tag in BOLD
    italic = how.italic or element.tag in ITALIC
    if found := WEIGHT.search(style):
        bold = found[1].startswith("bold") or (found[1].isdigit() and int(found[1][:9]) >= 600)
    if found := SLANT.search(style):
        italic = found[1] != "normal"
    indent = sum(float(size) * POINTS[unit] / POINTS_A_COLUMN for _, size, unit in MARGIN.findall(style))
    link = (element.get("href") or "").strip() if element.tag == "a" else how.link
    return replace(how, bold=bold, italic=italic, link=link, indent=how.indent + indent)


def _collapsed(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text)


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,4}", text.strip()) else default
