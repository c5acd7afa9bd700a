"""Documents of the old system: is what came a PDF, and into the record with it."""

import hashlib
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File

from minutes.models import Report
from minutes.models.files import measure
from minutes.moderngov.client import NotFetched, Unusable
from minutes.moderngov.service_xml import HTML_PAGE, HTML_TITLE, plain

# Another program's file is one the next time, too; the others may be half of what was sent, or a page that says so.
OTHER_FILES = ((b"PK\x03\x04", "an office document or a zip archive"), (b"\xd0\xcf\x11\xe0", "an old office document"))


def check_document(body: bytes) -> None:
    """A client's check. Raises Unusable for what may come right, NotFetched for a file that is none we can keep."""
    for magic, name in OTHER_FILES:
        if body.startswith(magic):
            raise NotFetched(f"It is {name}, not a PDF.", lasting=True)
    head = body[:4096].decode("utf-8", "replace")
    if HTML_PAGE.search(head):
        title = HTML_TITLE.search(head)
        raise Unusable(f"It is an HTML page{f' “{plain(title[1])}”' if title else ''}, not a PDF.")
    try:
        measure(ContentFile(body))
    except ValidationError as error:
        reason = error.messages[0].partition(". ")[0].rstrip(".") + "."
        if error.code in ("locked", "too_large"):
            raise NotFetched(reason, lasting=True) from error
        raise Unusable(reason) from error


def store_file(report: Report, path: Path) -> bool:
    """Give a report the file that was fetched for it; False, and nothing changes, where it has that content already."""
    if report.file and report.size == path.stat().st_size and _digest(report.file) == _digest(path):
        return False
    with path.open("rb") as content:
        report.file = File(content, name=f"{path.name}.pdf")
        report.save()
    return True


def _digest(source: "File | Path") -> str:
    with source.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
