"""Words that mean the same to those who search."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import connection, models
from simple_history.models import HistoricalRecords

from minutes.models.constraints import filled

LONGEST = 4  # words in one synonym


class Synonyms(models.Model):
    """Words that mean the same to a resident: bins, refuse, waste. A search for one finds the others."""

    words = models.CharField(max_length=300, help_text="With commas between them: bins, refuse, household waste.")
    lexemes = ArrayField(
        models.TextField(), default=list, blank=True, editable=False, help_text="Each as PostgreSQL looks for it."
    )

    objects = models.Manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["words"]
        verbose_name = verbose_name_plural = "synonyms"
        constraints = [
            filled("words"),
            models.CheckConstraint(
                condition=models.Q(lexemes__len__gte=2),
                name="minutes_synonyms_two_at_least",
                violation_error_message="Write two words or more, with commas between them.",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what PostgreSQL makes of the words beside them."""
        self.lexemes = lexemes_of(self.words)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Each is a word, or a few, that can be looked for."""
        self.lexemes = lexemes_of(self.words)
        for word, lexemes in zip(split(self.words), self.lexemes, strict=True):
            if not lexemes:
                raise ValidationError({"words": f"“{word}” cannot be looked for: every text has it."})
            if lexemes.count("<") >= LONGEST:
                raise ValidationError({"words": f"“{word}” is too long: a synonym has at most {LONGEST} words."})


def split(words: str) -> list[str]:
    """The synonyms of a line, as typed."""
    return [word.strip() for word in words.split(",") if word.strip()]


def lexemes_of(words: str) -> list[str]:
    """Each synonym of a line as a tsquery; "" for one of which nothing can be looked for."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT phraseto_tsquery('minutebook', minutes_search_plain(word))::text FROM unnest(%s::text[]) AS word",
            [split(words)],
        )
        return [lexemes for (lexemes,) in cursor.fetchall()]
