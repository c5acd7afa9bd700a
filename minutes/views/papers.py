"""Papers: what pages show, as PDF."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response

from minutes import pdf
from minutes.formats import data
from minutes.models import AgendaItem
from minutes.templatetags.minutebook import written
from minutes.views import letterhead
from minutes.views.council import current_council


def item_paper(item: AgendaItem, context: dict[str, Any]) -> pdf.Paper:
    """The paper of a public item: all that its page shows, and the same as data in an attached file."""
    meeting, url = item.meeting, context["permanent_url"]
    council = current_council()
    with letterhead.speaking(council):
        heads = (f"{council}, {meeting.committee}", written(meeting.date))
        title = f"{item} – {meeting.committee}, {written(meeting.date)}"
    return letterhead.compose(
        "pdf/item.html",
        context,
        council=council,
        heads=heads,
        title=title,
        url=url,
        since=public_since(item),
        record=data.item_record(item, url),
        file_name="item.json",
    )


def printed(request: HttpRequest, paper: pdf.Paper, file_name: str) -> HttpResponseBase:
    """The PDF of a paper; whoever has it already is told so without its being printed again."""
    etag = f'"{paper.digest}"'
    known = get_conditional_response(request, etag=etag)
    if known is not None:
        return known
    try:
        content = paper.print()
    except pdf.PdfUnavailable as error:
        return render(request, "pdf_unavailable.html", {"reason": str(error)}, status=503)
    disposition = f'inline; filename="{file_name}"'
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": disposition, "ETag": etag}
    )


def public_since(item: AgendaItem) -> dt.datetime:
    """The moment from which all of it that is public now has been: nothing of a later stage shows in it."""
    moments = [getattr(item.meeting, item.stage), item.released_at]
    return max(moment for moment in moments if moment is not None)
