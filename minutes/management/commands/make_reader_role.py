"""`manage.py make_reader_role`: the database role of the public side, and its rights in this database."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from minutes.walls.making import NoRight, make_reader_role


class Command(BaseCommand):
    """`migrate` does the same at its end; this says whether it could."""

    help = "Make the public side's role in the database, and give it its rights."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.READER_ROLE:
            raise CommandError("MINUTEBOOK_READER_ROLE is set to nothing: the public side has no role of its own.")
        try:
            make_reader_role()
        except NoRight as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"“{settings.READER_ROLE}” may read what is public, and write nothing.")
