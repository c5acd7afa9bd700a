"""`manage.py make_archive --items N --seed S`: a made-up archive of any size, for measuring."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from rich.console import Console
from rich.progress import Progress

from decisions.archive import Archive


class Command(BaseCommand):
    """Adds to what is there; the search takes it in afterwards (rebuild_search)."""

    # A seed names its committees, so that a second archive has another seed.
    help = "Write a plausible council's archive straight into the database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--items", type=int, default=10_000)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, items: int, seed: int, **options: Any) -> None:
        start = time.monotonic()
        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("Writing", total=items)
            for done in Archive(seed).write(items):
                progress.update(task, completed=done)
        rate = items / (time.monotonic() - start)
        self.stdout.write(
            f"{items:,} agenda items, {rate:,.0f} a second. Run rebuild_search to let the search find them."
        )
