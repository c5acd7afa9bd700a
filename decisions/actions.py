"""Writes that span the records of a decision."""

from django.db import transaction

from decisions.models import Clause, Resolution
from minutes.text import ClauseLine


@transaction.atomic
def set_clauses(resolution: Resolution, lines: list[ClauseLine]) -> None:
    """
    Make these the clauses of a resolution, in this order.

    What stays the same is left alone, so that the history tells of changes only. Raises IntegrityError where the
    lines go deeper than a clause may.
    """
    stored = list(resolution.clauses.order_by("ordinal"))
    for clause in stored[len(lines) :]:
        clause.delete()
    for ordinal, line in enumerate(lines, 1):
        clause = stored[ordinal - 1] if ordinal <= len(stored) else Clause(resolution=resolution, ordinal=ordinal)
        if clause.pk and (clause.depth, clause.label, clause.text) == (line.depth, line.label, line.text):
            continue
        clause.depth, clause.label, clause.text = line.depth, line.label, line.text
        clause.save()
