"""What a feed and an e-mail say of an item, and of a meeting that was corrected, in plain words."""

from typing import Any

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from minutes.registry import registry

LONGEST = 600  # characters


def heading(item: Any) -> str:
    """Its number and title."""
    return f"{item.label} {item.title}".strip()


def where(item: Any) -> str:
    """Committee and day of the meeting."""
    return f"{item.meeting.committee}, {format_date(item.meeting.date, 'j F Y')}"


def corrected(row: Any) -> str:
    """What a correction of a meeting as a whole is called."""
    told = {"correction": _("Correction"), "amendment": _("Amendment")}
    return f"{told[row.kind]}: {where(row)}"


def why_corrected(row: Any) -> str:
    """What was wrong, and why it was put right."""
    return f"{row.text} {row.reason}".strip()[:LONGEST]


def state(item: Any) -> str:
    """How far it has come, of an item with `stage`."""
    sentences = {
        "minutes_published_at": _("The draft minutes are published."),
        "confirmed_at": _("The minutes are confirmed."),
        "decisions_published_at": _("What was decided is published."),
    }
    return sentences.get(item.stage, _("It is on the agenda."))


def summary(item: Any) -> str:
    """State and, where something was resolved, that; else what the meeting is asked to do."""
    resolved = [_resolution(row) for row in resolutions(item)]
    told = " ".join(resolved) or item.purpose or (_("It is considered in private.") if item.is_exempt else "")
    return f"{where(item)}. {state(item)} {told}".strip()[:LONGEST]


def resolutions(item: Any) -> list[dict[str, Any]]:
    """What was resolved, as plain data, of an item read with what lists show."""
    part = next((part for part in registry.item_parts if part.name == "resolutions"), None)
    return part.data(item) if part else []


def _resolution(row: dict[str, Any]) -> str:
    return " ".join(one for one in (row["opening"], row["label"], row["text"]) if one)
