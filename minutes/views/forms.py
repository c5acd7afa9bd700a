"""Papers in other forms than PDF: Word, OpenDocument, plain text, data."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

from minutes import formats, pdf, publication
from minutes.formats import data

# The papers of a meeting, each with the stage from which it is there.
PAPERS = {"agenda": "agenda_published_at", "decisions": "decisions_published_at", "minutes": "minutes_published_at"}


def current_paper(stage: str) -> str:
    """The name of the paper that a meeting has reached; "" before its agenda."""
    reached = publication.STAGES[: publication.STAGES.index(stage) + 1] if stage else ()
    return next((name for name, first in reversed(PAPERS.items()) if first in reached), "")


def in_form(request: HttpRequest, paper: pdf.Paper, form: str, name: str) -> HttpResponseBase:
    """The paper in that form; whoever has it already is told so without its being written again."""
    etag = f'"{formats.digest(paper, form)}"'
    known = get_conditional_response(request, etag=etag)
    if known is not None:
        return known
    response = _file(formats.write(paper, form), formats.FORMS[form].content_type, name)
    response.headers["ETag"] = etag
    return response


def as_data(record: dict[str, Any], name: str) -> HttpResponse:
    """The record that is attached to a paper, alone."""
    return _file(data.written(record), data.CONTENT_TYPE, name)


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    """Text and data are shown by a browser, documents are saved; either under a name that says what it is."""
    how = "inline" if content_type.startswith(("text/", data.CONTENT_TYPE)) else "attachment"
    headers = {"Content-Disposition": f'{how}; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=content_type, headers=headers)
