"""What was decided, and the register of it."""

from django.apps import AppConfig

WALLED = ("decision", "resolution", "clause", "effect", "vote", "ballot")


class DecisionsConfig(AppConfig):
    """Decisions, numbered resolutions, votes, the decisions register."""

    name = "decisions"
    verbose_name = "Decisions"

    def ready(self) -> None:
        """Hang resolutions, votes and decisions on the record's items."""
        from decisions.actions import resolve
        from decisions.checks import CHECKS
        from decisions.opendata import KINDS, SHAPES
        from decisions.parts import PARTS, ballots_of, latest_decided
        from decisions.wordings import wordings
        from minutes.checks import CHECKS as BEFORE_PUBLISHING
        from minutes.registry import registry
        from minutes.walls import tables

        BEFORE_PUBLISHING.extend(CHECKS)
        tables.BY_ROW.update(f"decisions_{name}" for name in WALLED)
        registry.item_parts.extend(PARTS)
        registry.public_kinds.extend(KINDS)
        registry.shapes.update(SHAPES)
        registry.wordings.append(wordings)
        registry.resolvers.append(resolve)
        registry.person_parts["ballots"] = ballots_of
        registry.front_page["latest_decided"] = latest_decided
