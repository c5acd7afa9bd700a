"""Names that were withheld from the public record: what is withheld and why, and each place where it stood."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minutes.models.constraints import filled, one_of
from minutes.models.people import Person
from minutes.text.withheld import Words

MARK = _("[name withheld]")  # stands where the name stood, in the council's language
IN_ADDRESS = "withheld"


class RedactionReason(models.TextChoices):
    """Why a name is withheld, as everybody is told. None says more of anybody than that."""

    ERASURE = "erasure", _("a person’s right to erasure (UK GDPR, Article 17)")
    OBJECTION = "objection", _("a person’s objection (UK GDPR, Article 21)")
    SAFETY = "safety", _("somebody’s safety")
    ANONYMITY = "anonymity", _("anonymity given by law or by a court")
    MISTAKE = "mistake", _("it should not have been published")


class RedactionQuerySet(models.QuerySet["Redaction"]):
    """Redactions."""

    def standing(self) -> Self:
        """Those that were not undone."""
        return self.filter(undone_at__isnull=True)

    def spellings(self) -> list[str]:
        """Every name of these, in every spelling."""
        return [line for words in self.values_list("words", flat=True) for line in words.splitlines()]


class Redaction(models.Model):
    """
    A name that is withheld from the public record, wherever it stood. Never public, as its places are not.

    `pattern` is what the database looks for in whatever is written while it is guarded
    (minutes/migrations/0047_withheld_names.py). Who did it is named, not numbered, as in questions of imports.
    """

    words = models.TextField("name and its other spellings", help_text="One a line: Ada Thornley, A. Thornley.")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="redactions",
        help_text="Whose name it is, where they have a record: it loses its page, post and e-mail address.",
    )  # fmt: skip
    reason = models.CharField(max_length=10, choices=RedactionReason, help_text="Public, beside the minutes.")
    note = models.TextField("why, for the file", help_text="Not public: who asked, and how it was weighed.")
    is_guarded = models.BooleanField(
        "refuse it in what is entered later", default=True, db_default=True,
        help_text="Untick it where somebody else of that name is in the record or will be.",
    )  # fmt: skip
    pattern = models.TextField(editable=False)
    made_at = models.DateTimeField("withheld", editable=False)
    made_by = models.CharField("by", max_length=150, editable=False)
    undone_at = models.DateTimeField("undone", null=True, editable=False)
    undone_by = models.CharField(max_length=150, blank=True, db_default="", editable=False)
    undone_because = models.TextField("why it was undone", blank=True, db_default="", editable=False)

    objects = RedactionQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        verbose_name = "withheld name"
        default_permissions = ()
        permissions = [
            ("redact", "Can withhold a name from the public record, and undo that"),
            ("view_redacted", "Can see what was withheld"),
        ]
        constraints = [
            filled("words"),
            filled("note"),
            one_of("reason", RedactionReason),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by="", undone_because="")
                | (Q(undone_at__isnull=False) & ~Q(undone_by="") & Q(undone_because__regex=r"\S")),
                name="minutes_redaction_undone_paired",
                violation_error_message="What was undone says when, by whom and why, and what stands says none of it.",
            ),
        ]

    def __str__(self) -> str:
        return f"Name withheld on {self.made_at:%-d %B %Y}" if self.made_at else "Name to be withheld"

    @property
    def sought(self) -> Words:
        """The words as they are looked for. Raises ValueError where they are too short."""
        return Words(self.words.splitlines())

    def clean(self) -> None:
        """Refuse what would be found where no name stands, the mark itself above all."""
        super().clean()
        try:
            sought = self.sought
        except ValueError as refused:
            raise ValidationError({"words": str(refused)}) from refused
        if any(sought.find(text) for text in (str(MARK), IN_ADDRESS)):
            raise ValidationError({"words": "These words stand in what is put in the place of a name."})


class PlaceKind(models.TextChoices):
    """What was done there."""

    WORDS = "words", "Words replaced"
    FACT = "fact", "Taken off the record of the person"
    FILE = "file", "File closed, to be replaced"
    HELD = "held", "File that cannot be published as it is"
    UNREAD = "unread", "File without text, to be read by a person"


class PlaceState(models.TextChoices):
    """What became of a place since."""

    WITHHELD = "withheld", "Withheld"
    RESTORED = "restored", "Restored"
    LEFT = "left", "Changed since, left as it is"


class RedactedPlace(models.Model):
    """
    A field of a record in which a withheld name stood, with what it said before and says now.

    `name` is what the record is called without the name. A file has no words: `before` and `after` are empty.
    """

    redaction = models.ForeignKey(Redaction, on_delete=models.PROTECT, related_name="places")
    kind = models.CharField(max_length=6, choices=PlaceKind, default=PlaceKind.WORDS)
    record = models.CharField(max_length=60, help_text="The label of its table.")
    key = models.BigIntegerField()
    name = models.CharField(max_length=300)
    field = models.CharField(max_length=60)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    state = models.CharField(max_length=8, choices=PlaceState, default=PlaceState.WITHHELD)

    objects = models.Manager()

    class Meta:
        ordering = ["redaction", "id"]
        default_permissions = ()
        constraints = [
            one_of("kind", PlaceKind),
            one_of("state", PlaceState),
            models.UniqueConstraint(fields=["redaction", "record", "key", "field"], name="minutes_redactedplace_once"),
        ]
        indexes = [models.Index(fields=["record", "key"], name="minutes_redactedplace_of")]

    def __str__(self) -> str:
        return f"{self.name}, {self.field}"
