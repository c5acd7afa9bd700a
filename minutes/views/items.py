"""An agenda item: its page, its PDF and its other forms."""

import datetime as dt
import functools
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import JSONObject, TruncDate
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from minutes import publication
from minutes.converters import Key, meeting_key
from minutes.formats import data
from minutes.models import (
    AgendaItem,
    Committee,
    Declaration,
    FairSummary,
    Meeting,
    Narrative,
    OnceItem,
    OnceVersion,
    Report,
    Ward,
)
from minutes.registry import Audience, registry
from minutes.views import corrections, forms, papers
from minutes.views.glossary import council_and_glossary
from minutes.views.private import explained, private_documents, reasons
from minutes.views.public import absolute_url, confirming_url, public_page, withdrawn
from minutes.views.standing import Facts, Named, standing


@functools.cache  # to put it together takes a quarter of the time of a page
def items_for(audience: Audience) -> QuerySet[AgendaItem]:
    """Items with everything that their page shows to `audience`, in a number of queries that does not grow."""
    rows: QuerySet[AgendaItem] = getattr(AgendaItem, audience).all()
    siblings = getattr(AgendaItem, audience).filter(meeting=OuterRef("meeting"))
    confirming = Meeting.public.filter(pk=OuterRef("meeting__confirmed_in"))
    following = Meeting.public.coming().filter(
        committee=OuterRef("meeting__committee"), date__gt=OuterRef("meeting__date")
    )
    summaries = getattr(FairSummary, audience).filter(item=OuterRef("pk"))
    return (
        rows.select_related("meeting__committee", "issue")
        .annotate(
            stage=publication.stage("meeting__"),
            confirmed_on=Subquery(confirming.values("date")),
            confirmed_sequence=Subquery(confirming.values("sequence")),
            following=Subquery(following.values(json=JSONObject(date="date", sequence="sequence"))[:1]),
            previous_slug=Subquery(
                siblings.filter(position__lt=OuterRef("position")).order_by("-position").values("slug")[:1]
            ),
            next_slug=Subquery(
                siblings.filter(position__gt=OuterRef("position")).order_by("position").values("slug")[:1]
            ),
            shown_wards=ArraySubquery(
                Ward.public.filter(items=OuterRef("pk")).values(json=JSONObject(name="name", slug="slug"))
            ),
            ward_names=ArrayAgg("wards__name", filter=Q(wards__isnull=False), order_by="wards__name"),
            shown_private=private_documents(audience),
            shown_summary=Subquery(summaries.values(json=JSONObject(text="text"))),
            shown_corrections=corrections.of_item(audience),
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
    versions = OnceVersion.objects.filter(report=OuterRef("pk")).order_by("-number")
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
    context = item_context(request, item, "public")
    name = f"{item.meeting.committee.slug}-{item.meeting.key}-{item.slug}.{form}"
    if form == "json":
        return forms.as_data(data.item_record(item, context["permanent_url"]), name)
    return forms.in_form(request, papers.item_paper(item, context), form, name)


def item_page(request: HttpRequest, item: AgendaItem, audience: Audience) -> HttpResponse:
    """The page of one of `items_for(audience)`: what papers show, and what changes from day to day."""
    council, glossary = council_and_glossary()
    context = item_context(request, item, audience)
    item.shown_corrections = corrections.compared(item.shown_corrections)
    prefetch_related_objects(context["elsewhere"], *registry.prefetches(audience, in_lists=True))
    page = {
        "council": council,
        "glossary": glossary,
        "story": story(item, context["elsewhere"]),
        "standing": standing(item_facts(item)),
        "changed": last_changed(item) if audience == "public" else None,
        "private_because": reasons(item.exempt_paragraph, council.jurisdiction),
        "private_documents": explained(item.shown_private, council.jurisdiction),
    }
    return render(request, "minutes/item_detail.html", context | page)


def story(item: AgendaItem, elsewhere: list[AgendaItem]) -> list[AgendaItem]:
    """The matter through its meetings, this one among them, the first one first; nothing if there is only this one."""
    together = sorted([item, *elsewhere], key=lambda row: (row.meeting.date, row.meeting.sequence, row.position))
    return together if elsewhere else []


def item_facts(item: AgendaItem) -> Facts:
    """What is public of an item, for the sentences about its state."""
    meeting, decision = item.meeting, getattr(item, "shown_decision", None)
    url = confirming_url(item, meeting.committee)
    return Facts(
        today=timezone.localdate(),
        date=meeting.date,
        committee=str(meeting.committee),
        stage=item.stage,
        status=meeting.status,
        confirming=Named(item.confirmed_on, url) if url else None,
        following=following_meeting(item.following, meeting.committee),
        is_exempt=item.is_exempt,
        is_decided=bool(decision or getattr(item, "shown_resolutions", ())),
        call_in_deadline=decision.call_in_deadline if decision else None,
        takes_effect_on=decision.takes_effect_on if decision else None,
    )


def following_meeting(row: dict[str, Any] | None, committee: Committee) -> Named | None:
    """The committee's next meeting as a sentence names it."""
    if row is None:
        return None
    date = dt.date.fromisoformat(row["date"])
    return Named(date, reverse("minutes:meeting-detail", args=[committee.slug, meeting_key(date, row["sequence"])]))


def last_changed(item: AgendaItem) -> dt.date:
    """The day on which something of what is public now came to it; edits of what was not public then do not count."""
    moments = [getattr(item.meeting, item.stage), item.released_at, *(row.released_at for row in item.shown_reports)]
    days = [timezone.localdate(moment) for moment in moments if moment is not None]
    days += [dt.date.fromisoformat(row["made_on"]) for row in item.shown_corrections]
    days += [dt.date.fromisoformat(v["replaced_on"]) for report in item.shown_reports for v in report.shown_versions]
    return max(days)


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


def once_at(committee: str, key: Key, slug: str) -> QuerySet[OnceItem]:
    """The same of what is public or was until it was withdrawn."""
    date, sequence = key
    return OnceItem.objects.filter(committee_slug=committee, date=date, sequence=sequence, slug__iexact=slug)


def _withdrawn(request: HttpRequest, committee: str, key: Key, slug: str) -> HttpResponse:
    """The note of an item that was public once; 404 for anything else."""
    item = once_at(committee, key, slug).first()
    when, note = item.note if item is not None else (None, "")
    if when is None:  # never public, or restored between the two queries
        raise Http404
    return withdrawn(request, what="item", when=when, note=note)
