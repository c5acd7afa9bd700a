"""Zip archives, read file by file and never unpacked: nothing in one leads out of it or swells without end."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

MAGIC = b"PK\x03\x04"
# Office documents are zip archives of this kind.
OFFICE = (b"[Content_Types].xml", b"mimetype", b"word/", b"_rels/")
# Text shrinks to a twentieth at most; a file that shrinks to less than this part of itself is made to fill memory.
SWELLS = 300
SMALL = 1024 * 1024
PIECE = 1024 * 1024
MOST_FILES = 1_000_000


class Refused(Exception):
    """An archive or a file of it is not read; the message says why, and goes behind its name."""


@dataclass
class Archive:
    """An open archive: the names that are read, and those that are refused, with the reason."""

    file: zipfile.ZipFile
    names: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)

    def read(self, name: str, most: int) -> bytes:
        """The content of a file of at most so many bytes. Raises Refused."""
        found, info = bytearray(), self.file.getinfo(name)
        try:
            with self.file.open(info) as content:
                while piece := content.read(PIECE):
                    found += piece
                    if len(found) > most or len(found) > max(SMALL, info.compress_size * SWELLS):
                        raise Refused("swells to more than a page can hold, and was not read.")
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError) as error:
            raise Refused(f"cannot be unpacked: {error}.") from error
        return bytes(found)


def is_zip(path: Path) -> bool:
    """Whether a file is an archive, and no office document. Raises OSError where it cannot be opened."""
    with path.open("rb") as content:
        start = content.read(4096)
    return start.startswith(MAGIC) and not is_office(start)


def is_office(data: bytes) -> bool:
    """Whether an archive, by its first file, is an office document."""
    return data[30:80].startswith(OFFICE)


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """The archive at a path. Raises Refused where it is none that can be read."""
    try:
        file = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Refused(f"is no archive that can be opened: {error}.") from error
    with file:
        archive = Archive(file)
        infos = file.infolist()
        if len(infos) > MOST_FILES:
            raise Refused(f"holds {len(infos):,} files, more than are read from one archive.")
        for info in infos:
            reason = "" if info.is_dir() else _reason(info, file)
            if reason:
                archive.refused.append((info.filename, reason))
            elif not info.is_dir():
                archive.names.append(info.filename)
        yield archive


def _reason(info: zipfile.ZipInfo, file: zipfile.ZipFile) -> str:
    """Why a file of the archive is not read; "" for one that is."""
    name = info.orig_filename.replace("\\", "/")
    if name.startswith("/") or name[1:2] == ":":
        return "names a place outside the archive and was not read."
    if ".." in name.split("/"):
        return "leads out of the archive (“..”) and was not read."
    if stat.S_ISLNK(info.external_attr >> 16):
        return "is a link to another place and was not followed."
    if info.flag_bits & 1:
        return "is locked with a password and was not read."
    if file.getinfo(info.filename) is not info:
        return "is in the archive twice; the second one was read."
    return _nested(info, file)


def _nested(info: zipfile.ZipInfo, file: zipfile.ZipFile) -> str:
    try:
        with file.open(info) as content:
            start = content.read(4096)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError) as error:
        return f"cannot be unpacked: {error}."
    if start.startswith(MAGIC) and not is_office(start):
        return "is an archive inside an archive. Unpack it, and import what is in it."
    return ""
