"""Rows: what is printed at one height of a page, with its place, as PDFium finds it."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, replace

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


@dataclass
class _Letters:
    text: str = ""
    left: float = float("inf")
    right: float = float("-inf")
    base: float = float("inf")
    size: float = 0.0
    bold: int = 0
    light: int = 0

    def row(self) -> Row:
        return Row(self.text.strip(" "), self.left, self.right, self.base, self.size, self.bold > 5 * self.light)


def rows_of_page(page: pypdfium2.PdfPage) -> list[Row]:
    """The rows of a page from top to bottom."""
    text_page = page.get_textpage()
    try:
        rows = [one for one in _runs(text_page) if one.text.strip()]
    finally:
        text_page.close()
    return _on_one_line(sorted(rows, key=lambda one: (-one.base, one.left)))


def _runs(text_page: pypdfium2.PdfTextPage) -> Iterator[Row]:
    """What PDFium takes for one row each, in the order in which the file draws them."""
    letters = _Letters()
    box = [ctypes.c_double() for _ in range(4)]
    for place in range(text_page.count_chars()):
        sign = chr(pdfium.FPDFText_GetUnicode(text_page, place))
        if sign in "\r\n":
            if letters.text:
                yield letters.row()
            letters = _Letters()
            continue
        if not sign.isspace() and pdfium.FPDFText_GetCharBox(text_page, place, *map(ctypes.byref, box)):
            left, right, bottom, _ = (one.value for one in box)
            size = _size(text_page, place)
            if letters.text and left - letters.right > COLUMN_GAP * max(size, 1) and letters.right > 0:
                yield letters.row()
                letters = _Letters()
            letters.left, letters.right = min(letters.left, left), max(letters.right, right)
            letters.base, letters.size = min(letters.base, bottom), max(letters.size, size)
            if _is_bold(text_page, place):
                letters.bold += 1
            else:
                letters.light += 1
        letters.text += sign
    if letters.text:
        yield letters.row()


def _size(text_page: pypdfium2.PdfTextPage, place: int) -> float:
    """The height of a letter's line as printed: the size that the file states may be scaled afterwards."""
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text_page, place, ctypes.byref(box))
    return LINE_TO_SIZE * float(abs(box.top - box.bottom))


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
