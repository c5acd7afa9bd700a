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

    objects = CommitteeQuerySet.as_manager()
    public: ClassVar[Any] = published(CommitteeQuerySet, publication.listed)
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            filled("name"),
            one_of("kind", CommitteeKind),
            in_order("established_on", "dissolved_on", message="It is dissolved before it is established."),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="minutes_committee_not_own_parent",
                violation_error_message="A committee cannot appoint itself.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("minutes:committee-detail", args=[self.slug])
