"""`manage.py keep_pages`: what readers get while the database is down, brought up to date."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from minutes.standby.known import is_on
from minutes.standby.refreshing import refresh


class Command(BaseCommand):
    """For a timer, every minute. Where nothing public was changed or taken away it has nothing to do."""

    help = "Ask again for the pages that are kept for when the database is down, after a change; delete what is gone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seconds", type=float, default=20, help="stop after so many; the next run goes on")

    def handle(self, *args: Any, seconds: float, **options: Any) -> None:
        done, left = refresh(seconds) if is_on() else (0, 0)
        self.stdout.write(f"{done} pages asked for again, {left} left.")
