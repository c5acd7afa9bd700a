"""An agenda item: its page, its PDF and its other forms."""

from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject, TruncDate
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from minutes import publication
from minutes.converters import Key
from minutes.models import AgendaItem, Correction, Declaration, FairSummary, Meeting, Narrative, Report, ReportVersion
from minutes.registry import Audience, registry
from minutes.views import forms, papers
from minutes.views.public import absolute_url, confirming_url, public_page, withdrawn


def items_for(audience: Audience) -> QuerySet[AgendaItem]:
    """Items with everything that their page shows to `audience`, in a number of queries that does not grow."""
    rows: QuerySet[AgendaItem] = getattr(AgendaItem, audience).all()
    siblings = getattr(AgendaItem, audience).filter(meeting=OuterRef("meeting"))
    confirming = Meeting.public.filter(pk=OuterRef("meeting__confirmed_in"))
    summaries = getattr(FairSummary, audience).filter(item=OuterRef("pk"))
    corrections = getattr(Correction, audience).filter(item=OuterRef("pk")).order_by("made_on", "id")
    return (
        rows.select_related("meeting__committee", "issue")
        .annotate(
            stage=publication.stage("meeting__"),
            confirmed_on=Subquery(confirming.values("date")),
            confirmed_sequence=Subquery(confirming.values("sequence")),
            previous_slug=Subquery(
                siblings.filter(position__lt=OuterRef("position")).order_by("-position").values("slug")[:1]
            ),
            next_slug=Subquery(
                siblings.filter(position__gt=OuterRef("position")).order_by("position").values("slug")[:1]
            ),
            ward_names=ArrayAgg("wards__name", filter=Q(wards__isnull=False), order_by="wards__name"),
            shown_summary=Subquery(summaries.values(json=JSONObject(text="text"))),
            shown_corrections=ArraySubquery(corrections.values(json=JSONObject(made_on="made_on", text="text"))),
        )
        .prefetch_related(
            Prefetch("reports", _reports(audience), to_attr="shown_reports"),
            *minuted_prefetches(audience),
        )
    )


def minuted_prefetches(audience: Audience) -> list[Prefetch]:
    """What was said and decided on items: all of their page but the documents."""
    declarations = getattr(Declaration, audience).select_related("person").order_by("id")
    return [
        Prefetch("narrative", getattr(Narrative, audience).all(), to_attr="shown_narrative"),
        Prefetch("declarations", declarations, to_attr="shown_declarations"),
        *registry.prefetches(audience),
    ]


def _reports(audience: Audience) -> QuerySet[Report]:
    """Documents, each with what it was replaced from; of a version that was withdrawn, that it was."""
    versions = ReportVersion.ever_public.filter(report=OuterRef("pk")).order_by("-number")
    facts = ["number", "pages", "size", "file_name", "note", "withdrawal_note"]
    told = JSONObject(replaced_on=TruncDate("replaced_at"), **{name: name for name in facts})
    rows: QuerySet[Report] = getattr(Report, audience).order_by("position")
    return rows.annotate(shown_versions=ArraySubquery(versions.values(json=told)))


@public_page
def item_detail(request: HttpRequest, committee: str, key: Key, slug: str) -> HttpResponse:
    """An item's page or, for one that was withdrawn, the note that says so."""
    item = item_at(items_for("public"), committee, key, slug).first()
    return item_page(request, item, "public") if item else _withdrawn(request, committee, key, slug)


@public_page
def item_pdf(request: HttpRequest, committee: str, key: Key, slug: str) -> HttpResponseBase:
    """The same item as a paper."""
    item = item_at(items_for("public"), committee, key, slug).first()
    if item is None:
        return _withdrawn(request, committee, key, slug)
    paper = papers.item_paper(item, item_context(request, item, "public"))
    return papers.printed(request, paper, f"{item.meeting.committee.slug}-{item.meeting.key}-{item.slug}.pdf")


@public_page
def item_form(request: HttpRequest, committee: str, key: Key, slug: str, form: str) -> HttpResponseBase:
    """The same item as a Word or OpenDocument text, as plain text or as data."""
    item = item_at(items_for("public"), committee, key, slug).first()
    if item is None:
        return _withdrawn(request, committee, key, slug)
    return forms.item_in_form(request, item, item_context(request, item, "public"), form)


def item_page(request: HttpRequest, item: AgendaItem, audience: Audience) -> HttpResponse:
    """The page of one of `items_for(audience)`."""
    return render(request, "minutes/item_detail.html", item_context(request, item, audience))


def item_context(request: HttpRequest, item: AgendaItem, audience: Audience) -> dict[str, Any]:
    """What page and paper show of one of `items_for(audience)`."""
    elsewhere = []
    if item.issue_id:
        others = getattr(AgendaItem, audience).filter(issue=item.issue_id).exclude(pk=item.pk)
        elsewhere = list(others.with_place().newest_first())
    return {
        "item": item,
        "meeting": item.meeting,
        "elsewhere": elsewhere,
        "confirmed_url": confirming_url(item, item.meeting.committee),
        "permanent_url": absolute_url(request, item.get_absolute_url()),
        "preview": audience == "preview",
    }


def item_at(items: QuerySet[AgendaItem], committee: str, key: Key, slug: str) -> QuerySet[AgendaItem]:
    """Those of the items that have this address: one at most."""
    date, sequence = key
    return items.filter(
        meeting__committee__slug=committee, meeting__date=date, meeting__sequence=sequence, slug__iexact=slug
    )


def _withdrawn(request: HttpRequest, committee: str, key: Key, slug: str) -> HttpResponse:
    """The note of an item that was public once; 404 for anything else."""
    item = item_at(AgendaItem.ever_public.select_related("meeting"), committee, key, slug).first()
    if item is None:
        raise Http404
    record = item if item.withdrawn_at else item.meeting
    if record.withdrawn_at is None:  # restored between the two queries
        raise Http404
    return withdrawn(request, what="item", when=record.withdrawn_at, note=record.withdrawal_note)
