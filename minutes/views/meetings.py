"""A meeting: its page and its papers in forms that are no PDF."""

import functools

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from minutes import publication
from minutes.converters import Key
from minutes.models import AgendaItem, Attendance, AttendanceStatus, Meeting, OnceMeeting, Report
from minutes.registry import Audience, registry
from minutes.views import corrections, forms
from minutes.views.items import following_meeting
from minutes.views.public import absolute_url, public_page, withdrawn
from minutes.views.standing import Facts, Named, standing

# The papers of a meeting, each with the stage from which it is public.
PAPERS = {**forms.PAPERS, "pack": forms.PAPERS["agenda"]}


@functools.cache  # to put it together takes long
def meetings_for(audience: Audience) -> QuerySet[Meeting]:
    """Meetings with everything that their page shows to `audience`, in a number of queries that does not grow."""
    rows: QuerySet[Meeting] = getattr(Meeting, audience).all()
    reports = Prefetch("reports", getattr(Report, audience).order_by("position"), to_attr="shown_reports")
    items = getattr(AgendaItem, audience).order_by("position")
    following = Meeting.public.coming().filter(committee=OuterRef("committee"), date__gt=OuterRef("date"))
    attendances = getattr(Attendance, audience).select_related("person", "substitute_for")
    return (
        rows.select_related("committee")
        .annotate(
            stage=publication.stage(),
            shown_corrections=corrections.of_meeting(audience),
            following=Subquery(following.values(json=JSONObject(date="date", sequence="sequence"))[:1]),
        )
        .prefetch_related(
            Prefetch(
                "items",
                items.prefetch_related(reports, *registry.prefetches(audience, in_lists=True)),
                to_attr="shown_items",
            ),
            Prefetch("attendances", attendances.order_by("-is_chair", "person__name"), to_attr="shown_attendances"),
            Prefetch("confirmed_in", Meeting.public.select_related("committee"), to_attr="shown_confirmed_in"),
        )
    )


@public_page
def meeting_detail(request: HttpRequest, committee: str, key: Key) -> HttpResponse:
    """A meeting's page or, for one that was withdrawn, the note that says so."""
    at = {"committee__slug": committee, "date": key[0], "sequence": key[1]}
    meeting = meetings_for("public").filter(**at).first()
    if meeting is not None:
        return meeting_page(request, meeting, "public")
    return withdrawn_meeting(request, OnceMeeting.objects.filter(**at))


def withdrawn_meeting(request: HttpRequest, meetings: QuerySet[OnceMeeting]) -> HttpResponse:
    """The note of the one of these that was withdrawn; 404 if none was."""
    gone = meetings.filter(withdrawn_at__isnull=False).first()
    if gone is None or gone.withdrawn_at is None:
        raise Http404
    return withdrawn(request, what="meeting", when=gone.withdrawn_at, note=gone.withdrawal_note)


def meeting_page(request: HttpRequest, meeting: Meeting, audience: Audience) -> HttpResponse:
    """The page of one of `meetings_for(audience)`."""
    context = {
        "meeting": meeting,
        "corrections": corrections.compared(meeting.shown_corrections),
        "attendance": by_status(meeting.shown_attendances),
        "papers": papers_of(meeting) if audience == "public" else {},
        "standing": standing(meeting_facts(meeting)),
        "paper": forms.current_paper(meeting.stage),
        "permanent_url": absolute_url(request, meeting.get_absolute_url()),
        "preview": audience == "preview",
    }
    return render(request, "minutes/meeting_detail.html", context)


def meeting_facts(meeting: Meeting) -> Facts:
    """What is public of a meeting, for the sentences about its state."""
    confirming = meeting.shown_confirmed_in
    return Facts(
        today=timezone.localdate(),
        date=meeting.date,
        committee=str(meeting.committee),
        stage=meeting.stage,
        status=meeting.status,
        confirming=Named(confirming.date, confirming.get_absolute_url()) if confirming else None,
        following=following_meeting(meeting.following, meeting.committee),
        is_item=False,
    )


def papers_of(meeting: Meeting) -> dict[str, str]:
    """The addresses of the papers that a meeting `with_stage` has by now."""
    reached = publication.STAGES[: publication.STAGES.index(meeting.stage) + 1]
    place = [meeting.committee.slug, meeting.key]
    return {paper: reverse(f"minutes:{paper}-pdf", args=place) for paper, stage in PAPERS.items() if stage in reached}


def by_status(attendances: list[Attendance]) -> list[tuple[str, list[Attendance]]]:
    """An attendance list in its groups, in the order in which minutes print them."""
    groups = [(status.label, [a for a in attendances if a.status == status]) for status in AttendanceStatus]
    return [(label, people) for label, people in groups if people]
