"""What a correction can put right of what was decided."""

from collections.abc import Iterator
from dataclasses import replace

from decisions.actions import take_out_clause, take_out_resolution, take_out_vote
from decisions.models import Ballot, Decision, Resolution, Vote
from minutes.closing.removing import take_out
from minutes.models import AgendaItem
from minutes.registry import Wording

REASONED = {
    "reasons": "Reasons for the decision", "options_considered": "Other options considered",
    "interests_declared": "Conflicts of interest declared", "dispensations": "Dispensations granted",
}  # fmt: skip
RESOLVED = ("opening", "label", "kind", "text", "action_by", "action_due")
VOTED = ("subject", "kind", "outcome", "votes_for", "votes_against", "abstentions", "wording")


def wordings(item: AgendaItem) -> Iterator[Wording]:
    """Resolutions with their clauses, votes with who voted how, each part of the decision."""
    for row in Resolution.objects.filter(item=item).order_by("ordinal").prefetch_related("clauses"):
        name = f"Resolution {row.label or row.ordinal}".rstrip(".")
        clauses = tuple(_of_clauses(row, name))
        yield Wording(f"resolution-{row.pk}", name, row, RESOLVED, take_out_resolution, clauses)
        yield from clauses
    for vote in Vote.objects.filter(item=item).order_by("ordinal"):
        ballots = tuple(_of_ballots(vote))
        yield Wording(f"vote-{vote.pk}", f"Vote {vote.ordinal}", vote, VOTED, take_out_vote, ballots)
        yield from ballots
    if decision := Decision.objects.filter(item=item).first():
        for field, name in REASONED.items():
            yield Wording(f"decision-{field}", name, decision, (field,))


def _of_clauses(row: Resolution, name: str) -> Iterator[Wording]:
    """With a clause goes what stands under it."""
    clauses = sorted(row.clauses.all(), key=lambda one: one.ordinal)
    told = [
        Wording(f"clause-{one.pk}", f"{name} {one.label or one.ordinal}", one, ("label", "text"), take_out_clause)
        for one in clauses
    ]
    for place, wording in enumerate(told):
        rest = told[place + 1 :]
        end = next((at for at, one in enumerate(rest) if one.row.depth <= wording.row.depth), len(rest))
        yield replace(wording, along=tuple(rest[:end]))


def _of_ballots(vote: Vote) -> Iterator[Wording]:
    for row in Ballot.objects.filter(vote=vote).select_related("person").order_by("person__name"):
        yield Wording(f"ballot-{row.pk}", f"Vote {vote.ordinal}: how {row.person} voted", row, ("choice",), take_out)
