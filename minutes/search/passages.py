"""The public text of agenda items, as the index takes it in: read through the `public` managers alone."""

import re
from collections.abc import Collection, Iterator

from django.urls import reverse

from minutes.models import AgendaItem, Correction, FairSummary, Narrative, Report, ReportPage
from minutes.registry import Passage, registry
from minutes.text.prose import plain

LONGEST = 4000  # characters of a piece
LABEL = 120  # characters of a document's title
PIECE = re.compile(r".{1,4000}(?!\S)|.{4000}", re.DOTALL)


def passages_of(items: Collection[int]) -> Iterator[Passage]:
    """What the record and other apps say about these items, without what is empty."""
    sources = [_own, _minutes, *(part.passages for part in registry.item_parts), _reports, _pages]
    return (passage for source in sources for passage in source(items) if passage.text.strip())


def _own(items: Collection[int]) -> Iterator[Passage]:
    """What stands on the agenda beside the title."""
    rows = AgendaItem.public.filter(pk__in=items)
    for item, purpose, report_credit, urgency, exempt in rows.values_list(
        "pk", "purpose", "report_credit", "urgency_reason", "exempt_reason"
    ):
        yield Passage(item, "purpose", plain(purpose), "purpose")
        yield Passage(item, "credit", report_credit)
        yield Passage(item, "urgency", plain(urgency), "urgency")
        yield Passage(item, "exempt", plain(exempt), "exempt")


def _minutes(items: Collection[int]) -> Iterator[Passage]:
    """What the minutes say; of business done in private, the summary."""
    for item, text in Narrative.public.filter(item__in=items).values_list("item_id", "text"):
        yield Passage(item, "minutes", plain(text), "minutes")
    for item, text in FairSummary.public.filter(item__in=items).values_list("item_id", "text"):
        yield Passage(item, "summary", plain(text), "summary")
    corrections = Correction.public.filter(item__in=items).order_by("made_on", "pk")
    for item, *words in corrections.values_list("item_id", "text", "reason", "withheld_because"):
        yield Passage(item, "correction", "\n".join(filter(None, words)), "corrections")


def _reports(items: Collection[int]) -> Iterator[Passage]:
    """Titles and authors of documents."""
    reports = Report.public.filter(item__in=items).order_by("item", "position")
    for item, title, author in reports.values_list("item_id", "title", "author"):
        yield Passage(item, "report", "\n".join(filter(None, [title, author])), "documents")


def _pages(items: Collection[int]) -> Iterator[Passage]:
    """What stands on the pages of documents, each with its own address."""
    pages = ReportPage.public.filter(report__item__in=items).order_by("report__item", "report__position", "number")
    names = ("report__item", "report", "report__file_name", "report__title", "number", "is_recognised", "text")
    for item, report, file_name, title, number, is_recognised, text in pages.values_list(*names):
        address = reverse("minutes:document-file", args=[report, file_name])
        yield Passage(item, "scan" if is_recognised else "page", text, f"{address}#page={number}", shortened(title))


def shortened(title: str) -> str:
    """A title that is no longer than a line or two."""
    return title if len(title) <= LABEL else f"{title[:LABEL].rsplit(' ', 1)[0]} …"


def pieces(text: str) -> list[str]:
    """A text cut between words, for excerpts; a word that is longer than a piece is cut itself."""
    text = text.strip()
    return [text] if len(text) <= LONGEST else [piece.strip() for piece in PIECE.findall(text)]
