"""What is written into the index for an item."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models.functions import Now

from minutes.models import AgendaItem, Narrative, Report
from minutes.publication import STAGES, stage
from minutes.registry import Passage
from minutes.search.kinds import TITLE_WEIGHT, kind_of
from minutes.search.models import SearchEntry, SearchPassage, SearchQueue
from minutes.search.passages import passages_of, pieces
from minutes.search.spelling import remember
from minutes.search.traits import traits_of
from minutes.text.housekeeping import is_housekeeping

# Each takes an array of plain rows; the vectors are made by the function of minutes/migrations/0004_search.py.
ENTRIES = f"""
INSERT INTO minutes_searchentry (item_id, committee_id, date, kinds, state, wards, members, is_key, weight,
    is_housekeeping, public_until, title_vector, vector)
SELECT item_id, committee_id, date, kinds, state, wards, members, is_key, weight, is_housekeeping, public_until,
    minutes_search_vector(ARRAY[heading], ARRAY['{TITLE_WEIGHT}']), minutes_search_vector(texts, weights)
FROM json_to_recordset(%s) AS rows (item_id bigint, committee_id bigint, date date, kinds varchar(10)[],
    state text, wards bigint[], members bigint[], is_key boolean, weight smallint, is_housekeeping boolean,
    public_until timestamptz, heading text, texts text[], weights text[])
"""  # noqa: S608  # a constant of the project's own
PASSAGES = """
INSERT INTO minutes_searchpassage (item_id, ordinal, kind, anchor, text, vector)
SELECT item_id, ordinal, kind, anchor, text, minutes_search_vector(ARRAY[text], ARRAY[weight])
FROM json_to_recordset(%s) AS rows (item_id bigint, ordinal integer, kind text, anchor text, text text, weight text)
"""
# Characters of one item that are searched: seventy printed pages. A tsvector takes at most a megabyte.
LONGEST_ITEM = 200_000
STATE_OF = dict(zip(STAGES, ["agenda", "agenda", "decisions", "draft", "confirmed"], strict=True))


@dataclass
class Moments:
    """The moments to come of an item, after which other text of it is public; `closing` of them withdraw some."""

    all: list[dt.datetime] = field(default_factory=list)
    closing: list[dt.datetime] = field(default_factory=list)

    def note(self, now: dt.datetime, opening: list[dt.datetime | None], closing: list[dt.datetime | None]) -> None:
        """Keep those of the moments that lie ahead."""
        self.all += [moment for moment in [*opening, *closing] if moment and moment > now]
        self.closing += [moment for moment in closing if moment and moment > now]


def index_items(items: Collection[int]) -> None:
    """
    Bring the entries, the passages and the queue of these items to what the record says at this moment.

    The moments to come are read before the text: one that comes in between is in the text already and is due at
    once again, which is harmless; the other way round it would be missed.
    """
    moments = moments_of(items)
    for table in (SearchEntry, SearchPassage):
        table.objects.filter(item__in=items).delete()
    SearchQueue.objects.filter(item_id__in=items).delete()
    SearchQueue.objects.bulk_create(
        SearchQueue(item_id=item, due_at=min(found.all)) for item, found in moments.items() if found.all
    )
    passages: dict[int, list[Passage]] = defaultdict(list)
    for passage in passages_of(items):
        passages[passage.item_id].append(passage)
    headings = dict(_headings(items))
    traits = traits_of(items)
    rows = AgendaItem.public.filter(pk__in=items).select_related("meeting").annotate(stage=stage("meeting__"))
    known = [item for item in rows if item.pk in headings]
    _write(
        ENTRIES,
        (
            _entry(one, headings[one.pk], passages[one.pk], moments[one.pk]) | _choices(one, traits[one.pk])
            for one in known
        ),
    )
    _write(PASSAGES, (row for item in headings for row in _passages(item, passages[item])))
    remember([*headings.values(), *(passage.text[:LONGEST_ITEM] for item in headings for passage in passages[item])])


def moments_of(items: Collection[int]) -> dict[int, Moments]:
    """The moments to come of each of these items, drafts included, by the database's clock."""
    found: dict[int, Moments] = {}
    stages = [f"meeting__{stage}" for stage in STAGES]
    rows = AgendaItem.objects.filter(pk__in=items)
    for pk, now, *opening, withdrawn, of_meeting in rows.values_list(
        "pk", Now(), "released_at", *stages, "withdrawn_at", "meeting__withdrawn_at"
    ):
        found[pk] = Moments()
        found[pk].note(now, opening, [withdrawn, of_meeting])
    reports = Report.objects.filter(item__in=found)
    for pk, now, released, withdrawn in reports.values_list("item_id", Now(), "released_at", "withdrawn_at"):
        found[pk].note(now, [released], [withdrawn])
    return found


def _headings(items: Collection[int]) -> Iterator[tuple[int, str]]:
    """Label, minute number and title of each public item."""
    numbers = dict(Narrative.public.filter(item__in=items).values_list("item_id", "minute_number"))
    for pk, label, title in AgendaItem.public.filter(pk__in=items).values_list("pk", "label", "title"):
        yield pk, "\n".join(filter(None, [label, numbers.get(pk), title]))


def _write(statement: str, rows: Iterable[dict[str, Any]]) -> None:
    """Let PostgreSQL make rows of plain data: an object and an expression for each takes three times as long."""
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(list(rows), default=str, ensure_ascii=False)])


def _entry(item: AgendaItem, heading: str, passages: list[Passage], moments: Moments) -> dict[str, Any]:
    kinds = {kind_of(passage.kind).filter for passage in passages} - {""}
    texts, left = [heading], LONGEST_ITEM
    for passage in passages:
        texts.append(passage.text[:left])
        left -= len(texts[-1])
    return {
        "item_id": item.pk,
        "committee_id": item.meeting.committee_id,
        "date": item.meeting.date,
        "kinds": sorted(kinds),
        "public_until": min(moments.closing, default=None),
        "heading": heading,
        "texts": texts,
        "weights": [TITLE_WEIGHT, *(kind_of(passage.kind).weight for passage in passages)],
    }


def _choices(item: Any, traits: dict[str, set[int]]) -> dict[str, Any]:
    """By what else an item can be filtered and ranked."""
    return {
        "state": STATE_OF[item.stage],
        "wards": sorted(traits["ward"]),
        "members": sorted(traits["member"]),
        "is_key": bool(traits["key"]),
        "weight": max(traits["weight"], default=0),
        "is_housekeeping": is_housekeeping(item.title),
    }


def _passages(item: int, passages: list[Passage]) -> Iterator[dict[str, Any]]:
    """The texts of excerpts, in pieces that are quick to read."""
    whole = [(passage, text) for passage in passages for text in pieces(passage.text)]
    for ordinal, (passage, text) in enumerate(whole, 1):
        weight = kind_of(passage.kind).weight
        told = {"item_id": item, "ordinal": ordinal, "kind": passage.kind, "anchor": passage.anchor, "text": text}
        yield {**told, "weight": weight}
