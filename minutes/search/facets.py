"""How many matches there are, and how they divide: by committee, year, ward and whatever else can be chosen."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from minutes.search.models import SearchEntryQuerySet

COUNTED = 10_000  # "more than 10,000"
SHOWN = 8  # choices of a kind

# One row for each choice: its kind, its value, how many matches. A year begins in May as well, as councils count them.
DIVISIONS = """
WITH matches AS MATERIALIZED (SELECT * FROM ({matches}) AS every LIMIT {counted} + 1)
SELECT '', '', count(*) FROM matches
UNION ALL SELECT 'titled', '', count(*) FROM matches WHERE titled
UNION ALL SELECT 'committee', committee_id::text, count(*) FROM matches GROUP BY 2
UNION ALL SELECT 'year', to_char(date, 'YYYY'), count(*) FROM matches GROUP BY 2
UNION ALL SELECT 'municipal', to_char(date - interval '4 months', 'YYYY'), count(*) FROM matches GROUP BY 2
UNION ALL SELECT 'state', state, count(*) FROM matches GROUP BY 2
UNION ALL SELECT 'kind', kind, count(*) FROM matches, unnest(kinds) AS kind GROUP BY 2
UNION ALL SELECT 'ward', ward::text, count(*) FROM matches, unnest(wards) AS ward GROUP BY 2
UNION ALL SELECT 'member', member::text, count(*) FROM matches, unnest(members) AS member GROUP BY 2
UNION ALL SELECT 'key', '1', count(*) FROM matches WHERE is_key HAVING count(*) > 0
"""
COLUMNS = ["committee_id", "date", "state", "kinds", "wards", "members", "is_key"]


@dataclass
class Facets:
    """The choices by kind, each a value and its number, the most frequent first; years the newest first."""

    by_kind: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


def counted(matches: SearchEntryQuerySet, words: str) -> tuple[int, int, Facets]:
    """How many match, how many of them by their title, and how they divide. Past `COUNTED` nothing is divided."""
    rows = _rows(matches, words)
    number, titled = rows.pop("")[0][1], rows.pop("titled")[0][1]
    if number > COUNTED:
        return number, titled, Facets()
    for kind, choices in rows.items():
        by_year = kind in ("year", "municipal")
        choices.sort(key=lambda one: (one[0] if by_year else one[1], one[0]), reverse=True)
    return number, titled, Facets(dict(rows))


def municipal_year(start: str) -> str:
    """2025 as 2025-26: the year from one Annual Meeting to the next, as it stands in an address."""
    year = dt.date(int(start), 1, 1).year
    return f"{year}-{(year + 1) % 100:02}"


def _rows(matches: SearchEntryQuerySet, words: str) -> dict[str, list[tuple[str, int]]]:
    sql, parameters = matches.values(*COLUMNS).query.sql_with_params()
    titled = "title_vector @@ %s::tsquery" if words else "false"
    sql = sql.replace(" FROM ", f", {titled} AS titled FROM ", 1)
    with connection.cursor() as cursor:
        statement = DIVISIONS.format(matches=sql, counted=COUNTED)
        cursor.execute(statement, [*([words] if words else []), *parameters])
        found: dict[str, list[tuple[str, Any]]] = defaultdict(list)
        for kind, value, number in cursor.fetchall():
            found[kind].append((value, number))
    return found
