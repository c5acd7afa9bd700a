"""The files of documents that lie beside a dump, found by the addresses that the dump gives them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from minutes.sources.files import File
from minutes.text.records import Document, Page

OF_THE_DUMP = (".json", ".jsonl", ".ndjson", ".jsonlines", ".csv")
Parts = tuple[str, ...]


class Filed:
    """
    The files beside a dump: `files/17/report.pdf` is that of `https://…/files/17/report.pdf`.

    The end of an address says which file is meant, as far as file and address go alike. What could be two files, or
    the file of two addresses, is none.
    """

    def __init__(self, files: Sequence[File], pages: Iterable[Page]) -> None:
        self._by_name: dict[str, list[File]] = defaultdict(list)
        for file in files:
            if file.path.suffix.lower() not in OF_THE_DUMP:
                self._by_name[file.path.name.lower()].append(file)
        urls = {one.url for page in pages for item in page.items for one in item.documents if one.url}
        self._by_url: dict[str, File] = {}
        for url in urls:
            if (found := self._best(url)) is not None:
                self._by_url[url] = found
        self._drop_shared()

    def __contains__(self, file: File) -> bool:
        """Whether a file is that of a document."""
        return any(one.place == file.place for one in self._by_url.values())

    def of(self, document: Document) -> File | None:
        """The file of a document."""
        return self._by_url.get(document.url)

    def _best(self, url: str) -> File | None:
        parts = _parts(unquote(urlsplit(url).path))
        files = self._by_name.get(parts[-1], []) if parts else []
        alike = sorted(((_alike(_parts(file.name), parts), file.place, file) for file in files), reverse=True)
        if not alike or (len(alike) > 1 and alike[0][0] == alike[1][0]):
            return None
        return alike[0][2]

    def _drop_shared(self) -> None:
        """A file that two addresses claim is that of the one with which it has more in common, if there is one."""
        claims: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for url, file in self._by_url.items():
            claims[file.place].append((_alike(_parts(file.name), _parts(unquote(urlsplit(url).path))), url))
        for claimed in claims.values():
            claimed.sort(reverse=True)
            sure = len(claimed) == 1 or claimed[0][0] > claimed[1][0]
            for _, url in claimed[1 if sure else 0 :]:
                del self._by_url[url]


def _parts(path: str) -> Parts:
    return tuple(part.lower() for part in PurePosixPath(path).parts if part != "/")


def _alike(one: Parts, other: Parts) -> int:
    """How many parts at the end of two paths are the same."""
    count = 0
    for left, right in zip(reversed(one), reversed(other), strict=False):
        if left != right:
            break
        count += 1
    return count
