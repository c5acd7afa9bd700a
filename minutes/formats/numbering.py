"""
From a council's labels to lists that count.

A word processor numbers a list itself: each level has words before and after a counter, a way to write the counter,
and a number to start from. This module finds lists whose counters print the council's labels to the letter. A label
that the list would not come to by itself (a number left out, another bracket) begins another list, that starts there;
one that no counter prints stays text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal, NamedTuple

from minutes.formats.blocks import Block, Entry, Heading

Written = Literal["decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "bullet"]

DEEPEST = 9  # levels that a list of Word has
LARGEST = 9999
# Either end of a label may be anything but what would run into the counter.
DECIMAL = re.compile(r"(?=(?:^|(?<=[^0-9]))(0*)([1-9][0-9]{0,3})(?![0-9]))")
LETTERS = re.compile(r"(?<![A-Za-z])([a-z]{1,10}|[A-Z]{1,10})(?![A-Za-z])")
BULLETS = set("•·●▪■◦‣∙○➢-–—*")
ROMAN = [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
         (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]  # fmt: skip


class Level(NamedTuple):
    """How a level of a list prints its counter."""

    before: str
    written: Written
    after: str


class Reading(NamedTuple):
    """A label as a level might print it, with its number there."""

    level: Level
    number: int


@dataclass(eq=False)
class Counters:
    """A list of the document, with the levels that it prints and the numbers that they start from."""

    number: int  # of the list, from 1
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)
    last: dict[int, int] = field(default_factory=dict)
    longest: dict[int, int] = field(default_factory=dict)  # label of each level, in characters

    def hang(self, depth: int) -> float:
        """How far the text of a level stands from its labels, in centimetres: 1, or more where they are long."""
        return max(1.0, round(0.4 + 0.2 * self.longest[depth], 1))

    def next(self, depth: int) -> int:
        """What the level comes to by itself: it starts again behind each entry above it."""
        return self.last[depth] + 1 if depth in self.last else self.starts[depth]

    def takes(self, depth: int, readings: Sequence[Reading]) -> bool:
        """Count one entry, if that prints one of the readings."""
        level = self.levels.get(depth)
        fits = [reading for reading in readings if reading.level == level]
        if level is None or not any(level.written == "bullet" or r.number == self.next(depth) for r in fits):
            return False
        self._count(depth, self.next(depth))
        return True

    def begins(self, depth: int, reading: Reading) -> None:
        """Give a level its form and start."""
        self.levels[depth] = reading.level
        self.starts[depth] = reading.number
        self._count(depth, reading.number)

    def _count(self, depth: int, number: int) -> None:
        self.last = {above: last for above, last in self.last.items() if above < depth} | {depth: number}


class Placed(NamedTuple):
    """The list of an entry, and its number there; no list where its label stays text."""

    counters: Counters | None
    number: int = 0


class Planner:
    """Places entries in their order."""

    def __init__(self) -> None:
        self.lists: list[Counters] = []
        self.open: dict[int, Counters] = {}  # by depth, the list that counts there
        self.of_text: dict[Level, Counters] = {}  # the numbers of the paragraphs go on through a whole text

    def place(self, entry: Entry, following: Sequence[str]) -> Placed:
        """The list of an entry; `following` are the labels that come next at its depth."""
        readings = readings_of(entry.label) if entry.counted else []
        if not readings or entry.depth > DEEPEST:
            kept = entry.depth - entry.opens
            self.open = {depth: counters for depth, counters in self.open.items() if depth <= kept}
            return Placed(None)
        if entry.of_text:
            return self._placed(self._of_text(entry.depth, readings), entry)
        self.open = {depth: counters for depth, counters in self.open.items() if depth <= entry.depth}
        own = None if entry.opens else self.open.get(entry.depth)
        above = self.open.get(entry.depth - 1)
        for counters in filter(None, [own, above]):
            if counters.takes(entry.depth, readings):
                break
        else:
            counters = above if above and entry.depth not in above.levels else self._another()
            counters.begins(entry.depth, likeliest(readings, following))
        self.open[entry.depth] = counters
        return self._placed(counters, entry)

    def end(self) -> None:
        """End all lists: a heading stands between."""
        self.open = {}

    def _of_text(self, depth: int, readings: Sequence[Reading]) -> Counters:
        counters = next((self.of_text[r.level] for r in readings if r.level in self.of_text), None)
        if counters is None or not counters.takes(depth, readings):
            counters = self._another()
            counters.begins(depth, readings[0])
        self.of_text[readings[0].level] = counters
        return counters

    def _placed(self, counters: Counters, entry: Entry) -> Placed:
        counters.longest[entry.depth] = max(counters.longest.get(entry.depth, 0), len(entry.label))
        return Placed(counters, counters.last[entry.depth])

    def _another(self) -> Counters:
        self.lists.append(Counters(len(self.lists) + 1))
        return self.lists[-1]


def plan(blocks: Sequence[Block]) -> tuple[dict[int, Placed], list[Counters]]:
    """For the place of each entry among the blocks, its list; and all lists."""
    planner, placed = Planner(), {}
    for place, block in enumerate(blocks):
        if isinstance(block, Entry):
            placed[place] = planner.place(block, list(_following(islice(blocks, place + 1, None), block)))
        elif isinstance(block, Heading):
            planner.end()
    return placed, planner.lists


def _following(blocks: Iterable[Block], entry: Entry) -> Iterator[str]:
    """The label that comes next in the same list, if there is one."""
    for block in blocks:
        if isinstance(block, Heading):
            return
        if not isinstance(block, Entry) or block.of_text:
            continue
        if block.depth < entry.depth or (block.depth == entry.depth and block.opens):
            return
        if block.depth == entry.depth:
            yield block.label
            return


def likeliest(readings: Sequence[Reading], following: Sequence[str]) -> Reading:
    """The reading that the next label goes on with; else the first."""
    goes_on = [Reading(reading.level, reading.number + 1) for reading in readings]
    next_ones = readings_of(following[0]) if following else []
    return next((r for r, after in zip(readings, goes_on, strict=True) if after in next_ones), readings[0])


def readings_of(label: str) -> list[Reading]:
    """The ways in which a level could print a label, the likeliest first; none where no counter can."""
    if label in BULLETS:
        return [Reading(Level(label, "bullet", ""), 1)]
    if "%" in label:  # stands for a counter in Word
        return []
    decimals = [
        Reading(Level(label[: found.end(1)], "decimal", label[found.end(2) :]), int(found[2]))
        for found in DECIMAL.finditer(label)
    ]
    letters = [
        Reading(Level(label[: found.start()], written, label[found.end() :]), number)
        for found in LETTERS.finditer(label)
        for written, number in _numbers(found[0])
    ]
    # The last counter of a label is the one that counts: 8.1, P/142; but 77/21 is the 77th of a year.
    decimals.sort(key=lambda reading: (reading.level.after.strip(".):]") != "", "/" in reading.level.before))
    return [*reversed(letters), *decimals] if letters and not decimals else [*decimals, *reversed(letters)]


def _numbers(letters: str) -> Iterator[tuple[Written, int]]:
    """What letters may count, the less likely first: (i) is rather one than nine, (c) rather three than a hundred."""
    small, lower = letters.lower(), letters.islower()
    romans = [number for number in [_roman(small)] if number]
    letter = ord(small[0]) - ord("a") + 1 + 26 * (len(small) - 1) if len(set(small)) == 1 and len(small) < 4 else 0
    as_letter: list[tuple[Written, int]] = [("lowerLetter" if lower else "upperLetter", letter)] if letter else []
    as_roman: list[tuple[Written, int]] = [("lowerRoman" if lower else "upperRoman", n) for n in romans]
    yield from as_letter + as_roman if small[0] in "ivx" else as_roman + as_letter


def _roman(letters: str) -> int:
    """The number that roman letters write; 0 for others."""
    rest, number = letters, 0
    for value, sign in ROMAN:
        while rest.startswith(sign):
            rest, number = rest[len(sign) :], number + value
    return number if not rest and letters == roman(number) else 0


def roman(number: int) -> str:
    """A number in small roman letters."""
    written = ""
    for value, sign in ROMAN:
        while number >= value:
            written, number = written + sign, number - value
    return written
