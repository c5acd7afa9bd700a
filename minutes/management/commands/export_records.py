"""`manage.py export_records FILE`: everything as JSON Lines, with the files beside it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import track

from minutes.exchange.export import export
from minutes.exchange.tables import tables


class Command(BaseCommand):
    """Whole or not at all: it is written beside its place and then renamed."""

    help = "Write the whole record to a file of JSON Lines, and its documents to the folder FILE.files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["file"]
        draft = target.with_name(f"{target.name}.draft")
        folder = target.with_name(f"{target.name}.files")
        missing = []
        try:
            with draft.open("w", encoding="utf-8") as out:
                bar = track(
                    export(out, folder), "Exporting", total=len(list(tables())), console=Console(stderr=True),
                    transient=True,
                )  # fmt: skip
                missing = [told.removeprefix("missing ") for told in bar if told.startswith("missing ")]
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise CommandError(f"{error.filename or target} cannot be written: {error.strerror}.") from error
        draft.replace(target)
        self.stdout.write(f"{target}: {target.stat().st_size / 1e6:.1f} MB, documents in {folder}.")
        if missing:
            raise CommandError(f"{len(missing)} documents are not in their place: {', '.join(missing[:20])}.")
