"""How long things are kept: the period of each kind, what a person has kept longer, what was disposed of."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from minutes.models.constraints import filled, one_of


class RetentionKind(models.TextChoices):
    """What has a period of its own."""

    RECORD = "record", "Agendas, minutes, decisions and reports"
    BACKGROUND = "background", "Background papers"
    VERSION = "version", "Earlier versions of documents"
    DRAFT = "draft", "Documents that were never published"
    UPLOAD = "upload", "Uploads that were never placed"
    PASTE = "paste", "Pasted minutes that were never accepted"
    ASKED = "asked", "Corrections asked for and never answered"
    QUESTION = "question", "Questions of imports that are settled"


class RetentionPeriod(models.Model):
    """
    A period that the council has set in place of the one that stands in minutes/retention/kinds.py.

    Without months it is for ever.
    """

    kind = models.CharField(max_length=10, choices=RetentionKind, unique=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: for ever.")
    source = models.CharField(max_length=300, help_text="The law, the schedule or the resolution that says so.")

    objects = models.Manager()

    class Meta:
        ordering = ["kind"]
        default_permissions = ()
        constraints = [
            one_of("kind", RetentionKind),
            filled("source"),
            models.CheckConstraint(
                condition=Q(months__isnull=True) | Q(months__gte=1, months__lte=1_200),
                name="minutes_retentionperiod_months",
                violation_error_message="A period has 1 to 1,200 months; empty, it is for ever.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="record") | Q(months__isnull=True),
                name="minutes_retentionperiod_record_for_ever",
                violation_error_message="The record itself is kept for ever: nothing published is deleted.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.months or 'for ever'}"


class KeptLongerQuerySet(models.QuerySet["KeptLonger"]):
    """What is kept longer."""

    def lasting_on(self, day: dt.date) -> Self:
        """Still kept on that day: the day named is the first on which it is due again."""
        return self.filter(until__gt=day)


class KeptLonger(models.Model):
    """That a person keeps a record for some time after it was due, and why."""

    kind = models.CharField(max_length=10, choices=RetentionKind)
    key = models.BigIntegerField()
    until = models.DateField()
    reason = models.TextField()
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.CharField(max_length=150)

    objects = KeptLongerQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        default_permissions = ()
        verbose_name = "record kept longer"
        verbose_name_plural = "records kept longer"
        constraints = [one_of("kind", RetentionKind), filled("reason")]
        indexes = [models.Index(fields=["kind", "key"], name="minutes_keptlonger_of")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.key}, until {self.until:%-d %B %Y}"


class DisposalAct(models.TextChoices):
    """What was done: what was published is never deleted."""

    DELETED = "deleted", "Deleted"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Disposal(models.Model):
    """That something was disposed of: what it was without what it said, when, by whom, under which rule. It stays."""

    kind = models.CharField(max_length=10, choices=RetentionKind)
    key = models.BigIntegerField()
    what = models.CharField(max_length=300)
    act = models.CharField(max_length=9, choices=DisposalAct)
    rule = models.CharField(max_length=400)
    due_on = models.DateField("due")
    made_at = models.DateTimeField("disposed of", default=timezone.now, editable=False)
    made_by = models.CharField("by", max_length=150)

    objects = models.Manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        default_permissions = ()
        permissions = [("dispose", "Can dispose of what is due, and set how long things are kept")]
        constraints = [one_of("kind", RetentionKind), one_of("act", DisposalAct), filled("what"), filled("rule")]

    def __str__(self) -> str:
        return f"{self.what}: {self.get_act_display().lower()}"
