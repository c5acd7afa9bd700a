"""
The readers of sources, in the order in which they are asked. A new kind of source is a line here.

Of a file its content decides which reader takes it, never its name alone. A source that is no file, such as an address,
or that is read as one thing, such as the folder of a dump, is taken whole.
"""

from collections.abc import Iterable, Iterator

from minutes.loading.other_sources import Dump, Endpoint, MinutesFile
from minutes.loading.reading import Reader, Reading, Whole
from minutes.loading.web_service import WebService
from minutes.moderngov.parse import NotAPage, parse
from minutes.text.records import Page

__all__ = ["READERS", "WHOLES", "NotAPage", "Reader", "Reading", "Whole", "pages_of"]


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
