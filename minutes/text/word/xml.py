"""Word's XML by local names, whatever its namespaces are called."""

from collections.abc import Iterator
from typing import Any

Element = Any  # lxml has no types
NOT_ON = {"0", "false", "off", "none"}


def name(element: Element) -> str:
    """The element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element | None, wanted: str) -> str | None:
    """An attribute by its local name."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == wanted:
            return str(value)
    return None


def children(element: Element | None, wanted: str) -> Iterator[Element]:
    """The children of that name."""
    for child in () if element is None else element:
        if name(child) == wanted:
            yield child


def named(element: Element | None, *path: str) -> Element | None:
    """The first child of that name, and the first child of the next name in it."""
    for wanted in path:
        element = next(children(element, wanted), None)
    return element


def value(element: Element | None, *path: str) -> str | None:
    """The ``val`` of the element at ``path``."""
    return attribute(named(element, *path), "val")


def number(text: str | None) -> int | None:
    """A whole number as an attribute writes it; Word's own readers pass over what is none."""
    try:
        return int(text) if text is not None else None
    except ValueError:
        return None


def toggle(element: Element | None, wanted: str) -> bool | None:
    """A property that is on or off; ``None`` where it is not set."""
    found = named(element, wanted)
    if found is None:
        return None
    return (attribute(found, "val") or "1") not in NOT_ON
