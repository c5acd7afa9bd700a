"""
A folder of backups.

    objects/ab/ab12…    contents, each once however many backups hold it, under its SHA-256
    sets/…              one list for each backup, under its moment and its own SHA-256
    README.txt          how to come by all of it without this project

An object that is there is whole: it is written under another name, flushed to the disk and renamed. The list comes
last. So whenever a backup is killed, those before it are as they were, and the next one finds what it had copied.
"""

import contextlib
import fcntl
import hashlib
import io
import os
import tempfile
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import IO
from uuid import uuid4

from django.core.files.base import File

from minutes.preservation.errors import BackupError
from minutes.preservation.keys import PIECE, Plain, Source, Target
from minutes.preservation.manifest import Content, Manifest, read_manifest

IN_MEMORY = 8 * 1024 * 1024
README = """\
Backups of a Minutebook (a council's minute book).

sets/     a list (JSON) for each backup: its tables with their numbers of rows, its files with their SHA-256
objects/  the contents, each under its SHA-256, in folders by its first two letters

With the program:  manage.py restore THIS-FOLDER

Without it: what ends in .age is opened by any age program (age-encryption.org) with the key: age -d -i KEY FILE.
A list names under "database" the SHA-256 of the dump that PostgreSQL's pg_restore reads, and under "files" that of
each document. The object of a sealed content is called by HMAC-SHA256 of that SHA-256 (in hexadecimal), under the
public half of the key (age1...), with .age at its end.
"""


class Hashing:
    """Bytes on their way from a source or to a target, counted and hashed."""

    def __init__(self, end: IO[bytes] | File | Source | Target | None = None) -> None:
        self.end, self.size, self._digest = end, 0, hashlib.sha256()

    def _count(self, data: bytes) -> None:
        self.size += len(data)
        self._digest.update(data)

    def read(self, size: int = -1) -> bytes:
        data: bytes = self.end.read(size)  # type: ignore[union-attr]
        self._count(data)
        return data

    def write(self, data: bytes) -> int:
        self._count(data)
        if self.end is not None:
            self.end.write(data)  # type: ignore[union-attr]
        return len(data)

    def flush(self) -> None:
        if self.end is not None:
            self.end.flush()  # type: ignore[union-attr]

    @property
    def content(self) -> Content:
        return Content(self._digest.hexdigest(), self.size)


def content_of(stored: IO[bytes] | File) -> Content:
    """What a file holds, which is left at its beginning."""
    reader = Hashing(stored)
    while reader.read(PIECE):
        pass
    stored.seek(0)
    return reader.content


class Chest:
    """The folder, and the key that seals what goes in and opens what comes out."""

    def __init__(self, folder: Path, key: Plain | None = None) -> None:
        self.folder, self.key = folder, key or Plain()
        self.objects, self.sets, self.making = folder / "objects", folder / "sets", folder / "making"

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """While it lasts, nobody else writes here; what a killed process left is gone. Raises BackupError."""
        if not self.folder.exists():
            self.folder.mkdir(parents=True, mode=0o700)  # closed papers are in it
        for each in (self.objects, self.sets, self.making):
            each.mkdir(exist_ok=True)
        with (self.folder / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BackupError(f"Another backup is being made in {self.folder}: wait until it has ended.") from None
            for left in self.making.iterdir():
                left.unlink()
            (self.folder / "README.txt").write_text(README)
            yield

    def has(self, content: Content) -> bool:
        """Whether it is here, by its name; its bytes are read when they are wanted."""
        path = self._path(content.sha256)
        return path.exists() and (bool(self.key.ending) or path.stat().st_size == content.size)

    def put(self, source: Source) -> Content:
        """Copy what is to be read from `source`. Raises OSError on a full disk: then nothing of it is here."""
        reader = Hashing(source)
        with self._written(lambda: self._path(reader.content.sha256)) as part:
            self.key.seal(reader, part)
        return reader.content

    def push(self, content: Content, target: Target | None = None) -> None:
        """
        Write what was put in to `target`; without one, only read it.

        Raises BackupError where it is missing or not what it was. Then a part of it may have been written.
        """
        path, writer = self._path(content.sha256), Hashing(target)
        try:
            with path.open("rb") as stored:
                self.key.open(stored, writer)
        except FileNotFoundError as error:
            raise BackupError(f"{path} is missing. Take the folder from another copy, or another backup.") from error
        except BackupError as error:
            raise BackupError(f"{path}: {error}") from error
        if writer.content != content:
            raise BackupError(f"{path} is not what was put there: its bytes have changed. Take it from another copy.")

    @contextlib.contextmanager
    def opened(self, content: Content) -> Iterator[IO[bytes]]:
        """A file with what was put in, at its beginning."""
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as whole:
            self.push(content, whole)
            whole.seek(0)
            yield whole

    def keep(self, manifest: Manifest) -> str:
        """Write the list of a backup, which makes it one; its name."""
        data = manifest.write()
        name = f"{manifest.moment():%Y%m%dT%H%M%S%fZ}-{hashlib.sha256(data).hexdigest()}"
        with self._written(lambda: self.sets / f"{name}.json{self.key.ending}") as part:
            self.key.seal(io.BytesIO(data), part)
        return name

    def names(self) -> list[str]:
        """The backups, the oldest first."""
        return sorted(path.name.partition(".")[0] for path in self.sets.glob("*.json*"))

    def read(self, name: str) -> Manifest:
        """The list of a backup. Raises BackupError where there is none of that name, or it was changed."""
        found = [self.sets / f"{name}.json{ending}" for ending in ("", ".age")]
        path = next((path for path in found if path.exists()), None)
        if path is None:
            raise BackupError(f"{self.folder} holds no backup {name}.")
        if path.suffix == ".age" and not self.key.ending:
            raise BackupError("The backup is sealed: give its key in MINUTEBOOK_BACKUP_KEY_FILE.")
        if path.suffix != ".age" and self.key.ending:
            raise BackupError("The backup is not sealed, but a key is given: leave MINUTEBOOK_BACKUP_KEY_FILE out.")
        written = io.BytesIO()
        with path.open("rb") as stored:
            self.key.open(stored, written)
        if hashlib.sha256(written.getvalue()).hexdigest() != name.partition("-")[2]:
            raise BackupError(f"{path} is not what was written: its bytes have changed. Take it from another copy.")
        return read_manifest(written.getvalue())

    def last(self) -> str:
        """The newest backup. Raises BackupError without any."""
        names = self.names()
        if not names:
            raise BackupError(f"{self.folder} holds no backup.")
        return names[-1]

    def keep_newest(self, number: int) -> int:
        """
        Delete all backups but so many, and the objects that no other one holds; how many objects.

        Raises BackupError where the lists cannot be opened: with the public half of a key.
        """
        with self.alone():
            return self._forget(self.names()[:-number])

    def _forget(self, names: Collection[str]) -> int:
        kept = [self.read(name) for name in self.names() if name not in names]
        wanted = {self._path(content.sha256) for manifest in kept for content in manifest.contents()}
        for name in names:
            for path in self.sets.glob(f"{name}.json*"):
                path.unlink()
        gone = [path for path in self.objects.glob("*/*") if path not in wanted and self._mine(path)]
        for path in gone:
            path.unlink()
        return len(gone)

    def _mine(self, path: Path) -> bool:
        """Whether it was put in with a key, or without, as now: of the others nothing is known."""
        return path.suffix == self.key.ending

    def _path(self, digest: str) -> Path:
        name = self.key.name(digest)
        return self.objects / name[:2] / name

    @contextlib.contextmanager
    def _written(self, path: Callable[[], Path]) -> Iterator[IO[bytes]]:
        """A new file, which has its place when it is whole and on the disk."""
        draft = self.making / uuid4().hex
        try:
            with draft.open("wb") as part:
                yield part
                part.flush()
                os.fsync(part.fileno())
            target = path()
            target.parent.mkdir(exist_ok=True)
            draft.rename(target)
            _flush_folder(target.parent)
        finally:
            draft.unlink(missing_ok=True)


def _flush_folder(folder: Path) -> None:
    """The name, too, is to survive a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
