"""Writing what was gathered into the index."""

from collections.abc import Collection
from typing import Any

import orjson
from django.db import connection

from minutes.search.gathering import BEGINS, GOES_ON, WORDS_ALONE, Gathered, Keys, gather
from minutes.search.kinds import TITLE_WEIGHT
from minutes.search.models import SearchEntry, SearchPassage, SearchQueue
from minutes.search.spelling import remember

# Of each text a vector is made once: it is kept with the passage and goes into the vector of its item. Between two
# texts stands a sign that nobody can search for, ten places wide: no phrase runs from one text into the next.
WRITE = f"""
WITH texts AS MATERIALIZED (
    SELECT item_id, ordinal, kind, anchor, label, text, use,
        setweight(to_tsvector('minutebook', minutes_search_plain(text)), weight::"char") AS vector
    FROM json_to_recordset(%(passages)s)
        AS rows (item_id bigint, ordinal integer, kind text, anchor text, label text, text text,
            weight text, use text)
), kept AS (
    INSERT INTO minutes_searchpassage (item_id, ordinal, kind, anchor, label, text, vector)
    SELECT item_id, ordinal, kind, anchor, label, text, vector FROM texts
), joined AS (
    SELECT item_id, minutes_search_join(CASE use
            WHEN '{BEGINS}' THEN $sign$'|':10$sign$::tsvector || vector
            WHEN '{GOES_ON}' THEN vector
            WHEN '{WORDS_ALONE}' THEN strip(vector) END ORDER BY ordinal) AS vector
    FROM texts GROUP BY item_id
), entries AS MATERIALIZED (
    SELECT *, setweight(to_tsvector('minutebook', minutes_search_plain(heading)), '{TITLE_WEIGHT}') AS titled
    FROM json_to_recordset(%(entries)s) AS rows (item_id bigint, committee_id bigint, date date,
        kinds varchar(10)[], state text, wards bigint[], members bigint[], is_key boolean, weight smallint,
        is_housekeeping boolean, public_until timestamptz, heading text, year text, marks text[])
), whole AS MATERIALIZED (
    SELECT entries.*, titled || coalesce(joined.vector, '') AS vector FROM entries LEFT JOIN joined USING (item_id)
)
INSERT INTO minutes_searchentry (item_id, committee_id, date, kinds, state, wards, members, is_key, weight,
    is_housekeeping, public_until, title_vector, vector)
SELECT item_id, committee_id, date, kinds, state, wards, members, is_key, weight, is_housekeeping, public_until,
    titled || array_to_tsvector(year || minutes_search_pairs(titled)),
    vector || array_to_tsvector(marks || minutes_search_pairs(vector))
FROM whole
"""  # noqa: S608  # constants of the project's own


def index_items(items: Collection[int]) -> None:
    """Bring the entries, the passages and the queue of these items to what the record says at this moment."""
    found = gather(items)
    write(found)
    remember(found.words)


def write(found: Gathered) -> None:
    """Let what was gathered take the place of what the index says of these items."""
    for table in (SearchEntry, SearchPassage):
        table.objects.filter(item__in=found.items).delete()
    SearchQueue.objects.filter(pk__in=Keys(found.queued)).delete()
    SearchQueue.objects.bulk_create(
        SearchQueue(item_id=item, due_at=min(moments.all)) for item, moments in found.moments.items() if moments.all
    )
    # PostgreSQL makes rows of plain data: an object and an expression for each takes three times as long.
    with connection.cursor() as cursor:
        cursor.execute(WRITE, {"passages": _json(found.passages), "entries": _json(found.entries)})


def _json(rows: list[dict[str, Any]]) -> str:
    return orjson.dumps(rows).decode()
