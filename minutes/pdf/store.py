"""
The PDFs that are kept: a folder in which each lies under the hash of what went into it.

A file that is there is whole: it is written under another name, flushed and renamed. It is written once: whoever
comes second, in this process or another, waits for the first and takes its file. Beside the files lie notes, one to
an address: which file that address had last, and the state of the record at that moment (minutes/models/mark.py).
A lock dies with its process; what a killed one leaves behind is swept away.
"""

import contextlib
import fcntl
import functools
import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from django.conf import settings

from minutes.gauges.counts import counts
from minutes.pdf.untold import Untold
from minutes.whole import to_become

OFTEN = 100  # PDFs that a process makes between two looks at how much is kept
PRIVATE = "private-"  # folders in which a process makes what is not kept
HOUR = 3600


class Printable(Protocol):
    """What can be kept. The digest is a hash of all that its bytes depend on."""

    @property
    def digest(self) -> str: ...

    def write(self, path: Path) -> None:
        """Write the PDF to a new file. What it raises, `Store.make` lets through, and keeps nothing."""


class Note(NamedTuple):
    """What an address had last: a file, the name it is saved under, and the state in which that is still right."""

    state: str
    digest: str
    file_name: str


class Store:
    """
    The folder `root`. Everything in it can be deleted at any time, and is made again when it is asked for.

    A file's own date says when it was used last, to the hour.
    """

    def __init__(self, root: Path) -> None:
        self.made = 0
        self.root, self.files, self.notes, self.making = root, root / "files", root / "notes", root / "making"
        self.untold = Untold(root / "untold")

    def path(self, digest: str) -> Path:
        """Where the PDF with that digest lies, once it does."""
        return self.files / digest[:2] / f"{digest}.pdf"

    def make(self, printable: Printable) -> Path:
        """The kept PDF, written now if it is not there yet. Raises what writing raises: OSError on a full disk."""
        path = self.path(printable.digest)
        if path.exists():
            counts().papers.labels("kept").inc()
            return path
        with self._alone(printable.digest):
            if not path.exists():
                self._print(path, printable)
        return path

    def opened(self, printable: Printable) -> BinaryIO:
        """The kept PDF, open: whole whatever becomes of its name."""
        while True:
            self.make(printable)
            with contextlib.suppress(FileNotFoundError):  # deleted since by whoever noted a newer one
                return self.kept(printable.digest)

    def kept(self, digest: str) -> BinaryIO:
        """The kept PDF with that digest, open and marked as used. Raises FileNotFoundError."""
        file = self.path(digest).open("rb")
        if os.fstat(file.fileno()).st_mtime < time.time() - HOUR:
            with contextlib.suppress(PermissionError, FileNotFoundError):  # another user's, or gone: open it is
                os.utime(file.name)
        return file

    def note(self, address: str, note: Note) -> None:
        """Remember what that address has now; a file that it had before goes."""
        before = self.noted(address)
        path = self._note_path(address)
        self._write(path, lambda part: part.write_text(json.dumps([address, *note])))
        if before is not None and before.digest == note.digest:
            return
        with contextlib.suppress(FileNotFoundError):  # deleted since by whoever noted a newer one
            self.untold.add(address, self.path(note.digest))
        if before is not None:
            self.path(before.digest).unlink(missing_ok=True)

    def noted(self, address: str) -> Note | None:
        """What that address had last."""
        try:
            written = json.loads(self._note_path(address).read_bytes())
        except FileNotFoundError:
            return None
        return Note(*written[1:]) if written[0] == address else None

    def forget(self, address: str) -> None:
        """There is nothing at that address any more, nor is its file kept."""
        before = self.noted(address)
        if before is not None:
            self._note_path(address).unlink(missing_ok=True)
            self.path(before.digest).unlink(missing_ok=True)

    def addresses(self, since: float = 0) -> Iterator[str]:
        """Every address of which there is a note, or one that was written at that moment or later."""
        for folder in self.notes.glob("*"):
            if folder.stat().st_mtime >= since:  # of a folder, when a file came into it or went
                for path in folder.glob("*.json"):
                    with contextlib.suppress(FileNotFoundError):  # forgotten meanwhile
                        if path.stat().st_mtime >= since:
                            yield json.loads(path.read_bytes())[0]

    def sweep(self, addresses: Collection[str]) -> int:
        """Delete notes of other addresses, files without a note and what killed processes left; how many files."""
        gone = [each for each in self.addresses() if each not in addresses]
        for address in gone:
            self.forget(address)
        wanted = {note.digest for address in addresses if (note := self.noted(address)) is not None}
        stray = [path for path in self.files.glob("*/*.pdf") if path.stem not in wanted]
        stray = [path for path in stray if self._delete_unless_making(path.stem, path)]
        for part in [*self.making.glob("*.part"), *self.making.glob("*.parts"), *self.making.glob("*.lock")]:
            self._delete_unless_making(part.name.partition(".")[0], part)
        for left in self.root.glob(f"{PRIVATE}*"):  # what a killed process had made for one person
            if left.stat().st_mtime < time.time() - HOUR:
                shutil.rmtree(left, ignore_errors=True)
        return len(gone) + len(stray)

    def _note_path(self, address: str) -> Path:
        name = hashlib.sha256(address.lower().encode()).hexdigest()  # an item's address is one in any letter case
        return self.notes / name[:2] / f"{name}.json"

    def _print(self, path: Path, printable: Printable) -> None:
        """Make the file, and count how that ended."""
        outcome = "failed"
        try:
            with counts().paper_seconds.time():
                self._write(path, printable.write)
            outcome = "made"
        finally:
            counts().papers.labels(outcome).inc()
        self.made += 1
        if self.made % OFTEN == 0:
            self.trim()

    def trim(self) -> int:
        """Where more is kept than `PAPERS_MAX_BYTES`, delete what was used longest ago, to a tenth less; how many."""
        most = settings.PAPERS_MAX_BYTES
        files = [(found.st_mtime, found.st_size, path) for path, found in self._files()]
        excess = sum(size for _, size, _ in files) - most
        if not most or excess <= 0:
            return 0
        number, excess = 0, excess + most // 10
        for _, size, path in sorted(files):
            if excess <= 0:
                break
            path.unlink(missing_ok=True)
            number, excess = number + 1, excess - size
        return number

    def _files(self) -> Iterator[tuple[Path, os.stat_result]]:
        for path in self.files.glob("*/*.pdf"):
            with contextlib.suppress(FileNotFoundError):  # deleted meanwhile
                yield path, path.stat()

    def _write(self, path: Path, write: Callable[[Path], object]) -> None:
        """The file whole or not at all."""
        with to_become(path, making=self.making) as part:
            write(part)

    def _delete_unless_making(self, digest: str, path: Path) -> bool:
        try:
            with self._alone(digest, wait=False):
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink(missing_ok=True)
        except BlockingIOError:
            return False
        return True

    @contextlib.contextmanager
    def _alone(self, digest: str, *, wait: bool = True) -> Iterator[None]:
        """While it lasts, nobody else makes that file. Raises BlockingIOError if somebody does, unless it may wait."""
        self.making.mkdir(parents=True, exist_ok=True)
        path = self.making / f"{digest}.lock"
        while True:
            with path.open("wb") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
                if not _is_at(lock.fileno(), path):  # its last holder took it away: it is no lock any more
                    continue
                try:
                    yield
                finally:
                    path.unlink(missing_ok=True)
                return


def _is_at(descriptor: int, path: Path) -> bool:
    try:
        return path.stat().st_ino == os.fstat(descriptor).st_ino
    except FileNotFoundError:
        return False


def papers() -> Store:
    """The store of this site (`PAPERS_ROOT`)."""
    return _store_in(settings.PAPERS_ROOT)


@functools.lru_cache(maxsize=2)
def _store_in(root: Path) -> Store:
    return Store(root)
