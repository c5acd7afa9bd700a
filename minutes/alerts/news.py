"""
Finding out what has become public since it was looked last.

Moments are compared, not events waited for: what becomes public by a moment that was set ahead is found like
everything else. It is looked back `BACK` further than the last look, so that an edit that was stored late, or a moment
that lies before it, is not missed; what was noted before is not noted again. An import of old years is no news.
"""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db import connection, transaction
from django.db.models import DateTimeField, F, Max
from django.db.models.functions import Cast, Greatest, Now

from minutes import publication
from minutes.alerts.meetings import changed_meetings
from minutes.alerts.models import AlertNews, NewsKind
from minutes.models import AgendaItem, Correction, CorrectionKind, MeetingCorrection, Report
from minutes.models.moments import meeting_corrected, report_released

BACK = dt.timedelta(days=14)
LOCK = 0x6D696E77  # of whoever notes news
BATCH = 1_000
Found = tuple[str, int, int]  # kind, item, part


@transaction.atomic
def note_news() -> int:
    """Note what is new; how many that were. One at a time: a second caller waits and then finds little to do."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute("SELECT now()")
        (now,) = cursor.fetchone()
    last = AlertNews.objects.aggregate(last=Max("noted_at"))["last"] or now
    found = set(_since(last - BACK))
    items = {item for _, item, _ in found}
    known = set(AlertNews.objects.filter(item__in=items).values_list("kind", "item_id", "part"))
    new = sorted(found - known, key=lambda one: (one[1], NewsKind.values.index(one[0]), one[2]))
    of_items = (AlertNews(kind=kind, item_id=item, part=part) for kind, item, part in new)
    rows = [*changed_meetings(), *_corrected_meetings(last - BACK), *of_items]
    AlertNews.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def _since(since: dt.datetime) -> Iterator[Found]:
    """What became public at that moment or later."""
    items = AgendaItem.public.order_by()
    open_items = items.filter(publication.open_item())
    for kind, rows, stage in (
        (NewsKind.AGENDA, items, "agenda_published_at"),
        (NewsKind.DECISIONS, open_items, "decisions_published_at"),
        (NewsKind.MINUTES, items, "minutes_published_at"),
    ):
        moment = f"meeting__{stage}"
        rows = rows.filter(**{f"{moment}__lte": Now()}).annotate(moment=Greatest(moment, "released_at"))
        yield from _found(kind, rows.filter(moment__gte=since).values_list("pk"))
    yield from _found(NewsKind.DOCUMENT, _late_documents(since))
    made = Greatest(Cast("made_on", DateTimeField()), "item__meeting__minutes_published_at")
    rows = Correction.public.exclude(kind=CorrectionKind.REDACTION)  # nobody is called to where a name stood
    corrections = rows.order_by().annotate(moment=made).filter(moment__gte=since)
    yield from _found(NewsKind.CORRECTION, corrections.values_list("item_id", "pk"))


def _corrected_meetings(since: dt.datetime) -> Iterator[AlertNews]:
    """Corrections of minutes as a whole that were not noted yet."""
    rows = MeetingCorrection.public.exclude(kind=CorrectionKind.REDACTION).order_by("pk")
    rows = rows.annotate(moment=meeting_corrected()).filter(moment__gte=since)
    found = dict(rows.values_list("pk", "meeting_id"))
    noted = AlertNews.objects.filter(kind=NewsKind.CORRECTION, meeting__in=found.values())
    for part in sorted(found.keys() - set(noted.values_list("part", flat=True))):
        yield AlertNews(kind=NewsKind.CORRECTION, meeting_id=found[part], part=part)


def _late_documents(since: dt.datetime) -> Iterable[tuple[int, ...]]:
    """Documents released after their item was."""
    rows = Report.public.order_by().annotate(moment=Greatest(*report_released()))
    late = rows.filter(
        moment__gte=since, moment__gt=Greatest("item__released_at", "item__meeting__agenda_published_at")
    )
    found: Iterable[tuple[int, ...]] = late.annotate(part=F("pk")).values_list("item_id", "part")
    return found


def _found(kind: str, rows: Iterable[tuple[int, ...]]) -> Iterator[Found]:
    for item, *part in rows:
        yield str(kind), item, part[0] if part else 0
