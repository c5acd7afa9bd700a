"""Agenda items and what was said about them."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Max
from django.db.models.functions import Lower
from django.urls import reverse
from simple_history.models import HistoricalRecords

from minutes import publication
from minutes.models.constraints import exempt_facts_only_if_exempt, filled, one_of, withdrawn, withdrawn_with_note
from minutes.models.issues import Issue
from minutes.models.labels import item_slug
from minutes.models.lock import Confirmable
from minutes.models.managers import ever, foreseen, published
from minutes.models.meetings import Meeting
from minutes.models.people import Person, Ward
from minutes.walls.columns import ClosedTextField


class LabelFrom(models.TextChoices):
    """Who gave an item its number."""

    SOURCE = "source", "The council, as its paper prints it"
    SCHEME = "scheme", "The committee's scheme"
    PERSON = "person", "A clerk"


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    """Agenda items."""

    def with_place(self) -> Self:
        """With meeting and committee, which an item's address and heading need."""
        return self.select_related("meeting__committee")

    def newest_first(self) -> Self:
        return self.order_by("-meeting__date", "-meeting__sequence", "meeting_id", "position")


class AgendaItem(models.Model):
    """One matter at one meeting, under the council's own label. Public with the agenda, or when it is released."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField(help_text="Its place on the agenda, from 1.")
    label = models.CharField(
        "item number", max_length=40, blank=True, help_text="As the agenda prints it, to the letter: 263, 77/21, 4b."
    )
    label_from = models.CharField(
        max_length=6, choices=LabelFrom, default=LabelFrom.SOURCE, db_default="source", editable=False,
        help_text="Of a draft, the scheme gives a number again when the item moves; any other number stays.",
    )  # fmt: skip
    depth = models.PositiveSmallIntegerField(
        default=1, db_default=1, editable=False, help_text="2: a part of the item above it."
    )
    slug = models.CharField(max_length=60, editable=False)
    title = models.CharField(max_length=1000)
    report_credit = models.TextField(
        blank=True, help_text="Report of the Director of …. To be introduced by the Cabinet Member for …."
    )
    purpose = models.TextField(blank=True, help_text="What the meeting is asked to do.")
    issue = models.ForeignKey(
        Issue, on_delete=models.PROTECT, null=True, blank=True, related_name="items",
        help_text="The matter that it belongs to, where it comes back at other meetings.",
    )  # fmt: skip
    wards = models.ManyToManyField(Ward, blank=True, related_name="items", verbose_name="wards affected")
    urgency_reason = models.TextField(
        blank=True, help_text="Public. Why an item that was not on the agenda could not wait (Local Government Act "
        "1972, s. 100B(4)(b)).",
    )  # fmt: skip
    is_exempt = models.BooleanField(
        "considered in private", default=False,
        help_text="Title and reason stay public; documents, minutes and resolutions do not.",
    )  # fmt: skip
    exempt_paragraph = models.CharField("paragraph of Schedule 12A", max_length=40, blank=True)
    exempt_reason = models.TextField(blank=True, help_text="Public: why it is considered in private.")
    exempt_test = ClosedTextField(
        "public-interest test", blank=True, db_default="",
        help_text="Not public: why the interest in keeping it private outweighs the public's in knowing (Local "
        "Government Act 1972, Sch. 12A, paras. 10 and 21).",
    )  # fmt: skip
    released_at = models.DateTimeField("released", null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField("withdrawn", null=True, blank=True)
    withdrawal_note = models.TextField(blank=True, help_text="Public: why it is withdrawn.")

    objects = AgendaItemQuerySet.as_manager()
    public: ClassVar[Any] = published(AgendaItemQuerySet, publication.item)
    preview: ClassVar[Any] = foreseen(AgendaItemQuerySet, publication.item)
    ever_public: ClassVar[Any] = ever(AgendaItemQuerySet, publication.item)
    history = HistoricalRecords(m2m_fields=[wards])

    class Meta:
        ordering = ["meeting", "position"]
        indexes = [
            models.Index(fields=["-released_at"], name="minutes_item_released"),
            withdrawn(),
        ]
        constraints = [
            filled("title"),
            models.CheckConstraint(
                condition=models.Q(position__gte=1), name="minutes_agendaitem_position_from_one",
                violation_error_message="The first item has the position 1.",
            ),
            models.UniqueConstraint(
                fields=["meeting", "position"], name="minutes_agendaitem_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            one_of("label_from", LabelFrom),
            models.CheckConstraint(
                condition=models.Q(depth__in=[1, 2]), name="minutes_agendaitem_depth",
                violation_error_message="An item has parts, and those have none.",
            ),
            # What a council printed twice is kept twice; what is numbered here is numbered once.
            models.UniqueConstraint(
                "meeting", Lower("label"), name="minutes_agendaitem_label_once",
                condition=~models.Q(label_from="source") & ~models.Q(label=""),
                violation_error_message="Another item of this meeting has that number.",
            ),
            models.UniqueConstraint(
                "meeting", Lower("slug"), name="minutes_agendaitem_slug_once",
                violation_error_message="Another item of this meeting has that address.",
            ),
            models.CheckConstraint(
                condition=models.Q(slug__regex=r"^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*$"),
                name="minutes_agendaitem_slug_plain",
                violation_error_message="An address holds letters, digits, dots and hyphens.",
            ),
            exempt_facts_only_if_exempt(),
            withdrawn_with_note(),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | models.Q(released_at__isnull=False),
                name="minutes_agendaitem_withdrawn_after_release",
                violation_error_message="Only what was published is withdrawn. A draft can be deleted.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.label} {self.title}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give a new item the last place, and an address that never changes once it has been released."""
        if self.position is None:
            last = self.meeting.items.aggregate(last=Max("position"))["last"]
            self.position = (last or 0) + 1
        if not self.slug or self.released_at is None:
            taken = self.meeting.items.exclude(pk=self.pk).values_list("slug", flat=True)
            self.slug = item_slug(self.label, self.position, set(taken))
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("minutes:item-detail", args=[self.meeting.committee.slug, self.meeting.key, self.slug])

    def get_pdf_url(self) -> str:
        return reverse("minutes:item-pdf", args=[self.meeting.committee.slug, self.meeting.key, self.slug])


class Narrative(Confirmable):
    """What was reported, said, asked and answered on an item: the minutes. Public with the minutes."""

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="narrative")
    minute_number = models.CharField(
        max_length=40, blank=True, help_text="Where the minutes number the item otherwise than the agenda does."
    )
    text = models.TextField("minutes")

    objects = models.Manager()
    public: ClassVar[Any] = published(models.QuerySet, publication.minuted)
    preview: ClassVar[Any] = foreseen(models.QuerySet, publication.minuted)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "minutes of an item"
        verbose_name_plural = "minutes of items"
        constraints = [filled("text")]

    def __str__(self) -> str:
        return f"Minutes: {self.item}"


class FairSummary(Confirmable):
    """
    What can be said of business done in private. Public with the minutes.

    Where what is left of the minutes is no fair and coherent record, the law asks for it
    (Local Government Act 1972, s. 100C(2)).
    """

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="fair_summary")
    text = models.TextField("summary")

    objects = models.Manager()
    public: ClassVar[Any] = published(models.QuerySet, publication.fair_summary)
    preview: ClassVar[Any] = foreseen(models.QuerySet, publication.fair_summary)
    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "fair summaries"
        constraints = [filled("text")]

    def __str__(self) -> str:
        return f"Summary: {self.item}"


class InterestKind(models.TextChoices):
    """The kinds of the Localism Act 2011 and the model code of conduct."""

    PECUNIARY = "disclosable_pecuniary", "Disclosable pecuniary interest"
    REGISTRABLE = "other_registrable", "Other registrable interest"
    NON_REGISTRABLE = "non_registrable", "Non-registrable interest"


class Declaration(Confirmable):
    """An interest that somebody declared in an item. Public with the minutes."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="declarations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="declarations")
    kind = models.CharField(max_length=21, choices=InterestKind)
    text = models.TextField("what was declared")
    left_meeting = models.BooleanField("left the meeting for the item", default=False)

    objects = models.Manager()
    public: ClassVar[Any] = published(models.QuerySet, publication.minuted)
    preview: ClassVar[Any] = foreseen(models.QuerySet, publication.minuted)
    history = HistoricalRecords()

    class Meta:
        ordering = ["item", "id"]
        verbose_name = "declaration of interest"
        verbose_name_plural = "declarations of interest"
        constraints = [one_of("kind", InterestKind), filled("text")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"
