"""Meetings and who was there."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now, TruncDate
from django.urls import reverse
from simple_history.models import HistoricalRecords

from minutes import publication
from minutes.converters import meeting_key
from minutes.models.committees import Committee
from minutes.models.constraints import in_order, one_of, withdrawn, withdrawn_with_note
from minutes.models.lock import Confirmable
from minutes.models.managers import ever, foreseen, published
from minutes.models.people import Person


class MeetingKind(models.TextChoices):
    """Why it was called."""

    ORDINARY = "ordinary", "Ordinary meeting"
    ANNUAL = "annual", "Annual meeting"
    EXTRAORDINARY = "extraordinary", "Extraordinary meeting"
    SPECIAL = "special", "Special meeting"


class MeetingStatus(models.TextChoices):
    """Whether it took place."""

    SCHEDULED = "scheduled", "Scheduled"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"
    POSTPONED = "postponed", "Postponed"
    ADJOURNED = "adjourned", "Adjourned to another day"


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings."""

    def newest_first(self) -> Self:
        return self.order_by("-date", "-sequence", "committee_id")

    def coming(self) -> Self:
        """Those of today and later that are to take place, the next one first."""
        gone = [MeetingStatus.CANCELLED, MeetingStatus.POSTPONED]
        return self.filter(date__gte=TruncDate(Now())).exclude(status__in=gone).order_by("date", "starts_at")

    def ahead(self) -> Self:
        """Those of today and later, the cancelled ones among them, the next one first."""
        return self.filter(date__gte=TruncDate(Now())).order_by("date", "starts_at", "id")

    def past(self) -> Self:
        """Those of days that are over."""
        return self.filter(date__lt=TruncDate(Now()))

    def reached(self, stage: str) -> Self:
        """Those that have reached one of `publication.STAGES`. On `public` and `ever_public` rows alone."""
        return self.filter(**{f"{stage}__lte": Now()})

    def in_municipal_year(self, start: int) -> Self:
        """Those of the year that begins in that calendar year (see `Meeting.municipal_year`)."""
        return self.filter(date__gte=dt.date(start, 5, 1), date__lt=dt.date(start + 1, 5, 1))

    def with_stage(self) -> Self:
        """With `stage`, the last one of `publication.STAGES` that it has reached."""
        return self.annotate(stage=publication.stage())

    def with_minutes(self) -> Self:
        """Those whose minutes are published, the last published first. On `public` rows alone."""
        return self.filter(minutes_published_at__lte=Now()).order_by("-minutes_published_at", "-id")


class Meeting(models.Model):
    """
    One sitting of one committee.

    Its stages are moments: announced (date and place), agenda, decisions, minutes published, minutes confirmed.
    Each asks for the one before, so that the later stage alone says that a row of it is public.
    """

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="meetings")
    date = models.DateField()
    sequence = models.PositiveSmallIntegerField(default=1, help_text="2 for a second meeting on one day.")
    starts_at = models.TimeField("starts", null=True, blank=True)
    ends_at = models.TimeField("ended", null=True, blank=True)
    venue = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=15, choices=MeetingKind, default=MeetingKind.ORDINARY)
    status = models.CharField(max_length=10, choices=MeetingStatus, default=MeetingStatus.SCHEDULED)
    status_note = models.CharField(
        max_length=500, blank=True, help_text="Public: why it is cancelled, postponed or adjourned, and to when."
    )

    announced_at = models.DateTimeField("announced", null=True, blank=True)
    agenda_published_at = models.DateTimeField("agenda published", null=True, blank=True)
    decisions_published_at = models.DateTimeField("decisions published", null=True, blank=True)
    minutes_published_at = models.DateTimeField("minutes published", null=True, blank=True)
    confirmed_at = models.DateTimeField("minutes confirmed", null=True, blank=True)
    confirmed_in = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="confirmed_meetings",
        verbose_name="confirmed by the meeting of",
    )  # fmt: skip
    withdrawn_at = models.DateTimeField("withdrawn", null=True, blank=True)
    withdrawal_note = models.TextField(blank=True, help_text="Public: why it is withdrawn.")

    objects = MeetingQuerySet.as_manager()
    public: ClassVar[Any] = published(MeetingQuerySet, publication.meeting)
    preview: ClassVar[Any] = foreseen(MeetingQuerySet, publication.meeting)
    ever_public: ClassVar[Any] = ever(MeetingQuerySet, publication.meeting)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-date", "-sequence"]
        permissions = [
            ("publish_meeting", "Can publish and withdraw"),
            ("preview_draft", "Can read drafts as the public will see them"),
            ("read_exempt", "Can read exempt papers"),
        ]
        indexes = [
            models.Index(fields=["date"], name="minutes_meeting_by_date"),  # calendar, coming and past
            # What is new, and when the site changed last.
            models.Index(fields=["announced_at"], name="minutes_meeting_by_announced"),
            models.Index(fields=["agenda_published_at"], name="minutes_meeting_by_agenda"),
            models.Index(fields=["decisions_published_at"], name="minutes_meeting_by_decisions"),
            models.Index(fields=["minutes_published_at"], name="minutes_meeting_by_minutes"),
            models.Index(fields=["confirmed_at"], name="minutes_meeting_by_confirmed"),
            withdrawn(),
        ]
        constraints = [
            models.UniqueConstraint(
                "committee", "date", "sequence", name="minutes_meeting_once",
                violation_error_message="This committee already has a meeting with that number on that day.",
            ),
            models.CheckConstraint(
                condition=Q(sequence__gte=1), name="minutes_meeting_sequence_from_one",
                violation_error_message="The first meeting of a day has the number 1.",
            ),
            one_of("kind", MeetingKind),
            one_of("status", MeetingStatus),
            *(
                in_order(earlier, later, required=True, message=f"A meeting must have “{label}” first, and not later.")
                for (earlier, label), later in zip(
                    [
                        ("announced_at", "announced"),
                        ("agenda_published_at", "agenda published"),
                        ("decisions_published_at", "decisions published"),
                        ("minutes_published_at", "minutes published"),
                    ],
                    publication.STAGES[1:],
                    strict=True,
                )
            ),
            in_order("announced_at", "withdrawn_at", required=True, message="Only what was published is withdrawn."),
            withdrawn_with_note(),
            models.CheckConstraint(
                condition=Q(confirmed_in__isnull=True) | (Q(confirmed_at__isnull=False) & ~Q(confirmed_in=F("id"))),
                name="minutes_meeting_confirmed_by_another",
                violation_error_message="Minutes are confirmed by another meeting, and at a moment.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.committee}, {self.date:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("minutes:meeting-detail", args=[self.committee.slug, self.key])

    @property
    def key(self) -> str:
        """Its place in addresses: the date, and the number of a second meeting on that day."""
        return meeting_key(self.date, self.sequence)

    @property
    def is_disrupted(self) -> bool:
        """Whether it did not take place as it was called."""
        return self.status in (MeetingStatus.CANCELLED, MeetingStatus.POSTPONED, MeetingStatus.ADJOURNED)

    @property
    def municipal_year(self) -> str:
        """
        The year from one Annual Meeting to the next, as councils write it: 2026/27.

        Counted from 1 May: the Annual Meeting falls in that month (Local Government Act 1972, Sch. 12, para. 1).
        """
        start = self.municipal_year_start
        return f"{start}/{(start + 1) % 100:02}"

    @property
    def municipal_year_start(self) -> int:
        """The calendar year in which its municipal year begins."""
        return self.date.year - (self.date.month < 5)


class AttendanceStatus(models.TextChoices):
    """How somebody was at a meeting, or was not."""

    PRESENT = "present", "Present"
    SUBSTITUTE = "substitute", "Present as a substitute"
    IN_ATTENDANCE = "in_attendance", "In attendance"
    APOLOGIES = "apologies", "Apologies"
    ABSENT = "absent", "Absent"


PRESENT = (AttendanceStatus.PRESENT, AttendanceStatus.SUBSTITUTE)  # who was there with a seat and a vote
THERE = (*PRESENT, AttendanceStatus.IN_ATTENDANCE)


class Attendance(Confirmable):
    """
    One person at one meeting. Public with the minutes.

    Somebody may be there from elsewhere: a member in Wales (Local Government and Elections (Wales) Act 2021, s. 47), in
    Scotland (Local Government in Scotland Act 2003, s. 43) and in Northern Ireland, an officer or a guest anywhere.
    """

    lock_by = ("pk", "meeting_id")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendances")
    status = models.CharField(max_length=13, choices=AttendanceStatus, default=AttendanceStatus.PRESENT)
    is_chair = models.BooleanField("in the chair", default=False)
    is_remote = models.BooleanField("attended remotely", default=False, db_default=False)
    substitute_for = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="substituted_at"
    )
    note = models.CharField(max_length=300, blank=True, help_text="Arrived at 7.10 pm; left after item 5.")

    objects = models.Manager()
    public: ClassVar[Any] = published(models.QuerySet, publication.attendance)
    preview: ClassVar[Any] = foreseen(models.QuerySet, publication.attendance)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-is_chair", "person__name"]
        constraints = [
            one_of("status", AttendanceStatus),
            models.UniqueConstraint(
                "meeting", "person", name="minutes_attendance_once",
                violation_error_message="This person is already on the attendance list.",
            ),
            models.UniqueConstraint(
                "meeting", name="minutes_attendance_one_chair", condition=Q(is_chair=True),
                violation_error_message="Somebody else is already marked as in the chair.",
            ),
            models.CheckConstraint(
                condition=Q(is_chair=False) | Q(status__in=["present", "substitute"]),
                name="minutes_attendance_chair_is_present",
                violation_error_message="Whoever takes the chair is present.",
            ),
            models.CheckConstraint(
                condition=Q(is_remote=False) | Q(status__in=["present", "substitute", "in_attendance"]),
                name="minutes_attendance_remote_is_there",
                violation_error_message="Only somebody who was there attended remotely.",
            ),
            models.CheckConstraint(
                condition=Q(substitute_for__isnull=True) | (Q(status="substitute") & ~Q(substitute_for=F("person"))),
                name="minutes_attendance_substitute_for_another",
                violation_error_message="“Substitute for” names another member, beside “present as a substitute”.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person}: {self.get_status_display()}"
