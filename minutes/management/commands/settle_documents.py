"""`manage.py settle_documents`: each document's file in the store where it belongs, and the text of scans."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import track

from minutes.database.server import server_in
from minutes.files import scans
from minutes.files.taking import on_disk
from minutes.files.uploads import tidy
from minutes.models import Report, settle
from minutes.pdf.store import papers
from minutes.redaction.arriving import keep_recognised


class Command(BaseCommand):
    """For a timer: what becomes public at a moment that was set, and what a crash has left, is moved then."""

    help = "Bring the file of each document to the store where it belongs, and read scans where Tesseract is installed."

    def handle(self, *args: Any, **options: Any) -> None:
        console = Console(stderr=True)
        moved = sum(1 for _ in track(settle(Report.objects.all()), "Settling", console=console, transient=True))
        self.stdout.write(f"{moved} files moved.")
        self.bound()
        unread = Report.objects.scans().unread()
        if not (number := unread.count()):
            return
        if scans.program() is None:
            self.stdout.write(f"{number} scans without text. Install tesseract-ocr, and their text is read here.")
            return
        pages = track(_read(list(unread.order_by("-pk"))), "Reading scans", console=console, transient=True)
        self.stdout.write(f"{number} scans read by machine, {sum(pages)} pages with text.")

    def bound(self) -> None:
        """Delete what killed uploads left, kept PDFs over their size, a long log of the embedded server."""
        for number, what in ((tidy(), "uploads that never ended"), (papers().trim(), "kept PDFs")):
            if number:
                self.stdout.write(f"{number} {what} deleted.")
        server_in(settings.DATA_DIR, settings.WAL_ARCHIVE).shorten_log()


def _read(reports: list[Report]) -> Iterator[int]:
    """Read the scans, the newest first; yields how many pages of each hold text. One at a time is stored."""
    for report in reports:
        told = set(report.page_texts.values_list("number", flat=True))
        missing = [number for number in range(1, (report.pages or 0) + 1) if number not in told]
        with report.file.open() as file, on_disk(file) as path:
            texts = dict(scans.read_pages(path, missing))
        keep_recognised(report, texts)
        yield sum(1 for text in texts.values() if text)
