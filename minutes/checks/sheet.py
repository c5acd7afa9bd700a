"""A meeting as the checks read it, and what they say."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Model, Prefetch

from minutes.models import AgendaItem, Attendance, Council, Jurisdiction, Meeting, Report


@dataclass(frozen=True)
class Finding:
    """
    Something that is missing or odd, with the record on whose page it is mended, and the place on that page.

    `blocks`: nothing is published while it stands.
    """

    words: str
    record: Model
    place: str = ""
    blocks: bool = False


@dataclass
class Sheet:
    """A meeting that is about to be published at a moment; what belongs to it is read once, however many checks ask."""

    meeting: Meeting
    at: dt.datetime

    @cached_property
    def items(self) -> list[AgendaItem]:
        """The items that stand, each with `standing_reports`."""
        rows = AgendaItem.objects.filter(meeting=self.meeting, withdrawn_at__isnull=True).order_by("position")
        reports = Report.objects.filter(withdrawn_at__isnull=True).order_by("position")
        return list(
            rows.select_related("narrative", "fair_summary").prefetch_related(
                Prefetch("reports", reports, to_attr="standing_reports")
            )
        )

    @cached_property
    def added(self) -> list[AgendaItem]:
        """The items that have not been released."""
        return [item for item in self.items if item.released_at is None]

    @cached_property
    def documents(self) -> list[Report]:
        """The documents that have not been released; exempt ones never are."""
        reports = (report for item in self.items for report in item.standing_reports)  # type: ignore[attr-defined]
        return [report for report in reports if report.released_at is None]

    @cached_property
    def attendances(self) -> list[Attendance]:
        return list(Attendance.objects.filter(meeting=self.meeting).select_related("person"))

    @cached_property
    def council(self) -> Council:
        """The council, or one of England where none is entered yet."""
        return Council.objects.first() or Council()

    @property
    def nation(self) -> Jurisdiction:
        return Jurisdiction(self.council.jurisdiction)


@dataclass(frozen=True)
class Check:
    """A question that is asked before a meeting reaches one of `stages`."""

    look: Callable[[Sheet], Iterable[Finding]]
    stages: frozenset[str]


def named(item: AgendaItem) -> str:
    """An item at the head of a sentence: Item 263, Crossing in Weir Lane."""
    title = item.title if len(item.title) <= 80 else f"{item.title[:79]}…"
    return f"Item {item.label.rstrip('.')}, “{title}”" if item.label else f"The item “{title}”"


def numbers(items: Iterable[AgendaItem]) -> str:
    """Several items by their numbers: 4, 5 and 7; those without one by their place."""
    told = [item.label.rstrip(".") or f"the one at place {item.position}" for item in items]
    return " and ".join(filter(None, [", ".join(told[:-1]), told[-1]]))
