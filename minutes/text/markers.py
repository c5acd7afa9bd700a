"""
List markers: ``1.`` ``1)`` ``(1)`` ``1.1`` ``(a)`` ``a)`` ``a.`` ``(i)`` ``i)`` ``i.`` ``A:`` ``·`` ``•`` ``-``.

Which list a marker continues, and how deep it stands, is told by the sequence of markers; indentation helps where there
is any.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

BULLETS = "·•●▪■◦‣∙○➢\uf0b7\uf0a7"
BULLET = re.compile(rf"(?P<label>[{BULLETS}]|[-–](?=\s|$)|o(?=\s{{2}}))\s*")
NUMBERED = re.compile(
    r"(?P<label>\((?P<inner>\d{1,3}|[ivxl]{1,7}|[IVXL]{1,7}|([a-z])\3?|[A-Z])\)[.:]?"
    r"|(?P<outer>\d{1,3}|[ivxl]{1,7}|[IVXL]{1,7}|([a-z])\5?|[A-Z])(?P<close>\.\)|\)\.|[.):]))"
)
MULTILEVEL = re.compile(r"(?P<label>(?P<levels>\d{1,3}(?:\.\d{1,3}){1,3})[.):]?)(?:\s+|$)")
ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
ROMANS = {
    tens + unit: 10 * ten + one
    for ten, tens in enumerate(("", "x", "xx", "xxx", "xl"))
    for one, unit in enumerate(ROMAN)
}


@dataclass(frozen=True)
class Reading:
    """One way to read a marker: the list style that it belongs to, and its number in it (0 for a bullet)."""

    style: str
    number: int

    def follows(self, last: int) -> bool:
        """Whether it comes next after ``last``: the next number, or again 1 where every item is numbered 1."""
        return self.number in (0, last + 1) or self.number == last == 1


@dataclass(frozen=True)
class Marker:
    """A marker as printed, the ways to read it, and the column at which it stands."""

    label: str
    readings: tuple[Reading, ...]
    indent: float = 0


def split_marker(text: str) -> tuple[str, str]:
    """
    The marker at the head of ``text`` and the rest; an empty marker where there is none.

    Paragraph numbers (8.1, 46.3) are no markers here.
    """
    text = text.lstrip()
    if bullet := BULLET.match(text):
        return bullet["label"], text[bullet.end() :].strip()
    found = NUMBERED.match(text)
    if found is None or not _stands_alone(found, text[found.end() :]):
        return "", text.strip()
    return found["label"], text[found.end() :].strip()


def _stands_alone(found: re.Match[str], rest: str) -> bool:
    body, close = found["inner"] or found["outer"], found["close"]
    if len(body) > 1 and body.isalpha() and body.lower() not in ROMANS and not _doubled(body):
        return False
    if close == ":" and not (body.isupper() and len(body) == 1):
        return False
    if not rest or rest[0].isspace() or found["inner"]:
        return True
    # Words run together: "1.That", "a)That"; never "1.5" or "e.g".
    return close != ":" and (rest[0].isupper() or rest[0] in "‘“\"'(") and (body.isdigit() or close != ".")


@lru_cache(maxsize=4096)
def readings(label: str) -> tuple[Reading, ...]:
    """The ways to read ``label``; (i) is the letter after h or the first of the Roman numbers. Empty for no marker."""
    if not label:
        return ()
    if levels := re.fullmatch(r"(\d+(?:\.\d+)+)[.):]?", label):
        head, _, last = levels[1].rpartition(".")
        return (Reading(f"{head}.#", int(last)),)
    body = re.sub(r"[^0-9A-Za-z]", "", label)
    if not body or label == "o":
        return (Reading(label, 0),)
    shape = label.replace(body, "#", 1)
    if body.isdigit():
        return (Reading(f"{shape} 1", int(body)),)
    case = "A" if body.isupper() else "a"
    found = []
    if body.lower() in ROMANS:
        found.append(Reading(f"{shape} {case} roman", ROMANS[body.lower()]))
    if len(body) == 1 or _doubled(body):
        found.append(Reading(f"{shape} {case}", ord(body[0].lower()) - 96 + 26 * (len(body) - 1)))
    return tuple(found)


def _doubled(body: str) -> bool:
    """Whether ``body`` is aa, bb, …: what comes after z."""
    return len(body) == 2 and body[0] == body[1]


@dataclass
class _Level:
    style: str
    last: int
    indent: float


def depths(markers: Sequence[Marker]) -> list[int]:
    """The depth of each marker, from 1, told by the sequence and, where it differs, by the indentation."""
    open_levels: list[_Level] = []
    found = []
    for place, marker in enumerate(markers):
        following = markers[place + 1] if place + 1 < len(markers) else None
        _enter(open_levels, marker, following)
        found.append(len(open_levels))
    return found


def _enter(levels: list[_Level], marker: Marker, following: Marker | None) -> None:
    """Close the levels that ``marker`` leaves and continue, or open, the one where it stands."""
    choice = _continued(levels, marker, following) or _out_of_sequence(levels, marker)
    if choice is None:
        while levels and levels[-1].indent > marker.indent + 1:
            levels.pop()
        reading = _first(marker, following)
        levels.append(_Level(reading.style, reading.number, marker.indent))
        return
    depth, reading = choice
    del levels[depth + 1 :]
    levels[depth].last = reading.number


def _continued(levels: list[_Level], marker: Marker, following: Marker | None) -> tuple[int, Reading] | None:
    """
    The open level that ``marker`` continues: the one at its own column, else the innermost.

    A bullet or a repeated 1 that stands further right begins a list of its own.
    """
    fitting = [
        (depth, reading)
        for depth in reversed(range(len(levels)))
        for reading in marker.readings
        if levels[depth].style == reading.style and reading.follows(levels[depth].last)
        if reading.number > 1 or marker.indent <= levels[depth].indent + 1
        if not (_turns_roman(marker, reading, following) and depth == len(levels) - 1)
    ]
    at_column = [choice for choice in fitting if abs(levels[choice[0]].indent - marker.indent) <= 1]
    return next(iter(at_column or fitting), None)


def _turns_roman(marker: Marker, reading: Reading, following: Marker | None) -> bool:
    """(i) after (h) is Roman when (ii) comes next."""
    if following is None or reading.style.endswith("roman") or len(marker.readings) < 2:
        return False
    roman = marker.readings[0]
    return any(other.style == roman.style and other.number == roman.number + 1 for other in following.readings)


def _out_of_sequence(levels: list[_Level], marker: Marker) -> tuple[int, Reading] | None:
    """The innermost level of the same style, for a number that leaps: only a first one begins a list."""
    if any(reading.number <= 1 for reading in marker.readings):
        return None
    for depth in reversed(range(len(levels))):
        for reading in marker.readings:
            if levels[depth].style == reading.style:
                return depth, reading
    return None


def _first(marker: Marker, following: Marker | None) -> Reading:
    """How to read a marker that opens a list: as 1, a or i; else as what the next marker continues."""
    for reading in marker.readings:
        if reading.number <= 1:
            return reading
    if following is not None:
        for reading in marker.readings:
            if any(other.style == reading.style and other.follows(reading.number) for other in following.readings):
                return reading
    return marker.readings[-1]
