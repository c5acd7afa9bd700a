"""`manage.py recover BASE --archive DIR --to MOMENT`: the embedded database as it was at a moment."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from minutes.database.journal import recover
from minutes.database.server import server_in
from minutes.management.commands.base_copy import require_embedded


class Command(BaseCommand):
    """Into a data folder that has no database yet: the old one is left as it is, whatever its state."""

    help = "Make the embedded database of an empty MINUTEBOOK_DATA from a base copy and the log, as of a moment."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("base", type=Path, help="the base copy: a folder that base_copy made before the moment")
        parser.add_argument("--archive", type=Path, required=True, help="the log: what MINUTEBOOK_WAL_ARCHIVE named")
        parser.add_argument("--to", help="the moment, as in “2026-11-24 14:30”, local time; without it, the last one")

    def handle(self, *args: Any, base: Path, archive: Path, to: str | None, **options: Any) -> None:
        require_embedded()
        server = server_in(settings.DATA_DIR, settings.WAL_ARCHIVE)
        last = recover(server, base.resolve(), archive.resolve(), _moment(to) if to else None)
        told = (
            f"the last change in it is of {timezone.localtime(last):%Y-%m-%d %H:%M:%S}" if last else "nothing follows"
        )
        self.stdout.write(f"{server.data} is recovered: {told}. Now check_archive tells which files are missing.")


def _moment(text: str) -> dt.datetime:
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise CommandError("--to is a moment as in “2026-11-24 14:30”.")
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
