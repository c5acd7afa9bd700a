"""Committees."""

from itertools import groupby
from typing import Any

from django.db.models import Prefetch, Q
from django.db.models.functions import Now, TruncDate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from minutes.models import Committee, Meeting, Membership, Role
from minutes.views.public import public_page


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
    today = TruncDate(Now())
    sitting = Membership.public.filter(started_on__lte=today).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=today))
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
    meetings = Meeting.public.filter(committee=page).with_stage().newest_first()
    for meeting in meetings:
        meeting.committee = page
    years = [_year(page, list(group)) for _, group in groupby(meetings, key=lambda m: m.municipal_year_start)]
    return render(request, "minutes/committee_detail.html", {"committee": page, "years": years})
