"""`manage.py import_moderngov SOURCE…`: bring the archive of another system along."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from minutes.database.statistics import refresh
from minutes.loading.gone import tell_gone
from minutes.loading.load import load
from minutes.loading.outcome import Outcome
from minutes.loading.readers import Reading
from minutes.loading.report import Report
from minutes.loading.sources import expected, readings
from minutes.loading.storing import sentence_of
from minutes.moderngov.service import ask_afresh
from minutes.text.records import Page


class Command(BaseCommand):
    """Reads each source; a page that cannot be read is named and the others go on."""

    help = (
        "Import the record of another system: the address of its web service, saved pages, a folder, a zip. "
        "What comes from a public page is public here."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sources", nargs="+", metavar="SOURCE", help="an address, a file, a folder, a zip")
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument("--json", action="store_true", help="print what was read, one JSON object a page")
        parser.add_argument("--afresh", action="store_true", help="ask for everything again that an address gives")
        parser.add_argument("--report", metavar="FOLDER", type=Path, help="write the report there too, as CSV and HTML")

    def handle(self, *args: Any, **options: Any) -> None:
        sources: list[str] = [str(source) for source in options["sources"]]
        try:
            report = Report(options["report"], sources)
        except OSError as error:
            raise CommandError(f"{options['report']} cannot be written: {error.strerror}.") from error
        with Progress(console=Console(stderr=True), transient=True) as bar:
            for source in sources:
                if options["afresh"]:
                    ask_afresh(source)
                task = bar.add_task("Importing", total=expected(source))
                started, failed = timezone.now(), report.failed
                for reading in readings(source):
                    self._take(reading, source, report, options)
                    bar.update(task, advance=1, description=f"Importing, {report.pages:,} pages")
                    if reading.expected is not None:
                        bar.update(task, total=reading.expected)
                if report.failed == failed and not options["dry_run"]:
                    self._tell_gone(source, started, report)
        report.close()
        if not options["dry_run"]:
            refresh()
        if not options["json"]:
            self.stdout.write(report.text())
        if report.failed:
            raise CommandError(
                f"{report.failed} of {report.pages + report.counts['not_read']} places could not be imported whole."
            )

    def _take(self, reading: Reading, source: str, report: Report, options: dict[str, Any]) -> None:
        """A page into the record, or its trouble into the report."""
        if reading.page is None:
            report.passed += reading.passed
            if reading.problem:
                self._trouble(reading.place, reading.problem, report)
            return
        if options["json"]:
            self.stdout.write(json.dumps(reading.page.to_json(), ensure_ascii=False))
        outcome = self._dry(reading.page) if options["dry_run"] else self._load(reading, reading.page, source, report)
        if outcome is None:
            return
        report.read(reading.place, outcome)
        for note in outcome.notes:
            self.stderr.write(f"{reading.place}: {note.words}")
        if not options["json"] and not options["dry_run"]:
            self.stdout.write(f"{reading.place}: {outcome.summary()}.")

    def _load(self, reading: Reading, page: Page, source: str, report: Report) -> Outcome | None:
        if reading.bring is not None:
            reading.bring()
        try:
            return load(page, source=lasting(source), fetch=reading.fetch)
        except ValidationError as error:
            why = sentence_of(error)
        except DatabaseError as error:
            why = f"The database refused it: {error}"
        self._trouble(reading.place, f"{reading.place}: nothing of it was imported. {why}", report)
        return None

    def _tell_gone(self, source: str, started: dt.datetime, report: Report) -> None:
        """What a source that was read to its end without trouble does not have any more."""
        for place, note in tell_gone(lasting(source), started):
            report.gone(place, note.words)
            self.stderr.write(f"{place}: {note.words}")

    def _dry(self, page: Page) -> Outcome:
        """What a person would be asked about a page that is not written."""
        outcome = Outcome()
        for words in page.unread:
            outcome.note_unread(words)
        return outcome

    def _trouble(self, place: str, words: str, report: Report) -> None:
        report.not_read(place, words)
        self.stderr.write(words)


def lasting(source: str) -> str:
    """What a source is known by from night to night, from whichever folder the command is run."""
    return source if "://" in source else str(Path(source).resolve())
