"""Corrections of minutes: what was wrong in them, with the words before where those were changed."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import JSONObject
from simple_history.models import HistoricalRecords

from minutes import publication
from minutes.models.constraints import filled, one_of
from minutes.models.items import AgendaItem
from minutes.models.managers import foreseen, published
from minutes.models.meetings import Meeting
from minutes.walls.columns import ClosedTextField


class CorrectionKind(models.TextChoices):
    """Who found it."""

    CORRECTION = "correction", "Correction"
    AMENDMENT = "amendment", "Amendment"
    REDACTION = "redaction", "Name withheld"


class CorrectionFacts(models.Model):
    """
    What every correction says: its day, what was wrong, why it was put right.

    An amendment is what the meeting agreed that confirmed the minutes; a correction comes after it. A redaction is the
    note that a name was withheld (minutes/redaction). Where words of the
    record were changed, `part` names the row, and `before` and `after` hold all it said; where none were, the
    correction is a note beside them. Words that must not be read any more are withheld: both texts stay closed then.
    """

    kind = models.CharField(max_length=10, choices=CorrectionKind, default="correction", db_default="correction")
    made_on = models.DateField()
    text = models.TextField("what is corrected")
    reason = models.TextField("why", blank=True, db_default="", help_text="Public.")
    part = models.CharField(max_length=60, blank=True, db_default="", editable=False)
    before = ClosedTextField("wording before", blank=True, db_default="", editable=False)
    after = ClosedTextField("wording after", blank=True, db_default="", editable=False)
    withheld_because = models.TextField(
        "why the wording before is withheld", blank=True, db_default="",
        help_text="Public. For words that must not be read any more. Do not repeat them here.",
    )  # fmt: skip

    class Meta:
        abstract = True
        constraints = [
            filled("text"),
            one_of("kind", CorrectionKind),
            models.CheckConstraint(
                condition=Q(part="", before="", after="") | (~Q(part="") & Q(reason__regex=r"\S")),
                name="%(app_label)s_%(class)s_says_why",
                violation_error_message="A correction that changes words says why.",
            ),
            models.CheckConstraint(
                condition=Q(withheld_because="") | ~Q(part=""),
                name="%(app_label)s_%(class)s_withholds_words",
                violation_error_message="Only a correction that changed words withholds them.",
            ),
        ]  # fmt: skip

    @classmethod
    def told(cls, **words: Any) -> JSONObject:
        """
        What the public is told of one: of words that are withheld, that they are and why.

        `words` are `before` and `after` where they are not to be read in the row itself (`ShownWords`).
        """
        is_withheld = ~Q(withheld_because="")
        texts = {
            name: Case(When(is_withheld, then=Value("")), default=name, output_field=models.TextField())
            for name in ("before", "after")
        }
        facts = ("kind", "made_on", "text", "reason", "withheld_because")
        return JSONObject(**{name: name for name in facts}, **(words or texts))


class Correction(CorrectionFacts):
    """A dated note that something in the published minutes of an item was wrong. Public with the minutes."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="corrections")

    objects = models.Manager()
    public: ClassVar[Any] = published(models.QuerySet, publication.minuted)
    preview: ClassVar[Any] = foreseen(models.QuerySet, publication.minuted)
    history = HistoricalRecords()

    class Meta(CorrectionFacts.Meta):
        ordering = ["item", "made_on", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.made_on:%-d %B %Y}: {self.item}"


class MeetingCorrection(CorrectionFacts):
    """The same of what minutes say of the meeting as a whole: who was there."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="corrections")

    objects = models.Manager()
    public: ClassVar[Any] = published(models.QuerySet, publication.attendance)
    preview: ClassVar[Any] = foreseen(models.QuerySet, publication.attendance)
    history = HistoricalRecords()

    class Meta(CorrectionFacts.Meta):
        ordering = ["meeting", "made_on", "id"]
        verbose_name = "correction of a meeting"
        verbose_name_plural = "corrections of meetings"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.made_on:%-d %B %Y}: {self.meeting}"
