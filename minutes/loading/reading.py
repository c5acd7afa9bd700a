"""What comes of a place in a source, and what reads one."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, Protocol

from minutes.text.records import Document, Page


class Reading(NamedTuple):
    """
    What came of one place in a source: a page, or what is wrong with it.

    `fetch` gives the file of one of the page's documents, as Django takes a file, or None; `bring` is to be called
    before, if the page is to be written, and outside of any transaction: it may ask other hosts for files. `passed`
    says that there is nothing to be read here and nothing wrong either. `expected` is how many pages there will be,
    where that shows only while a source is read.
    """

    place: str
    page: Page | None = None
    problem: str = ""
    fetch: Callable[[Document], Any] | None = None
    passed: bool = False
    expected: int | None = None
    bring: Callable[[], None] | None = None


class Reader(Protocol):
    """Reads one file."""

    def recognises(self, name: str, data: bytes) -> bool:
        """Whether this reader takes a file with that content."""

    def read(self, data: bytes, place: str) -> Iterable[Page]:
        """Its pages; raises NotAPage with a sentence that begins with the place."""


class Whole(Protocol):
    """Reads a source that is no single file: an address, the folder of a dump."""

    def recognises(self, source: str) -> bool:
        """Whether this reader takes that source."""

    def read(self, source: str) -> Iterator[Reading]:
        """Its pages, one by one, and what is wrong with those that cannot be read."""
