"""Going through what an import was given: an address, a file, a folder of any mixture, a zip."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile

from minutes.loading import zips
from minutes.loading.readers import WHOLES, NotAPage, Reading, pages_of
from minutes.text.records import Document

LARGEST_PAGE = 64 * 1024 * 1024
# What systems and browsers leave beside pages.
CLUTTER = re.compile(r"(?:^|/)(?:\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(?:/|$)", re.IGNORECASE)
FILED = re.compile(r"(?:^|/)(?P<place>s\d+)/[^/]+$|(?:^|/)documents/[^/]+\.pdf$", re.IGNORECASE)


class Shelf:
    """The files of documents that lie beside the pages of a source, found by where a page says that they stand."""

    def __init__(self, names: list[str], read: Callable[[str], bytes]) -> None:
        self.read = read
        self.by_number = {
            found["place"].lower(): name for name in names if (found := FILED.search(name)) and found["place"]
        }
        self.by_name = {name.rpartition("/")[2].lower(): name for name in names}

    def fetch(self, document: Document) -> ContentFile | None:
        """The file of a document, or None where it does not lie here."""
        kind, _, number = document.old.partition(":")
        last = document.url.split("?")[0].rpartition("/")[2].lower()
        name = self.by_number.get(f"s{number}") if kind == "document" else None
        name = name or (self.by_name.get(last) if last else None)
        return ContentFile(self.read(name), name.rpartition("/")[2]) if name else None


def readings(source: str) -> Iterator[Reading]:
    """What comes of a source, piece by piece; what is wrong with a piece is one of the pieces."""
    whole = next((reader for reader in WHOLES if reader.recognises(source)), None)
    if whole is not None:
        yield from whole.read(source)
    elif "://" in source:
        yield Reading(source, problem=f"{source} is no address of a service that is read here (…/mgWebService.asmx).")
    else:
        yield from _of_path(Path(source))


def expected(source: str) -> int | None:
    """How many pieces there may be, for a progress bar; None where that is not known beforehand."""
    path = Path(source)
    if "://" in source or any(reader.recognises(source) for reader in WHOLES):
        return None
    return sum(1 for _ in path.rglob("*")) if path.is_dir() else 1


def _of_path(path: Path) -> Iterator[Reading]:
    try:
        if path.is_dir():
            yield from _of_folder(path)
        elif zips.is_zip(path):
            yield from _of_zip(path)
        else:
            yield from _of_data(path.read_bytes(), str(path), None)
    except OSError as error:
        yield Reading(str(path), problem=f"{path}: cannot be opened ({error.strerror or error}).")


def _of_folder(folder: Path) -> Iterator[Reading]:
    """Every file in it, in order. A link is not followed: it may lead out of what the import was given."""
    names = sorted((str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()), key=_natural)
    pages, filed = _sorted_out(names)
    shelf = Shelf(filed, lambda name: _within(folder / name))
    for name in names:
        path = folder / name
        if path.is_symlink():
            yield Reading(str(path), problem=f"{path} is a link to another place and was not followed.")
        elif name not in pages:
            yield Reading(str(path), passed=True)
        elif zips.is_zip(path):
            yield from _of_zip(path)
        else:
            yield from _of_file(path, shelf)


def _of_file(path: Path, shelf: Shelf) -> Iterator[Reading]:
    try:
        if path.stat().st_size > LARGEST_PAGE:
            yield Reading(str(path), problem=f"{path} is too large for a page.")
            return
        data = path.read_bytes()
    except OSError as error:
        yield Reading(str(path), problem=f"{path}: cannot be opened ({error.strerror}).")
        return
    yield from _of_data(data, str(path), shelf)


def _of_zip(path: Path) -> Iterator[Reading]:
    """Every file in it, one at a time; what would lead out of it or swell without end is named."""
    try:
        with zips.opened(path) as archive:
            for name, reason in archive.refused:
                yield Reading(f"{path}/{name}", problem=f"{path}/{name} {reason}")
            yield from _of_archive(path, archive)
    except zips.Refused as reason:
        yield Reading(str(path), problem=f"{path} {reason}")


def _of_archive(path: Path, archive: zips.Archive) -> Iterator[Reading]:
    names = sorted(archive.names, key=_natural)
    pages, filed = _sorted_out(names)
    shelf = Shelf(filed, lambda name: archive.read(name, settings.REPORT_MAX_BYTES + 1))
    for name in names:
        place = f"{path}/{name}"
        if name not in pages:
            yield Reading(place, passed=True)
            continue
        try:
            data = archive.read(name, LARGEST_PAGE)
        except zips.Refused as reason:
            yield Reading(place, problem=f"{place} {reason}")
        else:
            yield from _of_data(data, place, shelf)


def _of_data(data: bytes, place: str, shelf: Shelf | None) -> Iterator[Reading]:
    try:
        for page in pages_of(data, place):
            yield Reading(place, page, fetch=shelf.fetch if shelf else None)
    except NotAPage as error:
        yield Reading(place, problem=str(error))


def _sorted_out(names: list[str]) -> tuple[set[str], list[str]]:
    """Which of these files are to be read as pages, and which are documents; the rest is what browsers leave."""
    known = set(names)
    filed = [name for name in names if FILED.search(name) and not CLUTTER.search(name)]
    pages = {
        name
        for name in known.difference(filed)
        if not CLUTTER.search(name) and not _belongs_to_a_page(name, known)
    }  # fmt: skip
    return pages, filed


def _belongs_to_a_page(name: str, known: set[str]) -> bool:
    """Whether a browser saved this beside a page: pictures and style sheets in `page_files/` of `page.html`."""
    head, mark, _ = name.partition("_files/")
    return bool(mark) and any(f"{head}{ending}" in known for ending in (".html", ".htm", ".aspx", ".HTM", ".HTML"))


def _within(path: Path) -> bytes:
    with path.open("rb") as content:
        return content.read(settings.REPORT_MAX_BYTES + 1)


def _natural(name: str) -> list[tuple[bool, int, str]]:
    return [(part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in re.split(r"(\d+)", name)]
