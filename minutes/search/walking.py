"""
The newest, or oldest, of very many matches, found step by step through time.

Of a word that half of the archive holds, PostgreSQL would look at every match to find the newest. Each entry has the
marks of its year and month among its words: so the index gives the matches of one step after the other, until they
are enough.
"""

import datetime as dt
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Max, Min
from django.db.models.expressions import RawSQL

from minutes.models import Meeting
from minutes.search import marks
from minutes.search.models import SearchEntryQuerySet

FINE = 3  # so many years are gone through by months: of a common word, a year's matches are too many to put in order
WALK = """
SELECT walked.* FROM unnest(%({prefix}_steps)s::text[]) AS steps (mark) CROSS JOIN LATERAL ({of_step}) AS walked
LIMIT {most}
"""


def way(start: dt.date | None = None, *, oldest: bool = False) -> tuple[dt.date, dt.date]:
    """The days from `start`, or else the last meeting, to the first one; with `oldest`, the other way round."""
    days = Meeting.objects.aggregate(first=Min("date"), last=Max("date"))
    begin, end = (days["first"], days["last"]) if oldest else (days["last"], days["first"])
    return start or begin or dt.date.max, end or dt.date.max


def years(begin: dt.date, end: dt.date) -> list[str]:
    """The marks of the years from one day to another, which may be the earlier."""
    return [f"{marks.YEAR}{year}" for year in _through(begin.year, end.year)]


def months(begin: dt.date, end: dt.date) -> list[str]:
    """The marks of the months of the first years on this way, and of the years beyond."""
    january, december = (1, 12) if begin <= end else (12, 1)
    near = [(year, month) for year in _through(begin.year, end.year)[:FINE] for month in _through(january, december)]
    near = near[near.index((begin.year, begin.month)) :]
    return [f"{marks.MONTH}{year}{month:02}" for year, month in near] + years(begin, end)[FINE:]


def _through(first: int, last: int) -> range:
    step = 1 if first <= last else -1
    return range(first, last + step, step)


def walk(
    matches: SearchEntryQuerySet,
    columns: list[str],
    most: int,
    *,
    prefix: str,
    steps: list[str],
    by: str = "vector",
    oldest: bool = False,
) -> tuple[str, dict[str, Any]]:
    """
    SQL that gives the newest, or oldest, of these matches, with its parameters, whose names begin with `prefix`.

    `steps` are the marks to go through, of the column `by`, whose words were looked for; titles have those of years.
    """
    of_step = RawSQL(f"{by} @@ quote_literal(steps.mark)::tsquery", [], output_field=BooleanField())  # noqa: S611  # own names
    order = ("date", "item_id") if oldest else ("-date", "item_id")
    sql, parameters = named(matches.filter(of_step).order_by(*order).values(*columns)[:most], prefix)
    return WALK.format(prefix=prefix, of_step=sql, most=most), {**parameters, f"{prefix}_steps": steps}


def walked(
    matches: SearchEntryQuerySet, most: int, *, start: dt.date | None, oldest: bool
) -> list[tuple[dt.date, int]]:
    """Date and item of the newest, or oldest, of these matches, from the day `start`."""
    steps = months(*way(start, oldest=oldest))
    sql, parameters = walk(matches, ["date", "item_id"], most, prefix="walked", steps=steps, oldest=oldest)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [(date, item) for date, item in cursor.fetchall()]


def named(rows: Any, prefix: str) -> tuple[str, dict[str, Any]]:
    """The SQL of a query with names for its parameters, and these."""
    sql, parameters = rows.query.sql_with_params()
    names = [f"{prefix}_{number}" for number in range(len(parameters))]
    return sql % tuple(f"%({name})s" for name in names), dict(zip(names, parameters, strict=True))
