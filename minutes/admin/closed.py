"""
What was made exempt, looked for where it stood: every place is asked as the public asks it.

The page comes after the act, and can be opened again at any time.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import path, resolve, reverse
from django.utils import timezone
from django.utils.html import escape

from minutes.admin.standing import may_publish
from minutes.closing.exempting import MADE_EXEMPT, papers_of
from minutes.closing.wordings import in_words, wordings
from minutes.files.stores import PUBLIC
from minutes.models import AgendaItem, Report, ReportVersion
from minutes.pdf.store import papers

PHRASE = re.compile(r"\w[\w ,]{18,60}\w")  # words that are the same in a page, in JSON and in a paper
SITE = ("SERVER_NAME", "SERVER_PORT", "HTTP_HOST", "wsgi.url_scheme")


class Place(NamedTuple):
    """Where it stood, and whether it can still be found there."""

    name: str
    address: str
    is_found: bool


class ClosedMixin:
    """A page `<pk>/closed/` of an exempt record."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.closed_view)
        return [path("<int:pk>/closed/", view, name=self._name("closed")), *super().get_urls()]

    def closed_view(self, request, pk):
        record = self._record(request, pk)
        if not may_publish(request):
            raise PermissionDenied
        if not getattr(record, "is_exempt", False):
            raise Http404("It is not exempt.")
        context = self.admin_site.each_context(request) | {
            "title": "Where it stood", "record": record, "opts": self.opts, "back": self._page(record),
            "places": list(places(request, record)), "at": timezone.now(),
        }  # fmt: skip
        return render(request, "admin/closed.html", context)


def places(request: HttpRequest, record: AgendaItem | Report) -> Iterator[Place]:
    """Each place that showed it."""
    item = record if isinstance(record, AgendaItem) else record.item
    documents = list(item.reports.all()) if isinstance(record, AgendaItem) else [record]
    phrases = _phrases(item) if isinstance(record, AgendaItem) else []
    signs = [document.get_absolute_url() for document in documents if document.file] + [escape(one) for one in phrases]
    for document in documents:
        if document.file:
            address = document.get_absolute_url()
            yield Place(f"The file’s address: {document.title}", address, _asked(request, address, "HEAD") is not None)
    for name, address in _pages(item, documents):
        text = _text(request, address)
        yield Place(name, address, any(sign in text for sign in signs))
    for words in _asked_for(item, documents, phrases):
        # A page of results repeats what it was asked for: it is the item that is looked for.
        address = f"{reverse('minutes:search')}?{urlencode({'q': quoted(words)})}"
        yield Place(f"The search for “{words}”", address, item.get_absolute_url() in _text(request, address))
    since = _closed_at(record)
    yield Place("PDFs that were made before", "", any(_is_older(address, since) for address in papers_of(record)))
    yield Place("The store of public files", "", any(storages[PUBLIC].exists(name) for name in _files(documents)))


def _pages(item: AgendaItem, documents: list[Report]) -> Iterator[tuple[str, str]]:
    """Pages and answers, by name."""
    meeting, place = item.meeting, item.get_absolute_url().rstrip("/")
    committee = meeting.committee
    yield "The item’s page", item.get_absolute_url()
    yield "The item as text", f"{place}.txt"
    yield "The item as data", f"{place}.json"
    yield "The meeting’s page", meeting.get_absolute_url()
    for paper in ("agenda", "decisions", "minutes"):
        yield f"The meeting’s {paper} as data", f"{meeting.get_absolute_url()}{paper}.json"
    yield "The register of decisions", reverse("decisions:register")
    yield "What’s new", reverse("minutes:news")
    yield "The feed of everything", "/feeds/all.atom"
    yield "The committee’s feed", reverse("minutes:feed-of", args=["committee", committee.slug, "atom"])
    yield "The API", f"/api/v1/items/{item.pk}/"
    for document in documents:
        yield f"The API: {document.title}", f"/api/v1/documents/{document.pk}/"
        yield f"OParl: {document.title}", f"/oparl/v1.1/file/{document.pk}/"
    yield "OParl: the item", f"/oparl/v1.1/agendaitem/{item.pk}/"
    yield "The sitemap", "/sitemap-items-0.xml"


def _asked(request: HttpRequest, address: str, method: str = "GET") -> HttpResponseBase | None:
    """What whoever is not logged in gets there; None where that is no page."""
    bare, _, query = address.partition("?")
    asked = HttpRequest()
    asked.method, asked.path, asked.path_info = method, bare, bare
    asked.GET = QueryDict(query)
    known = {name: request.META[name] for name in SITE if name in request.META}
    asked.META = {**known, "REQUEST_METHOD": method, "QUERY_STRING": query, "PATH_INFO": bare}
    try:
        match = resolve(bare)
        response = match.func(asked, *match.args, **match.kwargs)
    except Http404:
        return None
    return response if response.status_code < 400 else None


def _text(request: HttpRequest, address: str) -> str:
    response = _asked(request, address)
    if isinstance(response, TemplateResponse):
        response.render()
    return b"".join(response).decode(errors="replace") if response is not None else ""


def _asked_for(item: AgendaItem, documents: list[Report], phrases: list[str]) -> list[str]:
    """What the search is asked for: words of the minutes, and titles that say more than the item's own words."""
    titles = [document.title for document in documents if document.title.casefold() not in _public(item).casefold()]
    return [*phrases, *titles]


def quoted(words: str) -> str:
    """Words as a phrase: those of other items are not meant."""
    return f'"{words.replace(chr(34), " ")}"'


def _phrases(item: AgendaItem) -> list[str]:
    """Some words of each part of the minutes that stand in no other field of the item."""
    rows = [one for one in wordings(item) if one.key != "summary"]
    texts = [max((in_words(one.row, [field]) for field in one.fields), key=len) for one in rows]
    found = [match[0] for text in texts if (match := PHRASE.search(text))]
    return [words for words in found if words not in _public(item)]


def _public(item: AgendaItem) -> str:
    """What stays public of an exempt item."""
    summary = next((in_words(one.row, one.fields) for one in wordings(item) if one.key == "summary"), "")
    return "\n".join([item.title, item.purpose, item.report_credit, item.urgency_reason, item.exempt_reason, summary])


def _closed_at(record: AgendaItem | Report) -> dt.datetime:
    """When it was made exempt; by no act, as a draft: now."""
    acts = record.history.filter(history_change_reason=MADE_EXEMPT).order_by("-history_date")
    return acts.values_list("history_date", flat=True).first() or timezone.now()


def _is_older(address: str, moment: dt.datetime) -> bool:
    """Whether the kept PDF of an address, if there is one, was made before that moment."""
    note = papers().noted(address)
    file = papers().path(note.digest) if note else None
    return file is not None and file.exists() and file.stat().st_mtime < moment.timestamp()


def _files(documents: list[Report]) -> list[str]:
    versions = ReportVersion.objects.filter(report__in=documents).values_list("file", flat=True)
    return [str(document.file) for document in documents if document.file] + [str(name) for name in versions]
