"""An uploaded file taken in: told by its content, measured, and turned into a PDF where it is Word."""

import contextlib
import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db.models.fields.files import FieldFile
from django.template.defaultfilters import filesizeformat

from minutes.files import word
from minutes.files.pdf import look_into
from minutes.gauges.counts import counts

PDF, DOCX = "pdf", "docx"
PIECE = 1024 * 1024
HEAD = 1024  # readers accept a PDF with that much rubbish before it
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Taken:
    """What is stored of an upload, with its facts; `original`, the Word file of which `file` was made."""

    file: File
    file_type: str
    size: int
    sha256: str
    pages: int | None
    is_tagged: bool | None
    text: tuple[str, ...] = ()
    original: File | None = None

    @property
    def facts(self) -> dict[str, Any]:
        """The fields of a stored document (minutes/models/documents.py)."""
        return {name: getattr(self, name) for name in ("file_type", "size", "sha256", "pages", "is_tagged")}


def take(file: File) -> Taken:
    """
    Everything about an uploaded file. A second question about the same upload is answered from the first.

    Raises ValidationError with a sentence for the clerk when it is empty, over `REPORT_MAX_BYTES`, neither PDF nor
    Word, locked with a password, damaged, or holds macros.
    """
    source: Any = file.file if isinstance(file, FieldFile) else file
    if not hasattr(source, "taken"):
        source.taken = _counted(source)
    taken: Taken = source.taken
    return taken


def _counted(file: File) -> Taken:
    outcome = "refused"
    try:
        taken = _take(file)
        outcome = "taken"
    finally:
        counts().uploads.labels(outcome).inc()
    return taken


def check_file(file: File) -> None:
    """A validator: refuses what cannot be taken in. A file that is stored was looked at when it came."""
    if not getattr(file, "_committed", False):
        take(file)


def _take(file: File) -> Taken:
    if not file.size:
        raise ValidationError("The file is empty. Export it again and upload the new file.", code="empty")
    if file.size > settings.REPORT_MAX_BYTES:
        raise ValidationError(
            f"The file has {filesizeformat(file.size)}; at most {filesizeformat(settings.REPORT_MAX_BYTES)} are taken. "
            "Export it with smaller pictures, or split it.",
            code="too_large",
        )
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if b"%PDF-" in head:
        return _pdf(file)
    if head.startswith(b"PK\x03\x04"):
        word.check(file)
        return _word(file)
    raise _no_document(file, head)


def _no_document(file: File, head: bytes) -> ValidationError:
    """What to say of something that is neither."""
    if head.startswith(OLD_OFFICE):
        file.seek(0)
        if word.is_locked(file):
            return ValidationError("The Word file asks for a password. Save it without one.", code="locked")
        return ValidationError(
            "This is in an old form of Office (such as .doc). In Word, use “Save as” and choose PDF or .docx.",
            code="old_office",
        )
    if head.startswith((b"MZ", b"\x7fELF", b"#!")):
        return ValidationError("This is a program and not a document.", code="program")
    return ValidationError("This is neither a PDF nor a Word file. Use “Save as” and choose PDF.", code="not_pdf")


def _pdf(file: File, original: File | None = None) -> Taken:
    with on_disk(file) as path:
        inside = look_into(path)
    return Taken(
        file=file, file_type=PDF, size=file.size, sha256=sha256(file), pages=inside.pages, is_tagged=inside.is_tagged,
        text=inside.text, original=original,
    )  # fmt: skip


def _word(file: File) -> Taken:
    """As PDF where LibreOffice makes one of it, else as it is."""
    with on_disk(file) as path:
        made = word.to_pdf(path)
    if made is not None:
        return _pdf(made, original=file)
    return Taken(file=file, file_type=DOCX, size=file.size, sha256=sha256(file), pages=None, is_tagged=None)


def sha256(file: IO[bytes] | File) -> str:
    """The SHA-256 of the content in hexadecimal; the file is left at its beginning."""
    digest = hashlib.sha256()
    file.seek(0)
    while piece := file.read(PIECE):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


@contextlib.contextmanager
def on_disk(file: File) -> Iterator[str]:
    """A path at which another program can read the upload."""
    if hasattr(file, "temporary_file_path"):
        yield file.temporary_file_path()
        return
    with tempfile.NamedTemporaryFile() as copy:
        file.seek(0)
        while piece := file.read(PIECE):
            copy.write(piece)
        copy.flush()
        file.seek(0)
        yield copy.name
