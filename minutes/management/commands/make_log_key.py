"""`manage.py make_log_key FILE`: a key that signs the heads of the public log."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from minutes.ledger.keys import write_key


class Command(BaseCommand):
    """The file is one that openssl reads too, and only its owner may read it."""

    help = "Write a new key for the public log to a file, and print its public half."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            self.stdout.write(write_key(file))
        except FileExistsError as error:
            raise CommandError(f"{file} is there already: a key is not written over.") from error
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
