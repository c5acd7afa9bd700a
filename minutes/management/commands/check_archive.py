"""`manage.py check_archive`: is everything there, unchanged, and what it says it is."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from minutes.inspection import CHECKS
from minutes.management.progress import shown

NAMED = 50


class Command(BaseCommand):
    """Each finding is a line with its place and what to do; the exit status is 1 where one is a fault."""

    help = "Walk the whole archive: tables, files, index, PDFs, old addresses, public log, withheld names."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--url", default=settings.SITE_URL, help="of this site, where MINUTEBOOK_URL is not set")
        parser.add_argument("--only", help="one part, by its name")

    def handle(self, *args: Any, url: str, only: str | None, **options: Any) -> None:
        checks = [check for check in CHECKS if only is None or check.name.casefold() == only.casefold()]
        if not checks:
            raise CommandError(f"--only is one of: {', '.join(check.name for check in CHECKS)}.")
        faults = 0
        for check in checks:
            with shown() as watch:
                findings = list(check.look(url.rstrip("/"), watch))
            wrong = sum(not finding.harmless for finding in findings)
            self.stdout.write(f"{check.name}: {wrong} faults" if wrong else f"{check.name}: whole")
            for finding in findings[:NAMED]:
                self.stdout.write(f"  {finding}")
            if len(findings) > NAMED:
                self.stdout.write(f"  and {len(findings) - NAMED} more")
            faults += wrong
        if faults:
            raise CommandError(f"{faults} faults.")
