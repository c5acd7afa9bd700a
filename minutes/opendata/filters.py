"""The parameters by which programs filter records: what each may be, and what it stands for."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from minutes.models import AgendaItem, Committee, Ward
from minutes.models.touched import touched
from minutes.opendata.shapes import DAY, MOMENT, NUMBER, SLUG
from minutes.registry import Filter


def day(text: str) -> dt.date:
    """A date as 2026-11-24."""
    return dt.date.fromisoformat(text)


def moment(text: str) -> dt.datetime:
    """
    A moment with its time zone, or a day; in UTC, for PostgreSQL takes no zone that is 16 hours or more away.

    Raises ValueError for what is none, and OverflowError where its UTC lies before the first year or after the last.
    """
    found = dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return found.astimezone(dt.UTC) if found.tzinfo else found.replace(tzinfo=dt.UTC)


def dates(path: str = "") -> dict[str, Filter]:
    """The filters of whatever has the day of a meeting."""
    return {
        "from": Filter("From this day: 2026-11-24.", DAY, lambda text: Q(**{f"{path}date__gte": day(text)})),
        "to": Filter("To this day: 2026-11-24.", DAY, lambda text: Q(**{f"{path}date__lte": day(text)})),
    }


def slug(what: str, path: str, rows: Callable[[], QuerySet[Any]]) -> Filter:
    """The filter by another record, which must be there."""

    def condition(text: str) -> Q:
        if not rows().filter(slug=text).exists():
            raise ValueError(f"there is no such {what}")
        return Q(**{path: text})

    return Filter(f"The short name of the {what}, as its address has it.", SLUG, condition)


def by_committee(path: str) -> Filter:
    """The filter by the committee of the meeting to which `path` leads."""
    return slug("committee", f"{path}committee__slug", Committee.public.all)


def modified_since(large: type[Model] | None = None, path: str = "pk") -> dict[str, Filter]:
    """The filter by `modified_at`, which is that of a large model's record to which `path` leads."""

    def condition(text: str) -> Q:
        since = moment(text)
        return Q(modified_at__gte=since) & (touched(large, since, path) if large else Q())

    told = "Published or changed at this moment or later: 2026-11-24T09:00:00Z."
    return {"modified_since": Filter(told, {"anyOf": [MOMENT, DAY]}, condition)}


def _affects(text: str) -> Q:
    """Items that affect a ward, each once."""
    if not Ward.public.filter(slug=text).exists():
        raise ValueError("there is no such ward")
    return Q(Exists(AgendaItem.public.filter(pk=OuterRef("pk"), wards__slug=text)))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) < 2**63):
        raise ValueError("it is no number")
    return int(text)


OF_MEETING = Filter("The number of a meeting.", NUMBER, lambda text: Q(meeting=_number(text)))
AFFECTING = Filter("The short name of a ward that it affects.", SLUG, _affects)
