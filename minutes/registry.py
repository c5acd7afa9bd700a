"""
What other apps hang on an agenda item, on a person and on the front page.

This module owns the lists; apps add to them when they start (`AppConfig.ready`), as they do with the admin. So the
record can show, search, print and import decisions without knowing them.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from django.db.models import Prefetch, QuerySet

if TYPE_CHECKING:
    from minutes.models import AgendaItem, Person

# The manager through which a page reads: what is public now, or what will be (see minutes/publication.py).
Audience = Literal["public", "preview"]


@dataclass(frozen=True)
class Passage:
    """A piece of an item's public text that a search can match; `anchor` leads to it on the item's page."""

    item_id: int
    kind: str
    text: str
    anchor: str = ""


class Trait(NamedTuple):
    """
    What a search can filter an item by, and rank it by, beside its text.

    `name` is "member" (the key of somebody who took part), "key" (a key decision) or "weight" (3: there is
    a formal record of a decision; 2: something was resolved; 1: recommended or noted).
    """

    item_id: int
    name: str
    value: int


def no_traits(items: Collection[int]) -> Iterable[Trait]:
    """Of a part by which nothing is filtered."""
    return ()


@dataclass(frozen=True)
class Facts:
    """
    What an import can say of a record, by the name of each fact, as plain values that JSON takes.

    `said` are those that the source says, and no others; `stored` those that stand here now, a fact that is not there
    being empty; `write` stores some of them, giving `why` to the history, and answers with what it could not store.
    """

    said: Callable[[Any], dict[str, Any]]
    stored: Callable[[Any], dict[str, Any]]
    write: Callable[[Any, dict[str, Any], str], list[str]]


@dataclass(frozen=True)
class ItemPart:
    """
    Something that belongs to an agenda item.

    `prefetches` gives what its page shows, each with `to_attr`, so that templates read lists and never a manager (with
    `in_lists`, a list of items shows it too);
    `passages` gives its public text, for the items with the given keys; `data` is what
    its page shows as plain data; `facts` are what an import can say of it; `traits`, by what else a search filters the
    items with the given keys. `minuted`: it is public with the minutes, not with the decisions.
    """

    name: str
    prefetches: Callable[[Audience], list[Prefetch]]
    passages: Callable[[Collection[int]], Iterable[Passage]]
    data: Callable[["AgendaItem"], Any]
    facts: Facts
    in_lists: bool = False
    minuted: bool = False
    traits: Callable[[Collection[int]], Iterable[Trait]] = no_traits


@dataclass
class Registry:
    """
    The lists.

    `item_inlines` are the rows that other apps enter on an item's page in the admin.
    `person_parts` gives, by the name that templates know, the public rows about a person; `front_page`, the newest
    public rows, as many as asked for.
    """

    item_inlines: list[Any] = field(default_factory=list)
    item_parts: list[ItemPart] = field(default_factory=list)
    person_parts: dict[str, Callable[["Person"], QuerySet[Any]]] = field(default_factory=dict)
    front_page: dict[str, Callable[[int], Sequence[Any]]] = field(default_factory=dict)

    def prefetches(self, audience: Audience, *, in_lists: bool = False, minuted: bool = True) -> list[Prefetch]:
        """
        What other apps show on an item's page, as `audience` may see it.

        `in_lists`: what a list of items shows; not `minuted`: what is public with the decisions already.
        """
        parts = [part for part in self.item_parts if (part.in_lists or not in_lists) and (minuted or not part.minuted)]
        return [prefetch for part in parts for prefetch in part.prefetches(audience)]


registry = Registry()
