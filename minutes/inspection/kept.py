"""
Whether the PDFs that are kept are those that would be made now.

What is not kept is no fault: it is made when somebody asks. A fault is what would be served and should not be.
"""

from collections.abc import Iterator

from django.http import Http404
from django.urls import resolve

from minutes.inspection.finding import Finding
from minutes.pdf.store import Note, papers
from minutes.preservation.watching import Watch
from minutes.views.asking import request_for
from minutes.views.kept import Kept, state_for
from minutes.views.paper_list import paper_addresses

MAKE = "Run make_pdfs: it deletes what is wrong and makes it anew."
TAIL = 1024


def look(url: str, watch: Watch) -> Iterator[Finding]:
    """Every address that has a kept PDF."""
    if not url:
        yield Finding("PDFs", "not looked at", "Set MINUTEBOOK_URL or give --url: it stands in each.", harmless=True)
        return
    wanted, kept = set(paper_addresses()), list(papers().addresses())
    for done, address in enumerate(kept, 1):
        note = papers().noted(address)
        if note is not None and papers().path(note.digest).exists():
            yield from _of(address, note, url, address in wanted)
        watch("Comparing PDFs", done, len(kept))
    missing = len(wanted - set(kept))
    if missing:
        yield Finding("PDFs", f"{missing} are not made yet", "They are when asked for, or by make_pdfs.", harmless=True)


def _of(address: str, note: Note, url: str, is_wanted: bool) -> Iterator[Finding]:
    if not _is_whole(note):
        papers().forget(address)
        yield Finding(f"The PDF of {address}", "the kept file was damaged, and is deleted", MAKE)
    elif note.state != state_for(request_for(address, url)):
        return  # something has changed since: it is looked up anew before it is served
    elif not is_wanted:
        yield Finding(f"The PDF of {address}", "it is kept, and nothing is public there", MAKE)
    elif _digest_now(address, url) not in (note.digest, None):
        yield Finding(f"The PDF of {address}", "it is not what would be made now", MAKE)


def _is_whole(note: Note) -> bool:
    """A PDF begins and ends as one; its name is the hash of what went in, not of its bytes."""
    with papers().path(note.digest).open("rb") as file:
        head, size = file.read(5), file.seek(0, 2)
        file.seek(max(0, size - TAIL))
        return head == b"%PDF-" and b"%%EOF" in file.read()


def _digest_now(address: str, url: str) -> str | None:
    """Of the PDF that the view answers with, past what is kept; None where there is none any more."""
    view, arguments, named = resolve(address)
    try:
        response = view(request_for(address, url), *arguments, **named)
    except Http404:
        return None
    if not isinstance(response, Kept):
        return None
    if response.file is not None:
        response.file.close()
    return response.digest
