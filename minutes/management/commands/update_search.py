"""`manage.py update_search`: bring the index of the search up to date, where readers' processes may not."""

from typing import Any

from django.core.management.base import BaseCommand

from minutes.search.index import work_off


class Command(BaseCommand):
    """What has been written since, and what was set for a moment that has come. With nothing to do it takes no time."""

    help = "Bring the index of the search up to date."

    def handle(self, *args: Any, **options: Any) -> None:
        for _ in work_off():
            pass
