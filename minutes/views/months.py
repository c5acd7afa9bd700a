"""A month that a page shows, and the pages of the months beside it."""

import datetime as dt
import re
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext

MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


@dataclass(frozen=True, order=True)
class Month:
    """A month of a calendar year."""

    year: int
    month: int

    @classmethod
    def of(cls, date: dt.date) -> "Month":
        return cls(date.year, date.month)

    @classmethod
    def read(cls, text: str) -> "Month":
        """From "2026-11". Raises ValueError for anything else, and for years that no council has seen."""
        found = MONTH.fullmatch(text)
        if found is None or not (1 <= int(found[2]) <= 12 and 1800 <= int(found[1]) <= 2200):
            raise ValueError(f"{text!r} is not a month")
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, self.month, 1)

    @property
    def end(self) -> dt.date:
        """The day after its last one."""
        return self.next.first

    @property
    def next(self) -> "Month":
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def previous(self) -> "Month":
        return Month.of(self.first - dt.timedelta(days=1))

    @property
    def name(self) -> str:
        return format_date(self.first, "F Y")

    def weeks(self) -> list[list[dt.date | None]]:
        """Its days by weeks from Monday, None for those of other months."""
        days: list[dt.date | None] = [None] * self.first.weekday()
        days += [self.first + dt.timedelta(days=n) for n in range((self.end - self.first).days)]
        days += [None] * (-len(days) % 7)
        return [days[start : start + 7] for start in range(0, len(days), 7)]


def beside(meetings: QuerySet, month: Month) -> tuple[Month | None, Month | None]:
    """The nearest months before and after in which there are meetings: whoever follows these comes to an end."""
    before = meetings.filter(date__lt=month.first).order_by("-date").values_list("date", flat=True).first()
    after = meetings.filter(date__gte=month.end).order_by("date").values_list("date", flat=True).first()
    return (Month.of(before) if before else None), (Month.of(after) if after else None)


def asked_for(text: str) -> tuple[Month | None, list[str]]:
    """The month of a query parameter, and a sentence where it is none."""
    if not text:
        return None, []
    try:
        return Month.read(text), []
    except ValueError:
        return None, [gettext("“%(text)s” is not a month: write 2026-11.") % {"text": text[:40]}]
