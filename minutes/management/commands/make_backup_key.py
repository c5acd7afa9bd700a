"""`manage.py make_backup_key FILE`: a key that seals backups."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from minutes.preservation.keys import new_key


class Command(BaseCommand):
    """The file is one as age-keygen writes it, and only its owner may read it."""

    help = "Write a new key for backups to a file, and print its public half, which seals and cannot open."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        secret, public = new_key()
        try:
            file.touch(0o600, exist_ok=False)
            file.write_text(f"# public key: {public}\n{secret}\n")
        except FileExistsError as error:
            raise CommandError(f"{file} is there already: a key is not written over.") from error
        self.stdout.write(public)
