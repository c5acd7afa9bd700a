"""
The log of publications: what became public, was changed, and ceased to be public, each entry with the hash of the last.

Entries hold hashes, addresses, moments and kinds, and never a word of the record. Triggers keep the tables from being
changed (minutes/migrations/0038_ledger.py). docs/public-log.md tells what an entry's bytes are.
"""

from typing import Self

from django.db import models
from django.db.models import Q

from minutes.models.constraints import one_of

BEGINNING = "0" * 64  # what the first entry has in place of the hash before it


class Act(models.TextChoices):
    """What happened."""

    PUBLISHED = "published", "Published"  # for the first time, or the next stage of it
    CHANGED = "changed", "Changed"
    CORRECTED = "corrected", "Corrected"  # by a correction that stands beside the minutes
    REDACTED = "redacted", "Name withheld"  # as a note beside the minutes says
    WITHDRAWN = "withdrawn", "Withdrawn"
    CLOSED = "closed", "Closed"  # made exempt, or taken off the site
    RESTORED = "restored", "Restored"  # public again after either
    MADE = "made", "Made"  # a PDF, from what was public


class Subject(models.TextChoices):
    """To what."""

    MEETING = "meeting", "Meeting"
    ITEM = "item", "Agenda item"
    DOCUMENT = "document", "Document"
    PAPER = "paper", "PDF"


GONE = (Act.WITHDRAWN, Act.CLOSED)


class LedgerEntryQuerySet(models.QuerySet["LedgerEntry"]):
    """Entries in order."""

    def last_of_each(self, name: str) -> Self:
        """One of each value of that field: the last."""
        return self.order_by(name, "-number").distinct(name)


class LedgerEntry(models.Model):
    """An entry. `hash` is the SHA-256 of all the rest (minutes/ledger/canonical.py)."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(help_text="When it was entered.")
    act = models.CharField(max_length=10, choices=Act)
    kind = models.CharField(max_length=10, choices=Subject)
    key = models.BigIntegerField(null=True, help_text="The record's number in the API; none of a PDF.")
    address = models.CharField(max_length=500, help_text="Without the host, and of a document without its file name.")
    stage = models.CharField(max_length=30, blank=True)
    corrections = models.PositiveIntegerField(default=0)
    moment = models.DateTimeField(null=True, help_text="Since when it is so, as the record says.")
    record = models.CharField(max_length=64, blank=True, help_text="SHA-256 of its canonical JSON.")
    file = models.CharField(max_length=64, blank=True, help_text="SHA-256 of a PDF's or a document's bytes.")
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = LedgerEntryQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "ledger entries"
        constraints = [
            one_of("act", Act),
            one_of("kind", Subject),
            models.CheckConstraint(
                condition=Q(kind="paper", key__isnull=True) | (~Q(kind="paper") & Q(key__isnull=False)),
                name="minutes_ledgerentry_names_a_record",
                violation_error_message="An entry names a record by its number, or a PDF by its address.",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "key", "-number"], name="minutes_ledgerentry_of"),
            models.Index(fields=["address", "-number"], name="minutes_ledgerentry_at"),
            models.Index(fields=["file"], condition=~Q(file=""), name="minutes_ledgerentry_file"),
            models.Index(fields=["record"], condition=~Q(record=""), name="minutes_ledgerentry_record"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.act}, {self.address}"

    @property
    def is_gone(self) -> bool:
        """Whether it says that something ceased to be public."""
        return self.act in GONE


class LedgerHead(models.Model):
    """That the log had so many entries, the last with this hash, on that day: signed, so that none can be cut off."""

    day = models.DateField(primary_key=True)
    at = models.DateTimeField()
    number = models.BigIntegerField(help_text="Of the last entry.")
    hash = models.CharField(max_length=64, help_text="Of the last entry.")
    key = models.CharField(max_length=64, help_text="The public key, in hexadecimal.")
    signature = models.CharField(max_length=128, help_text="Ed25519, in hexadecimal.")

    objects = models.Manager()

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day}: {self.number}"


class LedgerReach(models.Model):
    """How far the record has been compared with the log: its mark then, and since when it is to be compared again."""

    mark = models.TextField()
    since = models.DateTimeField()

    objects = models.Manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="minutes_ledgerreach_one")]

    def __str__(self) -> str:
        return f"{self.since}"
