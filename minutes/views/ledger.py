"""The public log: as a page, whole as JSON Lines, and its signed heads as a feed."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from minutes.feeds.writing import FORMS, Links
from minutes.ledger.canonical import head_line, line
from minutes.ledger.chain import entries
from minutes.models import Act, AgendaItem, LedgerEntry, LedgerHead, Meeting, Report
from minutes.templatetags.minutebook import written
from minutes.views.council import current_council
from minutes.views.news import named
from minutes.views.public import absolute_url, public_page, unknown_parameters

PAGE = 50
HEADS = 60  # in the feed
LATE = dt.timedelta(hours=1)
LINES = "application/jsonl"


@dataclass(frozen=True)
class Line:
    """An entry in words. Of what is public no more it says no more than its address."""

    number: int
    at: dt.datetime
    what: str
    title: str
    url: str = ""
    where: str = ""
    since: dt.date | None = None  # where that was long before it was entered

    @property
    def day(self) -> dt.date:
        return timezone.localdate(self.at)

    @property
    def time(self) -> dt.time:
        return timezone.localtime(self.at).time()


@public_page
def log(request: HttpRequest) -> HttpResponse:
    """The newest entries, or those before the number that is asked for."""
    before, ignored = _number(request, "before")
    rows = LedgerEntry.objects.reverse()
    found = list((rows.filter(number__lt=before) if before else rows)[: PAGE + 1])
    context = {
        "lines": told(found[:PAGE]),
        "following": found[PAGE - 1].number if len(found) > PAGE else None,
        "before": before,
        "head": LedgerHead.objects.last(),
        "ignored": [*ignored, *unknown_parameters(request, ["before"])],
    }
    return render(request, "minutes/log.html", context)


@public_page
def download(request: HttpRequest) -> HttpResponseBase:
    """The whole log, or what comes after an entry, in its own bytes: the hash of a line stands in the next one."""
    after, _ = _number(request, "after")
    lines = (line(entry) + b"\n" for entry in entries(after or 0))
    response = StreamingHttpResponse(lines, content_type=LINES)
    response["Content-Disposition"] = 'attachment; filename="log.jsonl"'
    return response


@public_page
def heads(request: HttpRequest) -> HttpResponse:
    """Every signed head, a line each."""
    lines = [head_line(head) + b"\n" for head in LedgerHead.objects.all()]
    return HttpResponse(b"".join(lines), content_type=LINES)


@public_page
def feed(request: HttpRequest) -> HttpResponse:
    """The newest signed heads as Atom: whoever follows it has them kept."""
    own, page = absolute_url(request, request.path), absolute_url(request, reverse("minutes:log"))
    title = gettext("Public log")
    feed = FORMS["atom"](
        title=f"{title} – {current_council()}", link=page, description=title, language=get_language(), feed_url=own,
        feed_guid=own, links=Links(own, own), author_name=str(current_council()),
    )  # fmt: skip
    said = gettext("Signed on %(day)s: entry %(number)s")
    for head in LedgerHead.objects.reverse()[:HEADS]:
        feed.add_item(
            title=said % {"day": written(head.day), "number": head.number}, unique_id=f"{own}#{head.day}",
            link=f"{page}?before={head.number + 1}", description=head_line(head).decode(), pubdate=head.at,
            updateddate=head.at, categories=[],
        )  # fmt: skip
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def told(rows: Sequence[LedgerEntry]) -> list[Line]:
    """The entries in words."""
    names = _names(rows)
    return [_line(entry, *names.get((entry.kind, entry.key), ("", "", ""))) for entry in rows]


def _line(entry: LedgerEntry, title: str, url: str, where: str) -> Line:
    moment, address = entry.moment, entry.address
    since = timezone.localdate(moment) if moment is not None and entry.at - moment > LATE else None
    url = address if entry.kind == "paper" else url
    return Line(entry.number, entry.at, _what(entry), title or address, url, where, since)


def _names(rows: Iterable[LedgerEntry]) -> dict[tuple[str, int | None], tuple[str, str, str]]:
    """By kind and key, of what is public now: its title, its page, and where it belongs."""
    return {(kind, key): name for kind, key, name in _named(list(rows))}


def _named(rows: list[LedgerEntry]) -> Iterator[tuple[str, int, tuple[str, str, str]]]:
    keys: dict[str, list[Any]] = {}
    for entry in rows:
        keys.setdefault(entry.kind, []).append(entry.key)
    for meeting in Meeting.public.select_related("committee").filter(pk__in=keys.get("meeting", [])):
        yield "meeting", meeting.pk, (named(meeting), meeting.get_absolute_url(), "")
    for item in AgendaItem.public.with_place().filter(pk__in=keys.get("item", [])):
        yield "item", item.pk, (str(item), item.get_absolute_url(), named(item.meeting))
    documents = Report.public.select_related("item__meeting__committee").filter(pk__in=keys.get("document", []))
    for report in documents:
        page = f"{report.item.get_absolute_url()}#documents"
        yield "document", report.pk, (report.title, page, named(report.item.meeting))


def _what(entry: LedgerEntry) -> str:
    if entry.act == Act.PUBLISHED:
        stages = {
            "announced": gettext("Meeting announced"),
            "agenda_published": gettext("Agenda"),
            "decisions_published": gettext("Decisions"),
            "minutes_published": gettext("Draft minutes"),
            "confirmed": gettext("Minutes confirmed"),
        }
        return stages.get(entry.stage, gettext("Document"))
    return {
        Act.CHANGED: gettext("Changed"),
        Act.CORRECTED: gettext("Correction"),
        Act.REDACTED: gettext("Name withheld"),
        Act.WITHDRAWN: gettext("Withdrawn"),
        Act.CLOSED: gettext("No longer public"),
        Act.RESTORED: gettext("Public again"),
        Act.MADE: gettext("PDF made"),
    }[Act(entry.act)]


def _number(request: HttpRequest, name: str) -> tuple[int | None, list[str]]:
    """A number in the address; with a sentence for one that is none."""
    text = request.GET.get(name, "").replace("\x00", "?")
    if text.isascii() and text.isdigit() and len(text) < 19:
        return int(text), []
    return None, [gettext("“%(text)s” is no number of an entry.") % {"text": text[:40]}] if text else []
