"""Corrections that somebody asks for."""

from django.conf import settings
from django.db import models

from minutes.models.constraints import filled
from minutes.models.items import AgendaItem


class AskedCorrection(models.Model):
    """
    A correction that a clerk asks for, and that waits for somebody who publishes.

    Nothing of it is public. It goes when it is answered: by a correction, which is a record of its own, or by a no.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="asked_corrections")
    text = models.TextField("correction")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager()

    class Meta:
        ordering = ["at", "id"]
        verbose_name = "correction asked for"
        verbose_name_plural = "corrections asked for"
        constraints = [filled("text")]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 120 else f"{self.text[:119]}…"
