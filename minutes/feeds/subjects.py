"""
What somebody can follow: everything, a committee, an issue, a ward, a member, or what answers a search.

A subject is read from an address (`?committee=cabinet`) and written back into one; an alert stores that text. The
items it speaks of are always public ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from minutes.models import AgendaItem, Committee, Issue, Meeting, Person, Ward
from minutes.search.index import catch_up
from minutes.search.matching import answering
from minutes.search.question import PARAMETERS, Question, read

KINDS: dict[str, Any] = {"committee": Committee, "issue": Issue, "ward": Ward, "member": Person}
PATIENCE = 1.0  # seconds that a feed waits for the index


@dataclass
class Subject:
    """
    `kind` is "all", "search" or one of `KINDS`, whose `record` it then has.

    `ignored` has a sentence for each parameter that could not be understood; `is_known` is false for a record that is
    not there, or not public.
    """

    kind: str = "all"
    record: Any = None
    question: Question | None = None
    ignored: list[str] = field(default_factory=list)
    is_known: bool = True

    @classmethod
    def of(cls, kind: str, slug: str) -> Self:
        """One of `KINDS` by its slug."""
        record = KINDS[kind].public.filter(slug=slug).first()
        return cls(kind, record, is_known=record is not None)

    @classmethod
    def read(cls, parameters: Mapping[str, str]) -> Self:
        """What the parameters of an address name: one record, or a search."""
        given = {name: value for name, value in parameters.items() if value}
        if not given:
            return cls()
        [(name, value), *more] = given.items()
        if not more and name in KINDS:
            return cls.of(name, value)
        question = read({name: given[name] for name in given if name != "after"}, list(Committee.public.all()))
        if question.is_empty:
            return cls(ignored=question.ignored, is_known=not question.ignored)
        return cls("search", question=question, ignored=question.ignored)

    @classmethod
    def parse(cls, query: str) -> Self:
        """What `query` wrote."""
        return cls.read(dict(parse_qsl(query)))

    @property
    def query(self) -> str:
        """As it stands in an address, in one way only."""
        if self.kind == "search" and self.question:
            told = self.question.parameters(order="")
            return urlencode([(name, told[name]) for name in PARAMETERS if name in told])
        return urlencode({self.kind: self.record.slug}) if self.record else ""

    @property
    def name(self) -> str:
        """What it is called in a sentence."""
        if self.record:
            return str(self.record)
        if self.kind == "search" and self.question:
            return _("Search: %(words)s") % {"words": self._words()}
        return _("Everything")

    @property
    def path(self) -> str:
        """Its page."""
        if self.kind == "search":
            return f"{reverse('minutes:search')}?{self.query}"
        found: str = self.record.get_absolute_url() if self.record else reverse("minutes:home")
        return found

    def items(self) -> QuerySet[AgendaItem]:
        """The public items that it speaks of."""
        rows: QuerySet[AgendaItem] = AgendaItem.public.all()
        if self.kind == "all":
            return rows
        if self.kind == "committee":
            return rows.filter(meeting__committee=self.record)
        if self.kind == "issue":
            return rows.filter(issue=self.record)
        if self.kind == "ward":
            return rows.filter(wards=self.record)
        question = self.question or Question(member=self.record, housekeeping=True)
        return rows.filter(pk__in=answering(question).values("item_id"))

    def meetings(self) -> QuerySet[Meeting]:
        """The public meetings that it speaks of: those of a committee, or at which one of its items is dealt with."""
        rows: QuerySet[Meeting] = Meeting.public.order_by()
        if self.kind == "all":
            return rows
        if self.kind == "committee":
            return rows.filter(committee=self.record)
        return rows.filter(pk__in=self.items().order_by().values("meeting"))

    @property
    def tells_corrected_meetings(self) -> bool:
        """Whether it tells of corrections of its meetings as a whole: what answers a search are items alone."""
        return self.kind != "search"

    def make_ready(self) -> None:
        """Bring the index up to date, where it is asked."""
        if self.kind in ("search", "member"):
            catch_up(seconds=PATIENCE)

    def _words(self) -> str:
        question = self.question
        if question is None:
            return ""
        named = [question.committee, question.ward, question.member, question.kind_name, question.state_name]
        period = question.year or " – ".join(str(day) for day in (question.since, question.until) if day)
        key = _("key decisions") if question.key else ""
        words = f"“{question.q}”" if question.q else ""
        return ", ".join(str(one) for one in [words, *named, period, key] if one)
