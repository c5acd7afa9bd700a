"""Other sources than the old system's pages: Word and PDF minutes, dumps of OParl and Legistar (minutes/sources)."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from minutes import sources
from minutes.loading.reading import Reading
from minutes.moderngov.client import NotFetched, Unusable
from minutes.moderngov.origins import NotOurs, is_service, origin_of
from minutes.moderngov.parse import NotAPage
from minutes.moderngov.service import polite_client
from minutes.text.records import Page

OPARL = re.compile(r"https?://\S*oparl\S*", re.IGNORECASE)  # as endpoints call themselves
LARGEST_ANSWER = 64 * 1024 * 1024


class Endpoint:
    """An OParl endpoint, by the address of its system or of a body."""

    def recognises(self, source: str) -> bool:
        return OPARL.fullmatch(source) is not None and not is_service(source)

    def read(self, source: str) -> Iterator[Reading]:
        """Its pages; when the server stops answering, what came until then is not loaded by halves."""
        try:
            client = polite_client(origin_of(source)[0])
        except NotOurs as error:
            yield Reading(source, problem=str(error))
            return

        def fetch(url: str) -> bytes:
            return client.get(url, check=_is_json, most_bytes=LARGEST_ANSWER).body or b""

        try:
            yield from _readings(sources.read_endpoint(source, fetch))
        except (NotFetched, NotOurs) as error:
            yield Reading(source, problem=f"{source}: {error}")
        finally:
            client.close()


class Dump:
    """A folder, zip or file that is one source as a whole: a dump, or minutes in Word and PDF files."""

    def recognises(self, source: str) -> bool:
        path = Path(source)
        try:
            return "://" not in source and path.exists() and sources.is_source(path)
        except (OSError, sources.NoSource):
            return False

    def read(self, source: str) -> Iterator[Reading]:
        """Its pages, and what of it was left out."""
        try:
            yield from _readings(sources.read(Path(source)))
        except sources.NoSource as error:
            yield Reading(source, problem=str(error))
        except OSError as error:
            yield Reading(source, problem=f"{source}: cannot be opened ({error.strerror or error}).")


class MinutesFile:
    """Minutes of a meeting in a Word or PDF file, among other files."""

    def recognises(self, name: str, data: bytes) -> bool:
        return sources.is_document(data)

    def read(self, data: bytes, place: str) -> Iterable[Page]:
        try:
            return [sources.read_document(data, place.rpartition("/")[2], place)]
        except sources.NoSource as error:
            raise NotAPage(str(error)) from error


def _readings(found: Iterable[sources.Found]) -> Iterator[Reading]:
    """What comes of a source; bodies that have ended once more at its end, since their last meeting says when."""
    ended = []
    for one in found:
        yield _reading(one)
        if isinstance(one, Page) and any(body.dissolved for body in one.bodies):
            ended.append(one)
    yield from map(_reading, ended)


def _reading(found: sources.Found) -> Reading:
    """What an adapter yields, as the loader takes it."""
    if isinstance(found, Page):
        return Reading(found.source, found)
    return Reading(found.source, problem=str(found) if found.fault else "", passed=not found.fault)


def _is_json(body: bytes) -> None:
    if body.lstrip()[:1] not in (b"{", b"["):
        raise Unusable("It is no JSON.")
