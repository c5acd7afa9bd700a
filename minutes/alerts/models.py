"""
Who is told of what, and what is on its way to them.

None of it belongs to the record: it has no history and is in no export, and what is no longer needed is deleted.
"""

import secrets

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from minutes.models import AgendaItem, Meeting
from minutes.models.constraints import one_of


def new_token() -> str:
    """The secret in the links of a subscriber's e-mails."""
    return secrets.token_urlsafe(24)


class Rhythm(models.TextChoices):
    """How often somebody is told."""

    AT_ONCE = "at_once", _("At once")
    WEEKLY = "weekly", _("Once a week, on Monday")


class AlertSubscription(models.Model):
    """An address that asked to be told of a subject; nothing is sent but the question until it has confirmed that."""

    email = models.EmailField()
    subject = models.CharField(max_length=1000, blank=True, help_text="As in an address: committee=cabinet.")
    rhythm = models.CharField(max_length=7, choices=Rhythm)
    language = models.CharField(max_length=10)
    root = models.CharField(max_length=300, help_text="Where the site is: https://minutes.example.gov.uk.")
    token = models.CharField(max_length=43, unique=True, default=new_token)
    asked_at = models.DateTimeField(db_default=Now(), help_text="When the question was sent last.")
    confirmed_at = models.DateTimeField(null=True)
    told = models.BigIntegerField(default=0, help_text="The last news that was looked at for it.")
    due_at = models.DateTimeField(null=True, help_text="When the next weekly letter is made.")
    refusals = models.PositiveSmallIntegerField(default=0, help_text="Letters in a row that its mail server refused.")

    objects = models.Manager()

    class Meta:
        constraints = [
            one_of("rhythm", Rhythm),
            models.UniqueConstraint(Lower("email"), "subject", name="minutes_alertsubscription_once"),
        ]

    def __str__(self) -> str:
        return f"Subscription {self.pk}"


class NewsKind(models.TextChoices):
    """What was published of an item."""

    AGENDA = "agenda", "On the agenda"
    DOCUMENT = "document", "New document"
    DECISIONS = "decisions", "Decided"
    MINUTES = "minutes", "Minutes published"
    CORRECTION = "correction", "Correction"
    MEETING = "meeting", "Meeting called off or moved"


class AlertNews(models.Model):
    """
    Something that became public of an item, or a change of a meeting, noted once and in order.

    Of a meeting: when and where it is, or a correction of its minutes as a whole.

    Numbers are given while nobody else gives any, so that whoever has seen one has seen all before it.
    """

    kind = models.CharField(max_length=10, choices=NewsKind)
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, null=True, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, null=True, related_name="+")
    part = models.BigIntegerField(default=0, help_text="The number of the document or the correction.")
    was_on = models.DateField(null=True, help_text="The day on which the meeting was to be.")
    noted_at = models.DateTimeField(db_default=Now())

    objects = models.Manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            one_of("kind", NewsKind),
            models.UniqueConstraint(fields=["item", "kind", "part"], name="minutes_alertnews_once"),
            models.UniqueConstraint(
                fields=["meeting", "part"],
                condition=models.Q(kind="correction"),
                name="minutes_alertnews_meeting_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="meeting", meeting__isnull=False, item__isnull=True, was_on__isnull=False)
                | models.Q(kind="correction", meeting__isnull=False, item__isnull=True, was_on__isnull=True)
                | (~models.Q(kind="meeting") & models.Q(meeting__isnull=True, item__isnull=False, was_on__isnull=True)),
                name="minutes_alertnews_of_item_or_meeting",
            ),
        ]

    def __str__(self) -> str:
        of = f"item {self.item_id}" if self.item_id else f"meeting {self.meeting_id}"
        return f"{self.get_kind_display()}: {of}"


class AlertMeeting(models.Model):
    """When and where a coming meeting was to be when it was looked at last: what differs from it is news."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="+")
    date = models.DateField()
    starts_at = models.TimeField(null=True)
    venue = models.CharField(max_length=300, blank=True)
    off = models.CharField(max_length=10, blank=True, help_text="Its status, where it does not take place that day.")

    objects = models.Manager()

    def __str__(self) -> str:
        return f"Meeting {self.meeting_id} on {self.date}"


class LetterState(models.TextChoices):
    """How far a letter is on its way."""

    READY = "ready", "Ready"
    SENDING = "sending", "Handed over, no answer yet"
    SENT = "sent", "Sent"
    VOID = "void", "Nothing left to tell"
    REFUSED = "refused", "Refused by the mail server"


WAITING = models.Q(state__in=[LetterState.READY, LetterState.SENDING])


class AlertLetter(models.Model):
    """
    An e-mail to be sent once. It has no text: that is written when it is sent, of what is public then.

    Its Message-ID stays, so that a mailbox can know a second copy. `news` are those it tells of; none: it asks whether
    the address wants to be told.
    """

    subscription = models.ForeignKey(AlertSubscription, on_delete=models.CASCADE, related_name="letters")
    news = ArrayField(models.BigIntegerField(), default=list)
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=7, choices=LetterState, default=LetterState.READY)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(db_default=Now())
    made_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    objects = models.Manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_at"],
                name="minutes_alertletter_waiting",
                condition=models.Q(state__in=["ready", "sending"]),
            )
        ]
        constraints = [one_of("state", LetterState)]

    def __str__(self) -> str:
        return f"Letter {self.pk}, {self.get_state_display().lower()}"


class AlertKnock(models.Model):
    """That an address or a network asked for something. Names neither: only a keyed hash, for a day."""

    who = models.CharField(max_length=64)
    at = models.DateTimeField(db_default=Now())

    objects = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["who", "at"], name="minutes_alertknock_who")]

    def __str__(self) -> str:
        return f"{self.who[:8]}, {self.at}"
