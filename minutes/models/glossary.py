"""The council's words, explained to somebody who hears them for the first time."""

from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.text import slugify
from simple_history.models import HistoricalRecords

from minutes import publication
from minutes.models.constraints import filled
from minutes.models.managers import published


class Term(models.Model):
    """A word of council business with what it means. Pages mark it where it stands first."""

    name = models.CharField("word", max_length=80, help_text="As the glossary lists it: Call-in.")
    also = models.CharField(
        "other forms", max_length=300, blank=True,
        help_text="Under which it stands in minutes too, with commas between them: called in, calling in.",
    )  # fmt: skip
    explanation = models.TextField(help_text="In a sentence or two, as one would tell a neighbour.")

    objects = models.Manager()
    public: ClassVar[Any] = published(models.QuerySet, publication.everything)
    history = HistoricalRecords()

    class Meta:
        ordering = [Lower("name")]
        verbose_name = "word explained"
        verbose_name_plural = "words explained"
        constraints = [
            filled("name"),
            filled("explanation"),
            models.UniqueConstraint(
                Lower("name"), name="minutes_term_once", violation_error_message="This word is already explained."
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('minutes:glossary')}#{self.anchor}"

    @property
    def anchor(self) -> str:
        """Where it stands on a page."""
        return anchor(self.name)


def anchor(name: str) -> str:
    """Where the explanation of a word stands on a page."""
    return f"word-{slugify(name) or 'x'}"
