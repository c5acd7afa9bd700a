"""Papers: what pages show, as PDF."""

import datetime as dt
import errno
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from minutes import pdf
from minutes.formats import data
from minutes.models import AgendaItem
from minutes.pdf.store import Printable, papers
from minutes.templatetags.minutebook import written
from minutes.views import letterhead
from minutes.views.corrections import made_at
from minutes.views.council import current_council
from minutes.views.kept import Kept, is_known

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


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


def printed(request: HttpRequest, paper: Printable, file_name: str) -> HttpResponseBase:
    """
    The PDF of a paper, from the store; made now if it is not kept yet, unless whoever asks has it already.

    Everything on a public paper comes from the record, the request's host and the settings, and nothing from the
    date of today: `KeptMiddleware` serves what is returned here until one of those changes.
    """
    return or_unavailable(request, lambda: _kept(request, paper, file_name))


def _kept(request: HttpRequest, paper: Printable, file_name: str) -> HttpResponseBase:
    file = None if is_known(request, paper.digest) else papers().opened(paper)
    return Kept(paper.digest, file_name, file)


def or_unavailable(request: HttpRequest, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The answer, or the page that says why there is none: native libraries missing, a full disk."""
    try:
        return answer()
    except pdf.PdfUnavailable as error:
        return unavailable(request, str(error))
    except OSError as error:
        if error.errno not in FULL:
            raise
        return unavailable(request, f"{error.strerror}: {settings.PAPERS_ROOT}")


def unavailable(request: HttpRequest, reason: str) -> HttpResponse:
    """The page in place of a PDF that cannot be made at the moment."""
    return render(request, "pdf_unavailable.html", {"reason": reason}, status=503)


def public_since(item: AgendaItem) -> dt.datetime:
    """The moment from which all of it that is public now has been: nothing of a later stage shows in it."""
    moments = [getattr(item.meeting, item.stage), item.released_at, *made_at(item.shown_corrections)]
    return max(moment for moment in moments if moment is not None)
