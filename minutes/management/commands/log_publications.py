"""`manage.py log_publications`: enter in the public log what has become public, was changed, or is public no more."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from minutes.ledger.keys import KeyRefused
from minutes.ledger.writing import Busy, bring_up_to_date
from minutes.management.progress import shown


class Command(BaseCommand):
    """For a timer, every minute. Safe to run twice at once and after a crash (docs/public-log.md)."""

    help = "Enter in the public log what it does not say yet, and sign its head once a day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--all", action="store_true", help="compare every record and every PDF, not what was touched"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with shown() as watch:
                added = bring_up_to_date(everything=options["all"], watch=watch)
        except KeyRefused as error:
            raise CommandError(str(error)) from error
        except Busy:
            self.stdout.write("Another run is at it.")
            return
        self.stdout.write(f"{added} entries added.")
