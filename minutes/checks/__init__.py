"""
What is missing or odd in a meeting's papers before they are published.

A check is a small function from a `Sheet` to findings. `CHECKS` holds those of the record; other apps add theirs when
they start (`AppConfig.ready`).
"""

import datetime as dt
from collections.abc import Collection

from minutes.checks import agenda, sitting
from minutes.checks.sheet import Check, Finding, Sheet
from minutes.models import Meeting

AGENDA = frozenset({"agenda_published_at"})
DECISIONS = frozenset({"decisions_published_at"})
MINUTES = frozenset({"minutes_published_at"})

CHECKS = [
    *(
        Check(look, AGENDA)
        for look in (
            agenda.items,
            agenda.titles,
            agenda.labels,
            agenda.private_items,
            agenda.private_documents,
            agenda.to_follow,
            agenda.notice,
            agenda.unconfirmed,
        )
    ),
    *(Check(look, MINUTES) for look in (sitting.attendance, sitting.remote, sitting.summaries, sitting.left_as_drafts)),
]


def find(meeting: Meeting, stages: Collection[str], at: dt.datetime) -> list[Finding]:
    """What is found before a meeting goes through these stages at a moment; what blocks it comes first."""
    sheet = Sheet(meeting, at)
    found = [finding for check in CHECKS if check.stages & set(stages) for finding in check.look(sheet)]
    return sorted(found, key=lambda finding: not finding.blocks)


__all__ = ["AGENDA", "CHECKS", "DECISIONS", "MINUTES", "Check", "Finding", "Sheet", "find"]
