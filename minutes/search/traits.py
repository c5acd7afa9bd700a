"""By what items are filtered beside their text: read through the `public` managers alone."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from minutes.models import AgendaItem, Declaration
from minutes.registry import Trait, registry


def traits_of(items: Collection[int]) -> dict[int, dict[str, set[int]]]:
    """By item and by name of the trait, its values."""
    found: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    sources = [_wards, _declaring, *(part.traits for part in registry.item_parts)]
    for trait in (trait for source in sources for trait in source(items)):
        found[trait.item_id][trait.name].add(trait.value)
    return found


def _wards(items: Collection[int]) -> Iterator[Trait]:
    affected = AgendaItem.public.filter(pk__in=items, wards__isnull=False)
    yield from (Trait(item, "ward", ward) for item, ward in affected.values_list("pk", "wards"))


def _declaring(items: Collection[int]) -> Iterator[Trait]:
    declared = Declaration.public.filter(item__in=items).values_list("item_id", "person_id")
    yield from (Trait(item, "member", person) for item, person in declared)
