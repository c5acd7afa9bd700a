"""What is to be written into the index for some items, read from the record as it is at this moment."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now

from minutes.models import AgendaItem, Narrative, Report
from minutes.publication import STAGES, stage
from minutes.registry import Passage
from minutes.search import marks
from minutes.search.kinds import kind_of
from minutes.search.models import SearchQueue
from minutes.search.passages import passages_of, pieces
from minutes.search.spelling import words_of
from minutes.search.traits import traits_of
from minutes.text.housekeeping import is_housekeeping

STATE_OF = dict(zip(STAGES, ["agenda", "agenda", "decisions", "draft", "confirmed"], strict=True))
# How a piece of text goes into its item's vector: as a new text, as the text before goes on, its words, not at all.
BEGINS, GOES_ON, WORDS_ALONE, LEFT_OUT = "begins", "goes on", "words alone", "left out"
# A tsvector takes a megabyte and tells places, which a phrase needs, of sixteen thousand words. So of an item's text so
# many bytes are taken in with places; of what follows, a report's later pages, so many of words that are new.
WITH_PLACES, NEW_WORDS = 90_000, 250_000


class Keys(RawSQL, Collection[int]):
    """
    The keys of many rows, which a query takes as one value: `item__in=keys`.

    Were each of them a value of its own, in twenty queries, Django would spend more time on them than on the rows.
    """

    def __init__(self, keys: Collection[int]) -> None:
        super().__init__("SELECT unnest(%s::bigint[])", [list(keys)])
        self.keys = keys

    def __iter__(self) -> Iterator[int]:
        return iter(self.keys)

    def __len__(self) -> int:
        return len(self.keys)

    def __contains__(self, key: object) -> bool:
        return key in self.keys


@dataclass
class Moments:
    """The moments to come of an item, after which other text of it is public; `closing` of them withdraw some."""

    all: list[dt.datetime] = field(default_factory=list)
    closing: list[dt.datetime] = field(default_factory=list)

    def note(self, now: dt.datetime, opening: list[dt.datetime | None], closing: list[dt.datetime | None]) -> None:
        """Keep those of the moments that lie ahead."""
        self.all += [moment for moment in [*opening, *closing] if moment and moment > now]
        self.closing += [moment for moment in closing if moment and moment > now]


@dataclass
class Gathered:
    """
    The rows of the index for `items`, and the words of their texts for the list of spellings.

    `queued` are the notes in the queue that were there before anything was read: they are done with.
    """

    items: Collection[int]
    queued: list[int]
    moments: dict[int, Moments]
    entries: list[dict[str, Any]] = field(default_factory=list)
    passages: list[dict[str, Any]] = field(default_factory=list)
    words: set[str] = field(default_factory=set)


def gather(items: Collection[int]) -> Gathered:
    """
    Read all that the index says of these items.

    The moments to come are read before the text: one that comes in between is in the text already and is due at
    once again, which is harmless; the other way round it would be missed.
    """
    items = Keys(items)
    queued = SearchQueue.objects.filter(item_id__in=items).values_list("pk", flat=True)
    found = Gathered(items, list(queued), moments_of(items))
    passages: dict[int, list[Passage]] = defaultdict(list)
    for passage in passages_of(items):
        passages[passage.item_id].append(passage)
    traits, numbers = traits_of(items), dict(_minute_numbers(items))
    texts: list[str] = []
    for row in _items(items):
        item = row["item_id"]
        heading = "\n".join(filter(None, [row.pop("label"), numbers.get(item), row["title"]]))
        texts += [heading, *(passage.text for passage in passages[item])]
        found.passages += _passages(item, passages[item])
        closing = found.moments[item].closing if item in found.moments else []
        found.entries.append(_entry(row, heading, passages[item], traits[item], min(closing, default=None)))
    found.words = words_of(texts)
    return found


def moments_of(items: Collection[int]) -> dict[int, Moments]:
    """The moments to come of those of these items that have any, drafts included, by the database's clock."""
    found: dict[int, Moments] = defaultdict(Moments)
    opening = ["released_at", *(f"meeting__{stage}" for stage in STAGES)]
    closing = ["withdrawn_at", "meeting__withdrawn_at"]
    rows = AgendaItem.objects.filter(_ahead([*opening, *closing]), pk__in=items)
    for pk, now, *opens, withdrawn, of_meeting in rows.values_list("pk", Now(), *opening, *closing):
        found[pk].note(now, opens, [withdrawn, of_meeting])
    reports = Report.objects.filter(_ahead(["released_at", "withdrawn_at"]), item__in=items)
    for pk, now, released, withdrawn in reports.values_list("item_id", Now(), "released_at", "withdrawn_at"):
        found[pk].note(now, [released], [withdrawn])
    return dict(found)


def _ahead(moments: list[str]) -> Q:
    """Rows with any of these moments still to come."""
    some = Q()
    for moment in moments:
        some |= Q(**{f"{moment}__gt": Now()})
    return some


def _items(items: Collection[int]) -> Iterator[dict[str, Any]]:
    rows = AgendaItem.public.filter(pk__in=items).annotate(stage=stage("meeting__"))
    names = ["item_id", "committee_id", "date", "label", "title", "stage"]
    for row in rows.values_list("pk", "meeting__committee_id", "meeting__date", "label", "title", "stage"):
        yield dict(zip(names, row, strict=True))


def _minute_numbers(items: Collection[int]) -> Any:
    return Narrative.public.filter(item__in=items).exclude(minute_number="").values_list("item_id", "minute_number")


def _entry(
    row: dict[str, Any], heading: str, passages: list[Passage], traits: dict[str, set[int]], until: dt.datetime | None
) -> dict[str, Any]:
    """An item as a row of the index; `marks` are the words by which it is filtered."""
    title, reached = row.pop("title"), row.pop("stage")
    entry = {
        **row,
        "kinds": sorted({kind_of(passage.kind).filter for passage in passages} - {""}),
        "state": STATE_OF[reached],
        "wards": sorted(traits["ward"]),
        "members": sorted(traits["member"]),
        "is_key": bool(traits["key"]),
        "weight": max(traits["weight"], default=0),
        "is_housekeeping": is_housekeeping(title),
        "public_until": until,
        "heading": heading,
    }
    return {**entry, "year": marks.year(row["date"]), "marks": marks.of_entry(entry)}


def _passages(item: int, passages: list[Passage]) -> Iterator[dict[str, Any]]:
    """The texts of excerpts, in pieces that are quick to read."""
    room, ordinal = Room(), 0
    for passage in passages:
        for number, text in enumerate(pieces(passage.text)):
            ordinal += 1
            yield {
                "item_id": item,
                "ordinal": ordinal,
                "kind": passage.kind,
                "anchor": passage.anchor,
                "label": passage.label,
                "text": text,
                "weight": kind_of(passage.kind).weight,
                "use": room.use_of(text, is_first=not number),
            }


class Room:
    """How much of an item's text its vector has taken so far."""

    def __init__(self) -> None:
        self.length, self.words, self.new = 0, set[str](), 0

    def use_of(self, text: str, *, is_first: bool) -> str:
        """How the next piece goes in."""
        self.length += len(text.encode())
        if self.length <= WITH_PLACES:
            return BEGINS if is_first else GOES_ON
        new = set(text.split()) - self.words
        self.words |= new
        self.new += sum(len(word.encode()) for word in new)
        return WORDS_ALONE if self.new <= NEW_WORDS else LEFT_OUT
