"""A paper as every form sees it: a row of blocks, each knowing how deep in a list it stands."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Style = Literal["body", "where", "state", "facts", "credit", "opening", "term", "detail", "caption"]


class Run(NamedTuple):
    """Words set alike. A line break inside a paragraph is "\\n"; `link` is a whole address."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 6, with the label that hangs beside it."""

    level: int
    runs: Runs
    label: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. With a depth it goes on with the entry of a list above it."""

    runs: Runs
    style: Style = "body"
    depth: int = 0


@dataclass(frozen=True)
class Entry:
    """
    The first paragraph of a list's entry at `depth` (from 1), under its label as the council wrote it.

    `opens` stands on the first entry of a list. A paragraph of the minutes that carries a number (8.1) is an entry of
    the text's own list (`of_text`), which goes on behind whatever interrupts it. A label that is no number of a list
    (a date) is not `counted`.
    """

    runs: Runs
    depth: int
    label: str = ""
    opens: bool = False
    of_text: bool = False
    counted: bool = True


@dataclass(frozen=True)
class Table:
    """A table: the rows of its head, then the others, each a row of cells."""

    head: tuple[tuple[Runs, ...], ...]
    rows: tuple[tuple[Runs, ...], ...]
    caption: Runs = ()
    depth: int = 0

    @property
    def width(self) -> int:
        """The number of columns; a row may have fewer cells."""
        return max(map(len, [*self.head, *self.rows]), default=0)


Block = Heading | Paragraph | Entry | Table


class Outline(NamedTuple):
    """A paper: what stands at the head and foot of every page, and its blocks."""

    head: tuple[str, str]
    state: str
    blocks: tuple[Block, ...]


def words(runs: Runs) -> str:
    """The text alone."""
    return "".join(run.text for run in runs)


def unlisted(entry: Entry, depth: int) -> tuple[str, Runs]:
    """The style and the words of an entry that no list numbers: its label is text, and hangs all the same."""
    if not entry.label:
        return f"ListContinue{depth}", entry.runs
    return f"Labelled{depth}" if entry.counted else "Dated", (Run(f"{entry.label}\t"), *entry.runs)
