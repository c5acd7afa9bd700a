"""Rows of a history that say a withheld name: shown to those with the right to see that, and to nobody else."""

from functools import cached_property
from typing import Any

from django.db import models

from minutes.models import Redaction
from minutes.text.withheld import Words

TEXTS = (models.CharField, models.TextField)


class Veil:
    """The names that stand withheld, as one looks for them in many rows of a history."""

    @cached_property
    def words(self) -> Words | None:
        """All of them; None where none is withheld."""
        spellings = Redaction.objects.standing().spellings()
        return Words(spellings) if spellings else None

    def covers(self, row: Any) -> bool:
        """Whether a row, of a table or of a history, says a withheld name anywhere."""
        if self.words is None or row is None:
            return False
        texts = (getattr(row, field.attname) for field in row._meta.concrete_fields if isinstance(field, TEXTS))
        return any(isinstance(text, str) and self.words.find(text, in_address=True) for text in texts)
