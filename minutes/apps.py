"""The record and everything that serves any record."""

from django.apps import AppConfig


class MinutesConfig(AppConfig):
    """Meetings, agenda items, reports, people; publication, search, papers."""

    name = "minutes"
    verbose_name = "Minutes"

    def ready(self) -> None:
        """Name the tables of the index, which no model may import."""
        from minutes.search import models  # noqa: F401
