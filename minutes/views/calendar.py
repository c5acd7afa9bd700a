"""All meetings by date: the next and the last ones, and each month as a calendar."""

import datetime as dt
from collections import defaultdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR

from minutes.models import Meeting
from minutes.views.months import Month, asked_for, beside
from minutes.views.public import public_page, unknown_parameters

COMING, PAST = 20, 30


@public_page
def meeting_list(request: HttpRequest) -> HttpResponse:
    """A month's calendar; without one, this month's with the next meetings and the last ones."""
    month, ignored = asked_for(request.GET.get("month", ""))
    shown = month or Month.of(timezone.localdate())
    previous, following = beside(Meeting.public.all(), shown)
    context = {
        "month": shown,
        "previous": previous,
        "following": following,
        "asked": month,
        "today": timezone.localdate(),
        "weekdays": list(zip(WEEKDAYS.values(), WEEKDAYS_ABBR.values(), strict=True)),
        "weeks": weeks(shown),
        "ignored": [*ignored, *unknown_parameters(request, ["month"])],
    }
    if month is None:
        rows = Meeting.public.select_related("committee")
        context |= {"coming": rows.ahead()[:COMING], "past": rows.past().newest_first()[:PAST]}
    return render(request, "minutes/meeting_list.html", context)


def weeks(month: Month) -> list[list[tuple[dt.date | None, list[Meeting]]]]:
    """The month's weeks of days, each with its meetings."""
    rows = Meeting.public.filter(date__gte=month.first, date__lt=month.end).select_related("committee")
    by_day: dict[dt.date | None, list[Meeting]] = defaultdict(list)
    for meeting in rows.order_by("date", "starts_at", "id"):
        by_day[meeting.date].append(meeting)
    return [[(day, by_day.get(day, [])) for day in week] for week in month.weeks()]
