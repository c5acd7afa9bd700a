"""The files of a source: one file, a folder, or a zip archive, read one at a time and never unpacked to disk."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from minutes.sources.found import LeftOut

LARGEST = 256 * 1024 * 1024
# What operating systems and offices leave beside the files that people made.
LITTER = ("__MACOSX/", "Thumbs.db", "desktop.ini")
OFFICE_PARTS = ("[Content_Types].xml", "mimetype")


@dataclass(frozen=True)
class File:
    """A file of a source: its name in it, where it stands for a person to find, and how to read it."""

    name: str
    place: str
    read: Callable[[], bytes]

    @property
    def path(self) -> PurePosixPath:
        return PurePosixPath(self.name)


class Unreadable(Exception):
    """A file that the system or the archive does not give out. The message is a sentence without its subject's name."""


@contextmanager
def opened(path: Path) -> Iterator[list[File | LeftOut]]:
    """The files at ``path``, in the order of their names. Raises ``OSError`` for a path that cannot be opened."""
    if not path.is_dir() and is_archive(path):
        with zipfile.ZipFile(path) as archive:
            yield list(_archived(path, archive))
    else:
        yield list(_on_disk(path))


def _on_disk(path: Path) -> Iterator[File]:
    if path.is_dir():
        for one in sorted(path.rglob("*")):
            name = one.relative_to(path).as_posix()
            if one.is_file() and not _is_litter(name):
                yield File(name, str(one), _reader(one))
    else:
        path.stat()
        yield File(path.name, str(path), _reader(path))


def is_archive(path: Path) -> bool:
    """Whether a file is a zip archive and no office document, which is one too."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return not any(name in archive.namelist() for name in OFFICE_PARTS)


def _archived(path: Path, archive: zipfile.ZipFile) -> Iterator[File | LeftOut]:
    for info in sorted(archive.infolist(), key=lambda one: one.filename):
        place = f"{path}/{info.filename}"
        parts = PurePosixPath(info.filename.replace("\\", "/")).parts
        if info.is_dir() or _is_litter(info.filename):
            continue
        if info.filename.startswith(("/", "\\")) or ".." in parts or ":" in (parts or ("",))[0]:
            yield LeftOut(place, "Its name leads out of the archive; it was not opened.")
        elif info.file_size > LARGEST:
            yield LeftOut(place, "It is larger than 256 MB unpacked; it was not opened.")
        else:
            yield File(info.filename, place, _member(archive, info))


def _reader(path: Path) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            if path.stat().st_size > LARGEST:
                raise Unreadable("is larger than 256 MB; it was not opened.")
            return path.read_bytes()
        except OSError as error:
            raise Unreadable(f"cannot be opened ({error.strerror}).") from error

    return read


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            return archive.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise Unreadable("is damaged in the archive.") from error
        except (RuntimeError, NotImplementedError) as error:
            raise Unreadable("is encrypted in the archive, or packed in an unknown way.") from error

    return read


def _is_litter(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return name.startswith(LITTER) or any(
        (part.startswith((".", "~$")) and part != "..") or part in LITTER for part in parts
    )
