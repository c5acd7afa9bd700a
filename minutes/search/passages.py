"""The public text of agenda items, as the index takes it in: read through the `public` managers alone."""

import re
from collections.abc import Collection, Iterator

from minutes.models import AgendaItem, Correction, FairSummary, Narrative, Report
from minutes.registry import Passage, registry

PIECE = re.compile(r".{1,4000}(?!\S)|.{4000}", re.DOTALL)


def passages_of(items: Collection[int]) -> Iterator[Passage]:
    """What the record and other apps say about these items, without what is empty."""
    sources = [_own, _minutes, _reports, *(part.passages for part in registry.item_parts)]
    return (passage for source in sources for passage in source(items) if passage.text.strip())


def _own(items: Collection[int]) -> Iterator[Passage]:
    """What stands on the agenda beside the title."""
    for item in AgendaItem.public.filter(pk__in=items):
        yield Passage(item.pk, "purpose", item.purpose, "purpose")
        yield Passage(item.pk, "credit", item.report_credit)
        yield Passage(item.pk, "urgency", item.urgency_reason, "urgency")
        yield Passage(item.pk, "exempt", item.exempt_reason, "exempt")


def _minutes(items: Collection[int]) -> Iterator[Passage]:
    """What the minutes say; of business done in private, the summary."""
    for narrative in Narrative.public.filter(item__in=items):
        yield Passage(narrative.item_id, "minutes", narrative.text, "minutes")
    for summary in FairSummary.public.filter(item__in=items):
        yield Passage(summary.item_id, "summary", summary.text, "summary")
    for correction in Correction.public.filter(item__in=items).order_by("made_on", "pk"):
        yield Passage(correction.item_id, "correction", correction.text, "corrections")


def _reports(items: Collection[int]) -> Iterator[Passage]:
    """Titles and authors of documents."""
    for report in Report.public.filter(item__in=items).order_by("item", "position"):
        yield Passage(report.item_id, "report", "\n".join(filter(None, [report.title, report.author])), "documents")


def pieces(text: str) -> list[str]:
    """A text cut between words, for excerpts; a word that is longer than a piece is cut itself."""
    return [piece.strip() for piece in PIECE.findall(text.strip())]
