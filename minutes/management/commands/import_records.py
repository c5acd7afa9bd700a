"""`manage.py import_records FILE`: what `export_records` wrote, into an empty database."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import Progress

from minutes.exchange.load import NotReadable, load
from minutes.search.index import work_off


class Command(BaseCommand):
    """All or nothing; then the index of the search is brought up to date."""

    help = "Read a file that export_records wrote into an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        source: Path = options["file"]
        try:
            with source.open(encoding="utf-8") as lines, Progress(console=Console(stderr=True), transient=True) as bar:
                task = bar.add_task("Reading", total=None)
                counts = {}
                for label, number in load(lines, source.with_name(f"{source.name}.files")):
                    counts[label] = number
                    bar.update(task, description=f"Reading {label}: {number:,}")
                for number in work_off():
                    bar.update(task, description=f"Indexing: {number:,}")
        except OSError as error:
            raise CommandError(f"{error.filename or source} cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{source} is not written in UTF-8: nothing was imported.") from error
        except NotReadable as error:
            raise CommandError(f"{source}: nothing was imported. {error}") from error
        self.stdout.write(f"{source}: {sum(counts.values()):,} rows.")
