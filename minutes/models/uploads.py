"""Files that were uploaded to a meeting and wait for a clerk to say what they are."""

import datetime as dt

from django.conf import settings
from django.db import models

from minutes.models.constraints import one_of
from minutes.models.documents import Document, FileType, measured
from minutes.models.meetings import Meeting


class Upload(Document):
    """One of many files sent at once. It is no document yet, never public, and gone when it becomes one."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="uploads")
    name = models.CharField(max_length=255, help_text="As it was called where it came from.")
    text = models.JSONField(default=list, help_text="Of each page.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [one_of("file_type", FileType), measured()]

    def __str__(self) -> str:
        return self.name

    @property
    def meeting_date(self) -> dt.date:
        return self.meeting.date

    def save(self, *args: object, **kwargs: object) -> None:
        """Take in a new file, with its text."""
        taken = self.take_in()
        if taken is not None:
            self.text = list(taken.text)
        super().save(*args, **kwargs)  # type: ignore[arg-type]
