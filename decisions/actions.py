"""Writes that span the records of a decision."""

from itertools import takewhile

from django.db import transaction

from decisions.models import Clause, Effect, EffectKind, Resolution, Vote
from minutes.actions import Actor, NotPossible, noted, store
from minutes.closing.removing import REMOVED, take_out
from minutes.models import AgendaItem
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


@transaction.atomic
def set_effects(resolution: Resolution, effects: list[tuple[EffectKind, Resolution]]) -> None:
    """Make this what a resolution does to earlier ones. What stays the same is left alone, as with clauses."""
    wanted = {earlier.pk: kind for kind, earlier in effects}
    for row in resolution.effects.all():
        kind = wanted.pop(row.earlier_id, None)
        if kind is None:
            row.delete()
        elif row.kind != kind:
            row.kind = kind
            row.save()
    for earlier, kind in wanted.items():
        Effect.objects.create(resolution=resolution, earlier_id=earlier, kind=kind)


def take_out_resolution(row: Resolution, by: Actor) -> None:
    """
    Remove it by a correction, with its clauses. A vote that was tied to it stays.

    The others keep their places, which are in addresses. Raises NotPossible where a later one changes it.
    """
    if Effect.objects.filter(earlier=row).exists():
        raise NotPossible("A later resolution amends, supersedes or rescinds this one, so it stays.")
    for vote in Vote.objects.filter(resolution=row):
        vote.resolution = None
        store(vote, by=by, reason=REMOVED)
    for one in [*row.effects.all(), *row.clauses.all()]:
        take_out(one, by)
    take_out(row, by)


def take_out_vote(row: Vote, by: Actor) -> None:
    """Remove it by a correction, with who voted how."""
    for ballot in row.ballots.all():
        take_out(ballot, by)
    take_out(row, by)


def take_out_clause(row: Clause, by: Actor) -> None:
    """Remove it by a correction with those under it; the others move up."""
    clauses = list(row.resolution.clauses.order_by("ordinal"))
    place = clauses.index(row)
    below = list(takewhile(lambda one: one.depth > row.depth, clauses[place + 1 :]))
    for one in [row, *below]:
        take_out(one, by)
    for ordinal, one in enumerate([*clauses[:place], *clauses[place + 1 + len(below) :]], 1):
        if one.ordinal != ordinal:
            one.ordinal = ordinal
            store(one, by=by, reason=REMOVED)


def resolve(item: AgendaItem, words: str, by: Actor) -> None:
    """Store a resolution as the item's last one."""
    opening = "" if Resolution.objects.filter(item=item).exists() else "RESOLVED:"
    noted(Resolution(item=item, opening=opening, text=words), by=by, reason="earlier minutes confirmed").save()
