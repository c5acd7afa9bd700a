"""Rows: what is printed at one height of a page, with its place, as PDFium finds it."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from statistics import median
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

# PDFium's own sign for a hyphen at the end of a row that it takes for a broken word.
BROKEN = "\x02"
BOLD = ("bold", "black", "heavy", "semibold", "demi")
# The size of letters as a part of the height from their highest to their lowest.
LINE_TO_SIZE = 0.85
# Rows whose heights differ by less than this part of their size stand on one line.
SAME_LINE = 0.4
# A gap of that many times the size of the letters is one between columns.
COLUMN_GAP = 3.0


@dataclass(frozen=True)
class Row:
    """A row of a page: its words, its left and right end, its base line from the page's foot, its size."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False


class Box(NamedTuple):
    """Where a letter stands."""

    left: float
    right: float
    base: float
    size: float


@dataclass
class _Letters:
    """The letters of a run."""

    text: str = ""
    boxes: list[Box] = field(default_factory=list)
    bold: int = 0

    def add(self, box: Box, *, bold: bool) -> None:
        self.boxes.append(box)
        self.bold += bold

    def ends_before(self, box: Box) -> bool:
        """Whether a letter stands on another line, or in another column."""
        if not self.boxes:
            return False
        last = self.boxes[-1]
        other_line = abs(box.base - last.base) > SAME_LINE * last.size and box.left < last.left
        return other_line or box.left - last.right > COLUMN_GAP * max(last.size, 1)

    def row(self) -> Row:
        boxes = self.boxes or [Box(0, 0, 0, 0)]
        return Row(
            self.text.strip(" "),
            min(box.left for box in boxes),
            max(box.right for box in boxes),
            median(box.base for box in boxes),
            max(box.size for box in boxes),
            self.bold > 0.8 * len(boxes),
        )


def rows_of_page(page: pypdfium2.PdfPage) -> list[Row]:
    """The rows of a page from top to bottom."""
    text_page = page.get_textpage()
    try:
        rows = [one for one in _runs(text_page) if one.text.strip()]
    finally:
        text_page.close()
    return _on_one_line(sorted(rows, key=lambda one: (-one.base, one.left)))


def _runs(text_page: pypdfium2.PdfTextPage) -> Iterator[Row]:
    """What stands on one line each and was drawn in one go, in the order in which the file draws it."""
    letters = _Letters()
    bold = False
    for place in range(text_page.count_chars()):
        sign = chr(pdfium.FPDFText_GetUnicode(text_page, place))
        if sign in "\r\n":
            if letters.text:
                yield letters.row()
            letters = _Letters()
            continue
        if not sign.isspace() and (box := _box(text_page, place)):
            if letters.text and letters.ends_before(box):
                yield letters.row()
                letters = _Letters()
            if not letters.text or letters.text.endswith(" "):
                bold = _is_bold(text_page, place)
            letters.add(box, bold=bold)
        letters.text += sign
    if letters.text:
        yield letters.row()


def _box(text_page: pypdfium2.PdfTextPage, place: int) -> Box | None:
    """A letter's place: from its left to its right, on the line's foot and with the line's height, whatever the letter."""
    box = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(text_page, place, ctypes.byref(box)):
        return None
    return Box(box.left, box.right, min(box.bottom, box.top), LINE_TO_SIZE * abs(box.top - box.bottom))


def _is_bold(text_page: pypdfium2.PdfTextPage, place: int) -> bool:
    if pdfium.FPDFText_GetFontWeight(text_page, place) >= 600:
        return True
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page, place, name, 128, ctypes.byref(flags))
    return any(one in name.value.decode("utf-8", "replace").lower() for one in BOLD)


def _on_one_line(rows: list[Row]) -> list[Row]:
    """Pieces at one height joined from left to right."""
    lines: list[list[Row]] = []
    for one in rows:
        if lines and abs(lines[-1][0].base - one.base) <= SAME_LINE * max(one.size, lines[-1][0].size):
            lines[-1].append(one)
        else:
            lines.append([one])
    return [_joined(sorted(pieces, key=lambda one: one.left)) for pieces in lines]


def _joined(pieces: list[Row]) -> Row:
    return replace(
        pieces[0],
        text="  ".join(one.text for one in pieces),
        right=max(one.right for one in pieces),
        base=min(one.base for one in pieces),
        size=max(one.size for one in pieces),
        bold=all(one.bold for one in pieces),
    )
