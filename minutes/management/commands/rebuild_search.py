"""`manage.py rebuild_search`: make the index of the search anew, or check it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import Progress

from minutes.models import AgendaItem
from minutes.search.index import differences, rebuild

NAMED = 20


class Command(BaseCommand):
    """The index keeps itself true: this is for after a restored dump, and for proving it."""

    help = "Make the index of the search from nothing. Searches go on, and find what is done."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; name the items whose entry is wrong")

    def handle(self, *args: Any, **options: Any) -> None:
        total = AgendaItem.objects.count()
        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("Checking" if options["check"] else "Indexing", total=total)
            wrong = []
            for done, differing in differences() if options["check"] else ((done, []) for done in rebuild()):
                progress.update(task, completed=done)
                wrong += differing
        if wrong:
            named = ", ".join(str(item) for item in wrong[:NAMED])
            more = f" and {len(wrong) - NAMED} more" if len(wrong) > NAMED else ""
            raise CommandError(f"The index is wrong for {len(wrong)} items: {named}{more}. Run rebuild_search.")
        self.stdout.write("The index equals one made from nothing." if options["check"] else f"{total} items indexed.")
