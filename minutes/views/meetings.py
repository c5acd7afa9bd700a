"""Meetings: one, and all of them by date."""

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from minutes import publication
from minutes.converters import Key
from minutes.models import AgendaItem, Attendance, AttendanceStatus, Meeting, Report
from minutes.registry import Audience, registry
from minutes.views import forms
from minutes.views.items import items_for
from minutes.views.public import absolute_url, public_page, withdrawn

COMING, PAST = 20, 30
# The papers of a meeting, each with the stage from which it is public.
PAPERS = {**forms.PAPERS, "pack": forms.PAPERS["agenda"]}


def meetings_for(audience: Audience) -> QuerySet[Meeting]:
    """Meetings with everything that their page shows to `audience`, in a number of queries that does not grow."""
    rows: QuerySet[Meeting] = getattr(Meeting, audience).all()
    reports = Prefetch("reports", getattr(Report, audience).order_by("position"), to_attr="shown_reports")
    items = getattr(AgendaItem, audience).order_by("position")
    attendances = getattr(Attendance, audience).select_related("person", "substitute_for")
    return (
        rows.select_related("committee")
        .annotate(stage=publication.stage())
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
    return withdrawn_meeting(request, Meeting.ever_public.filter(**at))


@public_page
def meeting_form(request: HttpRequest, committee: str, key: Key, paper: str, form: str) -> HttpResponseBase:
    """Agenda, decisions or minutes of the whole meeting, as a Word or OpenDocument text, as plain text or as data."""
    at = {"committee__slug": committee, "date": key[0], "sequence": key[1]}
    meeting = forms.meetings_in_form().filter(**at).first()
    if meeting is None:
        return withdrawn_meeting(request, Meeting.ever_public.filter(**at))
    items = items_for("public").filter(meeting=meeting).order_by("position")
    return forms.meeting_in_form(
        request, meeting, items, paper, form, absolute_url(request, meeting.get_absolute_url())
    )


def withdrawn_meeting(request: HttpRequest, meetings: QuerySet[Meeting]) -> HttpResponse:
    """The note of the one of these that was withdrawn; 404 if none was."""
    gone = meetings.filter(withdrawn_at__isnull=False).first()
    if gone is None or gone.withdrawn_at is None:
        raise Http404
    return withdrawn(request, what="meeting", when=gone.withdrawn_at, note=gone.withdrawal_note)


def meeting_page(request: HttpRequest, meeting: Meeting, audience: Audience) -> HttpResponse:
    """The page of one of `meetings_for(audience)`."""
    context = {
        "meeting": meeting,
        "attendance": by_status(meeting.shown_attendances),
        "papers": papers_of(meeting) if audience == "public" else {},
        "paper": forms.current_paper(meeting.stage),
        "permanent_url": absolute_url(request, meeting.get_absolute_url()),
        "preview": audience == "preview",
    }
    return render(request, "minutes/meeting_detail.html", context)


def papers_of(meeting: Meeting) -> dict[str, str]:
    """The addresses of the papers that a meeting `with_stage` has by now."""
    reached = publication.STAGES[: publication.STAGES.index(meeting.stage) + 1]
    place = [meeting.committee.slug, meeting.key]
    return {paper: reverse(f"minutes:{paper}-pdf", args=place) for paper, stage in PAPERS.items() if stage in reached}


@public_page
def meeting_list(request: HttpRequest) -> HttpResponse:
    """The next meetings, and the last ones."""
    coming = Meeting.public.coming().select_related("committee")[:COMING]
    past = Meeting.public.past().select_related("committee").newest_first()[:PAST]
    return render(request, "minutes/meeting_list.html", {"coming": coming, "past": past})


def by_status(attendances: list[Attendance]) -> list[tuple[str, list[Attendance]]]:
    """An attendance list in its groups, in the order in which minutes print them."""
    groups = [(status.label, [a for a in attendances if a.status == status]) for status in AttendanceStatus]
    return [(label, people) for label, people in groups if people]
