"""Documents of the old system: is what came a PDF that the record takes?"""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

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
