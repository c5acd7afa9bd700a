"""Committees: every body that meets."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from minutes import publication
from minutes.models.constraints import filled, in_order, one_of
from minutes.models.managers import published


class CommitteeKind(models.TextChoices):
    """What sort of body it is."""

    COUNCIL = "council", "Full Council"
    CABINET = "cabinet", "Cabinet or Executive"
    SCRUTINY = "scrutiny", "Overview and Scrutiny"
    PLANNING = "planning", "Planning"
    LICENSING = "licensing", "Licensing"
    AUDIT = "audit", "Audit and Governance"
    BOARD = "board", "Board"
    COMMITTEE = "committee", "Committee"
    SUB_COMMITTEE = "sub_committee", "Sub-committee"
    JOINT = "joint", "Joint committee"
    PANEL = "panel", "Panel or working group"
    CABINET_MEMBER = "cabinet_member", "Cabinet Member acting alone"


class LabelScheme(models.TextChoices):
    """How a committee numbers the items of its agendas."""

    NONE = "", "No numbers of their own"
    MEETING = "meeting", "From the first number at each meeting"
    YEAR = "year", "Running through the municipal year"


class PartLabels(models.TextChoices):
    """How the parts of an item are numbered."""

    LETTERS = "letters", "With letters: 4a, 4b"
    POINTS = "points", "With points: 4.1, 4.2"


class CommitteeQuerySet(models.QuerySet["Committee"]):
    """Committees."""

    def sitting(self) -> Self:
        """Those that are not dissolved."""
        return self.filter(dissolved_on__isnull=True)


class Committee(models.Model):
    """Any body that meets: Full Council, Cabinet, a panel, a single Cabinet Member acting alone."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(
        max_length=100, unique=True, help_text="Stands in the address of every page of this committee, for good."
    )
    kind = models.CharField(max_length=20, choices=CommitteeKind, default=CommitteeKind.COMMITTEE)
    remit = models.TextField(blank=True, help_text="What it decides or looks after, in a few sentences.")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="sub_committees",
        help_text="The body that appoints it.",
    )  # fmt: skip
    established_on = models.DateField(null=True, blank=True)
    dissolved_on = models.DateField(null=True, blank=True, help_text="A dissolved committee keeps its pages.")
    contact_name = models.CharField("contact officer", max_length=200, blank=True)
    contact_email = models.EmailField("contact e-mail", blank=True)
    position = models.PositiveSmallIntegerField(default=100, help_text="Its place in lists; the same number: by name.")
    is_listed = models.BooleanField("on the site", default=True)
    label_scheme = models.CharField(
        "items are numbered", max_length=10, choices=LabelScheme, blank=True, default=LabelScheme.NONE, db_default=""
    )
    label_pattern = models.CharField(
        "a number is written", max_length=30, default="#", db_default="#",
        help_text="# stands for the number and YY for the municipal year: #. or P/# or #/YY.",
    )  # fmt: skip
    label_first = models.PositiveSmallIntegerField("first number", default=1, db_default=1)
    label_parts = models.CharField(
        "parts of an item", max_length=10, choices=PartLabels, default=PartLabels.LETTERS, db_default="letters"
    )

    objects = CommitteeQuerySet.as_manager()
    public: ClassVar[Any] = published(CommitteeQuerySet, publication.listed)
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            filled("name"),
            one_of("kind", CommitteeKind),
            one_of("label_scheme", LabelScheme),
            one_of("label_parts", PartLabels),
            models.CheckConstraint(
                condition=Q(label_pattern__regex=r"^[^#]{0,20}#[^#]{0,20}$"), name="minutes_committee_label_pattern",
                violation_error_message="How a number is written has one #, where the number stands.",
            ),
            in_order("established_on", "dissolved_on", message="It is dissolved before it is established."),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="minutes_committee_not_own_parent",
                violation_error_message="A committee cannot appoint itself.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("minutes:committee-detail", args=[self.slug])
