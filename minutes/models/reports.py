"""Reports and the other documents of an agenda item."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, Count, Max, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from minutes import publication
from minutes.files.names import readable_name
from minutes.files.taking import take
from minutes.models.constraints import exempt_facts_only_if_exempt, filled, one_of, withdrawn, withdrawn_with_note
from minutes.models.documents import Document, FileType, measured, plain_file_name
from minutes.models.items import AgendaItem
from minutes.models.managers import ever, foreseen, published
from minutes.walls.columns import ClosedTextField


class ReportKind(models.TextChoices):
    """What a document is to its item."""

    REPORT = "report", "Report"
    APPENDIX = "appendix", "Appendix"
    BACKGROUND = "background", "Background paper"
    SUPPLEMENT = "supplement", "Supplement"
    LATE = "late", "Late paper"


class ReportQuerySet(models.QuerySet["Report"]):
    """Documents."""

    def with_is_scan(self) -> Self:
        """With `is_scan`: whether it is a PDF of which less than half of the pages hold text, as the file gives it."""
        texts = ReportPage.objects.filter(report=OuterRef("pk"), is_recognised=False).order_by()
        number = Coalesce(Subquery(texts.values("report").annotate(number=Count("pk")).values("number")), 0)
        is_scan = ~Q(file="") & Q(file_type=FileType.PDF, pages__gt=2 * number)
        return self.annotate(is_scan=Case(When(is_scan, then=True), default=False))

    def scans(self) -> Self:
        """Those of `with_is_scan` that are."""
        return self.with_is_scan().filter(is_scan=True)

    def unread(self) -> Self:
        """Of these, the ones whose file no machine has tried to read."""
        return self.filter(is_recognised=False)


class Report(Document):
    """A document that an item considers. Public when its item is, it is released, and neither is exempt."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="reports")
    position = models.PositiveSmallIntegerField(help_text="Its place among the item's documents, from 1.")
    kind = models.CharField(max_length=10, choices=ReportKind, default=ReportKind.REPORT)
    title = models.CharField(max_length=1000)
    author = models.CharField(max_length=300, blank=True, help_text="The director or officer whose report it is.")
    file_name = models.CharField(max_length=120, editable=False, help_text="Stands in the document's address.")
    is_exempt = models.BooleanField("exempt", default=False, help_text="Not for publication.")
    exempt_paragraph = models.CharField("paragraph of Schedule 12A", max_length=40, blank=True)
    exempt_reason = models.TextField(blank=True)
    exempt_test = ClosedTextField(
        "public-interest test", blank=True, db_default="",
        help_text="Not public: why the interest in keeping it private outweighs the public's in knowing.",
    )  # fmt: skip
    listed_as = models.CharField(
        "listed as", max_length=300, blank=True, db_default="",
        help_text="Public, with the paragraph, as soon as the item is: what the agenda calls an exempt document, "
        "without what makes it exempt. Empty: nobody is told that there is one. Its title is never shown.",
    )  # fmt: skip
    released_at = models.DateTimeField("released", null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField("withdrawn", null=True, blank=True)
    withdrawal_note = models.TextField(blank=True, help_text="Public: why it is withdrawn.")

    is_recognised = models.BooleanField(
        default=False, editable=False, help_text="A machine has read those pages of its file that hold no text."
    )

    objects = ReportQuerySet.as_manager()
    public: ClassVar[Any] = published(ReportQuerySet, publication.report)
    preview: ClassVar[Any] = foreseen(ReportQuerySet, publication.report)
    ever_public: ClassVar[Any] = ever(ReportQuerySet, publication.report)
    listed_in_preview: ClassVar[Any] = foreseen(ReportQuerySet, publication.private_report)
    history = HistoricalRecords()

    replaced_because = ""  # said by whoever replaces the file of a public document: the note of the earlier version

    class Meta:
        ordering = ["item", "position"]
        verbose_name = "document"
        indexes = [
            models.Index(fields=["-released_at"], name="minutes_report_released"),
            withdrawn(),
        ]
        constraints = [
            filled("title"),
            one_of("kind", ReportKind),
            models.UniqueConstraint(
                fields=["item", "position"], name="minutes_report_position_once", deferrable=models.Deferrable.DEFERRED
            ),
            one_of("file_type", FileType),
            measured(),
            plain_file_name(),
            exempt_facts_only_if_exempt(),
            models.CheckConstraint(
                condition=Q(listed_as="") | (Q(is_exempt=True) & ~Q(exempt_paragraph="")),
                name="minutes_report_listed_with_paragraph",
                violation_error_message="“Listed as” is for an exempt document, and needs the paragraph of the law.",
            ),
            withdrawn_with_note(),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(released_at__isnull=False),
                name="minutes_report_withdrawn_after_release",
                violation_error_message="Only what was published is withdrawn. A draft can be deleted.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"

    @property
    def meeting_date(self) -> dt.date:
        return self.item.meeting.date

    def clean(self) -> None:
        """A document that was published as a PDF stays one: its address ends in .pdf."""
        super().clean()
        if self.pk and self.file and not self.file._committed:  # type: ignore[attr-defined]
            before = Report.objects.filter(pk=self.pk, released_at__isnull=False).exclude(file="").first()
            try:
                taken = take(self.file)
            except ValidationError:
                return  # told at the field
            if before is not None and before.file_type != taken.file_type:
                was = FileType(before.file_type).label
                told = f"This document was published as {was}, and its address says so. Upload it as {was}."
                raise ValidationError({"file": told})

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Take the last place, take in a new file and keep the one before; a released document's name stays."""
        if self.position is None:
            last = self.item.reports.aggregate(last=Max("position"))["last"]
            self.position = (last or 0) + 1
        before = self._before()
        taken = self.take_in()
        if before is not None and before.sha256 == self.sha256:  # the same file once more
            self.file, self.original = before.file, before.original
            taken = before = None
        if taken is not None:
            self.is_recognised = False
        if not self.file_name or self.released_at is None or not self.file_name.endswith(f".{self.ending}"):
            self.file_name = readable_name(self.title, self.ending)
        super().save(*args, **kwargs)
        if taken is not None:
            self.keep_text(taken.text)
        if before is not None and before.released_at is not None and before.released_at <= timezone.now():
            ReportVersion.keep(before, note=self.replaced_because)

    def _before(self) -> "Report | None":
        """The row as it is stored, where it has a file and a new one takes its place."""
        if not self.pk or not self.file or self.file._committed:  # type: ignore[attr-defined]
            return None
        return Report.objects.select_for_update().filter(pk=self.pk).exclude(file="").first()

    def keep_text(self, text: Sequence[str]) -> None:
        """Store what stands on each page of the file, instead of what stood on the pages before."""
        self.page_texts.all().delete()
        ReportPage.objects.bulk_create(
            ReportPage(report=self, number=number, text=words) for number, words in enumerate(text, 1) if words.strip()
        )

    @transaction.atomic
    def keep_recognised(self, texts: Mapping[int, str]) -> bool:
        """
        Store what a machine read on pages that held no text; False where the file has been replaced meanwhile.

        The document itself is as it was: its history has no entry of it.
        """
        same = Report.objects.select_for_update().filter(pk=self.pk, sha256=self.sha256)
        if not same.exists():
            return False
        ReportPage.objects.bulk_create(
            [
                ReportPage(report=self, number=number, text=text, is_recognised=True)
                for number, text in texts.items()
                if text.strip()
            ],
            ignore_conflicts=True,  # the text that the file gives stays
        )
        same.update(is_recognised=True)
        return True

    def get_absolute_url(self) -> str:
        return reverse("minutes:document-file", args=[self.pk, self.file_name])


class ReportPage(models.Model):
    """The text on a page of a document's file, as the file gives it or a machine read it. Public with the document."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="page_texts")
    number = models.PositiveIntegerField()
    text = models.TextField()
    is_recognised = models.BooleanField(default=False, help_text="Read by machine from the picture of the page.")

    objects = models.Manager()
    public: ClassVar[Any] = published(models.QuerySet, publication.through(publication.report, "report__"))

    class Meta:
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="minutes_reportpage_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="minutes_reportpage_number_from_one",
                violation_error_message="The first page has the number 1.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.report}, page {self.number}"


class ReportVersion(Document):
    """
    A file that a public document had before it was replaced. Public when the document is, unless it is withdrawn.

    One that was replaced while nobody could read it, its document being withdrawn or exempt, is kept withdrawn.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(help_text="The first file of a document is its version 1.")
    file_name = models.CharField(max_length=120, editable=False, help_text="Stands in the version's address.")
    replaced_at = models.DateTimeField()
    note = models.TextField(blank=True, help_text="Public: why it was replaced, or what is different.")
    withdrawn_at = models.DateTimeField("withdrawn", null=True, blank=True)
    withdrawal_note = models.TextField(blank=True, help_text="Public: why it is withdrawn.")

    objects = models.Manager()
    public: ClassVar[Any] = published(models.QuerySet, publication.report_version)
    preview: ClassVar[Any] = foreseen(models.QuerySet, publication.report_version)
    ever_public: ClassVar[Any] = ever(models.QuerySet, publication.report_version)
    history = HistoricalRecords()

    class Meta:
        ordering = ["report", "-number"]
        verbose_name = "earlier version"
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="minutes_reportversion_once"),
            models.CheckConstraint(
                condition=~Q(file=""), name="minutes_reportversion_has_file",
                violation_error_message="An earlier version is a file.",
            ),
            one_of("file_type", FileType),
            measured(),
            plain_file_name(),
            withdrawn_with_note(),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.report}, version {self.number}"

    @property
    def meeting_date(self) -> dt.date:
        return self.report.meeting_date

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Take in a file that is new, as an import brings it."""
        self.take_in()
        super().save(*args, **kwargs)

    @classmethod
    def keep(cls, before: Report, *, note: str) -> "ReportVersion":
        """Keep the file that a document had until now."""
        last = before.versions.aggregate(last=Max("number"))["last"]
        version = cls(report=before, number=(last or 0) + 1, file_name=before.file_name, note=note.strip())
        version.replaced_at = timezone.now()
        for name in ("file", "original", "file_type", "size", "pages", "sha256", "is_tagged"):
            setattr(version, name, getattr(before, name))
        if not Report.public.filter(pk=before.pk).exists():
            version.withdrawn_at = version.replaced_at
            version.withdrawal_note = before.withdrawal_note or "It was replaced while the document was not public."
        version.save()
        return version

    def get_absolute_url(self) -> str:
        return reverse("minutes:document-version", args=[self.report_id, self.number, self.file_name])
