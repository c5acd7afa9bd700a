"""What a check is, and what it finds."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from minutes.preservation.watching import Watch


class Finding(NamedTuple):
    """
    Something that is not as it should be.

    `place`: which record, file or address; `what` is the matter with it; what to `do`, a sentence. One that is no
    fault is harmless: it is told, and the archive is whole.
    """

    place: str
    what: str
    do: str
    harmless: bool = False

    def __str__(self) -> str:
        return f"{self.place}: {self.what}. {self.do}"


class Check(NamedTuple):
    """A part of the archive: its name, and the walk through it. The walk is given the site's own address, or ""."""

    name: str
    look: Callable[[str, Watch], Iterator[Finding]]
