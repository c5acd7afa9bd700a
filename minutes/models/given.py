"""Which committees' drafts a clerk enters."""

from django.conf import settings
from django.db import models

from minutes.models.committees import Committee


class GivenCommittee(models.Model):
    """
    A committee whose drafts somebody enters; without a committee: all of them, those to come as well.

    It binds those who enter and do not publish. Nothing given, nothing to enter.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="given_committees")
    committee = models.ForeignKey(
        Committee, on_delete=models.CASCADE, null=True, blank=True, related_name="given_to",
        help_text="Empty: all committees, those to come as well.",
    )  # fmt: skip

    objects = models.Manager()

    class Meta:
        ordering = ["committee__position", "committee__name"]
        verbose_name = "committee given to a clerk"
        verbose_name_plural = "committees given to a clerk"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "committee"], nulls_distinct=False, name="minutes_givencommittee_once",
                violation_error_message="This committee is given to them already.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.committee or "all committees")
