"""`manage.py list_due`: what is due to be disposed of, and why. Nothing is disposed of here."""

from typing import Any

from django.core.management.base import BaseCommand

from minutes.retention.kinds import KINDS, due, period_of


class Command(BaseCommand):
    """For whoever looks after the record; a person disposes of it in the admin."""

    help = "List what has been kept as long as it is to be, by kind, each with the day on which it was due."

    def handle(self, *args: Any, **options: Any) -> None:
        number = 0
        for kind in KINDS.values():
            rows = list(due(kind))
            number += len(rows)
            period = period_of(kind)
            if rows:
                self.stdout.write(f"{kind.name.label} ({period.in_words}; {period.source}): {kind.act} by a person")
            for row in rows:
                self.stdout.write(f"  {row.due_on:%Y-%m-%d}  {kind.what(row)}")
        self.stdout.write(f"{number} due. Nothing goes by itself: a person disposes of it, or keeps it longer.")
