"""What was pasted, as text with the marks of minutes/text/prose.py: headings, lists, tables, links, bold, italics."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from minutes.text.lines import Line, is_bullet
from minutes.text.pasted.reader import COLUMNS_A_LEVEL, Reader, lines_of
from minutes.text.prose import is_address
from minutes.text.word.inline import Piece

TOUCHED = re.compile(r"[\w*]")
OUTER = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


def marked(html: str) -> str:
    """HTML from a clipboard as a clerk would type it; empty where it holds no words."""
    lines = lines_of(html, _Marking)
    return "".join(_parts(lines)).strip("\n")


class _Marking(Reader):
    """Puts marks around words that are set apart."""

    def set_pieces(self) -> list[Piece]:
        if self.heading:  # it is set apart as a whole
            return [replace(piece, bold=False, italic=False) for piece in self.pieces]
        # A link is set as one, however its words were.
        return list(_with_marks([replace(p, bold=False, italic=False) if p.link else p for p in self.pieces]))


def _with_marks(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Words that are set alike, joined, each row of them between marks."""
    groups = [list(group) for _, group in groupby(pieces, key=lambda one: (one.bold, one.italic, one.link))]
    texts = ["".join(piece.text for piece in group) for group in groups]
    for place, (group, text) in enumerate(zip(groups, texts, strict=True)):
        before = texts[place - 1][-1:] if place else ""
        after = texts[place + 1][:1] if place + 1 < len(texts) else ""
        rows = text.split("\n")
        last = len(rows) - 1
        yield Piece(
            "\n".join(
                _mark(row, group[0], "" if number else before, "" if number < last else after)
                for number, row in enumerate(rows)
            ),
            note=group[0].note,
        )


def _mark(text: str, how: Piece, before: str, after: str) -> str:
    """Words between their marks; none that would touch a letter, as they would be read as asterisks."""
    found = OUTER.fullmatch(text)
    if found is None or not found[2]:
        return text
    head, words, tail = found.groups()
    if is_address(how.link) and not re.search(r"[\[\]]", words):
        return f"{head}[{words}]({how.link}){tail}"
    touches = TOUCHED.match(head or before) or TOUCHED.match(tail or after) or "*" in words
    stars = "" if touches else "*" * (2 * how.bold + how.italic)
    return f"{head}{stars}{words}{stars}{tail}"


def _parts(lines: Sequence[Line]) -> Iterator[str]:
    """Each line as it is typed, and before it what parts it from the one above."""
    before: Line | None = None
    for one in lines:
        if before is not None:
            yield "\n" if (before.row and one.row) or _same_list(before, one) else "\n\n"
        yield _written(one)
        before = one


def _same_list(before: Line, one: Line) -> bool:
    """Whether an entry stands in the list of the one above it, or under that."""
    both = bool(before.label and one.label) and not before.heading and not one.heading
    return both and (_level(before) != _level(one) or is_bullet(before) == is_bullet(one))


def _level(one: Line) -> int:
    return round(one.indent / COLUMNS_A_LEVEL)


def _written(one: Line) -> str:
    if one.heading:
        return f"## {one.words}"
    level = "  " * _level(one) if one.label else ""
    return f"{level}- {one.text}" if is_bullet(one) else f"{level}{one.words}"
