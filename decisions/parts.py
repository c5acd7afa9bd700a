"""What decisions add to an agenda item: to its page and papers, to its search entry, and from an import."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects

from decisions import loading
from decisions.models import Ballot, Clause, Decision, Resolution, ResolutionKind, Vote, effect_data, effects_on
from minutes.models import AgendaItem, CommitteeKind, Meeting, Person
from minutes.registry import Audience, ItemPart, Passage, Trait
from minutes.text.housekeeping import is_housekeeping
from minutes.text.prose import plain

# What a resolution weighs by the body that made it (minutes.registry.Trait); 2 by any other.
RESOLVED_BY = {CommitteeKind.SCRUTINY: 1, CommitteeKind.COUNCIL: 3}


def decision_prefetches(audience: Audience) -> list[Prefetch]:
    """`shown_decision`: the decision, or None."""
    return [Prefetch("decision", getattr(Decision, audience).all(), to_attr="shown_decision")]


def decision_passages(items: Collection[int]) -> Iterator[Passage]:
    """Reasons, options and what goes with them; the forward plan reference is looked for as well."""
    rows = Decision.public.filter(item__in=items).values_list(
        "item_id", "reasons", "options_considered", "key_reference", "interests_declared", "dispensations"
    )
    for item, reasons, options, *rest in rows:
        yield Passage(item, "reasons", plain(reasons), "reasons")
        yield Passage(item, "options", plain(options), "options")
        yield Passage(item, "decision", "\n".join(filter(None, rest)), "decision")


def resolution_prefetches(audience: Audience) -> list[Prefetch]:
    """`shown_resolutions`, each with `shown_clauses`, `shown_effects` on others and `shown_later` of others on it."""
    rows = getattr(Resolution, audience).order_by("ordinal").with_clauses()
    rows = rows.annotate(shown_effects=effects_on("resolution", audience), shown_later=effects_on("earlier", audience))
    return [Prefetch("resolutions", rows, to_attr="shown_resolutions")]


def resolution_passages(items: Collection[int]) -> Iterator[Passage]:
    """Each resolution with its clauses, as one passage."""
    clauses: dict[int, list[str]] = defaultdict(list)
    of_items = Clause.public.filter(resolution__item__in=items).order_by("resolution_id", "ordinal")
    for resolution, label, text in of_items.values_list("resolution_id", "label", "text"):
        clauses[resolution].append(f"{label} {text}")
    resolutions = Resolution.public.filter(item__in=items).order_by("item_id", "ordinal")
    told = resolutions.values_list("pk", "item_id", "ordinal", "opening", "text", "action_by")
    for pk, item, ordinal, opening, text, action_by in told:
        whole = "\n".join(filter(None, [opening, plain(text), *clauses[pk], action_by])).strip()
        yield Passage(item, "resolution", whole, Resolution.anchor_of(ordinal))


def resolution_traits(items: Collection[int]) -> Iterator[Trait]:
    """
    Whether something was resolved, or only recommended or noted.

    Scrutiny resolves what others then decide, and nobody decides after the Full Council.
    """
    resolved = Resolution.public.filter(item__in=items).values_list("item_id", "kind", "item__meeting__committee__kind")
    for item, kind, body in resolved:
        weight = RESOLVED_BY.get(body, 2) if kind == ResolutionKind.RESOLVED else 1
        yield Trait(item, "weight", weight)


def decision_traits(items: Collection[int]) -> Iterator[Trait]:
    """Key decisions, and those with a formal record of why; what is recommended to another body, that one decides."""
    resolutions = Resolution.public.filter(item=OuterRef("item"))
    others = resolutions.exclude(kind=ResolutionKind.RECOMMENDED)
    left = Exists(resolutions.filter(kind=ResolutionKind.RECOMMENDED)) & ~Exists(others)
    decisions = Decision.public.filter(item__in=items).annotate(is_left=left)
    for item, is_key, reasons, is_left in decisions.values_list("item_id", "is_key", "reasons", "is_left"):
        if is_key:
            yield Trait(item, "key", 1)
        if reasons and not is_left:
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
    votes = Vote.public.filter(item__in=items).order_by("item_id", "ordinal")
    for item, subject, wording in votes.values_list("item_id", "subject", "wording"):
        yield Passage(item, "vote", f"{subject}\n{wording}".strip(), "votes")


def ballots_of(person: Person) -> QuerySet[Ballot]:
    """A member's recorded votes, the newest first."""
    rows: QuerySet[Ballot] = Ballot.public.filter(person=person).select_related("vote__item__meeting__committee")
    return rows.order_by("-vote__item__meeting__date", "vote__item_id", "vote__ordinal")


LATEST = 20  # meetings, to begin with


def latest_decided(number: int) -> list[AgendaItem]:
    """The items decided last, each with its `shown_resolutions`; not the apologies and the last minutes agreed."""
    rows = list(islice(_decided_items(), number))
    prefetch_related_objects(rows, *resolution_prefetches("public"))
    return rows


def _decided_items() -> Iterator[AgendaItem]:
    """
    The same, as far as they are asked for.

    Some meetings at a time, because to sort the items of all of them takes a second in a large archive; twice as many
    each time, should the last years have decided nothing.
    """
    meetings = Meeting.public.reached("decisions_published_at").order_by("-decisions_published_at", "-date", "pk")
    items = AgendaItem.public.with_place().filter(Exists(Resolution.public.filter(item=OuterRef("pk"))))
    items = items.order_by("-meeting__decisions_published_at", "-meeting__date", "meeting_id", "position")
    start, end, more = 0, LATEST, True
    while more:
        some = list(meetings.values_list("pk", flat=True)[start:end])
        yield from (item for item in items.filter(meeting__in=some) if not is_housekeeping(item.title))
        more = len(some) == end - start
        start, end = end, end * 2


def decision_data(item: AgendaItem) -> dict[str, Any] | None:
    """The decision as plain data."""
    decision: Decision | None = item.shown_decision  # type: ignore[attr-defined]  # of decision_prefetches
    return {name: getattr(decision, name) for name in DECISION_FACTS} if decision else None


def resolution_data(item: AgendaItem) -> list[dict[str, Any]]:
    """The resolutions as plain data, clauses nested."""
    rows: list[Resolution] = item.shown_resolutions  # type: ignore[attr-defined]  # of resolution_prefetches
    return [
        {
            name: getattr(row, name)
            for name in ("ordinal", "opening", "label", "text", "kind", "action_by", "action_due")
        }
        | {"clauses": row.clause_tree}
        for row in rows
    ]


def resolution_whole(item: AgendaItem) -> list[dict[str, Any]]:
    """The same, with what each does to earlier ones and what later ones do to it."""
    rows: list[Any] = item.shown_resolutions  # type: ignore[attr-defined]
    effects = ({"effects": row.shown_effects, "later_effects": row.shown_later} for row in rows)
    return [
        told | {name: [effect_data(one) for one in found] for name, found in of_it.items()}
        for told, of_it in zip(resolution_data(item), effects, strict=True)
    ]


def vote_people(item: AgendaItem) -> Iterator[Person]:
    """Who moved and seconded what was put to the vote."""
    rows: list[Vote] = item.shown_votes  # type: ignore[attr-defined]  # of vote_prefetches
    return (person for row in rows for person in (row.mover, row.seconder) if person is not None and person.is_listed)


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
        whole=resolution_whole,
        shows={"item": ["resolutions__effects__earlier__item", "resolutions__later_effects__resolution__item"]},
    ),
    ItemPart(
        "votes", vote_prefetches, vote_passages, vote_data, loading.VOTE_FACTS, minuted=True, traits=vote_traits,
        people=vote_people, shows={"person": ["votes__ballots__person"]},
    ),
    ItemPart(
        "decision", decision_prefetches, decision_passages, decision_data, loading.DECISION_FACTS,
        traits=decision_traits,
    ),
]  # fmt: skip
