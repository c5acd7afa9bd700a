"""How a committee numbers its items: pure functions, from the rows of an agenda to their labels."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple

ALPHABET = "abcdefghijklmnopqrstuvwxyz"
DIGITS = 5  # of a number; a longer one is a reference of another kind


@dataclass(frozen=True)
class Scheme:
    """
    A committee's way of writing numbers, in the municipal year that begins in `year`.

    `pattern` holds a # where the number stands, and YY where the year does: "#/YY" gives 77/21.
    """

    pattern: str
    year: int
    lettered: bool = True

    def write(self, number: int | str) -> str:
        """The label of the item with that number."""
        before, after = self._around
        return f"{before}{number}{after}"

    def read(self, label: str) -> int | None:
        """The number in a label; None for one that is written otherwise. A full stop more or less is no difference."""
        before, after = (re.escape(part.strip().rstrip(".")) for part in self._around)
        found = re.fullmatch(rf"{before}\s*(\d{{1,{DIGITS}}}){after}\.?", label.strip(), re.IGNORECASE)
        return int(found[1]) if found else None

    def part(self, label: str, place: int) -> str:
        """The label of the part with that place, from 1, of the item with that label."""
        part = letters(place) if self.lettered else f".{place}"
        number = self.read(label)
        if number is not None:
            return self.write(f"{number}{part}").rstrip(".")
        bare = label.rstrip(".")
        return f"{bare}({part})" if self.lettered else f"{bare}{part}"

    @property
    def _around(self) -> tuple[str, str]:
        told = self.pattern.replace("YYYY", str(self.year)).replace("YY", f"{self.year % 100:02}")
        before, _, after = told.partition("#")
        return before, after


class Row(NamedTuple):
    """A row of an agenda. The label of one that `is_given` comes from the scheme; any other stays as it is."""

    label: str
    is_given: bool
    depth: int = 1


def letters(place: int) -> str:
    """a, b, … z, aa, ab, …, as word processors count."""
    found = ""
    while place > 0:
        place, letter = divmod(place - 1, len(ALPHABET))
        found = ALPHABET[letter] + found
    return found


def numbered(rows: Sequence[Row], scheme: Scheme, start: int, elsewhere: Collection[int] = ()) -> list[str]:
    """
    The labels of an agenda.

    Numbers go on from the one before, from `start` at first; those in `elsewhere` are another meeting's. A row that
    stands before one whose number stays and comes next has no number left: it gets a letter behind the one before.
    """
    fixed = {number for row in rows if not row.is_given and (number := scheme.read(row.label)) is not None}
    used = {row.label.casefold() for row in rows if not row.is_given}
    number, top, parts, found = start - 1, "", 0, list[str]()
    for row in rows:
        label = row.label
        if row.depth > 1:
            parts += 1
            if row.is_given:
                label, parts = _part(scheme, top, parts, used)
        else:
            if row.is_given:
                label = _next(scheme, number, start, fixed, elsewhere, used)
            read = scheme.read(label)
            number, top, parts = number if read is None else read, label, 0
        used.add(label.casefold())
        found.append(label)
    return found


def _next(
    scheme: Scheme, number: int, start: int, fixed: Collection[int], elsewhere: Collection[int], used: Collection[str]
) -> str:
    if number + 1 in fixed:
        between = (scheme.write(f"{number}{letter.upper()}") for letter in map(letters, count(1)))
        return next(label for label in between if label.casefold() not in used) if number >= start else ""
    free = (scheme.write(other) for other in count(number + 1) if other not in elsewhere and other not in fixed)
    return next(label for label in free if label.casefold() not in used)


def _part(scheme: Scheme, top: str, place: int, used: Collection[str]) -> tuple[str, int]:
    """The label of a part, and its place, counted past those that are taken; no number where its item has none."""
    if not top:
        return "", place
    labels = ((scheme.part(top, other), other) for other in count(place))
    return next((label, other) for label, other in labels if label.casefold() not in used)


def doubles(labels: Sequence[str]) -> Iterator[str]:
    """The labels that stand there more than once, each once."""
    seen: dict[str, int] = {}
    for label in filter(None, labels):
        small = label.strip().rstrip(".").casefold()
        seen[small] = seen.get(small, 0) + 1
        if seen[small] == 2:
            yield label


def gaps(numbers: Sequence[int], start: int, elsewhere: Collection[int] = ()) -> list[int]:
    """The numbers that are left out between `start` and the last of an agenda, as far as no other meeting has them."""
    there = {*numbers, *elsewhere}
    return [number for number in range(start, max(numbers, default=start)) if number not in there]
