"""
Making something exempt that may have been public, and making it public again.

From the moment at which it is stored the rule of publication closes it, on every page and in every form. Files move to
the closed store when the change is stored, the search's index drops the item in the same transaction, and papers that
showed it are thrown away.
"""

from typing import NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from minutes.actions import Actor, NotPossible, locked, store
from minutes.models import AgendaItem, FairSummary, Report
from minutes.models.lock import Way, unlocked
from minutes.pdf.store import papers

Closable = AgendaItem | Report
LONGEST = 80  # of a reason that stands in the history
MADE_EXEMPT = "made exempt"  # in the history
SUPPLEMENTS = 20  # packs of what was added to one agenda


class Ground(NamedTuple):
    """Why something is exempt: the paragraphs of the law, why for the public, how the interests were weighed."""

    paragraph: str
    reason: str
    test: str


@transaction.atomic
def make_exempt(*, record: Closable, ground: Ground, by: Actor, summary: str = "", listed_as: str = "") -> None:
    """
    Close an item or a document. `summary` is what the public may know of an item's business, `listed_as` what the
    agenda calls a document; either may be empty.
    """
    record = locked(record)
    if record.is_exempt:
        raise NotPossible("It is exempt already.")
    if not ground.paragraph.strip():
        raise NotPossible("Name the paragraph of the law under which it is exempt.")
    record.is_exempt = True
    record.exempt_paragraph, record.exempt_reason, record.exempt_test = (words.strip() for words in ground)
    if isinstance(record, Report):
        record.listed_as = listed_as.strip()
    store(record, by=by, reason=MADE_EXEMPT)
    if isinstance(record, AgendaItem) and summary.strip():
        _summarise(record, summary.strip(), by)
    transaction.on_commit(lambda: forget_papers(record), robust=True)


@transaction.atomic
def make_public(*, record: Closable, reason: str, by: Actor) -> None:
    """Open it again; `reason` stands in its history. What was never released is released now, if its agenda is out."""
    record = locked(record)
    if not record.is_exempt:
        raise NotPossible("It is not exempt.")
    if not reason.strip():
        raise NotPossible("Say why it is made public: that stands in its history.")
    record.is_exempt = False
    record.exempt_paragraph = record.exempt_reason = record.exempt_test = ""
    opened: list[Report] = []
    if isinstance(record, Report):
        record.listed_as = ""
        opened = [] if record.item.is_exempt else [record]
    else:
        opened = list(Report.objects.filter(item=record, is_exempt=False, released_at=None))
    store(record, by=by, reason=f"made public: {reason.strip()}"[:100])
    item = record if isinstance(record, AgendaItem) else record.item
    if item.released_at is not None and item.released_at <= timezone.now():
        for report in opened:
            if report.released_at is None:
                report.released_at = timezone.now()
                store(report, by=by, reason="released")


def _summarise(item: AgendaItem, text: str, by: Actor) -> None:
    """The summary of business that was minuted in public and is closed now belongs to no correction of the minutes."""
    summary = FairSummary.objects.filter(item=item).first() or FairSummary(item=item)
    summary.text = text
    with unlocked(Way.EXEMPTION):
        store(summary, by=by, reason=MADE_EXEMPT)


def forget_papers(record: Closable) -> None:
    """Throw away the kept PDFs in which it stood; they are made anew when they are asked for."""
    for address in papers_of(record):
        papers().forget(address)


def papers_of(record: Closable) -> list[str]:
    """The addresses of the PDFs in which an item or a document can stand."""
    item = record if isinstance(record, AgendaItem) else record.item
    meeting = item.meeting
    supplements = [f"pack-supplement-{number}" for number in range(1, SUPPLEMENTS + 1)]
    names = ["agenda", "decisions", "minutes", "pack", *supplements]
    volume = reverse("minutes:year-pdf", args=[meeting.committee.slug, meeting.municipal_year_start])
    return [item.get_pdf_url(), *(f"{meeting.get_absolute_url()}{name}.pdf" for name in names), volume]
