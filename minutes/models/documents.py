"""What every stored document has: a file, and the facts that were found in it when it came."""

from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q

from minutes.files.stores import Stores
from minutes.files.taking import Taken, check_file, take


class FileType(models.TextChoices):
    """What a file is by its content; also the ending of its name."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"


CONTENT_TYPES = {
    FileType.PDF: "application/pdf",
    FileType.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def stored_name(record: Any, name: str) -> str:
    """Where a file lies: by year, under a name that cannot be guessed or clash."""
    return f"{record.meeting_date:%Y}/{uuid4().hex}.{record.file_type}"


class Document(models.Model):
    """A file with its type, size, pages and hash. Never public by itself: the record that it belongs to says when."""

    file = models.FileField(
        upload_to=stored_name, storage=Stores(), blank=True, validators=[check_file],
        help_text="A PDF, or a Word file (.docx).",
    )  # fmt: skip
    original = models.FileField(
        "Word file", upload_to=stored_name, storage=Stores(), blank=True, editable=False,
        help_text="Of which the PDF was made. Never public: it may hold comments and earlier wording.",
    )  # fmt: skip
    file_type = models.CharField(max_length=4, choices=FileType, default=FileType.PDF, editable=False)
    size = models.PositiveBigIntegerField(
        "size in bytes", null=True, editable=False, help_text="Of the file or, without one, as its source states it."
    )
    pages = models.PositiveIntegerField(null=True, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, null=True, editable=False)
    is_tagged = models.BooleanField(
        "tagged", null=True, editable=False, help_text="Whether a screen reader can follow it."
    )

    class Meta:
        abstract = True

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[FileType(self.file_type)]

    @property
    def ending(self) -> str:
        """Of the file's name in its address."""
        return str(self.file_type)

    def word_file(self) -> "Document":
        """The Word file of which the PDF was made, as a document by itself."""
        size = self.original.size
        return type(self)(file=self.original.name, file_type=FileType.DOCX, size=size, sha256=f"{self.sha256}-word")

    def take_in(self) -> Taken | None:
        """Measure a new file and make a PDF of it where it is Word; None where the file is not new."""
        if not self.file or self.file._committed:  # type: ignore[attr-defined]
            return None
        taken = take(self.file)
        for name, value in taken.facts.items():
            setattr(self, name, value)
        self.file = taken.file
        self.original = taken.original or ""
        return taken


def measured() -> models.CheckConstraint:
    """A file has been looked at: its size and hash are known and, of a PDF, its pages."""
    facts = Q(size__isnull=False, size__gte=1, sha256__isnull=False, sha256__regex=r"^[0-9a-f]{64}$")
    pages = Q(file_type="docx") | Q(pages__isnull=False, pages__gte=1, is_tagged__isnull=False)
    return models.CheckConstraint(
        condition=Q(file="") | (facts & pages),
        name="%(app_label)s_%(class)s_file_measured",
        violation_error_message="A file has at least one byte and one page, and its hash is stored with it.",
    )


def plain_file_name() -> models.CheckConstraint:
    """A file name can stand in an address."""
    return models.CheckConstraint(
        condition=Q(file_name__regex=r"^[^/\\]+$"),
        name="%(app_label)s_%(class)s_file_name_plain",
        violation_error_message="A file name has no slash and is not empty.",
    )
