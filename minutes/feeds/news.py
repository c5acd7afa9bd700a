"""
The items of a subject, those first of which something was published last.

Between them stand the corrections of meetings as a whole, which belong to no item.

The moment of an item takes several tables to tell. It is told only of items that may be among the newest: those with
something published in the last weeks, then in the months before, and so on as far as it takes.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from minutes import publication
from minutes.feeds.subjects import Subject
from minutes.models import AgendaItem, Correction, CorrectionKind, Meeting, MeetingCorrection, Report
from minutes.models.moments import NEWS, item_news, meeting_corrected
from minutes.registry import registry

PAGE = 50
FEW = 1_000  # items of a subject whose moments are all told at once
REACH, FURTHEST = dt.timedelta(days=45), dt.timedelta(days=20_000)  # of the first look back, and of the last


@dataclass(frozen=True)
class Place:
    """Where a page begins: after this moment and item."""

    moment: dt.datetime
    item: int

    def __str__(self) -> str:
        return f"{self.moment.timestamp():.6f}.{self.item}"

    @classmethod
    def read(cls, text: str) -> "Place":
        """Raises ValueError for what is no place."""
        seconds, fraction, item = text.split(".")
        if not (text.isascii() and seconds.isdigit() and fraction.isdigit() and item.isdigit() and len(item) < 19):
            raise ValueError(f"{text!r} is not a place")
        if len(seconds) > 10 or len(fraction) > 6:
            raise ValueError(f"{text!r} is not a place")
        moment = dt.datetime.fromtimestamp(int(seconds), tz=dt.UTC)
        return cls(moment + dt.timedelta(microseconds=int(fraction.ljust(6, "0"))), int(item))


def newest(subject: Subject, after: Place | None = None, number: int = PAGE) -> list[AgendaItem]:
    """The items with `news_at`, `stage`, meeting and committee, and what was resolved."""
    keys = _newest_keys(subject.items(), after, number)
    rows = AgendaItem.public.with_place().filter(pk__in=keys)
    rows = rows.annotate(news_at=item_news(), stage=publication.stage("meeting__"))
    found = {row.pk: row for row in rows.prefetch_related(*registry.prefetches("public", in_lists=True))}
    return sorted(
        (found[key] for key in keys if key in found),
        key=lambda item: (-item.news_at.timestamp(), item.pk),
    )


def corrected_meetings(
    subject: Subject, since: dt.datetime | None, before: dt.datetime | None
) -> list[MeetingCorrection]:
    """
    Corrections of the subject's meetings as a whole, each with `news_at`, the last one first.

    Between two moments, which are those where the items of a page end and begin: there are few, so each stands on the
    one page into whose time it falls.
    """
    if not subject.tells_corrected_meetings:
        return []
    rows = MeetingCorrection.public.exclude(kind=CorrectionKind.REDACTION)  # nobody is called to where a name stood
    rows = rows.annotate(news_at=meeting_corrected()).select_related("meeting__committee")
    rows = rows.filter(news_at__gte=since) if since else rows
    rows = rows.filter(news_at__lt=before) if before else rows
    found = list(rows.order_by("-news_at", "pk"))
    meetings = subject.meetings().filter(pk__in={row.meeting_id for row in found})
    known = set(meetings.values_list("pk", flat=True)) if found else set()
    return [row for row in found if row.meeting_id in known]


def _newest_keys(rows: QuerySet[AgendaItem], after: Place | None, number: int) -> list[int]:
    """The keys of the first items after that place: all at once of a few, of many from a while back and further."""
    ordered = rows.annotate(news_at=item_news()).order_by(F("news_at").desc(), "pk")
    if after is not None:
        ordered = ordered.filter(Q(news_at__lt=after.moment) | Q(news_at=after.moment, pk__gt=after.item))
    if rows.order_by().values("pk")[: FEW + 1].count() <= FEW:
        return list(ordered.values_list("pk", flat=True)[:number])
    keys: list[int] = []
    until, span = (after.moment if after else timezone.now()) + dt.timedelta(microseconds=1), REACH
    while len(keys) < number and span < FURTHEST:
        since = until - span
        # Asked first: PostgreSQL guesses that they are many, and would read every item there is.
        touched = list(_touched(since, until))
        within = ordered.filter(news_at__gte=since, news_at__lt=until, pk__in=touched)
        keys += within.values_list("pk", flat=True)[: number - len(keys)]
        until, span = since, span * 2
    return keys


def _touched(since: dt.datetime, until: dt.datetime) -> QuerySet[AgendaItem, int]:
    """The keys of public items of which something was published in that time."""
    recent = Q()
    for stage in NEWS:
        recent |= Q(**{f"{stage}__gte": since, f"{stage}__lt": until})
    time, days = {"released_at__gte": since, "released_at__lt": until}, (since.date(), until.date())
    items = AgendaItem.public.order_by()
    touched: QuerySet[AgendaItem, int] = items.filter(
        meeting__in=Meeting.public.filter(recent).values("pk")
    ).values_list("pk", flat=True)
    return touched.union(
        items.filter(**time).values_list("pk", flat=True),
        Report.public.order_by().filter(**time).values_list("item", flat=True),
        Correction.public.order_by().filter(made_on__range=days).values_list("item", flat=True),
    )
