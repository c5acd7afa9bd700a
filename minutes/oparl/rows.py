"""
The rows behind each kind of object, with `created_at` and `modified_at`.

Of what is public no more, a program that keeps a copy must learn that it is gone, and
nothing else: `gone` names it. What never was public is not in it.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DateTimeField, Exists, Min, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Greatest

from minutes import publication
from minutes.models import AgendaItem, Attendance, Committee, Gone, Meeting, Membership, Person, PublicChange, Report
from minutes.models.moments import (
    changed,
    item_modified,
    meeting_modified,
    or_from_the_beginning,
    report_modified,
    report_released,
)
from minutes.registry import registry

THERE = ("present", "substitute")


def gone(kind: str) -> QuerySet[Gone]:
    """What is public no more of a kind of object."""
    if kind == "Location":
        return Gone.objects.filter(kind="meeting", has_place=True)
    names = {"AgendaItem": "item", "Consultation": "paper"}
    return Gone.objects.filter(kind=names.get(kind, kind.lower()))


def created(record: str) -> Subquery:
    """When a record came that has no moment of publication."""
    known = PublicChange.objects.filter(record=record, key=OuterRef("pk")).order_by()
    return Subquery(known.values("record").annotate(at=Min("at")).values("at"), output_field=DateTimeField())


def _kept(rows: Any, record: str) -> Any:
    since, last = or_from_the_beginning(created(record)), or_from_the_beginning(changed(record))
    return rows.annotate(created_at=since, modified_at=last)


def organizations() -> QuerySet[Committee]:
    """Committees, with their memberships and the body that appoints each."""
    rows: QuerySet[Committee] = _kept(Committee.public, "committee")
    return rows.prefetch_related(
        Prefetch("parent", Committee.public.all(), to_attr="shown_parent"),
        Prefetch("memberships", Membership.public.order_by("pk"), to_attr="shown_memberships"),
    )


def people() -> QuerySet[Person]:
    """People with a page, with their memberships."""
    rows: QuerySet[Person] = _kept(Person.public, "person")
    return rows.prefetch_related(Prefetch("memberships", memberships(), to_attr="shown_memberships"))


def memberships() -> QuerySet[Membership]:
    """Memberships of committees."""
    rows: QuerySet[Membership] = _kept(Membership.public, "membership").order_by("pk")
    return rows


def meetings() -> QuerySet[Meeting]:
    """Meetings, with who was there."""
    there = Attendance.public.filter(person__is_listed=True, status__in=THERE).order_by("pk")
    found: QuerySet[Meeting] = Meeting.public.select_related("committee").annotate(
        stage=publication.stage(),
        created_at=publication_moment("announced_at"),
        modified_at=meeting_modified(),
    )
    return found.prefetch_related(Prefetch("attendances", there, to_attr="shown_attendances"))


def give_items(rows: Sequence[Any]) -> None:
    """
    `shown_items` to each of these meetings.

    Not a prefetch of a prefetch: below another one, Django asks for each item's decision by itself.
    """
    by_meeting: dict[int, list[AgendaItem]] = defaultdict(list)
    for item in items().filter(meeting__in=[row.pk for row in rows]).order_by("meeting", "position"):
        by_meeting[item.meeting_id].append(item)
    for row in rows:
        row.shown_items = by_meeting[row.pk]


def publication_moment(*moments: str) -> Any:
    """The last of the moments that had to come."""
    return Greatest(*moments, *moments[:1]) if len(moments) == 1 else Greatest(*moments)


def items() -> QuerySet[AgendaItem]:
    """Agenda items, with documents, resolutions and votes."""
    files = Report.public.exclude(file="").order_by("position")
    found: QuerySet[AgendaItem] = AgendaItem.public.select_related("meeting__committee", "issue").annotate(
        created_at=publication_moment("meeting__agenda_published_at", "released_at"),
        modified_at=item_modified(),
    )
    return found.prefetch_related(
        Prefetch("reports", _dated(files), to_attr="shown_reports"),
        *registry.prefetches("public"),
    )


def papers() -> QuerySet[AgendaItem]:
    """Agenda items with documents, each of which is a paper with its annexes; what else was done on its issue."""
    others = AgendaItem.public.filter(issue=OuterRef("issue")).exclude(pk=OuterRef("pk"))
    others = others.filter(Exists(Report.public.filter(item=OuterRef("pk")).exclude(file="")))
    has_files = Exists(Report.public.filter(item=OuterRef("pk")).exclude(file=""))
    return items().filter(has_files).annotate(related=ArraySubquery(others.order_by("pk").values("pk")))


def files() -> QuerySet[Report]:
    """Documents that have a file."""
    found: QuerySet[Report] = _dated(Report.public.exclude(file="").select_related("item__meeting__committee"))
    return found


def places() -> QuerySet[Meeting]:
    """Meetings with a venue."""
    found: QuerySet[Meeting] = Meeting.public.exclude(venue="").annotate(
        created_at=publication_moment("announced_at"),
        modified_at=meeting_modified(),
    )
    return found


def _dated(rows: Any) -> Any:
    return rows.annotate(
        created_at=publication_moment(*[moment.name for moment in report_released()]),
        modified_at=report_modified(),
    )
