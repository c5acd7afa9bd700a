"""`manage.py check_links FILE`: which addresses of the old system lead to a public page here."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import Progress

from minutes.moderngov.addresses import Named, read_address
from minutes.views.old_addresses import new_addresses

BATCH = 2_000
NOT_HERE, OTHER = "not public here", "no address of the old system"


class Command(BaseCommand):
    """A line for each address: where it leads, or why it leads nowhere; then how many of each."""

    help = "Say of each old address in a file, one to a line, where it leads."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--quiet", action="store_true", help="name only those that lead nowhere")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        counts: Counter[str] = Counter()
        try:
            with Progress(console=Console(stderr=True), transient=True) as bar:
                task = bar.add_task("Checking", total=path.stat().st_size)
                for batch in _batches(path):
                    for address, target in self._checked(batch, counts):
                        if not (target.startswith("/") and options["quiet"]):
                            self.stdout.write(f"{address}\t{target}")
                    bar.update(task, advance=sum(len(line) + 1 for line in batch))
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        missing, total = counts[NOT_HERE] + counts[OTHER], counts.total()
        summary = ", ".join(f"{number:,} {what}" for what, number in sorted(counts.items()))
        self.stderr.write(f"{total:,} addresses, by what they lead to: {summary or 'none'}.")
        if missing:
            raise CommandError(f"{missing} of {total} addresses lead nowhere.")

    def _checked(self, batch: list[str], counts: Counter[str]) -> Iterator[tuple[str, str]]:
        read: list[tuple[str, Named | None]] = [(address, read_address(address)) for address in batch]
        targets = new_addresses([named for _, named in read if named])
        for address, named in read:
            target = targets[named] if named else ""
            counts[named.kind if target and named else NOT_HERE if named else OTHER] += 1
            yield address, target or (NOT_HERE if named else OTHER)


def _batches(path: Path) -> Iterator[list[str]]:
    """The lines that say something, some at a time."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        told = (line.strip() for line in file)
        lines = (line for line in told if line)
        while batch := list(islice(lines, BATCH)):
            yield batch
