"""`manage.py base_copy DIR`: a copy of the embedded server, from which the log leads on to any later moment."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from minutes.database.journal import copy_base, keep_newest
from minutes.database.server import server_in


class Command(BaseCommand):
    """Weekly, say: the older the copy, the longer a recovery reads."""

    help = "Copy the embedded database to a folder, to recover from together with MINUTEBOOK_WAL_ARCHIVE."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--keep", type=int, help="delete all copies but so many, and the log that only they need")

    def handle(self, *args: Any, folder: Path, keep: int | None, **options: Any) -> None:
        require_embedded()
        if settings.WAL_ARCHIVE is None:
            raise CommandError("MINUTEBOOK_WAL_ARCHIVE is not set: without the log, a copy leads to no later moment.")
        if keep is not None and keep < 1:
            raise CommandError("--keep is at least 1.")
        server = server_in(settings.DATA_DIR, settings.WAL_ARCHIVE)
        made = copy_base(server, folder.resolve())
        if keep:
            keep_newest(folder.resolve(), settings.WAL_ARCHIVE, keep, server=server)
        self.stdout.write(str(made))


def require_embedded() -> None:
    """Raise CommandError where the database is somebody else's server."""
    if settings.DATABASES["default"]["ENGINE"] != "minutes.database":
        raise CommandError("DATABASE_URL names a server of your own: its own tools copy and recover it.")
