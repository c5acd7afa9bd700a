"""
What is told of records that are public or were until they were withdrawn: where they stood, and what note stands there.

Views of the database (minutes/migrations/0042_walls.py), because the public side reads no more of a withdrawn record:
its words are closed to it. A moment that lies ahead is empty here.
"""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from minutes.converters import meeting_key
from minutes.models.items import AgendaItem
from minutes.models.meetings import Meeting, MeetingQuerySet
from minutes.models.reports import Report


class Shelved(models.Model):
    """When it was withdrawn, and the note that says why."""

    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_note = models.TextField()

    class Meta:
        abstract = True


class Placed(Shelved):
    """Where its meeting stands."""

    committee_slug = models.SlugField()
    date = models.DateField()
    sequence = models.PositiveSmallIntegerField()
    agenda_published_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def key(self) -> str:
        """The meeting's place in addresses."""
        return meeting_key(self.date, self.sequence)


class OnceMeeting(Placed):
    """A meeting."""

    committee = models.ForeignKey("minutes.Committee", models.DO_NOTHING, related_name="+")
    announced_at = models.DateTimeField()
    decisions_published_at = models.DateTimeField(null=True)
    minutes_published_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "minutes_once_meeting"

    def __str__(self) -> str:
        return f"Meeting {self.pk}, {self.date}"

    def get_absolute_url(self) -> str:
        return reverse("minutes:meeting-detail", args=[self.committee_slug, self.key])


class OnceItem(Placed):
    """An agenda item, and whether its meeting was withdrawn."""

    meeting = models.ForeignKey(Meeting, models.DO_NOTHING, related_name="+")
    slug = models.SlugField()
    released_at = models.DateTimeField()
    meeting_withdrawn_at = models.DateTimeField(null=True)
    meeting_note = models.TextField()

    objects = models.Manager()

    class Meta:
        managed = False
        db_table = "minutes_once_item"

    def __str__(self) -> str:
        return f"Item {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("minutes:item-detail", args=[self.committee_slug, self.key, self.slug])

    @property
    def note(self) -> tuple[dt.datetime | None, str]:
        """When it, or else its meeting, was withdrawn, and the note."""
        return _first((self.withdrawn_at, self.withdrawal_note), (self.meeting_withdrawn_at, self.meeting_note))


class OnceReportQuerySet(models.QuerySet["OnceReport"]):
    """Documents."""

    def with_address(self) -> Self:
        """Those at whose address something stands, the file or a note: none whose item or meeting was withdrawn."""
        return self.filter(Q(withdrawn_at__isnull=False) | Exists(Report.public.filter(pk=OuterRef("pk"))))


class OnceReport(Shelved):
    """A document."""

    item = models.ForeignKey(AgendaItem, models.DO_NOTHING, related_name="+")
    meeting = models.ForeignKey(Meeting, models.DO_NOTHING, related_name="+")
    file_name = models.CharField(max_length=120)
    has_file = models.BooleanField()
    released_at = models.DateTimeField()
    agenda_published_at = models.DateTimeField()

    objects = OnceReportQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "minutes_once_report"

    def __str__(self) -> str:
        return f"Document {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("minutes:document-file", args=[self.pk, self.file_name])


class OnceVersion(Shelved):
    """A document's file before it was replaced; its own note only while it is not withdrawn."""

    report = models.ForeignKey(Report, models.DO_NOTHING, related_name="+")
    number = models.PositiveIntegerField()
    file_name = models.CharField(max_length=120)
    pages = models.PositiveIntegerField(null=True)
    size = models.PositiveBigIntegerField(null=True)
    replaced_at = models.DateTimeField()
    note = models.TextField()
    report_withdrawn_at = models.DateTimeField(null=True)
    report_note = models.TextField()

    objects = models.Manager()

    class Meta:
        managed = False
        db_table = "minutes_once_version"

    def __str__(self) -> str:
        return f"Version {self.number} of document {self.report_id}"

    @property
    def gone(self) -> tuple[dt.datetime | None, str]:
        """When its document, or else it, was withdrawn, and the note."""
        return _first((self.report_withdrawn_at, self.report_note), (self.withdrawn_at, self.withdrawal_note))


class ListedPrivate(models.Model):
    """That an open item has an exempt document: the name and the paragraph that the agenda gives it, and no title."""

    item = models.ForeignKey(AgendaItem, models.DO_NOTHING, related_name="+")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10)
    listed_as = models.CharField(max_length=300)
    exempt_paragraph = models.CharField(max_length=40)

    objects = models.Manager()

    class Meta:
        managed = False
        db_table = "minutes_listed_private"

    def __str__(self) -> str:
        return self.listed_as


class ShownWords(models.Model):
    """The words before and after a correction that may be read: it changed some, and they are not withheld."""

    before = models.TextField()
    after = models.TextField()

    objects = models.Manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"Words of correction {self.pk}"


class ShownWordsOfItem(ShownWords):
    """Of an item."""

    class Meta:
        managed = False
        db_table = "minutes_shown_words_of_item"


class ShownWordsOfMeeting(ShownWords):
    """Of a meeting as a whole."""

    class Meta:
        managed = False
        db_table = "minutes_shown_words_of_meeting"


class Gone(models.Model):
    """
    That a record is public no more, withdrawn, exempt or off the site: its number among those of its kind, no word.

    `kind` is that of OParl; of a meeting also its committee, and whether it had a place (0044_gone.py).
    """

    kind = models.CharField(max_length=20)
    id = models.BigIntegerField(primary_key=True)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()
    committee_id = models.BigIntegerField(null=True)
    has_place = models.BooleanField()

    objects = models.Manager()

    class Meta:
        managed = False
        db_table = "minutes_gone"

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


def _first(*notes: tuple[dt.datetime | None, str]) -> tuple[dt.datetime | None, str]:
    return next((note for note in notes if note[0] is not None), (None, ""))
