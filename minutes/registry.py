"""
What other apps hang on an agenda item, on a person and on the front page.

This module owns the lists; apps add to them when they start (`AppConfig.ready`), as they do with the admin. So the
record can show, search, print and import decisions without knowing them.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from django.db.models import Prefetch, QuerySet

if TYPE_CHECKING:
    from minutes.models import AgendaItem, Person
    from minutes.text.records import Item

# The manager through which a page reads: what is public now, or what will be (see minutes/publication.py).
Audience = Literal["public", "preview"]


@dataclass(frozen=True)
class Passage:
    """A piece of an item's public text that a search can match; `anchor` leads to it on the item's page."""

    item_id: int
    kind: str
    text: str
    anchor: str = ""


@dataclass
class Loaded:
    """What an import did: what it wrote, what a person should look at, and what it could not place at all."""

    changed: list[str] = field(default_factory=list)
    to_look_at: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ItemPart:
    """
    Something that belongs to an agenda item.

    `prefetches` gives what its page shows, each with `to_attr`, so that templates read lists and never a manager (with
    `in_lists`, a list of items shows it too);
    `passages` gives its public text, for the items with the given keys; `data` is what
    its page shows as plain data; `load` writes what an import has read. `minuted`: it is public with the minutes, not
    with the decisions.
    """

    name: str
    prefetches: Callable[[Audience], list[Prefetch]]
    passages: Callable[[Collection[int]], Iterable[Passage]]
    data: Callable[["AgendaItem"], Any]
    load: Callable[["AgendaItem", "Item"], Loaded]
    in_lists: bool = False
    minuted: bool = False


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
