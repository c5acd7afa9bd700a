"""Committees."""

import datetime as dt
from itertools import groupby
from typing import Any

from django.db.models import Prefetch
from django.db.models.functions import Now, TruncDate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext

from minutes.models import Committee, Meeting, Membership, Role
from minutes.views.public import public_page, unknown_parameters

LATEST = 2  # municipal years shown at first


def _year(committee: Committee, meetings: list[Meeting]) -> dict[str, Any]:
    """A municipal year on a committee's page, with the volume of its minutes where some are confirmed."""
    first = meetings[0]
    confirmed = any(meeting.stage == "confirmed_at" for meeting in meetings)
    volume = reverse("minutes:year-pdf", args=[committee.slug, first.municipal_year_start]) if confirmed else ""
    return {"name": first.municipal_year, "meetings": meetings, "volume": volume}


@public_page
def committee_list(request: HttpRequest) -> HttpResponse:
    """Every body that meets, the dissolved ones last."""
    committees = list(Committee.public.select_related("parent"))
    context = {
        "sitting": [committee for committee in committees if committee.dissolved_on is None],
        "dissolved": [committee for committee in committees if committee.dissolved_on],
    }
    return render(request, "minutes/committee_list.html", context)


@public_page
def committee_detail(request: HttpRequest, committee: str) -> HttpResponse:
    """A committee: its remit, who sits on it, and its meetings by municipal year."""
    sitting = Membership.public.lasting_on(TruncDate(Now()))
    page = get_object_or_404(
        Committee.public.prefetch_related(
            Prefetch("memberships", sitting.select_related("person"), to_attr="shown_memberships"),
            Prefetch("sub_committees", Committee.public.all(), to_attr="shown_sub_committees"),
            Prefetch("parent", Committee.public.all(), to_attr="shown_parent"),
        ),
        slug=committee,
    )
    rank = {role: place for place, role in enumerate(Role.values)}
    page.shown_memberships.sort(key=lambda m: (rank[m.role], m.person.name))
    years, ignored = shown_years(request, page)
    context = {"committee": page, "ignored": ignored, **years}
    return render(request, "minutes/committee_detail.html", context)


def shown_years(request: HttpRequest, committee: Committee) -> tuple[dict[str, Any], list[str]]:
    """The municipal year asked for, or what is to come and the last two; and the names of all the others."""
    rows = Meeting.public.filter(committee=committee)
    known = list(dict.fromkeys(municipal_year_start(month) for month in rows.dates("date", "month", order="DESC")))
    asked, ignored = request.GET.get("year", ""), unknown_parameters(request, ["year"])
    chosen = [year for year in known if str(year) == asked]
    if asked and not chosen:
        ignored.append(gettext("“%(text)s” is not a year in which this committee met.") % {"text": asked[:40]})
    shown = chosen or known[:LATEST]
    if shown:
        rows = rows.filter(date__gte=dt.date(shown[-1], 5, 1), date__lt=dt.date(shown[0] + 1, 5, 1))
    meetings = list(rows.with_stage().newest_first())
    for meeting in meetings:
        meeting.committee = committee
    groups = groupby(meetings, key=lambda m: m.municipal_year_start)
    others = [(year, year_name(year)) for year in known if year not in shown]
    return {"years": [_year(committee, list(group)) for _, group in groups], "other_years": others}, ignored


def municipal_year_start(date: dt.date) -> int:
    """See `Meeting.municipal_year`."""
    return Meeting(date=date).municipal_year_start


def year_name(start: int) -> str:
    return Meeting(date=dt.date(start, 5, 1)).municipal_year
