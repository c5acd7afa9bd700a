"""
What other apps hang on an agenda item, on a person and on the front page.

This module owns the lists; apps add to them when they start (`AppConfig.ready`), as they do with the admin. So the
record can show, search, print and import decisions without knowing them.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from django.db.models import Prefetch, Q, QuerySet

if TYPE_CHECKING:
    from minutes.models import AgendaItem, Person

# The manager through which a page reads: what is public now, or what will be (see minutes/publication.py).
Audience = Literal["public", "preview"]


@dataclass(frozen=True)
class Passage:
    """
    A piece of an item's public text that a search can match.

    `anchor` leads to it on the item's page, or is an address; `label` says what it is where its kind does not.
    """

    item_id: int
    kind: str
    text: str
    anchor: str = ""
    label: str = ""


class Trait(NamedTuple):
    """
    What a search can filter an item by, and rank it by, beside its text.

    `name` is "member" (the key of somebody who took part), "key" (a key decision) or "weight" (3: there is
    a formal record of a decision, or the last word was spoken; 2: something was resolved; 1: recommended or noted).
    """

    item_id: int
    name: str
    value: int


def no_people(item: "AgendaItem") -> Iterable["Person"]:
    """Of a part that names nobody."""
    return ()


def no_traits(items: Collection[int]) -> Iterable[Trait]:
    """Of a part by which nothing is filtered."""
    return ()


@dataclass(frozen=True)
class Facts:
    """
    What an import can say of a record, by the name of each fact, as plain values that JSON takes.

    `said` are those that the source says, and no others; `stored` those that stand here now, a fact that is not there
    being empty; `write` stores some of them, giving `why` to the history, and answers with what it could not store.
    `stored_of` tells the same as `stored` of many records at once, by their keys.
    """

    said: Callable[[Any], dict[str, Any]]
    stored: Callable[[Any], dict[str, Any]]
    write: Callable[[Any, dict[str, Any], str], list[str]]
    stored_of: Callable[[Collection[int]], dict[int, dict[str, Any]]] | None = None


@dataclass(frozen=True)
class ItemPart:
    """
    Something that belongs to an agenda item.

    `prefetches` gives what its page shows, each with `to_attr`, so that templates read lists and never a manager (with
    `in_lists`, a list of items shows it too);
    `passages` gives its public text, for the items with the given keys; `data` is what
    its page shows as plain data; `facts` are what an import can say of it; `traits`, by what else a search filters the
    items with the given keys; `people`, whom it names, as far as the index of a volume lists them. `whole` is `data`
    with what became of it later, where there is such a thing. `minuted`: it is public with the minutes, not the
    decisions. `shows` are the lookups from an item to other records of which `data` tells something, by their kind:
    person, ward or item.
    """

    name: str
    prefetches: Callable[[Audience], list[Prefetch]]
    passages: Callable[[Collection[int]], Iterable[Passage]]
    data: Callable[["AgendaItem"], Any]
    facts: Facts
    in_lists: bool = False
    minuted: bool = False
    traits: Callable[[Collection[int]], Iterable[Trait]] = no_traits
    people: Callable[["AgendaItem"], Iterable["Person"]] = no_people
    whole: Callable[["AgendaItem"], Any] | None = None
    shows: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def everything(self, item: "AgendaItem") -> Any:
        """`data`, and what came of it at later meetings: a paper holds no more than was known when it was made."""
        return (self.whole or self.data)(item)


@dataclass(frozen=True)
class Wording:
    """
    Something in minutes that a correction can put right: a row, the fields that it may change, and what to call it.

    `key` names it among those of its item or meeting. `remove` takes the row away, given it and who does it, and with
    it what belongs to it, which is told by `along`; a row without it stays.
    """

    key: str
    name: str
    row: Any
    fields: tuple[str, ...]
    remove: Callable[[Any, Any], None] | None = None
    along: tuple["Wording", ...] = ()

    @property
    def can_be_removed(self) -> bool:
        """Whether a correction can take it away; for templates, which would call `remove`."""
        return self.remove is not None


class Field(NamedTuple):
    """What a field of a record for programs is: in a sentence, and as a JSON Schema (minutes/opendata/shapes.py)."""

    told: str
    shape: Mapping[str, Any]


class Filter(NamedTuple):
    """
    A parameter by which records are filtered: what it is, in a sentence and as a JSON Schema.

    `condition` is what its value stands for (ValueError for one that cannot be understood).
    """

    told: str
    shape: Mapping[str, Any]
    condition: Callable[[str], Q]


@dataclass(frozen=True)
class PublicKind:
    """
    A kind of record that programs can have, one by one, in pages and all of it.

    `rows` are the public ones with all that `record` tells of one; it is given the site's own address too. `fields`
    names what `record` answers with; `filters`, the parameters by which they are filtered.
    """

    name: str
    title: str
    rows: Callable[[], QuerySet[Any]]
    record: Callable[[Any, str], dict[str, Any]]
    fields: dict[str, Field]
    filters: dict[str, Filter] = field(default_factory=dict)


@dataclass
class Registry:
    """
    The lists.

    `item_inlines` are the rows that other apps enter on an item's page in the admin.
    `person_parts` gives, by the name that templates know, the public rows about a person; `front_page`, the newest
    public rows, as many as asked for. `public_kinds` are the kinds of record that programs can have, `shapes` what
    stands inside their fields, by a name to which a field's own shape refers. `wordings` gives what can be
    corrected of an item; `resolvers` store a resolution of an item, given its words and who does it.
    """

    item_inlines: list[Any] = field(default_factory=list)
    item_parts: list[ItemPart] = field(default_factory=list)
    person_parts: dict[str, Callable[["Person"], QuerySet[Any]]] = field(default_factory=dict)
    front_page: dict[str, Callable[[int], Sequence[Any]]] = field(default_factory=dict)
    public_kinds: list[PublicKind] = field(default_factory=list)
    shapes: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    wordings: list[Callable[["AgendaItem"], Iterable[Wording]]] = field(default_factory=list)
    resolvers: list[Callable[["AgendaItem", str, Any], None]] = field(default_factory=list)

    def prefetches(self, audience: Audience, *, in_lists: bool = False, minuted: bool = True) -> list[Prefetch]:
        """
        What other apps show on an item's page, as `audience` may see it.

        `in_lists`: what a list of items shows; not `minuted`: what is public with the decisions already.
        """
        parts = [part for part in self.item_parts if (part.in_lists or not in_lists) and (minuted or not part.minuted)]
        return [prefetch for part in parts for prefetch in part.prefetches(audience)]


registry = Registry()
