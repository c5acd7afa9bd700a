"""A paper as plain text: lines of 76 characters, labels hanging beside what they number."""

import textwrap
from collections.abc import Iterator, Sequence

from minutes.formats.blocks import Block, Entry, Heading, Outline, Paragraph, Table, words
from minutes.pdf import About

WIDTH = 76
STEP = 4  # characters by which a level of a list stands in
NARROWEST = 8  # a column that has less makes the table a list
DATE = 19  # 16 September 2026
GAP = "  "


def write(outline: Outline, about: About) -> bytes:
    """The text in UTF-8, its lines ended with a line feed."""
    heads = ", ".join(filter(None, outline.head))
    pieces = [filled(heads), *map("\n".join, map(_block, outline.blocks)), about.url]
    return ("\n\n".join(filter(None, pieces)) + "\n").encode()


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield from _heading(block)
    elif isinstance(block, Paragraph):
        yield filled(words(block.runs), before=" " * STEP * (block.depth or block.style == "detail"))
    elif isinstance(block, Entry):
        before = " " * STEP * (block.depth - 1)
        yield filled(words(block.runs), before=before, label=block.label, hanging=STEP if block.counted else DATE)
    else:
        yield from _table(block)


def _heading(heading: Heading) -> Iterator[str]:
    text = filled(words(heading.runs), label=heading.label)
    yield text
    if heading.level < 3:
        yield "=-"[heading.level - 1] * max(map(len, text.splitlines()), default=0)


def filled(text: str, *, before: str = "", label: str = "", hanging: int = 0) -> str:
    """Text in lines of the width; the label stands before the first, and the others hang as far in."""
    label = f"{label} ".ljust(hanging) if label else " " * hanging
    width = max(WIDTH - len(before) - len(label), NARROWEST * 2)
    lines = [line for row in text.split("\n") for line in _wrapped(row, width) or [""]]
    first, *others = lines
    hang = before + " " * len(label)
    return "\n".join([f"{before}{label}{first}".rstrip(" "), *(f"{hang}{line}".rstrip(" ") for line in others)])


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def _table(table: Table) -> Iterator[str]:
    """Columns as wide as their words, or narrower where they would not fit; a row each, where even that does not."""
    if table.caption:
        yield filled(words(table.caption))
    rows = [[words(cell) for cell in row] + [""] * (table.width - len(row)) for row in (*table.head, *table.rows)]
    widths = _widths(rows)
    if widths is None:
        yield from _listed(rows, bool(table.head))
        return
    for number, row in enumerate(rows):
        yield from _row(row, widths)
        if number + 1 == len(table.head):
            yield GAP.join("-" * width for width in widths)


def _widths(rows: Sequence[Sequence[str]]) -> list[int] | None:
    """The width of each column; None where a word would not fit."""
    columns = list(zip(*rows, strict=True))
    wanted = [max(len(line) for cell in column for line in cell.split("\n")) for column in columns]
    needed = [max((len(word) for cell in column for word in cell.split()), default=1) for column in columns]
    left = WIDTH - len(GAP) * (len(columns) - 1) - sum(needed)
    if left < 0 or not columns:
        return None
    widths = list(needed)
    while left > 0 and (short := [n for n, width in enumerate(widths) if width < wanted[n]]):
        narrowest = min(short, key=lambda n: widths[n])
        widths[narrowest] += 1
        left -= 1
    return [max(width, 1) for width in widths]


def _row(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    lines = [
        [line for row in cell.split("\n") for line in _wrapped(row, width) or [""]]
        for cell, width in zip(cells, widths, strict=True)
    ]
    for number in range(max(map(len, lines))):
        pieces = [
            (column[number] if number < len(column) else "").ljust(w) for column, w in zip(lines, widths, strict=True)
        ]
        yield GAP.join(pieces).rstrip(" ")


def _listed(rows: Sequence[Sequence[str]], has_head: bool) -> Iterator[str]:
    """A row under another: each cell behind the head of its column."""
    heads = rows[0] if has_head and len(rows) > 1 else []
    for row in rows[1:] if heads else rows:
        for place, cell in enumerate(row):
            head = heads[place] if heads else ""
            yield filled(f"{head}: {cell}" if head else cell, hanging=STEP)
