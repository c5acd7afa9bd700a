"""What a council says again and again, in its own words."""

from typing import Self

from django.db import models
from django.db.models import F, Q, Subquery
from simple_history.models import HistoricalRecords

from minutes.models.committees import Committee
from minutes.models.constraints import filled, one_of
from minutes.models.council import Council, Jurisdiction, Language


class PhrasePlace(models.TextChoices):
    """The fields beside which a phrase is offered."""

    MINUTES = "minutes", "Minutes"
    OPENING = "opening", "Opening words of resolutions"
    RESOLUTION = "resolution", "Resolutions"
    REASONS = "reasons", "Reasons for the decision"
    OPTIONS = "options", "Other options considered"
    DECLARATION = "declaration", "Declarations of interest"
    EXEMPT = "exempt", "Why an item is private"
    URGENCY = "urgency", "Why an item is urgent"


class PhraseQuerySet(models.QuerySet["Phrase"]):
    """Phrases."""

    def offered(self, committee: int | None) -> Self:
        """
        Those of every committee and of the one with this key, in the order in which they are offered.

        In the council's language; in Wales in both, its own first.
        """
        council = Council.objects.order_by("pk")[:1]
        rows = self.alias(
            own=Subquery(council.values("language")), jurisdiction=Subquery(council.values("jurisdiction"))
        ).filter(Q(language=F("own")) | Q(own=Language.WELSH) | Q(jurisdiction=Jurisdiction.WALES) | Q(own=None))
        rows = rows.filter(Q(committee=None) | Q(committee=committee))
        return rows.order_by("place", models.Case(models.When(language=F("own"), then=0), default=1), "position", "pk")


class Phrase(models.Model):
    """
    A stock phrase: "That the report be noted." It is put into a field with one choice and then is the clerk's text.

    An ellipsis in it stands for what is to be filled in. A change here changes no minutes.
    """

    place = models.CharField("offered for", max_length=11, choices=PhrasePlace)
    text = models.TextField("phrase", help_text="… stands for what is to be filled in.")
    language = models.CharField(max_length=2, choices=Language, default=Language.ENGLISH)
    committee = models.ForeignKey(
        Committee, on_delete=models.CASCADE, null=True, blank=True, related_name="phrases", help_text="Empty: all."
    )
    position = models.PositiveSmallIntegerField(
        "place in the list", default=100, help_text="Those with a smaller number stand first."
    )

    objects = PhraseQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["place", "language", "position", "id"]
        verbose_name = "stock phrase"
        constraints = [one_of("place", PhrasePlace), one_of("language", Language), filled("text")]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"
