"""How resolutions are set on pages and papers."""

from collections.abc import Iterable

from django import template

from decisions.models import Resolution

register = template.Library()


@register.filter
def by_opening(resolutions: Iterable[Resolution]) -> list[tuple[str, list[Resolution]]]:
    """The resolutions in their lists: words like "RESOLVED:" begin one, and no two lists are ever merged."""
    lists: list[tuple[str, list[Resolution]]] = []
    for resolution in resolutions:
        if resolution.opening or not lists:
            lists.append((resolution.opening, []))
        lists[-1][1].append(resolution)
    return lists
