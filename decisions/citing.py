"""What a clerk writes of earlier resolutions: one to a line, what is done to it and its address."""

from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from decisions.models import EffectKind, Resolution
from minutes.languages import in_english
from minutes.models.keys import is_key

Line = tuple[EffectKind, Resolution]


def read_effects(text: str) -> list[Line]:
    """
    "supersedes https://…/committees/cabinet/2025-12-09/61/#resolution-1", line by line.

    Raises ValueError, with a sentence for the clerk, where a line is something else.
    """
    return [_read(line.strip()) for line in text.splitlines() if line.strip()]


def write_effects(resolution: Resolution) -> str:
    """What is stored, as one types it."""
    return "\n".join(f"{row.kind} {row.earlier.get_absolute_url()}" for row in resolution.effects.all())


def _read(line: str) -> Line:
    kind, _, address = line.partition(" ")
    if kind.lower() not in EffectKind.values:
        raise ValueError(f"“{line[:80]}”: begin with one of {', '.join(EffectKind.values)}.")
    resolution = resolution_at(address.strip())
    if resolution is None:
        raise ValueError(f"“{address[:120]}” is not the address of a resolution, which ends in #resolution-1.")
    return EffectKind(kind.lower()), resolution


def resolution_at(address: str) -> Resolution | None:
    """The resolution that has this address on any host, draft or not."""
    try:
        parts = urlsplit(address)
        place = resolve(in_english(parts.path))
    except (ValueError, Resolver404):
        return None
    word, _, ordinal = parts.fragment.rpartition("-")
    if place.view_name != "minutes:item-detail" or word != "resolution" or not is_key(ordinal):
        return None
    date, sequence = place.kwargs["key"]
    return Resolution.objects.filter(
        item__meeting__committee__slug=place.kwargs["committee"],
        item__meeting__date=date,
        item__meeting__sequence=sequence,
        item__slug__iexact=place.kwargs["slug"],
        ordinal=min(int(ordinal), 32_767),
    ).first()
