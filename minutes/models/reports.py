"""Reports and the other documents of an agenda item."""

from pathlib import PurePath
from typing import Any, ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Max, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from minutes import publication
from minutes.models.constraints import exempt_facts_only_if_exempt, filled, one_of, withdrawn_with_note
from minutes.models.files import check_pdf, measure, readable_name
from minutes.models.items import AgendaItem
from minutes.models.managers import ever, foreseen, published


class ReportKind(models.TextChoices):
    """What a document is to its item."""

    REPORT = "report", "Report"
    APPENDIX = "appendix", "Appendix"
    BACKGROUND = "background", "Background paper"
    SUPPLEMENT = "supplement", "Supplement"
    LATE = "late", "Late paper"


def stored_name(report: "Report", name: str) -> str:
    """Where a file lies: by year, under a name that cannot be guessed or clash."""
    return f"{report.item.meeting.date:%Y}/{uuid4().hex}{PurePath(name).suffix.lower()[:8]}"


class Report(models.Model):
    """A document that an item considers. Public when its item is, it is released, and neither is exempt."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="reports")
    position = models.PositiveSmallIntegerField(help_text="Its place among the item's documents, from 1.")
    kind = models.CharField(max_length=10, choices=ReportKind, default=ReportKind.REPORT)
    title = models.CharField(max_length=1000)
    author = models.CharField(max_length=300, blank=True, help_text="The director or officer whose report it is.")
    file = models.FileField(upload_to=stored_name, blank=True, validators=[check_pdf], help_text="A PDF.")
    file_name = models.CharField(max_length=120, editable=False, help_text="Stands in the document's address.")
    size = models.PositiveBigIntegerField(
        "size in bytes", null=True, editable=False, help_text="Of the file or, without one, as its source states it."
    )
    pages = models.PositiveIntegerField(null=True, editable=False)
    is_exempt = models.BooleanField("exempt", default=False, help_text="Not for publication.")
    exempt_paragraph = models.CharField("paragraph of Schedule 12A", max_length=40, blank=True)
    exempt_reason = models.TextField(blank=True)
    released_at = models.DateTimeField("released", null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField("withdrawn", null=True, blank=True)
    withdrawal_note = models.TextField(blank=True, help_text="Public: why it is withdrawn.")

    objects = models.Manager()
    public: ClassVar[Any] = published(models.QuerySet, publication.report)
    preview: ClassVar[Any] = foreseen(models.QuerySet, publication.report)
    ever_public: ClassVar[Any] = ever(models.QuerySet, publication.report)
    history = HistoricalRecords()

    class Meta:
        ordering = ["item", "position"]
        verbose_name = "document"
        constraints = [
            filled("title"),
            one_of("kind", ReportKind),
            models.UniqueConstraint(
                fields=["item", "position"], name="minutes_report_position_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=Q(file="") | Q(size__isnull=False, size__gte=1, pages__isnull=False, pages__gte=1),
                name="minutes_report_file_measured",
                violation_error_message="A file has at least one byte and one page.",
            ),
            models.CheckConstraint(
                condition=Q(file_name__regex=r"^[^/\\]+$"),
                name="minutes_report_file_name_plain",
                violation_error_message="A file name has no slash and is not empty.",
            ),
            exempt_facts_only_if_exempt(),
            withdrawn_with_note(),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(released_at__isnull=False),
                name="minutes_report_withdrawn_after_release",
                violation_error_message="Only what was published is withdrawn. A draft can be deleted.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Take the last place, and measure a new file; a file name stays once the document has been released."""
        if self.position is None:
            last = self.item.reports.aggregate(last=Max("position"))["last"]
            self.position = (last or 0) + 1
        if self.file and not self.file._committed:  # type: ignore[attr-defined]
            self.size, self.pages = measure(self.file)
        if not self.file_name or self.released_at is None:
            self.file_name = readable_name(self.title)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("minutes:document-file", args=[self.pk, self.file_name])
