"""What imports remember: which pages told of which records, what they wrote there, and what a person should look at."""

from typing import Self

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from minutes.models.constraints import filled, one_of


class ImportedPage(models.Model):
    """
    A page of another system that has been read, and the records of which it told when it was read last.

    `origin` is the same however often the page is fetched or saved anew: "issue:263", or the name of its file.
    """

    origin = models.CharField(max_length=300, unique=True)
    source = models.CharField(max_length=1000, help_text="What the import was given: an address, a file, a folder.")
    place = models.CharField(max_length=1000)
    read_at = models.DateTimeField()
    records = models.JSONField(default=dict, help_text="Keys by the label of their table.")

    objects = models.Manager()

    class Meta:
        constraints = [filled("origin")]

    def __str__(self) -> str:
        return self.origin


class ImportedRecord(models.Model):
    """
    What imports have said of a record: of each fact, digests of what was written and of what was said, and the origin.

    What stands there now is compared with what was written: where it differs, a clerk has been at work.
    """

    record = models.CharField(max_length=60, help_text="The label of its table: minutes.agendaitem.")
    key = models.BigIntegerField()
    made = models.BooleanField(default=False, help_text="Whether an import made it.")
    facts = models.JSONField(default=dict)
    identity = models.CharField(
        max_length=500, blank=True, help_text="What its source calls it, where that is no address: legistar-item:5."
    )

    objects = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "key"], name="minutes_importedrecord_once"),
            models.UniqueConstraint(
                fields=["record", "identity"], condition=~Q(identity=""), name="minutes_importedrecord_one_identity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record} {self.key}"


class NoteKind(models.TextChoices):
    """Why a person should look."""

    CONFLICT = "conflict", "Differs from what stands here"
    NOT_UNDERSTOOD = "not_understood", "Not understood"
    LEFT_OUT = "left_out", "Left out"
    VANISHED = "vanished", "Vanished at the source"


class NoteOutcome(models.TextChoices):
    """What became of a note."""

    TAKEN = "taken", "The source's words were taken"
    KEPT = "kept", "Ours were kept"
    SETTLED = "settled", "Settled"
    GONE = "gone", "No longer so at a later import"


class ImportNoteQuerySet(models.QuerySet["ImportNote"]):
    """Notes of imports."""

    def still_open(self) -> Self:
        """Those that nobody has settled."""
        return self.filter(outcome="")


class ImportNote(models.Model):
    """
    Something that an import leaves to a person.

    Found again at the next import it stays one note (`identity`), and stays settled as long as the source says the
    same (`digest`).
    """

    kind = models.CharField(max_length=15, choices=NoteKind)
    identity = models.CharField(max_length=32, unique=True, editable=False)
    digest = models.CharField(max_length=16, editable=False)
    origin = models.CharField(max_length=300, editable=False)
    place = models.CharField("where in the source", max_length=1000)
    record = models.CharField(max_length=60, blank=True, help_text="The label of the table of the record it concerns.")
    key = models.BigIntegerField(null=True, blank=True)
    record_name = models.CharField("record", max_length=300, blank=True)
    fact = models.CharField(max_length=40, blank=True)
    words = models.TextField("what is the matter")
    value = models.JSONField(null=True, blank=True, help_text="What the source says.")
    found_at = models.DateTimeField("found")
    seen_at = models.DateTimeField("seen last")
    outcome = models.CharField(max_length=10, choices=NoteOutcome, blank=True)
    settled_at = models.DateTimeField("settled", null=True, blank=True)
    # A name, not a key: it is exchanged between installations, whose users are their own.
    settled_by = models.CharField(max_length=150, blank=True)

    objects = ImportNoteQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-seen_at", "pk"]
        verbose_name = "question of an import"
        verbose_name_plural = "questions of imports"
        constraints = [
            filled("words"),
            one_of("kind", NoteKind),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(outcome__in=NoteOutcome.values),
                name="minutes_importnote_outcome_known",
                violation_error_message="Choose one of the outcomes offered.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", settled_at__isnull=True) | (~Q(outcome="") & Q(settled_at__isnull=False)),
                name="minutes_importnote_settled_paired",
                violation_error_message="A settled question says when it was settled, and an open one does not.",
            ),
            models.CheckConstraint(
                condition=Q(record="", key__isnull=True) | (~Q(record="") & Q(key__isnull=False)),
                name="minutes_importnote_record_paired",
                violation_error_message="A record is named by its table and its key.",
            ),
        ]
        indexes = [
            models.Index(fields=["origin"], condition=Q(outcome=""), name="minutes_importnote_open"),
            models.Index(fields=["-seen_at", "id"], name="minutes_importnote_newest"),
        ]

    def __str__(self) -> str:
        return self.words[:120]
