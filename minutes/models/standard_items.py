"""What stands on every agenda of a committee."""

from django.db import models
from simple_history.models import HistoricalRecords

from minutes.models.committees import Committee
from minutes.models.constraints import filled, one_of


class StandardPlace(models.TextChoices):
    """Where on the agenda."""

    START = "start", "At the start"
    END = "end", "At the end"


class StandardItem(models.Model):
    """
    One line of a committee's template: apologies, declarations, the minutes of the last meeting, urgent business.

    It is put on a new meeting's agenda in one step, as an item of its own; a change here changes no agenda.
    """

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="standard_items")
    where = models.CharField(max_length=5, choices=StandardPlace, default=StandardPlace.START)
    position = models.PositiveSmallIntegerField(help_text="Its place among those, from 1.")
    title = models.CharField(max_length=1000)
    purpose = models.TextField(blank=True, help_text="What the meeting is asked to do.")
    is_numbered = models.BooleanField("has a number", default=True)

    objects = models.Manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["committee", "position"]
        constraints = [
            filled("title"),
            one_of("where", StandardPlace),
            models.CheckConstraint(
                condition=models.Q(position__gte=1), name="minutes_standarditem_position_from_one",
                violation_error_message="The first item has the position 1.",
            ),
            models.UniqueConstraint(
                fields=["committee", "position"], name="minutes_standarditem_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title
