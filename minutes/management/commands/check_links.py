"""`manage.py check_links FILE`: which addresses of the old system lead to a public page here."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import track

from minutes.moderngov.addresses import read_address
from minutes.views.old_addresses import new_address


class Command(BaseCommand):
    """A line for each address: where it leads, or why it leads nowhere."""

    help = "Say of each old address in a file, one to a line, where it leads."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            addresses = options["file"].read_text(errors="replace").split("\n")
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from error
        told = [line.strip() for line in addresses if line.strip()]
        bar = track(told, "Checking", console=Console(stderr=True), transient=True)
        missing = sum(not self._check(address) for address in bar)
        if missing:
            raise CommandError(f"{missing} of {len(told)} addresses lead nowhere.")

    def _check(self, address: str) -> bool:
        named = read_address(address)
        target = new_address(named) if named else ""
        reason = "not public here" if named else "no address of the old system"
        self.stdout.write(f"{address}\t{target or reason}")
        return bool(target)
