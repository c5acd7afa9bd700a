"""Running heads and feet: what stands at the top or foot of most pages and is no part of the text."""

import re
from collections import Counter
from collections.abc import Sequence

from minutes.text.pdf.rows import Row

EDGE = 3
PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|tudalen|p\.?)\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/|o)\s*\d{1,4})?\W*", re.IGNORECASE
)


def without_furniture(pages: Sequence[Sequence[Row]]) -> tuple[list[list[Row]], list[str]]:
    """The rows of each page without the running ones, and what was taken off, each once."""
    if len(pages) < 2:
        return [_without_number(page) for page in pages], []
    running = Counter(key for page in pages for key in {_key(page, place) for place in _edges(page)})
    needed = max(2, len(pages) // 2 + 1) if len(pages) > 2 else 2
    kept, taken = [], dict[str, None]()
    for page in pages:
        off = {place for place in _edges(page) if running[_key(page, place)] >= needed or _is_number(page, place)}
        off = _contiguous(off, len(page))
        taken |= dict.fromkeys(page[place].text for place in sorted(off) if not PAGE_NUMBER.fullmatch(page[place].text))
        kept.append([one for place, one in enumerate(page) if place not in off])
    return kept, _once(taken)


def _edges(page: Sequence[Row]) -> set[int]:
    return {place for place in range(len(page)) if place < EDGE or place >= len(page) - EDGE}


def _key(page: Sequence[Row], place: int) -> tuple[str, int]:
    """A row's words without its figures, and the height at which it stands."""
    return re.sub(r"\d+", "#", page[place].text).lower(), round(page[place].base / 6)


def _is_number(page: Sequence[Row], place: int) -> bool:
    return place in (0, len(page) - 1) and bool(PAGE_NUMBER.fullmatch(page[place].text)) and len(page) > 1


def _contiguous(off: set[int], count: int) -> set[int]:
    """Only what runs from an edge inwards without a gap: a repeated line inside the text stays."""
    top = next((place for place in range(count) if place not in off), count)
    foot = next((place for place in range(count) if count - 1 - place not in off), count)
    return {place for place in off if place < top or place >= count - foot}


def _without_number(page: Sequence[Row]) -> list[Row]:
    foot = len(page) - 1
    return [one for place, one in enumerate(page) if place != foot or not _is_number(page, place)]


def _once(texts: dict[str, None]) -> list[str]:
    seen: dict[str, str] = {}
    for text in texts:
        seen.setdefault(re.sub(r"\d+", "#", text), text)
    return list(seen.values())
