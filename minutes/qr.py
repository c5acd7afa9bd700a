"""QR codes as numbers that a template draws (ISO/IEC 18004)."""

from typing import NamedTuple

import segno

QUIET = 4  # modules of white on every side, which the standard asks for


class Code(NamedTuple):
    """A QR code: the path of its dark modules, one unit a module, in a square of `side` units with the quiet zone."""

    path: str
    side: int


def code(text: str) -> Code:
    """The QR code of a text; a seventh of it may be lost to a crease or a stamp."""
    rows = segno.make(text, error="m", micro=False, boost_error=False).matrix
    runs = [
        f"M{start + QUIET} {y + QUIET}h{end - start}v1h-{end - start}z"
        for y, row in enumerate(rows)
        for start, end in _dark_runs(row)
    ]
    return Code("".join(runs), len(rows) + 2 * QUIET)


def _dark_runs(row: bytearray) -> list[tuple[int, int]]:
    """Where the dark stretches of a row begin and end."""
    edges = [x for x in range(len(row) + 1) if (row[x] if x < len(row) else 0) != (row[x - 1] if x else 0)]
    return list(zip(edges[::2], edges[1::2], strict=True))
