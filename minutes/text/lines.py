"""Lines: a page or a text box cut into paragraphs, each with the marker that it begins with."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from minutes.text.clean import clean, indentation
from minutes.text.markers import BULLETS, MULTILEVEL, Marker, readings, split_marker

# The widths at which programs break lines.
NARROWEST, WIDEST = 60, 100


@dataclass(frozen=True)
class Line:
    """
    A paragraph, a list item or a table row: its marker as printed, its words, the column at which it stands.

    ``lone`` says that the marker stood on a line of its own, as numbers of agenda items do; ``leads`` that an opening
    stood behind the words in the same paragraph; ``heading`` that the source sets it apart, by its style or in bold;
    ``italics`` are its words in italics, run by run;
    ``beside`` that its words were read into a part of their own and stand in the narrative as well.
    """

    text: str
    label: str = ""
    indent: float = 0
    row: bool = False
    heading: bool = False
    lone: bool = field(default=False, compare=False)
    leads: bool = field(default=False, compare=False)
    italics: tuple[str, ...] = field(default=(), compare=False)
    beside: bool = field(default=False, compare=False)

    @property
    def marker(self) -> Marker:
        return Marker(self.label, readings(self.label), self.indent)

    @property
    def words(self) -> str:
        """Marker and words, as printed."""
        return f"{self.label} {self.text}".strip()


def line(text: str, indent: float | None = None) -> Line:
    """The line that ``text`` is, cleaned, its marker split off."""
    column = indentation(text) if indent is None else indent
    cleaned = clean(text)
    if cleaned.startswith("|") and cleaned.endswith("|"):
        return Line(cleaned, indent=column, row=True)
    label, rest = split_marker(clean_keeping_gap(text))
    return Line(clean(rest), label, column)


def clean_keeping_gap(text: str) -> str:
    """``text`` cleaned, the gap behind Word's bullet ``o`` kept."""
    stripped = text.replace("\xa0", " ").strip()
    return f"o  {clean(stripped[1:])}" if re.match(r"o\s{2}", stripped) else clean(text)


def counted(one: Line) -> Line:
    """``one`` with a number of several levels (1.1) as its marker: in a list it is one, in a narrative it is not."""
    found = None if one.label else MULTILEVEL.match(one.text)
    return replace(one, label=found["label"], text=one.text[found.end() :].strip()) if found else one


def read_lines(text: str) -> list[Line]:
    """The lines of plain text; blank ones are left out, a marker alone on its line is joined with what follows it."""
    rows = unwrapped(re.split(r"\r\n|[\n\r\x0b\x0c\x85]", text))
    return join_lone_markers(one for one in map(line, rows) if one.words)


def unwrapped(rows: Sequence[str]) -> list[str]:
    """
    The rows of a text that a program broke at a fixed width, as the paragraphs that they were.

    A row was broken when the first word of the next would not have fitted into it. A few such places may be chance.
    """
    rows = [row.replace("\xa0", " ").rstrip() for row in rows]
    width = max(map(len, rows), default=0)
    broken = {place for place in range(1, len(rows)) if _was_broken(rows[place - 1], rows[place], width)}
    if not (NARROWEST <= width <= WIDEST and len(broken) >= 3):
        return rows
    whole: list[str] = []
    for place, row in enumerate(rows):
        if place in broken:
            whole[-1] = f"{whole[-1]} {row.strip()}"
        else:
            whole.append(row)
    return whole


def _was_broken(before: str, after: str, width: int) -> bool:
    if not before.strip() or not after.strip() or split_marker(after)[0]:
        return False
    return len(before) + 1 + len(after.split(maxsplit=1)[0]) > width


def join_lone_markers(lines: Iterable[Line]) -> list[Line]:
    """A marker that stands alone (a table cell, a template) belongs to the unmarked line behind it."""
    joined: list[Line] = []
    for one in lines:
        lone = bool(joined) and bool(joined[-1].label) and not joined[-1].text
        if lone and not one.label and not one.row:
            joined[-1] = replace(joined[-1], text=one.text, lone=True, heading=joined[-1].heading or one.heading)
        else:
            joined.append(one)
    return joined


def narrative(lines: Sequence[Line]) -> str:
    """Lines as narrative text: a blank line between paragraphs, bullets as ``- ``, table rows one under another."""
    return "".join(_parts(lines))


def paragraphs_before(lines: Sequence[Line]) -> list[int]:
    """How many paragraphs the narrative of the first so many lines has: of none, of one, and so on to all."""
    counts = [0]
    breaks = 0
    for place, part in enumerate(_parts(lines)):
        breaks += part.count("\n\n")
        if place % 2 == 0:
            counts.append(breaks + 1)
    return counts


def _parts(lines: Sequence[Line]) -> Iterator[str]:
    """Each line as it is printed, and between two what parts them."""
    for place, one in enumerate(lines):
        if place:
            yield "\n" if _same_block(lines[place - 1], one) else "\n\n"
        yield _rendered(one)


def _same_block(before: Line, after: Line) -> bool:
    return (before.row and after.row) or (is_bullet(before) and is_bullet(after))


def is_bullet(one: Line) -> bool:
    """Whether the line is an item of an unnumbered list."""
    return one.label != "" and (one.label in BULLETS or one.label in ("-", "–", "o"))


def _rendered(one: Line) -> str:
    return f"- {one.text}" if is_bullet(one) else one.words
