"""`manage.py make_pdfs`: make every public PDF ahead."""

import contextlib
import multiprocessing
import signal
import time
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from minutes.pdf.store import papers
from minutes.views.asking import request_for
from minutes.views.kept import site_version
from minutes.views.paper_list import paper_addresses

NAMED = 20
COLUMNS = (
    TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
    TimeRemainingColumn(),
)  # fmt: skip


class Outcome(NamedTuple):
    """What became of one address."""

    address: str
    what: str  # "made", "kept" (it was there), "gone" (withdrawn meanwhile) or "failed"
    status: int


class Command(BaseCommand):
    """Stopped, it has lost nothing: what is made is kept, and the next run goes on from there."""

    help = "Make every public PDF that is not kept yet, and delete those that nothing leads to any more."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--workers", type=int, default=2, help="processes that print at once (2)")
        parser.add_argument("--url", default=settings.SITE_URL, help="of this site, where MINUTEBOOK_URL is not set")

    def handle(self, *args: Any, workers: int, url: str, **options: Any) -> None:
        if settings.DEBUG:
            raise CommandError("Nothing is kept while MINUTEBOOK_DEBUG is on. Turn it off.")
        if not urlsplit(url).netloc:
            raise CommandError("The permanent address stands in every PDF: set MINUTEBOOK_URL, or give --url.")
        if workers < 1:
            raise CommandError("--workers is at least 1.")
        site_version()  # once, before the workers come
        addresses = paper_addresses()
        outcomes: list[Outcome] = []
        start = time.monotonic()
        with contextlib.closing(made(addresses, url, workers)) as coming:
            try:
                outcomes.extend(self.watched(coming, len(addresses), start))
            except KeyboardInterrupt:
                self.report(outcomes, start)
                raise CommandError("Stopped. What is made is kept; run it again to go on.") from None
        swept = papers().sweep(set(addresses))
        self.report(outcomes, start)
        self.stdout.write(f"Old files deleted: {swept}.")
        self.complain(outcomes)

    def watched(self, coming: Iterable[Outcome], total: int, start: float) -> Iterator[Outcome]:
        """The outcomes, while a bar shows how far it is."""
        with Progress(*COLUMNS, console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("Printing", total=total, rate="")
            fresh = 0
            for outcome in coming:
                fresh += outcome.what == "made"
                progress.update(task, advance=1, rate=f"{per_minute(fresh, start)} a minute")
                yield outcome

    def report(self, outcomes: list[Outcome], start: float) -> None:
        counts = Counter(outcome.what for outcome in outcomes)
        self.stdout.write(
            f"{counts['made']} PDFs made, {per_minute(counts['made'], start)} a minute;"
            f" {counts['kept']} were kept already."
        )

    def complain(self, outcomes: list[Outcome]) -> None:
        failed = [f"{each.address} ({each.status})" for each in outcomes if each.what == "failed"]
        if failed:
            more = f" and {len(failed) - NAMED} more" if len(failed) > NAMED else ""
            raise CommandError(f"{len(failed)} PDFs could not be made: {', '.join(failed[:NAMED])}{more}")


def per_minute(number: int, start: float) -> int:
    return round(number * 60 / max(time.monotonic() - start, 0.001))


def made(addresses: list[str], url: str, workers: int) -> Generator[Outcome, None, None]:
    """Ask for each address, in so many processes; closing the iterator ends them."""
    jobs = [(address, url) for address in addresses]
    if workers == 1:
        yield from map(ask, jobs)
        return
    connections.close_all()  # none may be shared with a child
    with multiprocessing.get_context("fork").Pool(workers, initializer=ignore_interrupts) as pool:
        yield from pool.imap_unordered(ask, jobs)


def ignore_interrupts() -> None:
    """Ctrl-C is for the parent, which ends its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def ask(job: tuple[str, str]) -> Outcome:
    """Ask the site for one PDF, as a browser that wants only to know whether it is there."""
    address, url = job
    before = papers().noted(address)
    was_there = before is not None and papers().path(before.digest).exists()
    response = site().get_response(request_for(address, url))
    after = papers().noted(address)
    if response.status_code in (404, 410):
        return Outcome(address, "gone", response.status_code)
    if response.status_code != 200:
        return Outcome(address, "failed", response.status_code)
    same = was_there and before is not None and after is not None and after.digest == before.digest
    return Outcome(address, "kept" if same else "made", 200)


def site() -> WSGIHandler:
    """The site of this process."""
    if not hasattr(site, "handler"):
        site.handler = WSGIHandler()  # type: ignore[attr-defined]
    return site.handler  # type: ignore[attr-defined, no-any-return]
