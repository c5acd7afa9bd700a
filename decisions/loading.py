"""
What an import says of an item's resolutions, votes and decision, and how it is stored.

Lists are facts as a whole. What is stored already is changed in its place, so that a resolution keeps its address and
its history; what has been published is never deleted, so that a list that became shorter at the source is refused.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from decisions.models import Ballot, Clause, Decision, Outcome, Resolution, Vote
from decisions.models.votes import VoteKind
from minutes.loading.people import person_named
from minutes.loading.storing import keep, keep_list, keep_new, sentence_of
from minutes.models import AgendaItem
from minutes.registry import Facts
from minutes.text import records

TEXTS = {
    "reasons": "reasons",
    "options_considered": "options_considered",
    "interests_declared": "interests",
    "dispensations": "dispensations",
    "key_reference": "key_reference",
}

DAYS = ("call_in_deadline", "takes_effect_on")


def said_resolutions(read: records.Item) -> dict[str, Any]:
    """The numbered resolutions with their clauses, in the order of the page."""
    labels = _labels(read.resolutions)
    told = [
        {
            "opening": resolution.opening,
            "label": label,
            "text": resolution.text,
            "kind": resolution.kind,
            "clauses": [[depth, clause.label, clause.text] for depth, clause in _outline(resolution.clauses)],
        }
        for resolution, label in zip(read.resolutions, labels, strict=True)
    ]
    return {"resolutions": told} if told else {}


def stored_resolutions(item: AgendaItem) -> dict[str, Any]:
    return resolutions_of([item.pk])[item.pk]


def resolutions_of(items: Collection[int]) -> dict[int, dict[str, Any]]:
    """What is stored of each of the items."""
    found: dict[int, dict[str, Any]] = {item: {"resolutions": []} for item in items}
    for row in Resolution.objects.filter(item__in=items).order_by("item_id", "ordinal").with_clauses():
        clauses = [[one["depth"], one["label"], one["text"]] for one in row.shown_clauses]  # type: ignore[attr-defined]
        told = {name: getattr(row, name) for name in ("opening", "label", "text", "kind")}
        found[row.item_id]["resolutions"].append(told | {"clauses": clauses})
    return found


def write_resolutions(item: AgendaItem, values: dict[str, Any], why: str) -> list[str]:
    told = values["resolutions"]
    rows = list(item.resolutions.order_by("ordinal"))
    if len(rows) > len(told) and _published(item, "decisions_published_at"):
        return ["the source has fewer resolutions than are published here; what is published is not deleted."]
    for row, one in zip(rows, told, strict=False):
        keep(row, _words(one), why)
        clauses = [_clause(clause) for clause in one["clauses"]]
        keep_list(list(row.clauses.order_by("ordinal")), clauses, partial(Clause, resolution=row), why)
    more = told[len(rows) :]
    new = [Resolution(item=item, ordinal=ordinal, **_words(one)) for ordinal, one in enumerate(more, len(rows) + 1)]
    keep_new(new, why)
    keep_new(
        [
            Clause(resolution=row, ordinal=ordinal, **_clause(clause))
            for row, one in zip(new, more, strict=True)
            for ordinal, clause in enumerate(one["clauses"], 1)
        ],
        why,
    )
    for row in rows[len(told) :]:
        row.clauses.all().delete()
        row.delete()
    return []


def _words(told: dict[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in ("opening", "label", "text", "kind")}


def _clause(told: Sequence[Any]) -> dict[str, Any]:
    return dict(zip(("depth", "label", "text"), told, strict=True))


def said_votes(read: records.Item) -> dict[str, Any]:
    """The votes; every word of them stands in the minutes too."""
    told = [
        {
            "subject": (vote.on or "Motion").capitalize(),
            "outcome": vote.outcome,
            "for": vote.votes_for,
            "against": vote.votes_against,
            "abstain": vote.abstentions,
            "ballots": sorted([ballot.name, ballot.vote] for ballot in vote.names),
        }
        for vote in read.votes
    ]
    return {"votes": told} if told else {}


def stored_votes(item: AgendaItem) -> dict[str, Any]:
    return votes_of([item.pk])[item.pk]


def votes_of(items: Collection[int]) -> dict[int, dict[str, Any]]:
    """What is stored of each of the items."""
    found: dict[int, dict[str, Any]] = {item: {"votes": []} for item in items}
    rows = Vote.objects.filter(item__in=items).order_by("item_id", "ordinal")
    for row in rows.prefetch_related("ballots__person"):
        told = {
            "subject": row.subject,
            "outcome": row.outcome,
            "for": row.votes_for,
            "against": row.votes_against,
            "abstain": row.abstentions,
            "ballots": sorted([str(ballot.person), ballot.choice] for ballot in row.ballots.all()),
        }
        found[row.item_id]["votes"].append(told)
    return found


def write_votes(item: AgendaItem, values: dict[str, Any], why: str) -> list[str]:
    """A vote that cannot be entered is left out whole, with the reason."""
    rows, refused, ordinal = list(item.votes.order_by("ordinal")), [], 0
    if len(rows) > len(values["votes"]) and _published(item, "minutes_published_at"):
        return ["the source has fewer votes than are published here; what is published is not deleted."]
    for told in values["votes"]:
        row = rows[ordinal] if ordinal < len(rows) else Vote(item=item, ordinal=ordinal + 1)
        try:
            _write_vote(row, told, why)
        except (ValidationError, IntegrityError) as error:
            refused.append(f"a vote ({told['subject']}) was not entered: {sentence_of(error)}")
        else:
            ordinal += 1
    for row in [] if _published(item, "minutes_published_at") else rows[ordinal:]:
        row.ballots.all().delete()
        row.delete()
    return refused


def said_decision(read: records.Item) -> dict[str, Any]:
    """Reasons, options, interests; whether it is a key decision, until when open to call-in, when it takes effect."""
    told: dict[str, Any] = {name: said for name, source in TEXTS.items() if (said := getattr(read, source))}
    told |= {name: day.isoformat() for name in DAYS if (day := getattr(read, name)) is not None}
    if read.is_key is not None or read.key_reference:
        told["is_key"] = bool(read.is_key or read.key_reference)
    return told


def stored_decision(item: AgendaItem) -> dict[str, Any]:
    return decisions_of([item.pk])[item.pk]


def decisions_of(items: Collection[int]) -> dict[int, dict[str, Any]]:
    """What is stored of each of the items."""
    rows = {row.item_id: row for row in Decision.objects.filter(item__in=items)}
    return {item: _told_of(rows.get(item, Decision())) for item in items}


def _told_of(decision: Decision) -> dict[str, Any]:
    days = {name: day.isoformat() if (day := getattr(decision, name)) else None for name in DAYS}
    return {name: getattr(decision, name) for name in [*TEXTS, "is_key"]} | days


def write_decision(item: AgendaItem, values: dict[str, Any], why: str) -> list[str]:
    values = values | {name: dt.date.fromisoformat(values[name]) for name in DAYS if values.get(name)}
    keep(Decision.objects.filter(item=item).first() or Decision(item=item), values, why)
    return []


@transaction.atomic  # a vote with one ballot that is refused is refused whole
def _write_vote(vote: Vote, told: dict[str, Any], why: str) -> None:
    if told["outcome"] is None:
        raise ValidationError("the page does not say whether it was carried.")
    counted = told["for"] is not None and told["against"] is not None
    values = {
        "subject": told["subject"],
        "kind": VoteKind.AMENDMENT if "amendment" in told["subject"].lower() else VoteKind.MOTION,
        "outcome": Outcome(told["outcome"]),
        "votes_for": told["for"] if counted else None,
        "votes_against": told["against"] if counted else None,
        "abstentions": told["abstain"] if counted else None,
    }
    keep(vote, values, why)
    ballots = {ballot.person_id: ballot for ballot in vote.ballots.select_related("person")}
    for name, choice in told["ballots"]:
        person = person_named(name, why)
        keep(ballots.pop(person.pk, None) or Ballot(vote=vote, person=person), {"choice": choice}, why)
    for ballot in ballots.values():
        ballot._change_reason = why[:100]  # type: ignore[attr-defined]
        ballot.delete()


def _published(item: AgendaItem, stage: str) -> bool:
    """Whether what belongs to that stage is, or was, public: the database refuses to delete it then."""
    return getattr(item.meeting, stage) is not None


def _labels(resolutions: Sequence[records.Resolution]) -> list[str]:
    """
    The labels, with the council's numbers restored where saving a page as text has lost them.

    A list of which every entry is numbered "1." was numbered by the browser: the order is then the only truth.
    """
    lists: list[list[str]] = []
    for resolution in resolutions:
        if resolution.starts or not lists:
            lists.append([])
        lists[-1].append(resolution.label)
    return [
        label.replace("1", str(number)) if len(labels) > 1 and set(labels) == {label} else label
        for labels in lists
        for number, label in enumerate(labels, 1)
    ]


def _outline(clauses: Sequence[records.Clause], depth: int = 1) -> Iterator[tuple[int, records.Clause]]:
    """Nested clauses in the order of the page, each with its depth."""
    for clause in clauses:
        yield depth, clause
        yield from _outline(clause.clauses, depth + 1)


RESOLUTION_FACTS = Facts(said_resolutions, stored_resolutions, write_resolutions, resolutions_of)
VOTE_FACTS = Facts(said_votes, stored_votes, write_votes, votes_of)
DECISION_FACTS = Facts(said_decision, stored_decision, write_decision, decisions_of)
