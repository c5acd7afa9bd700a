"""
The pages that are kept: a folder in which the last good answer of each address lies under the hash of the address.

A file is whole or not there: it is written under another name and renamed, and what a power cut has left of one has not
its hash. All of it can be deleted at any time. When a file was last known to be right, its time says; those that have
not been asked for longest go first when there is too much.
"""

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from minutes.models.mark import PublicMark
from minutes.whole import to_become

FILES = 50_000
LEFT = 0.9  # of the room, after some was made
LARGEST = 2 * 1024 * 1024
SUFFIX = ".page"


class Page(NamedTuple):
    """An answer that is kept: what it was, the mark under which it was read, the version of the site that made it."""

    address: str
    etag: str
    mark: str
    until: float
    version: str
    headers: dict[str, str]
    digest: str

    def is_right(self, mark: PublicMark, version: str) -> bool:
        """Whether it is kept under this mark already."""
        return (self.mark, self.until, self.version) == (*mark, version)


class Shelf:
    """The folder `root`, which takes `room` bytes and a little more."""

    def __init__(self, root: Path, room: int) -> None:
        self.root, self.files, self.room = root, root / "pages", room
        self._written = 0  # by this process, since it last looked how much there is

    def put(self, page: Page, body: bytes) -> None:
        """Keep an answer instead of the last one. Raises OSError on a full disk, and leaves the last one."""
        if len(body) > min(LARGEST, self.room):
            return
        path = self._path(page.address)
        closed(path.parent)
        content = json.dumps(page).encode() + b"\n" + body
        with to_become(path, flushed=False) as part:  # a torn one is not the page of its digest
            part.write_bytes(content)
        self._written += len(content)
        if self._written > self.room // 20:
            self.make_room()

    def head(self, address: str) -> Page | None:
        """What is kept of an address, without its bytes."""
        with contextlib.suppress(FileNotFoundError), self._path(address).open("rb") as file:
            return _read(file.readline(), address)
        return None

    def get(self, address: str) -> tuple[Page, bytes, float] | None:
        """What is kept of an address, its bytes, and when it was last known to be right."""
        with contextlib.suppress(FileNotFoundError), self._path(address).open("rb") as file:
            page, body = _read(file.readline(), address), file.read()
            if page is not None and page.digest == digest_of(body):
                return page, body, os.fstat(file.fileno()).st_mtime
        return None

    def confirm(self, address: str) -> None:
        """It was right a moment ago."""
        with contextlib.suppress(FileNotFoundError):
            os.utime(self._path(address))

    def drop(self, address: str) -> None:
        """There is nothing at that address any more."""
        self._path(address).unlink(missing_ok=True)

    def addresses(self) -> Iterator[str]:
        """Of everything that is kept, what was asked for last first."""
        for _, _, path in sorted(self._all(), reverse=True):
            with contextlib.suppress(FileNotFoundError), Path(path).open("rb") as file:
                yield str(json.loads(file.readline())[0])

    def make_room(self) -> int:
        """Delete what was asked for longest ago, where there is too much; how many pages."""
        self._written = 0
        found = sorted(self._all())
        size, number, gone = sum(each[1] for each in found), len(found), 0
        if size <= self.room and number <= FILES:
            return 0
        for _, bytes_of_it, path in found:
            if size <= self.room * LEFT and number - gone <= FILES * LEFT:
                break
            Path(path).unlink(missing_ok=True)
            size, gone = size - bytes_of_it, gone + 1
        return gone

    def _all(self) -> Iterator[tuple[float, int, str]]:
        """Time, size and path of each file; what killed processes left goes."""
        for folder in self.files.glob("*"):
            for entry in os.scandir(folder):
                with contextlib.suppress(FileNotFoundError):
                    told = entry.stat()
                    if entry.name.endswith(SUFFIX):
                        yield told.st_mtime, told.st_size, entry.path
                    elif told.st_mtime < time.time() - 60:
                        Path(entry.path).unlink(missing_ok=True)

    def _path(self, address: str) -> Path:
        name = hashlib.sha256(address.encode()).hexdigest()
        return self.files / name[:2] / f"{name}{SUFFIX}"


def _read(line: bytes, address: str) -> Page | None:
    """The first line of a file; None for what a power cut has left of one."""
    try:
        page = Page(*json.loads(line))
    except (ValueError, TypeError):
        return None
    return page if page.address == address else None


def digest_of(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def closed(folder: Path) -> None:
    """The folder, made where it is not there: closed to everybody but this user, unless who runs the site made it."""
    if not folder.is_dir():
        closed(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
