"""Looking into uploaded files."""

import re
import unicodedata

import pypdfium2
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat


def check_pdf(file: File) -> None:
    """A validator: refuses a file that `measure` cannot. One that is stored was measured when it came."""
    if not getattr(file, "_committed", False):
        measure(file)


def measure(file: File) -> tuple[int, int]:
    """
    The size in bytes and the number of pages of a PDF.

    Raises ValidationError with a sentence for the clerk when it is empty, over `REPORT_MAX_BYTES`, not a PDF,
    locked with a password or damaged.
    """
    if not file.size:
        raise ValidationError("The file is empty. Export it again and upload the new file.", code="empty")
    if file.size > settings.REPORT_MAX_BYTES:
        raise ValidationError(
            f"The file has {filesizeformat(file.size)}; at most {filesizeformat(settings.REPORT_MAX_BYTES)} are taken. "
            "Export it with smaller pictures, or split it.",
            code="too_large",
        )
    file.seek(0)
    data = file.read()
    file.seek(0)
    if b"%PDF-" not in data[:1024]:  # readers accept leading rubbish of that length
        raise ValidationError("This is not a PDF. In Word, use “Save as” and choose PDF.", code="not_pdf")
    return file.size, _count_pages(data)


def _count_pages(data: bytes) -> int:
    try:
        with pypdfium2.PdfDocument(data) as document:
            pages = len(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ValidationError("The PDF asks for a password. Upload one without.", code="locked") from error
        raise ValidationError("The PDF is damaged and cannot be opened. Export it again.", code="damaged") from error
    if not pages:
        raise ValidationError("The PDF has no pages.", code="no_pages")
    return pages


def readable_name(title: str) -> str:
    """A file name that a person can read, from a document's title: `School-places-2027.pdf`."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:100].strip("-")
    return f"{words or 'document'}.pdf"
