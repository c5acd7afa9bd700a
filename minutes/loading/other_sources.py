"""Other sources than the old system's pages: Word and PDF minutes, dumps of OParl and Legistar (minutes/sources)."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.files.base import ContentFile

from minutes import sources
from minutes.loading.reading import Reading
from minutes.moderngov.client import NotFetched, Unusable
from minutes.moderngov.named_files import NamedFiles
from minutes.moderngov.origins import NotOurs, is_service, origin_of
from minutes.moderngov.parse import NotAPage
from minutes.moderngov.service import named_files, polite_client
from minutes.text.records import Document, Page

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
            with named_files(client) as named:
                yield from _readings(sources.read_endpoint(source, fetch), _Files(named))
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
            with sources.reading(Path(source)) as whole, named_files() as named:
                yield from _readings(whole.found, _Files(named, whole.filed))
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


class _Files:
    """The files of the documents of a source: those that lie beside it, then those at their addresses."""

    def __init__(self, named: NamedFiles, filed: sources.Filed | None = None) -> None:
        self._named, self._filed = named, filed
        self._problems: list[Reading] = []

    def bring(self, page: Page) -> None:
        self._named.bring(page, have=lambda document: self._beside(document) is not None)

    def fetch(self, document: Document) -> ContentFile | None:
        """The file of a document, or None where there is none or it does not come."""
        if (file := self._beside(document)) is not None:
            try:
                return ContentFile(file.read(), file.path.name)
            except sources.Unreadable as error:
                self._problems.append(Reading(file.place, problem=f"{file.place}: It {error}"))
                return None
        path = self._named.file_of(document)
        return ContentFile(path.read_bytes(), _file_name(document)) if path else None

    def take_problems(self) -> list[Reading]:
        """What did not come and has not been told yet."""
        told, self._problems = self._problems, []
        return [*told, *(Reading(one.place, problem=str(one)) for one in self._named.take_missing())]

    def _beside(self, document: Document) -> sources.File | None:
        return self._filed.of(document) if self._filed is not None else None


def _file_name(document: Document) -> str:
    return unquote(urlsplit(document.url).path).rpartition("/")[2] or "document"


def _readings(found: Iterable[sources.Found], files: _Files) -> Iterator[Reading]:
    """What comes of a source, each page followed by what is wrong with its files."""
    for one in found:
        if isinstance(one, Page):
            yield Reading(one.source, one, fetch=files.fetch, bring=partial(files.bring, one))
            yield from files.take_problems()
        else:
            yield Reading(one.source, problem=str(one) if one.fault else "", passed=not one.fault)


def _is_json(body: bytes) -> None:
    if body.lstrip()[:1] not in (b"{", b"["):
        raise Unusable("It is no JSON.")
