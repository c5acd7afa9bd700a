"""
The readers of sources, in the order in which they are asked. A new kind of source is a line here.

Of a file its content decides which reader takes it, never its name alone. A source that is no file, such as an address,
or that is read as one thing, such as the folder of a dump, is taken whole.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, Protocol

from minutes.loading.other_sources import Dump, Endpoint, MinutesFile
from minutes.loading.web_service import WebService
from minutes.moderngov.parse import NotAPage, parse
from minutes.text.records import Document, Page

__all__ = ["READERS", "WHOLES", "NotAPage", "Reader", "Reading", "Whole", "pages_of"]


class Reading(NamedTuple):
    """
    What came of one place in a source: a page, or what is wrong with it.

    `fetch` gives the file of one of the page's documents, as Django takes a file, or None. `passed` says that there is
    nothing to be read here and nothing wrong either. `expected` is how many pages there will be, where that shows only
    while a source is read.
    """

    place: str
    page: Page | None = None
    problem: str = ""
    fetch: Callable[[Document], Any] | None = None
    passed: bool = False
    expected: int | None = None


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


class SavedPages:
    """Saved pages of the system that most councils run, text or HTML; also names what can be read by nobody."""

    def recognises(self, name: str, data: bytes) -> bool:
        return True

    def read(self, data: bytes, place: str) -> Iterable[Page]:
        return [parse(data, place)]


WHOLES: list[Whole] = [WebService(), Endpoint(), Dump()]
READERS: list[Reader] = [MinutesFile(), SavedPages()]


def pages_of(data: bytes, place: str) -> Iterator[Page]:
    """The pages of a file, by the first reader that recognises it."""
    reader = next(reader for reader in READERS if reader.recognises(place, data))
    yield from reader.read(data, place)
