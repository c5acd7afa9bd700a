"""
A folder as a BagIt bag (RFC 8493): the payload in `data`, its checksums and what it is beside it.

While a run is at work it writes into `making` alone, so the bag is what it was, and whole. When all of it is there and
on the disk, a note says so, and the files take their places; a run that is killed while they do has its work ended by
the next one, first thing. What a run left that was killed before is thrown away.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self

from minutes.deposit.errors import DepositError
from minutes.deposit.listing import Kept, Listing

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
ALGORITHM = "sha256"  # as in the site's public log
MANIFEST, TAG_MANIFEST = f"manifest-{ALGORITHM}.txt", f"tagmanifest-{ALGORITHM}.txt"
INFO, README = "bag-info.txt", "README.txt"
OURS = "Bag-Software-Agent: Minutebook"
DATED = ("Bagging-Date: ",)  # lines that change from day to day, of a bag that does not
PIECE = 1024 * 1024


class Bag:
    """The folder, held by one run."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.payload, self.making = folder, folder / "data", folder / "making"
        self.new, self.ready = self.making / "data", self.making / "ready"
        self.listing: Listing

    @contextlib.contextmanager
    def held(self) -> Iterator[Self]:
        """Nobody else writes here while it lasts. Raises DepositError for a folder that holds anything else."""
        self._check()
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(self.folder, os.O_RDONLY)
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise DepositError(f"Another run is writing to {self.folder}: wait until it has ended.") from None
            if self.ready.exists():
                self._settle()
            self._begin()
            try:
                yield self
            except sqlite3.OperationalError as error:  # above all: no room for the listing
                raise DepositError(f"{self.making} cannot be written: {error}. The bag is as it was.") from error
            finally:
                self.listing.close()
                if not self.ready.exists():
                    shutil.rmtree(self.making, ignore_errors=True)
        finally:
            os.close(lock)

    def _check(self) -> None:
        if not self.folder.exists():
            return
        if not self.folder.is_dir():
            raise DepositError(f"{self.folder} is a file: name a folder.")
        info = self.folder / INFO
        names = {path.name for path in self.folder.iterdir()}
        is_ours = self.ready.exists() or names <= {"making"} or (info.is_file() and OURS in info.read_text())
        if not is_ours:
            raise DepositError(f"{self.folder} holds something else: name an empty folder, or an earlier deposit.")

    def _begin(self) -> None:
        shutil.rmtree(self.making, ignore_errors=True)
        self.new.mkdir(parents=True)
        self.listing = Listing(self.making / "listing.sqlite3")
        manifest = self.folder / MANIFEST
        if manifest.exists():
            with manifest.open() as lines:
                rows = (line.rstrip("\n").split("  ", 1) for line in lines)
                self.listing.held_before((name.removeprefix("data/"), sha256) for sha256, name in rows)

    def held_as(self, name: str) -> str:
        """The SHA-256 of a file that is there from before; "" where it is not."""
        sha256 = self.listing.before(name)
        return sha256 if sha256 and (self.payload / name).is_file() else ""

    def keep(self, name: str) -> None:
        """A file stays as it is."""
        size = (self.payload / name).stat().st_size
        self.listing.note(Kept(name, self.listing.before(name), size, is_new=False))

    def put(self, name: str, pieces: Iterable[bytes]) -> None:
        """A file with these bytes, which are written only where it does not have them already. Raises OSError."""
        draft, digest, size = self.making / "draft", hashlib.sha256(), 0
        with draft.open("wb") as file:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                file.write(piece)
        if self.held_as(name) == digest.hexdigest() and (self.payload / name).stat().st_size == size:
            self.listing.note(Kept(name, digest.hexdigest(), size, is_new=False))
            return
        target = self.new / name
        target.parent.mkdir(parents=True, exist_ok=True)
        draft.replace(target)
        self.listing.note(Kept(name, digest.hexdigest(), size, is_new=True))

    def close(self, info: dict[str, str], readme: str) -> bool:
        """
        Let the new files take the place of those before; whether anything has changed.

        `info` is what the bag says of itself, by its labels, in order; Payload-Oxum is added.
        """
        number, size, new = self.listing.totals()
        told = {**info, "Payload-Oxum": f"{size}.{number}"}
        lines = "".join(f"{label}: {' '.join(value.split())}\n" for label, value in told.items())
        left = list(self.listing.left())
        if not new and not left and self._says(lines):
            return False
        self._write(MANIFEST, (f"{kept.sha256}  data/{kept.name}\n" for kept in self.listing.files()))
        tags = {"bagit.txt": [DECLARATION], INFO: [lines], README: [readme]}
        for name, text in tags.items():
            self._write(name, text)
        sums = ((name, _sha256(self.making / name)) for name in (*tags, MANIFEST))
        self._write(TAG_MANIFEST, (f"{sha256}  {name}\n" for name, sha256 in sums))
        self._write("gone", (f"{name}\n" for name in left))
        os.sync()
        self.ready.touch()
        self._settle()
        return True

    def _says(self, lines: str) -> bool:
        """Whether the bag says the same of itself already, but for the day."""
        info = self.folder / INFO
        return info.exists() and _undated(info.read_text()) == _undated(lines)

    def _write(self, name: str, lines: Iterable[str]) -> None:
        with (self.making / name).open("w", newline="\n") as file:
            file.writelines(lines)

    def _settle(self) -> None:
        """Everything into its place. Killed at any point, it can be done again."""
        with (self.making / "gone").open() as gone:
            for line in gone:
                self._remove(self.payload / line.rstrip("\n"))
        for root, _, names in os.walk(self.new):
            place = self.payload / Path(root).relative_to(self.new)
            place.mkdir(parents=True, exist_ok=True)
            for name in names:
                (Path(root) / name).replace(place / name)
        # The declaration is the last: what has it is a bag.
        for name in (MANIFEST, INFO, README, TAG_MANIFEST, "bagit.txt"):
            if (self.making / name).exists():
                (self.making / name).replace(self.folder / name)
        os.sync()
        self.ready.unlink()
        shutil.rmtree(self.making)

    def _remove(self, path: Path) -> None:
        """A file, and the folders that are empty without it."""
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == self.payload or not folder.is_dir() or any(folder.iterdir()):
                return
            folder.rmdir()


def _undated(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith(DATED)]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
