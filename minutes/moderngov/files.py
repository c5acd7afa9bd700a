"""Documents of the old system: is what came a PDF, or a Word file, that the record takes?"""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from minutes.files.taking import take
from minutes.moderngov.client import NotFetched, Unusable
from minutes.moderngov.service_xml import HTML_PAGE, HTML_TITLE, plain

# What is wrong with these will be wrong the next time, too; others may be half of what was sent.
LASTING = {"locked", "too_large", "old_office", "macros", "bomb", "program"}


def check_document(body: bytes) -> None:
    """A client's check. Raises Unusable for what may come right, NotFetched for a file that is none we can keep."""
    head = body[:4096].decode("utf-8", "replace")
    if HTML_PAGE.search(head):
        title = HTML_TITLE.search(head)
        raise Unusable(f"It is an HTML page{f' “{plain(title[1])}”' if title else ''}, not a PDF.")
    try:
        take(ContentFile(body))
    except ValidationError as error:
        reason = error.messages[0].partition(". ")[0].rstrip(".") + "."
        if error.code in LASTING or body.startswith(b"PK\x03\x04"):
            raise NotFetched(reason, lasting=True) from error
        raise Unusable(reason) from error
