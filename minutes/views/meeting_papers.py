"""The papers of a whole meeting: its agenda, the notice of its decisions, its minutes."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from minutes import publication
from minutes.converters import LATE_PAPERS, Key, meeting_key
from minutes.models import AgendaItem, Attendance, Meeting, Membership, Report, Role
from minutes.registry import registry
from minutes.templatetags.minutebook import written
from minutes.views import facts, letterhead, papers
from minutes.views.council import current_council
from minutes.views.forms import PAPERS
from minutes.views.items import item_at, item_pdf, items_for, minuted_prefetches
from minutes.views.meetings import by_status, withdrawn_meeting
from minutes.views.public import absolute_url, public_page


@dataclass(frozen=True)
class Kind:
    """One of a meeting's papers: from which stage it is public, what it shows and says of each item."""

    stage: str
    prefetches: Callable[[], list[Prefetch]]
    facts: Callable[[AgendaItem], dict[str, Any]]


def agenda_prefetches() -> list[Prefetch]:
    """The documents, for people to find them."""
    return [Prefetch("reports", Report.public.order_by("position"), to_attr="shown_reports")]


def decided_prefetches() -> list[Prefetch]:
    """What is public with the decisions: no votes, which are minuted."""
    return registry.prefetches("public", minuted=False)


KINDS = {
    "agenda": Kind(PAPERS["agenda"], agenda_prefetches, facts.agenda_facts),
    "decisions": Kind(PAPERS["decisions"], decided_prefetches, facts.decided_facts),
    "minutes": Kind(PAPERS["minutes"], lambda: minuted_prefetches("public"), facts.minuted_facts),
}


@public_page
def meeting_paper(request: HttpRequest, committee: str, key: Key, paper: str) -> HttpResponseBase:
    """
    One of `KINDS`: 404 before its stage is public, the note of the meeting once that is withdrawn.

    Where an item was released as “decisions” before that word was taken, the address stays that item's.
    """
    at = {"committee__slug": committee, "date": key[0], "sequence": key[1]}
    if paper in LATE_PAPERS and item_at(AgendaItem.ever_public.all(), committee, key, paper).exists():
        return item_pdf(request, committee, key, paper)
    kind = KINDS[paper]
    meeting = next(iter(with_items(paper_rows(paper).filter(**at), paper)), None)
    if meeting is None:
        return withdrawn_meeting(request, Meeting.ever_public.reached(kind.stage).filter(**at))
    council = current_council()
    path = reverse(f"minutes:{paper}-pdf", args=[meeting.committee.slug, meeting.key])
    url = absolute_url(request, path)
    with letterhead.speaking(council):
        context = meeting_context(meeting, paper)
        heads = (f"{council}, {meeting.committee}", written(meeting.date))
        title = f"{context['name']}: {meeting.committee}, {written(meeting.date)}"
    composed = letterhead.compose(
        f"pdf/{paper}.html",
        context,
        council=council,
        heads=heads,
        title=title,
        url=url,
        since=public_since(meeting, paper),
        record=meeting_record(meeting, paper, url),
        file_name=f"{paper}.json",
    )
    return papers.printed(request, composed, f"{meeting.committee.slug}-{meeting.key}-{paper}.pdf")


def paper_rows(paper: str) -> QuerySet[Meeting]:
    """Public meetings that have that paper, with what it shows beside their items (see `with_items`)."""
    rows: QuerySet[Meeting] = Meeting.public.reached(KINDS[paper].stage).select_related("committee")
    if paper == "minutes":
        attendances = Attendance.public.select_related("person", "substitute_for").order_by("-is_chair", "person__name")
        rows = rows.prefetch_related(Prefetch("attendances", attendances, to_attr="shown_attendances"))
        rows = rows.annotate(stage=publication.stage(), confirming=Subquery(confirming_meeting()))
    return rows


def with_items(rows: QuerySet[Meeting], paper: str) -> list[Meeting]:
    """
    Those meetings with `shown_items`, which have all that the paper shows, in a number of queries that does not grow.

    No Prefetch of theirs: inside another one Django asks for each row behind a one-to-one field again, by itself.
    """
    meetings = {meeting.pk: meeting for meeting in rows}
    for meeting in meetings.values():
        meeting.shown_items = []
    items = items_for("public").filter(meeting__in=meetings).prefetch_related(None)
    for item in items.prefetch_related(*KINDS[paper].prefetches()).order_by("meeting_id", "position"):
        item.meeting = meetings[item.meeting_id]
        item.meeting.shown_items.append(item)
    return list(meetings.values())


def confirming_meeting() -> QuerySet[Any, dict[str, Any]]:
    """The meeting that agreed the minutes of the outer one, where it is public."""
    place = JSONObject(date="date", sequence="sequence", slug="committee__slug", committee="committee__name")
    return Meeting.public.filter(pk=OuterRef("confirmed_in")).values(json=place)


def meeting_context(meeting: Meeting, paper: str) -> dict[str, Any]:
    """What a paper's template takes; the templates that it includes take the same."""
    meeting.anchor = f"meeting-{meeting.key}"
    for item in meeting.shown_items:
        item.anchor = f"item-{meeting.key}-{item.slug}"
    context = {"meeting": meeting, "items": meeting.shown_items, "name": paper_name(paper), "preview": False}
    if paper == "agenda":
        context["members"] = members_at(meeting)
    if paper == "minutes":
        context["confirmed_url"] = confirmed_url(meeting)
        context["attendance"] = by_status(meeting.shown_attendances)
        context["declared"] = [item for item in meeting.shown_items if item.shown_declarations]
    return context


def confirmed_url(meeting: Meeting) -> str:
    """The page of the meeting that agreed the minutes, where that is public."""
    by = meeting.confirming
    if by is None:
        return ""
    key = meeting_key(dt.date.fromisoformat(by["date"]), by["sequence"])
    return reverse("minutes:meeting-detail", args=[by["slug"], key])


def paper_name(paper: str) -> str:
    """What a paper is called in the language of the moment."""
    return {"agenda": _("Agenda"), "decisions": _("Decisions"), "minutes": _("Minutes")}[paper]


def members_at(meeting: Meeting) -> list[Membership]:
    """Who sat on the committee on the day of the meeting, the chair first."""
    on_the_day = Q(started_on__lte=meeting.date) & (Q(ended_on__isnull=True) | Q(ended_on__gt=meeting.date))
    rows = Membership.public.filter(on_the_day, committee=meeting.committee).select_related("person")
    rank = {role: place for place, role in enumerate(Role.values)}
    return sorted(rows, key=lambda row: (rank[row.role], row.person.name))


def public_since(meeting: Meeting, paper: str) -> dt.datetime:
    """The moment from which all that a paper shows has been public: nothing of a later stage shows in it."""
    moments = [getattr(meeting, KINDS[paper].stage), *(item.released_at for item in meeting.shown_items)]
    if paper == "agenda":
        moments += [report.released_at for item in meeting.shown_items for report in item.shown_reports]
    if paper == "minutes" and meeting.stage == "confirmed_at":
        moments.append(meeting.confirmed_at)
    return max(moment for moment in moments if moment is not None)


def meeting_record(meeting: Meeting, paper: str, url: str) -> dict[str, Any]:
    """A paper as plain data."""
    record = {"paper": paper, **facts.meeting_facts(meeting, url)}
    if paper == "minutes":
        record["stage"] = meeting.stage.removesuffix("_at")
        record["confirmed_by"] = meeting.confirming
        record["attendance"] = [facts.attendance_facts(row) for row in meeting.shown_attendances]
    return record | {"items": [KINDS[paper].facts(item) for item in meeting.shown_items]}
