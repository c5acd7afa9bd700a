"""The record and everything that serves any record."""

from django.apps import AppConfig


class MinutesConfig(AppConfig):
    """Meetings, agenda items, reports, people; publication, search, papers."""

    name = "minutes"
    verbose_name = "Minutes"
