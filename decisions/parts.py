"""What decisions add to an agenda item: to its page and papers, to its search entry, and from an import."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from decisions import loading
from decisions.models import Ballot, Decision, Resolution, ResolutionKind, Vote
from minutes.models import AgendaItem, CommitteeKind, Person
from minutes.registry import Audience, ItemPart, Passage, Trait


def decision_prefetches(audience: Audience) -> list[Prefetch]:
    """`shown_decision`: the decision, or None."""
    return [Prefetch("decision", getattr(Decision, audience).all(), to_attr="shown_decision")]


def decision_passages(items: Collection[int]) -> Iterator[Passage]:
    """Reasons, options and what goes with them; the forward plan reference is looked for as well."""
    for decision in Decision.public.filter(item__in=items):
        yield Passage(decision.item_id, "reasons", decision.reasons, "reasons")
        yield Passage(decision.item_id, "options", decision.options_considered, "options")
        rest = [decision.key_reference, decision.interests_declared, decision.dispensations]
        yield Passage(decision.item_id, "decision", "\n".join(filter(None, rest)), "decision")


def resolution_prefetches(audience: Audience) -> list[Prefetch]:
    """`shown_resolutions`, each with `shown_clauses`."""
    rows = getattr(Resolution, audience).order_by("ordinal").with_clauses()
    return [Prefetch("resolutions", rows, to_attr="shown_resolutions")]


def resolution_passages(items: Collection[int]) -> Iterator[Passage]:
    """Each resolution with its clauses, as one passage."""
    for resolution in Resolution.public.filter(item__in=items).order_by("item_id", "ordinal").with_clauses():
        clauses = [f"{clause['label']} {clause['text']}" for clause in resolution.shown_clauses]
        text = "\n".join([resolution.opening, resolution.text, *clauses]).strip()
        yield Passage(resolution.item_id, "resolution", text, resolution.anchor)


def resolution_traits(items: Collection[int]) -> Iterator[Trait]:
    """Whether something was resolved, or only recommended or noted: scrutiny resolves what others then decide."""
    resolved = Resolution.public.filter(item__in=items).values_list("item_id", "kind", "item__meeting__committee__kind")
    for item, kind, body in resolved.distinct():
        decides = kind == ResolutionKind.RESOLVED and body != CommitteeKind.SCRUTINY
        yield Trait(item, "weight", 2 if decides else 1)


def decision_traits(items: Collection[int]) -> Iterator[Trait]:
    """Key decisions, and those with a formal record of why."""
    for item, is_key, reasons in Decision.public.filter(item__in=items).values_list("item_id", "is_key", "reasons"):
        if is_key:
            yield Trait(item, "key", 1)
        if reasons:
            yield Trait(item, "weight", 3)


def vote_traits(items: Collection[int]) -> Iterator[Trait]:
    """Who moved, seconded and, where names were taken, voted."""
    for item, mover, seconder in Vote.public.filter(item__in=items).values_list("item_id", "mover", "seconder"):
        yield from (Trait(item, "member", person) for person in (mover, seconder) if person)
    for item, person in Ballot.public.filter(vote__item__in=items).values_list("vote__item_id", "person_id"):
        yield Trait(item, "member", person)


def vote_prefetches(audience: Audience) -> list[Prefetch]:
    """`shown_votes`, each with `shown_ballots`."""
    rows = getattr(Vote, audience).select_related("mover", "seconder", "resolution").order_by("ordinal").with_ballots()
    return [Prefetch("votes", rows, to_attr="shown_votes")]


def vote_passages(items: Collection[int]) -> Iterator[Passage]:
    """What was put to the vote."""
    for vote in Vote.public.filter(item__in=items).order_by("item_id", "ordinal"):
        yield Passage(vote.item_id, "vote", f"{vote.subject}\n{vote.wording}".strip(), "votes")


def ballots_of(person: Person) -> QuerySet[Ballot]:
    """A member's recorded votes, the newest first."""
    rows: QuerySet[Ballot] = Ballot.public.filter(person=person).select_related("vote__item__meeting__committee")
    return rows.order_by("-vote__item__meeting__date", "vote__item_id", "vote__ordinal")


def latest_decided(number: int) -> list[AgendaItem]:
    """The items decided last, each with its `shown_resolutions`."""
    newest = Resolution.public.filter(item=OuterRef("pk"))
    items = (
        AgendaItem.public.with_place()
        .filter(Exists(newest))
        .order_by("-meeting__decisions_published_at", "-meeting__date", "meeting_id", "position")
    )
    return list(items.prefetch_related(*resolution_prefetches("public"))[:number])


def decision_data(item: AgendaItem) -> dict[str, Any] | None:
    """The decision as plain data."""
    decision: Decision | None = item.shown_decision  # type: ignore[attr-defined]  # of decision_prefetches
    return {name: getattr(decision, name) for name in DECISION_FACTS} if decision else None


def resolution_data(item: AgendaItem) -> list[dict[str, Any]]:
    """The resolutions as plain data, clauses nested."""
    rows: list[Resolution] = item.shown_resolutions  # type: ignore[attr-defined]  # of resolution_prefetches
    return [
        {name: getattr(row, name) for name in ("ordinal", "opening", "label", "text", "kind")}
        | {"clauses": row.clause_tree}
        for row in rows
    ]


def vote_data(item: AgendaItem) -> list[dict[str, Any]]:
    """The votes as plain data, with the names where they were recorded."""
    rows: list[Any] = item.shown_votes  # type: ignore[attr-defined]  # of vote_prefetches
    return [
        {name: getattr(row, name) for name in VOTE_FACTS}
        | {"ballots": [{"name": ballot["name"], "choice": ballot["choice"]} for ballot in row.shown_ballots]}
        for row in rows
    ]


DECISION_FACTS = [
    "reasons", "options_considered", "interests_declared", "dispensations", "is_key", "key_reference", "decided_on",
    "call_in_deadline", "takes_effect_on",
]  # fmt: skip
VOTE_FACTS = ["subject", "kind", "outcome", "votes_for", "votes_against", "abstentions", "wording"]

PARTS = [
    ItemPart(
        "resolutions",
        resolution_prefetches,
        resolution_passages,
        resolution_data,
        loading.RESOLUTION_FACTS,
        in_lists=True,
        traits=resolution_traits,
    ),
    ItemPart(
        "votes", vote_prefetches, vote_passages, vote_data, loading.VOTE_FACTS, minuted=True, traits=vote_traits
    ),
    ItemPart(
        "decision", decision_prefetches, decision_passages, decision_data, loading.DECISION_FACTS,
        traits=decision_traits,
    ),
]  # fmt: skip
