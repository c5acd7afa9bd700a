"""Numbered resolutions and their clauses."""

from typing import Any, ClassVar, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Max, OuterRef
from django.db.models.functions import Coalesce, JSONObject
from simple_history.models import HistoricalRecords

from decisions.models.decisions import Decision
from minutes import publication
from minutes.models import AgendaItem
from minutes.models.constraints import filled, one_of
from minutes.models.lock import Confirmable
from minutes.models.managers import foreseen, published


class ResolutionKind(models.TextChoices):
    """What was done with the matter."""

    RESOLVED = "resolved", "Resolved"
    RECOMMENDED = "recommended", "Recommended to another body"
    NOTED = "noted", "Noted"


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    """Resolutions."""

    def with_place(self) -> Self:
        """With item, meeting and committee, which a resolution's address needs."""
        return self.select_related("item__meeting__committee")

    def with_clauses(self) -> Self:
        """With `shown_clauses`, in order, as {"depth", "label", "text"}: a clause is public when its resolution is."""
        clauses = Clause.objects.filter(resolution=OuterRef("pk")).order_by("ordinal")
        return self.annotate(
            shown_clauses=ArraySubquery(clauses.values(json=JSONObject(depth="depth", label="label", text="text")))
        )

    def with_key(self) -> Self:
        """With `is_key`: whether the decision that it is part of is a key decision."""
        # No Exists: that one PostgreSQL may answer by reading all key decisions first.
        decision = Decision.objects.filter(item=OuterRef("item")).values("is_key")[:1]
        return self.annotate(is_key=Coalesce(decision, False))


class Resolution(Confirmable):
    """
    One numbered thing that was resolved, each one citable. Public with the decisions.

    `label` is what the council printed, to the letter; `ordinal` is the site's own count within the item, whatever
    the labels say, and stands in the address. `opening` holds the words that begin a list ("RESOLVED:",
    "RECOMMENDED to Full Council:") on the first resolution of each.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="resolutions")
    ordinal = models.PositiveSmallIntegerField(help_text="Its place among the item's resolutions, from 1.")
    opening = models.CharField(
        "opening words", max_length=500, blank=True, help_text="Where a list begins: RESOLVED:"
    )  # fmt: skip
    label = models.CharField("number", max_length=40, blank=True, help_text="As the minutes print it, to the letter.")
    text = models.TextField()
    kind = models.CharField(max_length=11, choices=ResolutionKind, default=ResolutionKind.RESOLVED)
    action_by = models.CharField(
        "action by", max_length=200, blank=True, default="", db_default="",
        help_text="Public: who is to act on it, as the minutes name them.",
    )  # fmt: skip
    action_due = models.DateField("to be done by", null=True, blank=True)

    objects = ResolutionQuerySet.as_manager()
    public: ClassVar[Any] = published(ResolutionQuerySet, publication.decided)
    preview: ClassVar[Any] = foreseen(ResolutionQuerySet, publication.decided)
    history = HistoricalRecords()

    class Meta:
        ordering = ["item", "ordinal"]
        indexes = [
            # The register of what was noted or recommended, where that is rare.
            models.Index("kind", condition=~models.Q(kind="resolved"), name="decisions_resolution_by_kind")
        ]
        constraints = [
            filled("text"),
            one_of("kind", ResolutionKind),
            models.CheckConstraint(
                condition=models.Q(action_due__isnull=True) | models.Q(action_by__regex=r"\S"),
                name="decisions_resolution_action_of_somebody",
                violation_error_message="Say who is to act on it by that day.",
            ),
            models.CheckConstraint(
                condition=models.Q(ordinal__gte=1), name="decisions_resolution_ordinal_from_one",
                violation_error_message="The first resolution has the number 1.",
            ),
            models.UniqueConstraint(
                fields=["item", "ordinal"], name="decisions_resolution_ordinal_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.label or self.ordinal} {self.text[:80]}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give a new resolution the last place."""
        if self.ordinal is None:
            last = self.item.resolutions.aggregate(last=Max("ordinal"))["last"]
            self.ordinal = (last or 0) + 1
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return f"{self.item.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self) -> str:
        """Where it stands on its item's page."""
        return self.anchor_of(self.ordinal)

    @staticmethod
    def anchor_of(ordinal: int | str) -> str:
        """The same, by its ordinal alone."""
        return f"resolution-{ordinal}"

    @property
    def clause_tree(self) -> list[dict[str, Any]]:
        """`shown_clauses` nested: each {"label", "text", "clauses"}."""
        root: list[dict[str, Any]] = []
        levels = [root]
        for clause in self.shown_clauses:  # type: ignore[attr-defined]  # of with_clauses
            del levels[clause["depth"] :]
            node = {"label": clause["label"], "text": clause["text"], "clauses": []}
            levels[-1].append(node)
            levels.append(node["clauses"])
        return root


class Clause(Confirmable):
    """A lettered part of a resolution: (a) has depth 1, (i) under it depth 2. Public with its resolution."""

    lock_by = ("items__resolutions", "resolution_id")

    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="clauses")
    ordinal = models.PositiveSmallIntegerField(help_text="Its place among the clauses of all depths, from 1.")
    depth = models.PositiveSmallIntegerField(default=1)
    label = models.CharField("number", max_length=40, blank=True)
    text = models.TextField()

    objects = models.Manager()
    public: ClassVar[Any] = published(models.QuerySet, publication.through(publication.decided, "resolution__"))
    preview: ClassVar[Any] = foreseen(models.QuerySet, publication.through(publication.decided, "resolution__"))
    history = HistoricalRecords()

    class Meta:
        ordering = ["resolution", "ordinal"]
        constraints = [
            filled("text"),
            models.CheckConstraint(
                condition=models.Q(ordinal__gte=1, depth__gte=1, depth__lte=5)
                & (models.Q(ordinal__gt=1) | models.Q(depth=1)),
                name="decisions_clause_depth",
                violation_error_message="Clauses go one to five levels deep, and the first is on the first level.",
            ),
            models.UniqueConstraint(
                fields=["resolution", "ordinal"], name="decisions_clause_ordinal_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.label} {self.text[:80]}".strip()
