"""One paragraph: what its end mark says, where it stands, and its words as lines."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from minutes.text.clean import clean, indentation
from minutes.text.lines import Line, line
from minutes.text.markers import split_marker
from minutes.text.word.inline import Piece
from minutes.text.word.numbering import Level
from minutes.text.word.styles import Styles
from minutes.text.word.xml import Element, attribute, named, number, toggle

# 20 twips are a point, 4.5 points a column.
TWIPS_A_COLUMN = 90


def mark_was_deleted(paragraph: Element) -> bool:
    """Whether the end of the paragraph was deleted with changes tracked, so that it runs on into the next."""
    mark = named(paragraph, "pPr", "rPr")
    return named(mark, "del") is not None or named(mark, "moveFrom") is not None


def mark_is_hidden(paragraph: Element, styles: Styles) -> bool:
    """Whether the paragraph's end is hidden text: with no words of its own such a one is not there."""
    own = toggle(named(paragraph, "pPr", "rPr"), "vanish")
    if own is not None:
        return own
    found = (toggle(named(one, "rPr"), "vanish") for one in styles.chain(styles.style_of(paragraph)))
    return next((one for one in found if one is not None), False)


def indent_of(paragraph: Element, styles: Styles, level: Level | None) -> float:
    """The column at which the first line begins: by the paragraph, its list, its style."""
    own = named(paragraph, "pPr", "ind")
    sources = [one for one in (own, level.indent if level else None) if one is not None]
    sources += styles.indents(styles.style_of(paragraph))
    left = next((found for one in sources if (found := _twips(one, "left", "start")) is not None), 0)
    first = 0
    for one in sources:
        hanging, indented = _twips(one, "hanging"), _twips(one, "firstLine")
        if hanging is not None or indented is not None:
            first = -hanging if hanging is not None else indented or 0
            break
    return max(left + first, 0) / TWIPS_A_COLUMN


def _twips(element: Element, *names: str) -> int | None:
    return next((found for one in names if (found := number(attribute(element, one))) is not None), None)


def lines_of_pieces(pieces: Sequence[Piece], label: str, indent: float, heading: bool) -> list[Line]:
    """The lines of a paragraph: one, or more where it has line breaks; the label stands on the first."""
    rows = _rows(pieces)
    notes = clean("".join(piece.text for piece in pieces if piece.note))
    lines: list[Line] = []
    for row in rows:
        text = "".join(piece.text for piece in row)
        if not clean(text) and (lines or not label):
            continue
        one = _labelled(text, "" if lines else label, indent)
        set_apart = bool(one.words) and (heading or _is_bold(row))
        lines.append(replace(one, heading=set_apart, italics=tuple(_italics(row))))
    if notes and lines:
        lines[-1] = replace(lines[-1], text=f"{lines[-1].text} {notes}")
    return lines or ([Line("", label, indent)] if label else [])


def _labelled(text: str, label: str, indent: float) -> Line:
    """A line with a label that Word counts: as its marker, where it is one, else (8.1, 77/21) at the head of its text."""
    column = indent + indentation(text)
    if not label:
        return line(text, column)
    typed = line(text, column)
    if typed.label and label == "•":
        return typed
    if split_marker(f"{label} x")[0] == label:
        return Line(clean(text), label, column)
    return Line(clean(f"{label} {text}"), "", column)


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    rows: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.note:
            continue
        first, *others = piece.text.split("\n")
        rows[-1].append(replace(piece, text=first))
        rows += [[replace(piece, text=one)] for one in others]
    return rows


def _italics(row: Sequence[Piece]) -> Iterator[str]:
    """The words that stand in italics, run by run."""
    for italic, pieces in groupby(row, key=lambda piece: piece.italic):
        if italic and (words := clean("".join(piece.text for piece in pieces))):
            yield words


def _is_bold(row: Sequence[Piece]) -> bool:
    filled = [piece for piece in row if piece.text.strip()]
    return bool(filled) and all(piece.bold for piece in filled)
