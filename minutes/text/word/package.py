"""
The file around a Word document: a zip archive of XML parts, opened with care.

Nothing is unpacked to disk, no entity is resolved, no part is larger or deeper than a document written by people.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from minutes.text.word.xml import Element, attribute, name, named

LARGEST_PART = 64 * 1024 * 1024
DEEPEST = 150
# How much larger than its packed form a part may be, once it is large: XML of Word packs to a tenth or a thirtieth.
WIDEST_RATIO, RATIO_FROM = 200, 4 * 1024 * 1024
MAIN = "/officeDocument"
STRICT = b"http://purl.oclc.org/ooxml/"
OTHER_FILES = (
    (b"MZ", "is a program, not a Word document"),
    (b"\x7fELF", "is a program, not a Word document"),
    (b"%PDF", "is a PDF file, not a Word document"),
    (b"{\\rtf", "is a rich text document (.rtf); save it as .docx in Word first"),
    (b"\x1f\x8b", "is a gzip archive, not a Word document"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class NotWord(Exception):
    """A file that cannot be read as a Word document. The message is a sentence without its subject's name."""


@dataclass(frozen=True)
class Package:
    """The parts of a document that hold its words and its numbering."""

    document: Element
    styles: Element | None
    numbering: Element | None
    footnotes: Element | None
    endnotes: Element | None


def open_package(data: bytes) -> Package:
    """The parts of the document ``data``. Raises ``NotWord``."""
    refuse_other_files(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive)
    except (zipfile.BadZipFile, EOFError, zlib.error, UnicodeDecodeError, OSError, OverflowError) as error:
        raise NotWord("is a damaged Word document: the file breaks off or was changed on its way.") from error
    except NotImplementedError as error:
        raise NotWord("is packed in a way that Word does not use.") from error


def refuse_other_files(data: bytes) -> None:
    """Raise ``NotWord`` for a file that its first bytes show to be something else."""
    if not data.strip():
        raise NotWord("is empty.")
    if data.startswith(OLE):
        if ENCRYPTED in data:
            raise NotWord("is protected with a password; save it without one first.")
        raise NotWord("is an old Office document (.doc); save it as .docx in Word first.")
    for magic, found in OTHER_FILES:
        if data.startswith(magic):
            raise NotWord(f"{found}.")
    if not data.startswith(b"PK"):
        raise NotWord("is not a Word document.")


def _read(archive: zipfile.ZipFile) -> Package:
    names = set(archive.namelist())
    main = next(_related(archive, names, "", MAIN), None)
    if main is None:
        raise NotWord(_without_main(names))
    document = _part(archive, main)
    if name(document) != "document" or named(document, "body") is None:
        raise NotWord("has no text: its main part is not that of a Word document.")
    parts = {
        kind: next(_related(archive, names, main, f"/{kind}"), None)
        for kind in ("styles", "numbering", "footnotes", "endnotes")
    }
    return Package(document, **{kind: _part(archive, path) if path else None for kind, path in parts.items()})


def _without_main(names: set[str]) -> str:
    if any(one.startswith("xl/") for one in names):
        return "is a spreadsheet, not a Word document."
    if any(one.startswith("ppt/") for one in names):
        return "is a presentation, not a Word document."
    if "content.xml" in names:
        return "is an OpenDocument file (.odt); save it as .docx first."
    if "[Content_Types].xml" in names:
        return "is a Word document without its text: the main part is missing."
    return "is a zip archive, not a Word document."


def _related(archive: zipfile.ZipFile, names: set[str], source: str, kind: str) -> Iterator[str]:
    """The parts of a kind to which ``source`` is related, as far as they are there."""
    folder, _, file = source.rpartition("/")
    relations = posixpath.join(folder, "_rels", f"{file}.rels")
    if relations not in names:
        return
    for one in _part(archive, relations):
        if not isinstance(one.tag, str) or not (attribute(one, "Type") or "").endswith(kind):
            continue
        target = attribute(one, "Target") or ""
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if path in names and attribute(one, "TargetMode") != "External":
            yield path


def _part(archive: zipfile.ZipFile, path: str) -> Element:
    info = archive.getinfo(path)
    if info.flag_bits & 1:
        raise NotWord("is protected with a password; save it without one first.")
    if info.file_size > LARGEST_PART or _swells(info.file_size, info.compress_size):
        raise NotWord(f"would swell beyond measure when unpacked ({path}); it was not opened.")
    with archive.open(info) as stream:
        data = stream.read(LARGEST_PART + 1)
    if len(data) > LARGEST_PART:
        raise NotWord(f"would swell beyond measure when unpacked ({path}); it was not opened.")
    return _parsed(data.replace(STRICT, b"http://schemas.openxmlformats.org/"), path)


def _swells(size: int, packed: int) -> bool:
    return size > RATIO_FROM and size > WIDEST_RATIO * max(packed, 1)


def _parsed(data: bytes, path: str) -> Element:
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True,
                             remove_pis=True)  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise NotWord(f"is a damaged Word document: {path} is broken XML at line {error.lineno or 1}.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotWord(f"declares entities of its own in {path}, which no Word document does; it was not read.")
    if _depth(root) > DEEPEST:
        raise NotWord(f"nests its parts more than {DEEPEST} deep in {path}; it was not read.")
    return root


def _depth(root: Element) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
