"""`manage.py import_moderngov FILE…`: read saved pages of the system that most UK councils run today."""

import json
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from minutes.moderngov.kept import Busy
from minutes.moderngov.load import Files, load
from minutes.moderngov.origins import NotOurs, is_service
from minutes.moderngov.parse import NotAPage, parse
from minutes.moderngov.service import harvest
from minutes.text.records import Page


class Command(BaseCommand):
    """Reads each file; one that cannot be read is named and the others go on."""

    help = "Import saved issue pages (text or HTML). What comes from a public page is public here."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="SOURCE")
        parser.add_argument("--pause", type=float, default=1.0, help="seconds between two requests (1)")
        parser.add_argument("--afresh", action="store_true", help="ask again for what is fetched and settled, too")
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument("--json", action="store_true", help="print what was read, one JSON object a page")

    def handle(self, *args: Any, **options: Any) -> None:
        failed = [name for name in options["files"] if not self._import_source(name, options)]
        if failed:
            raise CommandError(f"{len(failed)} of {len(options['files'])} files could not be imported whole.")

    def _import_source(self, name: str, options: dict[str, Any]) -> bool:
        return self._import_service(name, options) if is_service(name) else self._import(Path(name), options)

    def _import_service(self, address: str, options: dict[str, Any]) -> bool:
        """All that a web service has; what did not come is named."""
        whole = True
        try:
            round_ = harvest(address, pause=options["pause"], afresh=options["afresh"])
            for page in round_.pages():
                if options["json"]:
                    self.stdout.write(json.dumps(page.to_json(), ensure_ascii=False))
                if not options["dry_run"]:
                    whole &= self._load(page.source, page, quiet=options["json"], files=round_.file_of)
        except (NotOurs, Busy) as error:
            self.stderr.write(str(error))
            return False
        for missing in round_.missing:
            self.stderr.write(str(missing))
        return whole and not round_.missing

    def _import(self, path: Path, options: dict[str, Any]) -> bool:
        try:
            page = parse(path.read_bytes(), source=str(path))
        except OSError as error:
            self.stderr.write(f"{path}: cannot be opened ({error.strerror}).")
            return False
        except NotAPage as error:
            self.stderr.write(str(error))
            return False
        if options["json"]:
            self.stdout.write(json.dumps(page.to_json(), ensure_ascii=False))
        return options["dry_run"] or self._load(path, page, quiet=options["json"])

    def _load(self, path: Path | str, page: Page, *, quiet: bool, files: Files | None = None) -> bool:
        try:
            outcome = load(page, files)
        except ValidationError as error:
            self.stderr.write(f"{path}: nothing of it was imported. {' '.join(error.messages)}")
            return False
        except DatabaseError as error:
            self.stderr.write(f"{path}: nothing of it was imported. The database refused it: {error}")
            return False
        for sentence in [*outcome.to_look_at, *outcome.left_out]:
            self.stderr.write(f"{path}: {sentence}")
        if not quiet:
            self.stdout.write(f"{path}: " + ("; ".join(outcome.changed) or "nothing new") + ".")
        return not outcome.left_out
