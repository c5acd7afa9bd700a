"""
The sitemap: an index, and parts of at most `PART` pages each.

A part holds a range of keys, so that it stays where it is as the record grows, and is written as it is read. Where the
council offers its pages in Welsh, each is named in both languages.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, IntegerField
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils.html import escape

from minutes.languages import PREFIX, WELSH
from minutes.models import AgendaItem, Committee, Issue, Meeting, Person, Ward
from minutes.models.moments import item_modified, meeting_modified
from minutes.opendata.api import batches
from minutes.views.council import current_council
from minutes.views.public import public_page, site_root

PART = 10_000
READ = 1_000  # rows at a time
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
ALTERNATES = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def pages() -> dict[str, Any]:
    """By kind, the public records that have a page; `modified_at` where it is known."""
    return {
        "committees": Committee.public.all(),
        "people": Person.public.all(),
        "wards": Ward.public.all(),
        "issues": Issue.public.all(),
        "meetings": Meeting.public.select_related("committee").annotate(modified_at=meeting_modified()),
        "items": AgendaItem.public.with_place().annotate(modified_at=item_modified()),
    }


@public_page
def index(request: HttpRequest) -> StreamingHttpResponse:
    """Which parts there are."""
    return _xml(_index(site_root(request)))


@public_page
def part(request: HttpRequest, kind: str, number: int) -> StreamingHttpResponse:
    """The pages of a part; 404 where it is empty."""
    rows = pages().get(kind)
    if rows is None or number >= 2**63 // PART:
        raise Http404
    rows = rows.filter(pk__gte=number * PART, pk__lt=(number + 1) * PART)
    if not rows.exists():
        raise Http404
    return _xml(_part(rows, site_root(request)))


def _xml(pieces: Iterator[str]) -> StreamingHttpResponse:
    return StreamingHttpResponse(pieces, content_type="application/xml")


def _index(root: str) -> Iterator[str]:
    yield f"{HEAD}<sitemapindex {NAMESPACE}>\n"
    for kind, rows in pages().items():
        numbers = rows.order_by().annotate(part=Cast(F("pk") / PART, IntegerField())).values_list("part", flat=True)
        for number in numbers.distinct().order_by("part"):
            address = root + reverse("minutes:sitemap-part", args=[kind, number])
            yield f"<sitemap><loc>{escape(address)}</loc></sitemap>\n"
    yield "</sitemapindex>\n"


def _part(rows: Any, root: str) -> Iterator[str]:
    welsh = current_council().offers_welsh
    yield f"{HEAD}<urlset {NAMESPACE} {ALTERNATES}>\n" if welsh else f"{HEAD}<urlset {NAMESPACE}>\n"
    write = _in_both_languages if welsh else _page
    for batch in batches(rows, READ):
        yield "".join(write(row, root) for row in batch)
    yield "</urlset>\n"


def _page(row: Any, root: str) -> str:
    return f"<url><loc>{escape(root + row.get_absolute_url())}</loc>{_lastmod(row)}</url>\n"


def _in_both_languages(row: Any, root: str) -> str:
    """The English page and the Welsh one, each of which names both."""
    path = row.get_absolute_url()
    addresses = {"en": escape(f"{root}{path}"), WELSH: escape(f"{root}{PREFIX}{path}")}
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{address}"/>' for code, address in addresses.items()
    )
    told = f"{_lastmod(row)}{links}"
    return "".join(f"<url><loc>{address}</loc>{told}</url>\n" for address in addresses.values())


def _lastmod(row: Any) -> str:
    modified = getattr(row, "modified_at", None)
    return f"<lastmod>{modified.isoformat(timespec='seconds')}</lastmod>" if modified else ""
