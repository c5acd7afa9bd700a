"""Tables as lines: lists and page layout that were made with a table, and tables that are tables."""

import re
from collections.abc import Sequence
from dataclasses import replace

from minutes.text.lines import Line, line

Cell = Sequence[Line]
# The cell before an item: 5, 12.1, 77/21, P/142, 4b.
NUMBER_CELL = re.compile(r"(?=.{1,10}$)(?:[A-Z]{1,4}[./ -]?)?\d{1,4}[a-z]?(?:[./-]\d{1,4})*[.):]?")
COLUMNS_A_CELL = 4


def table_lines(rows: Sequence[Sequence[Cell]], indent: float) -> list[Line]:
    """
    The lines of a table.

    A row that begins with a list marker is a list item; a table with one filled column or with whole texts in its cells
    is layout, and so is a row that begins with an item's number; what is left are the rows of a table.
    """
    layout = all(sum(map(bool, row)) <= 1 for row in rows) or any(len(cell) > 4 for row in rows for cell in row)
    lines: list[Line] = []
    for row in rows:
        filled = [(column, cell) for column, cell in enumerate(row) if cell]
        if is_list_row(filled):
            lines += _list_item(filled, indent)
        elif layout and len(filled) > 1 and _is_number(filled[0][1]):
            lines += _numbered(filled)
        elif layout:
            lines += [one for _, cell in filled for one in cell]
        elif filled:
            lines.append(row_line(row))
    return lines


def is_list_row(filled: Sequence[tuple[int, Cell]]) -> bool:
    """Whether the first filled cell holds a list marker and nothing else."""
    return len(filled) > 1 and len(filled[0][1]) == 1 and bool(filled[0][1][0].label) and not filled[0][1][0].text


def row_line(row: Sequence[Cell]) -> Line:
    """A table row as a line of the narrative."""
    cells = (" ".join(one.words for one in cell).replace("|", "¦") for cell in row)
    return Line(f"| {' | '.join(cells)} |", row=True)


def _list_item(filled: Sequence[tuple[int, Cell]], indent: float) -> list[Line]:
    column, head = filled[0]
    first, *rest = [one for _, cell in filled[1:] for one in cell]
    return [
        Line(first.words, head[0].label, indent + COLUMNS_A_CELL * column, heading=first.heading or head[0].heading),
        *rest,
    ]


def _is_number(cell: Cell) -> bool:
    return len(cell) == 1 and not cell[0].row and NUMBER_CELL.fullmatch(cell[0].words) is not None


def _numbered(filled: Sequence[tuple[int, Cell]]) -> list[Line]:
    number = filled[0][1][0]
    first, *rest = [one for _, cell in filled[1:] for one in cell]
    if first.row:
        return [number, first, *rest]
    whole = line(f"{number.words} {first.words}", first.indent)
    return [replace(whole, heading=number.heading or first.heading), *rest]
