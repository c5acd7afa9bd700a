"""Which adapter reads a source: told by what is in it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from minutes.sources.filed import Filed
from minutes.sources.files import File, opened
from minutes.sources.found import Found, LeftOut, NoSource
from minutes.sources.json_files import objects_of
from minutes.sources.legistar import is_legistar, read_legistar
from minutes.sources.minutes_files import is_minutes_file, read_minutes_files
from minutes.sources.oparl import is_oparl, read_oparl, read_oparl_endpoint
from minutes.sources.oparl.endpoint import Fetch
from minutes.text.records import Page

LOOKED_AT = 20
SAVED_PAGES = (".html", ".htm", ".aspx", ".txt", ".xml", ".mht", ".mhtml")
OF_NO_ADAPTER = (".json", ".jsonl", ".ndjson", ".jsonlines", ".csv")


@dataclass(frozen=True)
class Source:
    """What was found at a path: its pages and what of it was left out, and the files that lie beside them."""

    found: Iterable[Found]
    filed: Filed


def read(path: Path) -> Iterator[Found]:
    """
    The pages of a file, a folder or a zip archive, and what of it was left out.

    Raises ``NoSource`` where there is nothing that is read here, and ``OSError`` where the path cannot be opened.
    """
    with reading(path) as source:
        yield from source.found


@contextmanager
def reading(path: Path) -> Iterator[Source]:
    """The same with the files that lie beside the pages, which can be read as long as this is open."""
    with opened(path) as found:
        files = [one for one in found if isinstance(one, File)]
        left_out = [one for one in found if isinstance(one, LeftOut)]
        kind = _kind_of_json(files)
        pages: list[Found] = []
        if kind:
            pages = list((read_oparl if kind == "oparl" else read_legistar)(files))
        filed = Filed(files, (one for one in pages if isinstance(one, Page)))
        others = [file for file in files if file not in filed]
        documents = (LeftOut(one.place, "It is the file of a document.", fault=False) for one in files if one in filed)
        yield Source(chain(left_out, pages, documents, _others(path, others, kind)), filed)


def _others(path: Path, files: Sequence[File], kind: str) -> Iterator[Found]:
    documents = any(is_minutes_file(file) for file in files)
    if not kind and not documents:
        raise NoSource(f"{path}: no Word or PDF minutes, no dump of OParl or Legistar was found in it.")
    if documents:
        yield from read_minutes_files(files)
    yield from _unknown(files, kind)


def read_endpoint(url: str, fetch: Fetch) -> Iterator[Found]:
    """The pages of an OParl endpoint; ``fetch`` gets what stands at an address."""
    return read_oparl_endpoint(url, fetch)


def is_source(path: Path) -> bool:
    """
    Whether what is at ``path`` is read here as a whole: a dump, or minutes in files.

    A mixture with saved pages is none: of that each file is read by itself.
    """
    with opened(path) as found:
        files = [one for one in found if isinstance(one, File)]
        if _kind_of_json(files):
            return True
        mixed = any(file.path.suffix.lower() in SAVED_PAGES for file in files)
        return not mixed and any(is_minutes_file(file) for file in files)


def _kind_of_json(files: Sequence[File]) -> str:
    """Whose objects the JSON files hold: those of the first files that hold any."""
    objects = (found for found in objects_of(files) if not isinstance(found, LeftOut))
    for place, (_, held) in enumerate(objects):
        if is_oparl(held) or _is_list_of_oparl(held):
            return "oparl"
        if is_legistar(held):
            return "legistar"
        if place > LOOKED_AT:
            break
    return ""


def _is_list_of_oparl(held: dict[str, object]) -> bool:
    data = held.get("data")
    return isinstance(data, list) and bool(data) and isinstance(data[0], dict) and is_oparl(data[0])


def _unknown(files: Sequence[File], kind: str) -> Iterator[LeftOut]:
    for file in files:
        ending = file.path.suffix.lower()
        if not is_minutes_file(file) and not (ending == ".csv" or (kind and ending in OF_NO_ADAPTER)):
            yield LeftOut(file.place, "It is no file that is read here.", fault=False)
