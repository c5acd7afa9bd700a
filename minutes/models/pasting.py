"""Minutes that a clerk pasted and has not yet accepted."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property

from minutes.models.items import AgendaItem
from minutes.models.meetings import Meeting
from minutes.text.lines import Line


class PastedMinutes(models.Model):
    """
    What a clerk pasted or uploaded as the minutes of a meeting, or of one item, with what was corrected in it since.

    It is no record yet, never public, and gone when it is accepted or discarded.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="pasted")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, null=True, blank=True, related_name="pasted")
    name = models.CharField(max_length=255, blank=True, help_text="Of the file; empty for a paste.")
    lines = models.JSONField(help_text="Of the source, in order.")
    answers = models.JSONField(default=dict, help_text="The fields of the proposal as the clerk left them.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager()

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = "pasted minutes"
        verbose_name_plural = "pasted minutes"

    def __str__(self) -> str:
        return self.name or f"Paste for {self.item or self.meeting}"

    @cached_property
    def source(self) -> list[Line]:
        """The lines as they are read."""
        return [Line(**{**told, "italics": tuple(told["italics"])}) for told in self.lines]

    @staticmethod
    def stored(lines: Any) -> list[dict[str, Any]]:
        """Lines as they are stored."""
        names = ("text", "label", "indent", "row", "heading", "lone", "italics")
        return [{name: getattr(one, name) for name in names} for one in lines]
