"""`manage.py make_static DIR`: the whole public archive as plain files, for a disk or a record office."""

import contextlib
import logging
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http.request import validate_host

from minutes.deposit.bag import Bag
from minutes.deposit.checking import check
from minutes.deposit.errors import DepositError
from minutes.deposit.writing import Outcome, Writer
from minutes.management.progress import disk_errors, shown

NAMED = 20


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Pages that say that something is withdrawn or not there are expected, and no warning."""
    logger = logging.getLogger("django.request")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


class Command(BaseCommand):
    """Stopped, it has lost nothing: the files are those of the run before until the next one has ended."""

    help = "Write the public archive as plain files, as a BagIt bag; again, only what has changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--url", default=settings.SITE_URL, help="of this site, where MINUTEBOOK_URL is not set")
        parser.add_argument("--check", action="store_true", help="write nothing: compare every file with its checksum")

    def handle(self, *args: Any, folder: Path, url: str, **options: Any) -> None:
        try:
            with disk_errors(folder, "the files are those of the run before"):
                if options["check"]:
                    self.checked(folder)
                else:
                    self.written(folder, url.rstrip("/"))
        except DepositError as error:
            raise CommandError(str(error)) from error

    def written(self, folder: Path, url: str) -> None:
        if not urlsplit(url).netloc:
            raise CommandError("The permanent address stands in every paper: set MINUTEBOOK_URL, or give --url.")
        if not validate_host(urlsplit(url).hostname or "", settings.ALLOWED_HOSTS):
            raise CommandError(f"This site does not answer to {urlsplit(url).hostname}: name it in MINUTEBOOK_HOSTS.")
        start = time.monotonic()
        with Bag(folder).held() as bag, shown() as watch, quiet():
            outcome = Writer(bag, url, watch).write()
        self.stdout.write(
            f"{outcome.files:,} files, {outcome.size / 1e6:,.1f} MB, {outcome.items:,} agenda items:"
            f" {outcome.new:,} files written, {outcome.gone:,} removed, in {time.monotonic() - start:,.0f} seconds."
        )
        self.complain(outcome)

    def complain(self, outcome: Outcome) -> None:
        if outcome.troubles:
            more = f" and {len(outcome.troubles) - NAMED} more" if len(outcome.troubles) > NAMED else ""
            raise CommandError(
                f"The files are written, but the site could not answer at {len(outcome.troubles)} addresses:"
                f" {', '.join(outcome.troubles[:NAMED])}{more}."
            )

    def checked(self, folder: Path) -> None:
        number = check(folder)
        self.stdout.write(f"{number:,} files are what was written.")
