"""`manage.py settle_documents`: each document's file in the store where it belongs."""

from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import track

from minutes.models import Report, settle


class Command(BaseCommand):
    """For a timer: what becomes public at a moment that was set, and what a crash has left, is moved then."""

    help = "Bring the file of each document to the store where it belongs: public, or everything else."

    def handle(self, *args: Any, **options: Any) -> None:
        console = Console(stderr=True)
        moved = sum(1 for _ in track(settle(Report.objects.all()), "Settling", console=console, transient=True))
        self.stdout.write(f"{moved} files moved.")
