"""What was decided, and the register of it."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Decisions, numbered resolutions, votes, the decisions register."""

    name = "decisions"
    verbose_name = "Decisions"

    def ready(self) -> None:
        """Hang resolutions, votes and decisions on the record's items."""
        from decisions.parts import PARTS, ballots_of, latest_decided
        from minutes.registry import registry

        registry.item_parts.extend(PARTS)
        registry.person_parts["ballots"] = ballots_of
        registry.front_page["latest_decided"] = latest_decided
