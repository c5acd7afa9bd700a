"""`manage.py backup DIR`: the database and every file, as they are at one moment, while the site runs."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from minutes.management.progress import disk_errors, shown
from minutes.preservation.backup import make_backup
from minutes.preservation.chest import Chest
from minutes.preservation.errors import BackupError
from minutes.preservation.keys import given_key

NAMED = 20


class Command(BaseCommand):
    """Stopped, it has lost nothing: earlier backups are whole, and the next one goes on from what was copied."""

    help = "Add a backup of database and files to a folder, which holds each file once however many backups there are."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--keep", type=int, help="then delete all backups but so many of the newest")

    def handle(self, *args: Any, folder: Path, keep: int | None, **options: Any) -> None:
        if keep is not None and keep < 1:
            raise CommandError("--keep is at least 1.")
        with _told(folder, "No backup was made."), shown() as watch:
            chest = Chest(folder, given_key())
            name, manifest = make_backup(chest, watch=watch)
        rows = sum(rows.number for rows in manifest.tables.values())
        self.stdout.write(f"{name}\n{rows:,} rows in {len(manifest.tables)} tables, {len(manifest.files):,} files.")
        if keep:
            with _told(folder, "The backup is made, but older ones were not deleted."):
                swept = chest.keep_newest(keep)
            self.stdout.write(f"Contents that no backup holds any more, deleted: {swept}.")
        for told, names in (("missing", manifest.missing), ("not what was stored", manifest.changed)):
            if names:
                raise CommandError(
                    f"The backup is made, but in the site itself {len(names)} files are {told}: "
                    f"{', '.join(names[:NAMED])}. Take them from an earlier backup."
                )


@contextlib.contextmanager
def _told(folder: Path, what: str) -> Iterator[None]:
    """What goes wrong: what has come of it, and why."""
    try:
        with disk_errors(folder, "earlier backups are whole, and the next one goes on from what was copied"):
            yield
    except BackupError as error:
        raise CommandError(f"{what} {error}") from error
