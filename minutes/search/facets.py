"""How many matches there are, how they divide by whatever can be chosen, and which of them are worth ranking."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from minutes.search import marks, ranking
from minutes.search.models import SearchEntryQuerySet

COUNTED = 2_000  # "more than 2,000"
SHOWN = 8  # choices of a kind
YEARS = 3  # of the archive, up to its last meeting, that are asked first

# One row for each choice: its kind, its value, how many matches. A year begins in May as well, as councils count them.
# Past what is counted nothing is divided, for then these are not all the matches. Where the last years alone have more,
# the index is not asked for all of them: it would put together every match before it gave the first.
DIVISIONS = """
WITH recent AS MATERIALIZED (
    SELECT count(*) AS number FROM (SELECT FROM ({recent}) AS every LIMIT {counted} + 1) AS late
),
matches AS MATERIALIZED (
    SELECT * FROM ({matches}) AS every WHERE (SELECT number FROM recent) <= {counted} LIMIT {counted} + 1
),
number AS MATERIALIZED (SELECT greatest((SELECT number FROM recent), count(*)) AS number FROM matches),
few AS MATERIALIZED (
    SELECT *, date_part('year', date)::int AS year FROM matches WHERE (SELECT number FROM number) <= {counted}
),
divided AS MATERIALIZED (
    SELECT committee_id, year, municipal, state, is_key, kinds, count(*) AS number
    FROM (SELECT *, year - (date < make_date(year, 5, 1))::int AS municipal FROM few) AS every
    GROUP BY GROUPING SETS (committee_id, year, municipal, state, is_key, kinds)
)
SELECT '', '', number FROM number
UNION ALL SELECT 'committee', committee_id::text, number FROM divided WHERE committee_id IS NOT NULL
UNION ALL SELECT 'year', year::text, number FROM divided WHERE year IS NOT NULL
UNION ALL SELECT 'municipal', municipal::text, number FROM divided WHERE municipal IS NOT NULL
UNION ALL SELECT 'state', state, number FROM divided WHERE state IS NOT NULL
UNION ALL SELECT 'key', '1', number FROM divided WHERE is_key
UNION ALL SELECT 'kind', kind, sum(number)::bigint FROM divided, unnest(kinds) AS kind GROUP BY 2
UNION ALL SELECT 'ward', ward::text, count(*) FROM few, unnest(wards) AS ward WHERE wards <> '{{}}' GROUP BY 2
UNION ALL SELECT 'member', member::text, count(*) FROM few, unnest(members) AS member WHERE members <> '{{}}' GROUP BY 2
UNION ALL SELECT 'tier', string_agg(item_id::text, ' '), 1 FROM (
    SELECT item_id FROM few WHERE titled
    ORDER BY {weight} * weight + {title_share} * least(%s / length::float8, 1) DESC, date DESC, item_id LIMIT {likely}
) AS first
UNION ALL SELECT 'tier', string_agg(item_id::text, ' '), 2 FROM (
    SELECT item_id FROM few WHERE NOT titled ORDER BY weight DESC, date DESC, item_id LIMIT {likely}
) AS second
"""
RECENT = """vector @@ (
    SELECT string_agg(quote_literal('{mark}' || extract(year FROM last)::int - back), '|')::tsquery
    FROM (SELECT max(date) AS last FROM minutes_meeting) AS latest, generate_series(0, {years} - 1) AS back
)"""
COLUMNS = ["item_id", "committee_id", "date", "state", "kinds", "wards", "members", "is_key", "weight"]


@dataclass
class Facets:
    """The choices by kind, each a value and its number, the most frequent first; years the newest first."""

    by_kind: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


@dataclass
class Count:
    """How many match, how they divide; by tier, the likeliest to be good answers."""

    number: int
    facets: Facets
    likely: dict[int, list[int]]

    @property
    def is_all(self) -> bool:
        """Whether there are no more than were counted. If there are, nothing is divided."""
        return self.number <= COUNTED


def counted(matches: SearchEntryQuerySet, words: str, terms: int) -> Count:
    """What there is to say of the matches of so many terms."""
    rows = _rows(matches, words, terms)
    number = rows.pop("")[0][1]
    likely = {tier: [int(item) for item in items.split()] for items, tier in rows.pop("tier") if items}
    for kind, choices in rows.items():
        by_year = kind in ("year", "municipal")
        choices.sort(key=lambda one: (one[0] if by_year else one[1], one[0]), reverse=True)
    return Count(number, Facets(dict(rows)), likely)


def municipal_year(start: str) -> str:
    """2025 as 2025-26: the year from one Annual Meeting to the next, as it stands in an address."""
    year = dt.date(int(start), 1, 1).year
    return f"{year}-{(year + 1) % 100:02}"


def _rows(matches: SearchEntryQuerySet, words: str, terms: int) -> dict[str, list[tuple[str, int]]]:
    sql, parameters = matches.values(*COLUMNS).query.sql_with_params()
    late = RawSQL(RECENT.format(mark=marks.YEAR, years=YEARS), [], output_field=BooleanField())  # noqa: S611  # own names
    recent, facts = matches.filter(late).values("item_id").query.sql_with_params()
    titled = "title_vector @@ %s::tsquery" if words else "false"
    sql = sql.replace(" FROM ", f", {titled} AS titled, length(title_vector) AS length FROM ", 1)
    statement = DIVISIONS.format(
        recent=recent, matches=sql, counted=COUNTED, weight=ranking.WEIGHT, title_share=ranking.TITLE_SHARE,
        likely=ranking.LIKELY,
    )  # fmt: skip
    found: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*facts, *([words] if words else []), *parameters, terms])
        for kind, value, number in cursor.fetchall():
            found[kind].append((value, number))
    return found
