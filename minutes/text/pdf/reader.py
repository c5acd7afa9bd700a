"""A PDF file, page by page, as lines."""

from dataclasses import dataclass

import pypdfium2

from minutes.text.lines import Line, join_lone_markers
from minutes.text.pdf.furniture import without_furniture
from minutes.text.pdf.paragraphs import paragraphs
from minutes.text.pdf.rows import rows_of_page

MOST_PAGES = 3000
PASSWORD = "password"


class NotPdf(Exception):
    """A file that cannot be read as the text of a PDF. The message is a sentence without its subject's name."""


@dataclass(frozen=True)
class PdfText:
    """The lines of a file, and what a person should know of it."""

    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    pages: int


def read_pdf(data: bytes) -> PdfText:
    """The text of ``data``. Raises ``NotPdf``, also for a scan, which has none."""
    if not data.lstrip()[:5] == b"%PDF-":
        raise NotPdf("is not a PDF file.")
    try:
        with pypdfium2.PdfDocument(data) as document:
            if len(document) > MOST_PAGES:
                raise NotPdf(f"has more than {MOST_PAGES} pages; minutes have fewer.")
            pages = [rows_of_page(page) for page in document]
    except pypdfium2.PdfiumError as error:
        if PASSWORD in str(error).lower():
            raise NotPdf("is protected with a password; save it without one first.") from error
        raise NotPdf(f"is a damaged PDF file ({error}).") from error
    empty = [place for place, rows in enumerate(pages, 1) if not rows]
    if len(empty) == len(pages):
        raise NotPdf("is a scan: its pages are pictures without text.")
    kept, taken = without_furniture(pages)
    notes = [f"Running head or foot, left out: {text}" for text in taken]
    notes += [f"Page {place} has no text." for place in empty]
    return PdfText(tuple(join_lone_markers(one for one in paragraphs(kept) if one.words)), tuple(notes), len(pages))
