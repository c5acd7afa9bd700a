"""`manage.py restore DIR`: a backup into an empty site; with --verify, into a place that is thrown away."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from minutes.management.progress import disk_errors, shown
from minutes.preservation.chest import Chest
from minutes.preservation.errors import BackupError
from minutes.preservation.keys import given_key
from minutes.preservation.restore import compare, restore, verify

NAMED = 20


class Command(BaseCommand):
    """Whatever it does, it ends by comparing every row and every file with the backup's list."""

    help = "Restore a backup into an empty site, and compare every record and every file."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--set", dest="name", help="the backup (the newest)")
        way = parser.add_mutually_exclusive_group()
        way.add_argument("--list", action="store_true", help="only name the backups")
        way.add_argument("--verify", action="store_true", help="restore into a temporary server; touch nothing here")
        way.add_argument("--compare", action="store_true", help="only compare this site with the backup")

    def handle(self, *args: Any, folder: Path, name: str | None, **options: Any) -> None:
        try:
            with disk_errors(settings.DATA_DIR, "the site is still empty: run this again, and it goes on"):
                chest = Chest(folder, given_key())
                if options["list"]:
                    self.stdout.write("\n".join(chest.names()))
                    return
                name = name or chest.last()
                wrong = self.run_one(chest, name, options)
        except BackupError as error:
            raise CommandError(str(error)) from error
        if wrong:
            more = f" And {len(wrong) - NAMED} more." if len(wrong) > NAMED else ""
            raise CommandError(f"{name}: {' '.join(wrong[:NAMED])}{more}")
        self.stdout.write(f"{name}: every row and every file is as it was.")
        if not options["verify"] and not options["compare"]:
            self.bring_up_to_date()

    def run_one(self, chest: Chest, name: str, options: dict[str, Any]) -> list[str]:
        with shown() as watch:
            if options["verify"]:
                return verify(chest, name, watch=watch)
            if options["compare"]:
                return compare(chest.read(name), watch=watch)
            return restore(chest, name, watch=watch)

    def bring_up_to_date(self) -> None:
        """The backup may be of an older version than this one."""
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            call_command("migrate", verbosity=0)
            call_command("sync_groups", verbosity=0)
            self.stdout.write(f"{len(plan)} newer migrations were run.")
