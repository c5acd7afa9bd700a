"""
PDF: a template and its context in, bytes out. The only home of WeasyPrint.

Every file is PDF/A-3a and PDF/UA-1 at once, and the same input gives the same bytes, so that a hash of them can be
an ETag. WeasyPrint stands on native libraries: it is loaded with the first PDF, so that a site without them lacks
its PDFs and nothing else.
"""

import datetime as dt
import functools
import hashlib
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

STYLE_SHEET = "css/paper.css"
PRINTED_WITH = ["weasyprint", "pydyf", "fonttools", "font-source-serif-pro", "font-source-sans-pro"]


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

    is_for_operators = True  # its words go into the log

    def __init__(self, missing: str) -> None:
        self.missing = missing
        super().__init__(
            f"PDFs need native libraries that are missing here ({missing}). On Debian:"
            " apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"
        )


class Paper(NamedTuple):
    """All that goes into one PDF, before it is printed."""

    html: str
    about: About
    attachment: Attachment | None

    @property
    def digest(self) -> str:
        """What the bytes of the PDF depend on, as a hash: the same digest, the same bytes."""
        parts = [self.html, *map(str, self.about), *map(str, self.attachment or ()), _press_digest()]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def print(self) -> bytes:
        """The PDF. Raises PdfUnavailable where the native libraries are missing."""
        try:
            from minutes.pdf import press
        except OSError as error:  # what cffi raises for a library that is not there
            raise PdfUnavailable(str(error)) from error
        return press.print_pdf(self.html, self.about, self.attachment)

    def write(self, path: Path) -> None:
        """Print it into a file, in the child process that is there for it."""
        from minutes.pdf import child

        path.write_bytes(child.printed(self.html, self.about, self.attachment))


def compose(
    template: str,
    context: dict[str, Any],
    *,
    title: str,
    language: str,
    url: str,
    modified: dt.datetime,
    attachment: Attachment | None = None,
) -> Paper:
    """
    The paper of a template that extends ``pdf/base.html``; that file lists what it takes from ``context``.

    ``title``, ``language`` and ``url`` (see About) go into the context too. The attachment is of the kind Data.
    """
    html = render_to_string(template, {**context, "title": title, "language": language, "url": url})
    return Paper(html, About(title, language, url, modified), attachment)


def render(template: str, context: dict[str, Any], **facts: Any) -> bytes:
    """The PDF of `compose` with the same arguments. Raises PdfUnavailable."""
    return compose(template, context, **facts).print()


@functools.cache
def _press_digest() -> str:
    """What all PDFs depend on: the style sheet, this package, and the versions of what it prints with."""
    here = Path(__file__).parent
    files = [Path(str(finders.find(STYLE_SHEET))), here / "fonts.conf", *sorted(here.glob("*.py"))]
    versions = [version(name) for name in PRINTED_WITH]
    return hashlib.sha256(b"\0".join([*(file.read_bytes() for file in files), *map(str.encode, versions)])).hexdigest()
