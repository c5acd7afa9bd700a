"""Issues: one matter as it travels."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from minutes import publication
from minutes.models.constraints import filled
from minutes.models.managers import foreseen, published


class Issue(models.Model):
    """One matter as it travels: forward plan, scrutiny, Cabinet, Council, review. Its title differs from its items'."""

    title = models.CharField(max_length=500)
    slug = models.SlugField(max_length=120, unique=True)
    summary = models.TextField(blank=True, help_text="What it is about, for somebody who comes to it new.")

    objects = models.Manager()
    public: ClassVar[Any] = published(models.QuerySet, publication.issue)
    preview: ClassVar[Any] = foreseen(models.QuerySet, publication.issue)
    history = HistoricalRecords()

    class Meta:
        ordering = ["title"]
        constraints = [filled("title")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("minutes:issue-detail", args=[self.slug])
