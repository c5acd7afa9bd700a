"""Where a withheld name stood, as the pages about it show that: before it is done, and afterwards what was kept."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst

from minutes.models import PlaceKind, PlaceState
from minutes.redaction.finding import places, stretches, subscriptions_to

MOST = 500  # places that are listed; all are counted
FIRST = (PlaceKind.FILE, PlaceKind.UNREAD, PlaceKind.HELD)  # a person has to do something about these


@dataclass(frozen=True)
class Line:
    """One place: what record it is and where, the field, what stands around the name, what became of it."""

    kind: str
    name: str
    url: str
    field: str
    stretches: list[Any] = field(default_factory=list)
    before: str = ""
    state: str = ""


@dataclass(frozen=True)
class Shown:
    """All places of a name: the first of them as lines, numbers of all by table, and what all of them come to."""

    lines: list[Line]
    numbers: list[tuple[str, int]]
    total: int
    digest: str = ""
    subscriptions: int = 0

    @property
    def more(self):
        return self.total - len(self.lines)

    @property
    def files(self):
        return [line for line in self.lines if line.kind in FIRST]

    @property
    def texts(self):
        return [line for line in self.lines if line.kind not in FIRST]


def foreseen(redaction):
    """What withholding a name would change."""
    words = redaction.sought
    found = sorted(places(words, redaction.person), key=lambda place: place.kind not in FIRST)
    lines = [
        _line(place.kind, type(place.row), place.row.pk, str(place.row), place.field, place.before, words)
        for place in found[:MOST]
    ]
    keys = sorted(f"{place.row._meta.label_lower} {place.row.pk} {place.field}" for place in found)
    digest = hashlib.sha256("\n".join(keys).encode()).hexdigest()
    return Shown(lines, _numbers(type(one.row) for one in found), len(found), digest, len(subscriptions_to(words)))


def kept(redaction):
    """What was changed."""
    rows = sorted(redaction.places.all(), key=lambda place: place.kind not in FIRST)
    words = redaction.sought
    lines = [
        _line(
            one.kind, apps.get_model(one.record), one.key, one.name, one.field, one.before, words, told(one)
        )
        for one in rows[:MOST]
    ]  # fmt: skip
    return Shown(lines, _numbers(apps.get_model(one.record) for one in rows), len(rows))


def told(place):
    """What became of a place: of a file that is closed, whether it was opened again."""
    if place.kind != PlaceKind.FILE or place.state != PlaceState.WITHHELD:
        return "" if place.state == PlaceState.WITHHELD else place.get_state_display()
    rows = apps.get_model(place.record)._default_manager.filter(pk=place.key, withdrawn_at__isnull=False)
    return "closed, waits to be replaced" if rows.exists() else "open again"


def _line(kind, model, key, name, field_name, before, words, state=""):
    around = stretches(before, words)
    said = "" if around or before in (None, "", True, False) else str(before)
    label = dict(PlaceKind.choices)[kind] if kind in FIRST else _called(model, field_name)
    return Line(kind, name, page_of(model, key), label, around, said, state)


def _called(model, field_name):
    try:
        return capfirst(model._meta.get_field(field_name).verbose_name)
    except FieldDoesNotExist:
        return field_name


def _numbers(models):
    counted = Counter(capfirst(model._meta.verbose_name_plural) for model in models)
    return sorted(counted.items())


def page_of(model, key):
    """A record's page in the admin; that of what it hangs on where it has none; "" where there is neither."""
    try:
        return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[key])
    except NoReverseMatch:
        pass
    for way in ("item", "report", "resolution", "vote", "meeting", "committee"):
        if any(one.name == way for one in model._meta.concrete_fields):
            parent = model._default_manager.filter(pk=key).values_list(way, flat=True).first()
            return page_of(model._meta.get_field(way).related_model, parent) if parent else ""
    return ""
