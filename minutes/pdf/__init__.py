"""
PDF: a template and its context in, bytes out. The only home of WeasyPrint.

Every file is PDF/A-3a and PDF/UA-1 at once, and the same input gives the same bytes, so that a hash of them can be
an ETag. WeasyPrint stands on native libraries: it is loaded with the first PDF, so that a site without them lacks
its PDFs and nothing else.
"""

import datetime as dt
from typing import Any, NamedTuple

from django.template.loader import render_to_string


class About(NamedTuple):
    """What a PDF says of itself."""

    title: str
    language: str  # BCP 47
    url: str  # the permanent address; relative links start from it
    modified: dt.datetime  # aware, from the record: the only date in the file


class Attachment(NamedTuple):
    """A file inside the PDF that holds the same record as data."""

    name: str
    content: bytes
    description: str


class PdfUnavailable(RuntimeError):
    """PDFs cannot be made on this machine; the message says what to install."""

    def __init__(self, missing: str) -> None:
        super().__init__(
            f"PDFs need native libraries that are missing here ({missing}). On Debian:"
            " apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"
        )


def render(
    template: str,
    context: dict[str, Any],
    *,
    title: str,
    language: str,
    url: str,
    modified: dt.datetime,
    attachment: Attachment | None = None,
) -> bytes:
    """
    The PDF of a template that extends ``pdf/base.html``; that file lists what it takes from ``context``.

    ``title``, ``language`` and ``url`` (see About) go into the context too. The attachment is of the kind Data.
    Raises PdfUnavailable where the native libraries are missing.
    """
    html = render_to_string(template, {**context, "title": title, "language": language, "url": url})
    try:
        from minutes.pdf import press
    except OSError as error:  # what cffi raises for a library that is not there
        raise PdfUnavailable(str(error)) from error
    return press.print_pdf(html, About(title, language, url, modified), attachment)
