"""
The kinds of things that are kept for a time, each with its period and where that comes from.

Only what is not the record is deleted. Of what was published nothing is: when the time is over in which the law asks
for it to be open to inspection, a person can withdraw it.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import DateField, DurationField, F, Func, QuerySet, Value
from django.db.models.functions import Cast, TruncDate
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from minutes.models import (
    AskedCorrection,
    DisposalAct,
    ImportNote,
    KeptLonger,
    Meeting,
    MeetingStatus,
    PastedMinutes,
    Report,
    ReportKind,
    ReportVersion,
    RetentionKind,
    RetentionPeriod,
    Upload,
)

STORAGE = "UK GDPR, Article 5(1)(e): no longer than is needed"


@dataclass(frozen=True)
class Kind:
    """
    A kind: `rows` are all that can become due, from the day to which `since` leads, after `months` (None: for ever).

    `what` names a row without what it says; `act` is what disposing of it means, "" where nothing is disposed of.
    """

    name: RetentionKind
    months: int | None
    source: str
    act: str = ""
    rows: Callable[[], QuerySet[Any]] | None = None
    since: Any = None
    what: Callable[[Any], str] = str


@dataclass(frozen=True)
class Period:
    """How long a kind is kept at this council, and what says so."""

    months: int | None
    source: str

    @property
    def in_words(self) -> str:
        """4 years, 18 months, for ever."""
        if self.months is None:
            return "for ever"
        number, unit = (self.months // 12, "year") if self.months % 12 == 0 else (self.months, "month")
        return f"{number} {unit}{'' if number == 1 else 's'}"


def period_of(kind: Kind) -> Period:
    """The council's own, or else the one of this module."""
    own = RetentionPeriod.objects.filter(kind=kind.name).first()
    return Period(own.months, own.source) if own else Period(kind.months, kind.source)


def due(kind: Kind, today: dt.date | None = None) -> QuerySet[Any]:
    """
    The rows that are due on a day, each with `due_on`; those that a person keeps longer are not.

    The day is the same of the month: what began on 31 January is due after a month on the last of February.
    """
    today, period = today or timezone.localdate(), period_of(kind)
    if kind.rows is None or not kind.act or period.months is None:
        return Report.objects.none()
    interval = Func(Value(0), Value(period.months), function="make_interval", output_field=DurationField())
    rows = kind.rows().annotate(due_on=Cast(kind.since + interval, DateField())).filter(due_on__lte=today)
    kept = KeptLonger.objects.filter(kind=kind.name).lasting_on(today)
    found: QuerySet[Any] = rows.exclude(pk__in=kept.values("key")).order_by("due_on", "pk")
    return found


def _background() -> QuerySet[Any]:
    rows: QuerySet[Any] = Report.ever_public.filter(kind=ReportKind.BACKGROUND, withdrawn_at=None)
    return rows.select_related("item__meeting__committee")


def _versions() -> QuerySet[Any]:
    rows: QuerySet[Any] = ReportVersion.ever_public.filter(withdrawn_at=None)
    return rows.select_related("report")


def _drafts() -> QuerySet[Any]:
    """Not those of a meeting that was put off: it may still be held."""
    rows = Report.objects.filter(released_at=None, is_exempt=False, item__is_exempt=False, versions=None)
    return rows.exclude(item__meeting__status=MeetingStatus.POSTPONED).select_related("item__meeting__committee")


def _settled() -> QuerySet[Any]:
    return ImportNote.objects.exclude(outcome="").filter(settled_at__isnull=False)


def _at(meeting: Meeting) -> str:
    return f"{meeting.committee}, {meeting.date:%-d %B %Y}"


def _size(row: Any) -> str:
    return f"{row.get_file_type_display()}, {filesizeformat(row.size)}" if row.file else "no file"


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            RetentionKind.RECORD, None,
            "Local Government Act 1972, s. 100C: six years at least; s. 224 and the Local Government (Records) Act "
            "1962: proper arrangements. UK GDPR, Article 89: archiving in the public interest",
        ),
        Kind(
            RetentionKind.BACKGROUND, 48, "Local Government Act 1972, s. 100D(2): four years from the meeting",
            DisposalAct.WITHDRAWN, _background, F("item__meeting__date"),
            lambda row: f"Background paper {row.pk} ({_size(row)}), {_at(row.item.meeting)}",
        ),
        Kind(
            RetentionKind.VERSION, 72, "Local Government Act 1972, s. 100C(1): six years",
            DisposalAct.WITHDRAWN, _versions, TruncDate("replaced_at"),
            lambda row: f"Version {row.number} of document {row.report_id} ({_size(row)})",
        ),
        Kind(
            RetentionKind.DRAFT, 12, STORAGE, DisposalAct.DELETED, _drafts, F("item__meeting__date"),
            lambda row: f"Unpublished document {row.pk} ({_size(row)}), {_at(row.item.meeting)}",
        ),
        Kind(
            RetentionKind.UPLOAD, 12, STORAGE, DisposalAct.DELETED,
            lambda: Upload.objects.select_related("meeting__committee").defer("text"), TruncDate("uploaded_at"),
            lambda row: f"Upload {row.pk} ({_size(row)}), {_at(row.meeting)}",
        ),
        Kind(
            RetentionKind.PASTE, 12, STORAGE, DisposalAct.DELETED,
            lambda: PastedMinutes.objects.select_related("meeting__committee").defer("lines", "answers"),
            TruncDate("at"),
            lambda row: f"Pasted minutes {row.pk}, {_at(row.meeting)}",
        ),
        Kind(
            RetentionKind.ASKED, 24, STORAGE, DisposalAct.DELETED,
            lambda: AskedCorrection.objects.select_related("item__meeting__committee"), TruncDate("at"),
            lambda row: f"Correction asked for {row.pk}, {_at(row.item.meeting)}",
        ),
        Kind(
            RetentionKind.QUESTION, 24, STORAGE, DisposalAct.DELETED, _settled, TruncDate("settled_at"),
            lambda row: f"Question of an import {row.pk}, settled on {row.settled_at:%-d %B %Y}",
        ),
    )
}  # fmt: skip
