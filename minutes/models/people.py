"""People and the facts about them that change: ward and party, and the committees on which they sit."""

from typing import Any, ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from minutes import publication
from minutes.models.committees import Committee
from minutes.models.constraints import filled, in_order, one_of, period
from minutes.models.managers import published


class PersonKind(models.TextChoices):
    """Whether somebody was elected or is employed."""

    MEMBER = "member", "Member (councillor)"
    OFFICER = "officer", "Officer"
    OTHER = "other", "Other (co-opted member, guest)"


class Role(models.TextChoices):
    """What somebody is on a committee."""

    CHAIR = "chair", "Chair"
    VICE_CHAIR = "vice_chair", "Vice-chair"
    MEMBER = "member", "Member"
    SUBSTITUTE = "substitute", "Substitute"


class Party(models.Model):
    """A political party or group; "Independent" is one too."""

    name = models.CharField(max_length=200, unique=True)
    abbreviation = models.CharField(max_length=20, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "parties"
        constraints = [filled("name")]

    def __str__(self) -> str:
        return self.name


class Ward(models.Model):
    """A part of the council's area that elects members."""

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=100, unique=True)

    objects = models.Manager()
    public: ClassVar[Any] = published(models.QuerySet, publication.everything)
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        constraints = [filled("name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("minutes:ward-detail", args=[self.slug])


class PersonQuerySet(models.QuerySet["Person"]):
    """People."""

    def members(self) -> Self:
        """Councillors, past and present."""
        return self.filter(kind=PersonKind.MEMBER)


class Person(models.Model):
    """A member, an officer or a guest. A name is public; a home address is never asked for."""

    name = models.CharField(max_length=200, help_text="As minutes name them, without a title: Ada Thornley.")
    title = models.CharField(max_length=60, blank=True, help_text="Councillor, Dr, …")
    slug = models.SlugField(max_length=100, unique=True)
    kind = models.CharField(max_length=10, choices=PersonKind, default=PersonKind.MEMBER)
    post = models.CharField(max_length=200, blank=True, help_text="An officer's post: Director of Finance.")
    email = models.EmailField("e-mail", blank=True, help_text="The one for public use.")
    is_listed = models.BooleanField(
        "has a page", default=True, help_text="Without a page the name still stands in the minutes."
    )

    objects = PersonQuerySet.as_manager()
    public: ClassVar[Any] = published(PersonQuerySet, publication.listed)
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "people"
        constraints = [filled("name"), one_of("kind", PersonKind)]

    def __str__(self) -> str:
        return f"{self.title} {self.name}".strip()

    def get_absolute_url(self) -> str:
        return reverse("minutes:person-detail", args=[self.slug])


class PeriodQuerySet(models.QuerySet[Any]):
    """Facts that hold for a time: the first day is part of it, the last day given is not."""

    def lasting_on(self, day: Any) -> Self:
        """Those that hold on that day."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), started_on__lte=day)


class Seat(models.Model):
    """The ward and the party of a member over a period: both change, the person stays."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="seats")
    ward = models.ForeignKey(Ward, on_delete=models.PROTECT, null=True, blank=True, related_name="seats")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="seats")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True, help_text="Empty while it lasts.")

    objects = PeriodQuerySet.as_manager()
    public: ClassVar[Any] = published(PeriodQuerySet, publication.seat)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-started_on"]
        constraints = [
            in_order("started_on", "ended_on", message="It ends before it starts."),
            ExclusionConstraint(
                name="minutes_seat_one_at_a_time",
                expressions=[("person", RangeOperators.EQUAL), (period(), RangeOperators.OVERLAPS)],
                violation_error_message="This member already has a ward and party in that time.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.ward or 'no ward'}"


class Membership(models.Model):
    """A person's place on a committee over a period."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role, default=Role.MEMBER)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True, help_text="Empty while it lasts.")

    objects = PeriodQuerySet.as_manager()
    public: ClassVar[Any] = published(PeriodQuerySet, publication.membership)
    history = HistoricalRecords()

    class Meta:
        ordering = ["committee", "-started_on"]
        constraints = [
            one_of("role", Role),
            in_order("started_on", "ended_on", message="It ends before it starts."),
            ExclusionConstraint(
                name="minutes_membership_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("committee", RangeOperators.EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
                violation_error_message="This person already sits on this committee in that time.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display().lower()} of {self.committee}"
