"""Clauses: from a flat list of marked lines to a nested one, and as a clerk types them into a box."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from minutes.text.lines import Line, counted, line
from minutes.text.markers import Marker, depths, readings, split_marker
from minutes.text.records import Clause

# Words that lead to what is listed behind them.
LEADS = re.compile(r"(?::\s*[-–—]?|\b(?:to|that|by|for|with|of))\s*$")
# How many markers before the words of one line are read as levels.
DEEPEST = 4


@dataclass(frozen=True)
class ClauseLine:
    """One clause of a list in document order: its depth from 1, its label as typed, its words."""

    depth: int
    label: str
    text: str


def read_clauses(text: str) -> list[ClauseLine]:
    """
    The clauses that somebody typed.

    A line that begins with no marker continues the clause above it; after a blank line it is a clause without a label.
    How deep a clause stands is told by the sequence of markers; where every line is indented, by the indentation alone.
    """
    entries = _entries(text)
    if entries and all(entry.indent >= 2 for entry in entries):
        found = _depths_by_column([entry.indent for entry in entries])
    else:
        found = depths_of(entries)
    return [ClauseLine(depth, entry.label, entry.text) for depth, entry in zip(found, entries, strict=True)]


def write_clauses(lines: Sequence[ClauseLine]) -> str:
    """
    The text that ``read_clauses`` reads as ``lines``: two spaces for each depth beyond the first.

    Where that would read otherwise, as with (i) beside (a), every line is indented, so that the indentation decides.
    A paragraph break inside a clause becomes a space: in the box a clause is one paragraph.
    """
    lines = [replace(one, text=" ".join(one.text.split())) for one in lines]
    written = _written(lines, 0)
    return written if read_clauses(written) == lines else _written(lines, 2)


def nested(lines: Sequence[ClauseLine]) -> tuple[Clause, ...]:
    """The clauses with the deeper ones inside them."""
    found: list[Clause] = []
    place = 0
    while place < len(lines):
        end = place + 1
        while end < len(lines) and lines[end].depth > lines[place].depth:
            end += 1
        found.append(Clause(lines[place].label, lines[place].text, nested(lines[place + 1 : end])))
        place = end
    return tuple(found)


def depths_of(entries: Sequence[Line]) -> list[int]:
    """
    The depth of each entry of a list.

    An unmarked entry stands at the top. The marked ones behind it belong under it when it leads to them, with a colon.
    """
    found: list[int] = []
    run: list[Marker] = []
    base = 0
    for place, entry in enumerate(entries):
        if entry.label:
            run.append(entry.marker)
        if run and (not entry.label or place == len(entries) - 1):
            found += [base + depth for depth in depths(run)]
            run = []
        if not entry.label:
            found.append(1)
            base = 1 if LEADS.search(entry.text) else 0
    return found


def _entries(text: str) -> list[Line]:
    entries: list[Line] = []
    after_blank = False
    for raw in text.splitlines():
        one = counted(line(raw))
        if not one.words:
            after_blank = True
            continue
        if entries and not one.label and not after_blank:
            entries[-1] = replace(entries[-1], text=f"{entries[-1].text} {one.text}".strip())
        else:
            entries += unstacked(one)
        after_blank = False
    return entries


def unstacked(one: Line) -> list[Line]:
    """ "1. (a) That" is two lines: 1. without words, and (a) under it."""
    found: list[Line] = []
    while one.label and len(found) < DEEPEST:
        inner, rest = split_marker(one.text)
        if not inner or readings(inner)[-1].number > 1:
            break
        found.append(replace(one, text=""))
        one = replace(one, label=inner, text=rest, indent=one.indent + 2)
    return [*found, one]


def _depths_by_column(columns: Sequence[float]) -> list[int]:
    open_columns: list[float] = []
    found = []
    for column in columns:
        while open_columns and column < open_columns[-1]:
            open_columns.pop()
        if not open_columns or column > open_columns[-1]:
            open_columns.append(column)
        found.append(len(open_columns))
    return found


def _written(lines: Sequence[ClauseLine], margin: int) -> str:
    written = []
    for place, one in enumerate(lines):
        gap = "\n" if place and not one.label else ""
        written.append(gap + " " * (margin + 2 * (one.depth - 1)) + f"{one.label} {one.text}".strip())
    return "\n".join(written)
