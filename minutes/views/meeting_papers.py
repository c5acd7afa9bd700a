"""The papers of a whole meeting: its agenda, the notice of its decisions, its minutes."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from minutes import pdf, publication
from minutes.converters import LATE_PAPERS, Key, meeting_key
from minutes.formats import data
from minutes.models import AgendaItem, Attendance, Meeting, Membership, OnceMeeting, Report, Role
from minutes.registry import registry
from minutes.templatetags.minutebook import written
from minutes.views import corrections, forms, letterhead, papers
from minutes.views.council import current_council
from minutes.views.items import item_pdf, items_for, minuted_prefetches, once_at
from minutes.views.meetings import by_status, withdrawn_meeting
from minutes.views.public import absolute_url, public_page, site_root


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
    "agenda": Kind(forms.PAPERS["agenda"], agenda_prefetches, data.agenda_facts),
    "decisions": Kind(forms.PAPERS["decisions"], decided_prefetches, data.decided_facts),
    "minutes": Kind(forms.PAPERS["minutes"], lambda: minuted_prefetches("public"), data.minuted_facts),
}


@public_page
def meeting_paper(request: HttpRequest, committee: str, key: Key, paper: str) -> HttpResponseBase:
    """
    One of `KINDS`: 404 before its stage is public, the note of the meeting once that is withdrawn.

    Where an item was released as “decisions” before that word was taken, the address stays that item's.
    """
    if paper in LATE_PAPERS and once_at(committee, key, paper).exists():
        return item_pdf(request, committee, key, paper)
    meeting = meeting_with(paper, committee, key)
    if meeting is None:
        return withdrawn_meeting(request, ever_with(paper, committee, key))
    return papers.printed(request, composed(request, meeting, paper), file_name(meeting, paper, "pdf"))


@public_page
def meeting_form(request: HttpRequest, committee: str, key: Key, paper: str, form: str) -> HttpResponseBase:
    """The same paper as a Word or OpenDocument text, as plain text or as data."""
    meeting = meeting_with(paper, committee, key)
    if meeting is None:
        return withdrawn_meeting(request, ever_with(paper, committee, key))
    name = file_name(meeting, paper, form)
    if form == "json":
        return forms.as_data(meeting_record(request, meeting, paper), name)
    return forms.in_form(request, composed(request, meeting, paper), form, name)


def meeting_with(paper: str, committee: str, key: Key) -> Meeting | None:
    """The public meeting at that address with what this paper shows; None before its stage."""
    rows = paper_rows(paper).filter(committee__slug=committee, date=key[0], sequence=key[1])
    return next(iter(with_items(rows, paper)), None)


def ever_with(paper: str, committee: str, key: Key) -> QuerySet[OnceMeeting]:
    """The meeting at that address, where it has had this paper and may be withdrawn since."""
    rows: QuerySet[OnceMeeting] = OnceMeeting.objects.reached(KINDS[paper].stage)
    return rows.filter(committee_slug=committee, date=key[0], sequence=key[1])


def file_name(meeting: Meeting, paper: str, ending: str) -> str:
    """Under which name a paper is saved."""
    return f"{meeting.committee.slug}-{meeting.key}-{paper}.{ending}"


def composed(request: HttpRequest, meeting: Meeting, paper: str) -> pdf.Paper:
    """The paper of a meeting `with_items`, in the council's language."""
    council = current_council()
    url = absolute_url(request, reverse(f"minutes:{paper}-pdf", args=[meeting.committee.slug, meeting.key]))
    with letterhead.speaking(council):
        context = meeting_context(meeting, paper)
        heads = (f"{council}, {meeting.committee}", written(meeting.date))
        title = f"{context['name']}: {meeting.committee}, {written(meeting.date)}"
    return letterhead.compose(
        f"pdf/{paper}.html",
        context,
        council=council,
        heads=heads,
        title=title,
        url=url,
        since=public_since(meeting, paper),
        record=meeting_record(request, meeting, paper),
        file_name=f"{paper}.json",
    )


def paper_rows(paper: str) -> QuerySet[Meeting]:
    """Public meetings that have that paper, with what it shows beside their items (see `with_items`)."""
    rows: QuerySet[Meeting] = Meeting.public.reached(KINDS[paper].stage).select_related("committee")
    if paper == "minutes":
        attendances = Attendance.public.select_related("person", "substitute_for").order_by("-is_chair", "person__name")
        rows = rows.prefetch_related(Prefetch("attendances", attendances, to_attr="shown_attendances"))
        rows = rows.annotate(
            stage=publication.stage(),
            confirming=Subquery(confirming_meeting()),
            shown_corrections=corrections.of_meeting("public"),
        )
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
    rows = Membership.public.lasting_on(meeting.date).filter(committee=meeting.committee).select_related("person")
    rank = {role: place for place, role in enumerate(Role.values)}
    return sorted(rows, key=lambda row: (rank[row.role], row.person.name))


def public_since(meeting: Meeting, paper: str) -> dt.datetime:
    """The moment from which all that a paper shows has been public: nothing of a later stage shows in it."""
    moments = [getattr(meeting, KINDS[paper].stage), *(item.released_at for item in meeting.shown_items)]
    if paper == "agenda":
        moments += [report.released_at for item in meeting.shown_items for report in item.shown_reports]
    if paper == "minutes":
        noted = [meeting.shown_corrections, *(item.shown_corrections for item in meeting.shown_items)]
        moments += [moment for rows in noted for moment in corrections.made_at(rows)]
    if paper == "minutes" and meeting.stage == "confirmed_at":
        moments.append(meeting.confirmed_at)
    return max(moment for moment in moments if moment is not None)


def meeting_record(request: HttpRequest, meeting: Meeting, paper: str) -> dict[str, Any]:
    """A paper as plain data: docs/json.md describes every field."""
    root = site_root(request)
    record = {"paper": paper, **data.meeting_facts(meeting, root + meeting.get_absolute_url())}
    if paper == "minutes":
        record |= data.sitting_facts(meeting)
    items = [{"url": f"{root}{item.get_absolute_url()}", **KINDS[paper].facts(item)} for item in meeting.shown_items]
    return record | {"items": items}
