"""When something that was public already was changed."""

from django.db import models


class PublicChange(models.Model):
    """
    A change of what everybody could read, at the moment when it was made.

    Triggers write it (minutes/migrations/0024_public_changes.py), and only of what had been published by then: an edit
    of a draft leaves no row, so that whoever reads the moments learns nothing of one. Rows are only ever added.
    """

    record = models.CharField(max_length=12, help_text="meeting, item, committee, person, membership, issue or ward.")
    key = models.BigIntegerField(help_text="Of the record.")
    level = models.PositiveSmallIntegerField(help_text="0: the record's own facts; 1 to 3: agenda, decisions, minutes.")
    at = models.DateTimeField()

    objects = models.Manager()

    class Meta:
        indexes = [
            models.Index(fields=["record", "key"], name="minutes_publicchange_of"),
            models.Index(fields=["at"], name="minutes_publicchange_at"),
        ]

    def __str__(self) -> str:
        return f"{self.record} {self.key}, {self.at}"
