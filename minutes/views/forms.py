"""Papers in other forms than PDF: an item's, and those of a whole meeting."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat, JSONObject, Trim
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

from minutes import formats, pdf, publication
from minutes.formats import data
from minutes.models import AgendaItem, Attendance, AttendanceStatus, Meeting
from minutes.registry import registry
from minutes.templatetags.minutebook import written
from minutes.views import papers
from minutes.views.council import current_council
from minutes.views.public import confirming_url

# The papers of a meeting, each with the stage from which it is there.
PAPERS = {"agenda": "agenda_published_at", "decisions": "decisions_published_at", "minutes": "minutes_published_at"}
# What belongs to the minutes alone, and is left out of the papers before them.
MINUTED = ("shown_narrative", "shown_summary", "shown_declarations", "shown_corrections")


def item_in_form(request: HttpRequest, item: AgendaItem, context: dict[str, Any], form: str) -> HttpResponseBase:
    """A public item in the form that has this ending."""
    name = f"{item.meeting.committee.slug}-{item.meeting.key}-{item.slug}.{form}"
    if form == "json":
        return _data(data.item_record(item, context["permanent_url"]), name)
    return _served(request, papers.item_paper(item, context), form, name)


def meeting_in_form(
    request: HttpRequest, meeting: Meeting, items: QuerySet[AgendaItem], name: str, form: str, url: str
) -> HttpResponseBase:
    """A paper of one of `meetings_in_form` in the form that has this ending; 404 before its stage."""
    if not _reached(meeting.stage, PAPERS[name]):
        raise Http404
    shown = [_as_on(name, item) for item in items]
    file_name = f"{meeting.committee.slug}-{meeting.key}-{name}.{form}"
    if form == "json":
        return _data(data.meeting_record(meeting, shown, url, name), file_name)
    return _served(request, _meeting_paper(meeting, shown, name, url), form, file_name)


def meetings_in_form() -> QuerySet[Meeting]:
    """Public meetings with what their papers say of them: one question, as those about the items are eight."""

    def named(person: str) -> Trim:
        return Trim(Concat(f"{person}__title", Value(" "), f"{person}__name"))

    rows = Attendance.public.filter(meeting=OuterRef("pk")).order_by("-is_chair", "person__name")
    facts = {name: name for name in ("status", "is_chair", "note")}
    row = JSONObject(person=named("person"), substitute_for=named("substitute_for"), **facts)
    confirming = Meeting.public.filter(pk=OuterRef("confirmed_in"))
    meetings: QuerySet[Meeting] = Meeting.public.with_stage().select_related("committee")
    return meetings.annotate(
        confirmed_on=Subquery(confirming.values("date")),
        confirmed_sequence=Subquery(confirming.values("sequence")),
        shown_attendances=ArraySubquery(rows.values(json=row)),
    )


def current_paper(stage: str) -> str:
    """The name of the paper that a meeting has reached; "" before its agenda."""
    return next((name for name, first in reversed(PAPERS.items()) if _reached(stage, first)), "")


def _reached(stage: str, first: str) -> bool:
    return stage in publication.STAGES and publication.STAGES.index(stage) >= publication.STAGES.index(first)


def _as_on(name: str, item: AgendaItem) -> AgendaItem:
    """The item without what is on later papers than this one."""
    decided = [str(prefetch.to_attr) for prefetch in registry.prefetches("public")]
    later = {"agenda": [*MINUTED, *decided], "decisions": MINUTED, "minutes": ()}[name]
    for attribute in later:
        setattr(item, attribute, [] if isinstance(getattr(item, attribute), list) else None)
    return item


def _meeting_paper(meeting: Meeting, items: list[AgendaItem], name: str, url: str) -> pdf.Paper:
    groups = [(s.label, [row for row in meeting.shown_attendances if row["status"] == s]) for s in AttendanceStatus]
    council = current_council()
    kind = "Draft minutes" if name == "minutes" and meeting.stage == PAPERS["minutes"] else name.capitalize()
    context = {
        "meeting": meeting,
        "items": items,
        "name": name,
        "kind": kind,
        "confirmed_url": confirming_url(meeting, meeting.committee),
        "preview": False,
        "attendance": [(label, people) for label, people in groups if people] if name == "minutes" else [],
        "council": council,
        "head_left": f"{council}, {meeting.committee}",
        "head_right": written(meeting.date),
    }
    return pdf.compose(
        "forms/meeting.html",
        context,
        title=f"{kind} – {meeting.committee}, {written(meeting.date)}",
        language=settings.LANGUAGE_CODE,
        url=url,
        modified=max(papers.public_since(item) for item in items) if items else getattr(meeting, meeting.stage),
    )


def _served(request: HttpRequest, paper: pdf.Paper, form: str, name: str) -> HttpResponseBase:
    """The paper in that form; whoever has it already is told so without its being written again."""
    etag = f'"{formats.digest(paper, form)}"'
    known = get_conditional_response(request, etag=etag)
    if known is not None:
        return known
    response = _file(formats.write(paper, form), formats.FORMS[form].content_type, name)
    response.headers["ETag"] = etag
    return response


def _data(record: dict[str, Any], name: str) -> HttpResponse:
    return _file(data.written(record), data.CONTENT_TYPE, name)


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    """Text and data are shown by a browser, documents are saved; either under a name that says what it is."""
    how = "inline" if content_type.startswith(("text/", data.CONTENT_TYPE)) else "attachment"
    headers = {"Content-Disposition": f'{how}; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=content_type, headers=headers)
