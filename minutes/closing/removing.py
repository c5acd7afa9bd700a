"""Taking out by a correction what was entered by mistake."""

from typing import Any

from minutes.actions import Actor, noted

REMOVED = "removed by a correction"  # in the history


def take_out(row: Any, by: Actor) -> None:
    """Delete a row to which nothing belongs."""
    noted(row, by=by, reason=REMOVED).delete()
