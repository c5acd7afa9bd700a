"""The record and everything that serves any record."""

from django.apps import AppConfig


class MinutesConfig(AppConfig):
    """Meetings, agenda items, reports, people; publication, search, papers."""

    name = "minutes"
    verbose_name = "Minutes"

    def ready(self) -> None:
        """Name the tables of the index, which no model may import, and of the alerts; and what programs can have."""
        from minutes.access import middleware  # noqa: F401  # hears of logins
        from minutes.alerts import models as alerts  # noqa: F401
        from minutes.opendata.kinds import KINDS
        from minutes.opendata.parts import SHAPES
        from minutes.registry import registry
        from minutes.search import models  # noqa: F401
        from minutes.standby import changes  # noqa: F401  # hears of connections
        from minutes.walls import role, upkeep  # noqa: F401  # hear of connections, and of migrations

        registry.public_kinds.extend(KINDS)
        registry.shapes.update(SHAPES)
