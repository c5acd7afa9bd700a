"""What is new: everything by the moment at which it was published."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Max, Min, Q, QuerySet, Value
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from minutes import publication
from minutes.converters import meeting_key
from minutes.models import (
    AgendaItem,
    Correction,
    CorrectionKind,
    Meeting,
    MeetingCorrection,
    OnceItem,
    OnceMeeting,
    OnceReport,
    Report,
)
from minutes.templatetags.minutebook import written
from minutes.views.months import Month, asked_for
from minutes.views.public import public_page, unknown_parameters

LATELY = dt.timedelta(days=30)


@dataclass(frozen=True)
class Event:
    """Something became public on that day."""

    day: dt.date
    what: str
    title: str
    url: str
    where: str = ""


@public_page
def news(request: HttpRequest) -> HttpResponse:
    """What was published in the last 30 days or in the month asked for, the last first."""
    month, ignored = asked_for(request.GET.get("month", ""))
    today = timezone.localdate()
    first, end = (month.first, month.end) if month else (today - LATELY, today + dt.timedelta(days=1))
    kinds = (of_meetings, of_documents, of_items, of_corrections, of_withdrawals)
    found = [event for kind in kinds for event in kind(first, end)]
    previous, following = beside(first, end)
    context = {
        "month": month,
        "previous": previous,
        "following": month and following,
        "events": sorted(found, key=lambda event: event.day, reverse=True),
        "ignored": [*ignored, *unknown_parameters(request, ["month"])],
    }
    return render(request, "minutes/news.html", context)


def beside(first: dt.date, end: dt.date) -> tuple[Month | None, Month | None]:
    """The last month before `first` and the first from `end` on in which something of a meeting was published."""
    ends: dict[str, Max | Min] = {}
    for stage in publication.STAGES:
        ends[f"last_{stage}"] = Max(stage, filter=Q(**{f"{stage}__lt": _start(first)}))
        ends[f"next_{stage}"] = Min(stage, filter=Q(**{f"{stage}__gte": _start(end), f"{stage}__lte": Now()}))
    found = {name: timezone.localdate(at) for name, at in Meeting.public.aggregate(**ends).items() if at is not None}
    before = [day for name, day in found.items() if name.startswith("last_")]
    after = [day for name, day in found.items() if name.startswith("next_")]
    return Month.of(max(before)) if before else None, Month.of(min(after)) if after else None


def of_meetings(first: dt.date, end: dt.date) -> Iterator[Event]:
    """The stages that meetings reached, the last ones first."""
    stages = (
        _within(Meeting.public.reached(stage), stage, first, end)
        .order_by()
        .values_list("pk", stage, Value(stage, output_field=CharField()))
        for stage in reversed(publication.STAGES)
    )
    reached = list(next(stages).union(*stages, all=True))
    meetings = Meeting.public.select_related("committee").in_bulk({pk for pk, _, _ in reached})
    told = _stages()
    for pk, moment, stage in sorted(reached, key=lambda row: row[1], reverse=True):
        if pk in meetings:
            yield Event(timezone.localdate(moment), told[stage], named(meetings[pk]), meetings[pk].get_absolute_url())


def _stages() -> dict[str, str]:
    return {
        "announced_at": gettext("Meeting announced"),
        "agenda_published_at": gettext("Agenda"),
        "decisions_published_at": gettext("Decisions"),
        "minutes_published_at": gettext("Draft minutes"),
        "confirmed_at": gettext("Minutes confirmed"),
    }


def of_documents(first: dt.date, end: dt.date) -> Iterator[Event]:
    """Documents that came after the agenda."""
    rows = Report.public.filter(released_at__gt=F("item__meeting__agenda_published_at"))
    for report in _within(rows, "released_at", first, end).select_related("item__meeting__committee"):
        item = report.item
        yield Event(
            timezone.localdate(report.released_at), gettext("Document"), report.title,
            f"{item.get_absolute_url()}#documents", named(item.meeting),
        )  # fmt: skip


def of_items(first: dt.date, end: dt.date) -> Iterator[Event]:
    """Items that came after the agenda."""
    rows = AgendaItem.public.filter(released_at__gt=F("meeting__agenda_published_at")).with_place()
    for item in _within(rows, "released_at", first, end):
        day = timezone.localdate(item.released_at)
        yield Event(day, gettext("Late item"), item.title, item.get_absolute_url(), named(item.meeting))


PLACE = ("date", "sequence", "committee__slug", "committee__name")  # of a meeting


def of_corrections(first: dt.date, end: dt.date) -> Iterator[Event]:
    """Corrections of published minutes. That a name was withheld is told beside them, and nobody called to it."""
    days = {"made_on__gte": first, "made_on__lt": end, "made_on__lte": timezone.localdate()}
    told = {"correction": gettext("Correction"), "amendment": gettext("Amendment")}
    whole, nothing = gettext("Minutes of the meeting"), Value("", output_field=CharField())
    in_items = (
        Correction.public.filter(**days)
        .exclude(kind=CorrectionKind.REDACTION)
        .order_by()
        .values_list("made_on", "kind", "item__title", "item__slug", *(f"item__meeting__{name}" for name in PLACE))
    )
    in_meetings = (
        MeetingCorrection.public.filter(**days)
        .exclude(kind=CorrectionKind.REDACTION)
        .order_by()
        .values_list("made_on", "kind", nothing, nothing, *(f"meeting__{name}" for name in PLACE))
    )
    for day, kind, title, slug, date, sequence, committee, name in in_items.union(in_meetings, all=True):
        place = [committee, meeting_key(date, sequence)]
        page = ("minutes:item-detail", [*place, slug]) if slug else ("minutes:meeting-detail", place)
        address = f"{reverse(page[0], args=page[1])}#corrections"
        yield Event(day, told[kind], title or whole, address, f"{name}, {written(date)}")


def of_withdrawals(first: dt.date, end: dt.date) -> Iterator[Event]:
    """
    What was taken back after it had been published, and why.

    Of such a record no more is said than at its address, so neither title nor number; the link leads to where it was.
    """
    gone = {"withdrawn_at__lte": Now()}
    what = gettext("Withdrawn")
    meetings = OnceMeeting.objects.filter(withdrawn_at__gte=F("announced_at"), **gone).select_related("committee")
    for meeting in _within(meetings, "withdrawn_at", first, end):
        committee = meeting.committee
        title = told_why(gettext("A meeting"), meeting)
        yield Event(_day(meeting), what, title, committee.get_absolute_url(), str(committee))
    items = OnceItem.objects.filter(withdrawn_at__gte=F("agenda_published_at"), **gone)
    items = items.filter(meeting__in=Meeting.public.order_by()).select_related("meeting__committee")
    for item in _within(items, "withdrawn_at", first, end):
        meeting = item.meeting
        yield Event(
            _day(item), what, told_why(gettext("An agenda item"), item), meeting.get_absolute_url(), named(meeting)
        )
    reports = OnceReport.objects.filter(withdrawn_at__gte=F("agenda_published_at"), **gone)
    reports = reports.filter(item__in=AgendaItem.public.order_by()).select_related("item__meeting__committee")
    for report in _within(reports, "withdrawn_at", first, end):
        item = report.item
        yield Event(_day(report), what, told_why(gettext("A document"), report), item.get_absolute_url(), str(item))


def told_why(what: str, row: Any) -> str:
    """What was withdrawn, with its public note."""
    return f"{what}: {row.withdrawal_note}"


def _day(row: Any) -> dt.date:
    return timezone.localdate(row.withdrawn_at)


def named(meeting: Meeting) -> str:
    """Committee and day, in the language of the page."""
    return f"{meeting.committee}, {written(meeting.date)}"


def _within(rows: QuerySet, moment: str, first: dt.date, end: dt.date) -> QuerySet:
    return rows.filter(**{f"{moment}__gte": _start(first), f"{moment}__lt": _start(end)})


def _start(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
