"""What a resolution does to an earlier one."""

import datetime as dt
from typing import Any, ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Exists, F, JSONField, OuterRef, Q, Value, When
from django.db.models.functions import JSONObject
from django.urls import reverse
from simple_history.models import HistoricalRecords

from decisions.models.resolutions import Resolution
from minutes import publication
from minutes.converters import meeting_key
from minutes.models.constraints import one_of
from minutes.models.managers import foreseen, published

BOTH_DECIDED = publication.both(publication.decided, "resolution__", "earlier__")


class EffectKind(models.TextChoices):
    """What the later resolution does."""

    AMENDS = "amends", "amends"
    SUPERSEDES = "supersedes", "supersedes"
    RESCINDS = "rescinds", "rescinds"


class Effect(models.Model):
    """
    One resolution amends, supersedes or rescinds an earlier one. Public when both resolutions are.

    The old text is not rewritten: it stands with a note that leads to what was resolved later.
    """

    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="effects")
    earlier = models.ForeignKey(Resolution, on_delete=models.PROTECT, related_name="later_effects")
    kind = models.CharField(max_length=10, choices=EffectKind)

    objects = models.Manager()
    public: ClassVar[Any] = published(models.QuerySet, BOTH_DECIDED)
    preview: ClassVar[Any] = foreseen(models.QuerySet, BOTH_DECIDED)
    history = HistoricalRecords()

    class Meta:
        ordering = ["resolution", "earlier"]
        constraints = [
            one_of("kind", EffectKind),
            models.CheckConstraint(
                condition=~Q(resolution=F("earlier")), name="decisions_effect_on_another",
                violation_error_message="A resolution cannot amend, supersede or rescind itself.",
            ),
            models.UniqueConstraint(
                "resolution", "earlier", name="decisions_effect_once",
                violation_error_message="What this resolution does to that one is already recorded.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.resolution} {self.get_kind_display()} {self.earlier}"


def effects_on(field: str, audience: str) -> Case:
    """
    Beside a resolution, what it does ("resolution") or what was done to it ("earlier"): the other one of each pair.

    As {"kind", "ordinal", "label", "slug", "date", "sequence", "committee", "name"}: what address and sentence need.
    Few resolutions have any: the others are spared the join over two meetings.
    """
    other = {"resolution": "earlier", "earlier": "resolution"}[field]
    place = f"{other}__item__meeting__"
    rows = getattr(Effect, audience).filter(**{field: OuterRef("pk")})
    told = JSONObject(
        kind="kind", ordinal=f"{other}__ordinal", label=f"{other}__label", slug=f"{other}__item__slug",
        date=f"{place}date", sequence=f"{place}sequence", committee=f"{place}committee__slug",
        name=f"{place}committee__name",
    )  # fmt: skip
    found = ArraySubquery(rows.order_by(f"{place}date", f"{other}__ordinal").values(json=told))
    has_any = Exists(Effect.objects.filter(**{field: OuterRef("pk")}))
    none = Value([], output_field=ArrayField(JSONField()))
    return Case(When(has_any, then=found), default=none, output_field=ArrayField(JSONField()))


def effect_path(effect: dict[str, Any]) -> str:
    """Where the other resolution of one of `effects_on` stands."""
    key = meeting_key(dt.date.fromisoformat(effect["date"]), effect["sequence"])
    page = reverse("minutes:item-detail", args=[effect["committee"], key, effect["slug"]])
    return f"{page}#{Resolution.anchor_of(effect['ordinal'])}"


def effect_data(effect: dict[str, Any]) -> dict[str, Any]:
    """One of `effects_on` as plain data."""
    told = {name: effect[name] for name in ("kind", "date", "ordinal", "label")}
    return {**told, "committee": effect["name"], "path": effect_path(effect)}
