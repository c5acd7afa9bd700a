"""What was decided, for programs: each resolution as a row of its own."""

from typing import Any

from django.db.models import Q, QuerySet

from decisions.models import (
    Choice,
    EffectKind,
    Outcome,
    Resolution,
    ResolutionKind,
    VoteKind,
    effect_data,
    effects_on,
)
from minutes.models import AgendaItem
from minutes.models.moments import item_modified
from minutes.opendata.filters import by_committee, dates, modified_since
from minutes.opendata.kinds import ID, MODIFIED, addressed
from minutes.opendata.shapes import (
    ADDRESS,
    DAY,
    NUMBER,
    SLUG,
    TEXT,
    YES_OR_NO,
    Shape,
    many,
    named,
    one_of,
    or_null,
    record,
)
from minutes.registry import Field, Filter, PublicKind


def resolutions() -> QuerySet[Resolution]:
    """Those public, with clauses and place."""
    rows: QuerySet[Resolution] = Resolution.public.with_place().with_clauses().with_key()
    effects = {"shown_effects": effects_on("resolution", "public"), "shown_later": effects_on("earlier", "public")}
    return rows.annotate(modified_at=item_modified("item__"), **effects)


def resolution_record(row: Any, root: str) -> dict[str, Any]:
    """One, with where it stands."""
    return {
        "id": row.pk, "url": root + row.get_absolute_url(), "committee": row.item.meeting.committee.slug,
        "date": row.item.meeting.date, "item": row.item_id, "item_label": row.item.label,
        "item_title": row.item.title, "ordinal": row.ordinal, "opening": row.opening, "label": row.label,
        "text": row.text, "kind": row.kind, "clauses": row.clause_tree, "is_key": row.is_key,
        "action_by": row.action_by, "action_due": row.action_due,
        "effects": addressed([effect_data(one) for one in row.shown_effects], root),
        "later_effects": addressed([effect_data(one) for one in row.shown_later], root),
        "modified_at": row.modified_at,
    }  # fmt: skip


def _kind(text: str) -> Q:
    if text not in ResolutionKind.values:
        raise ValueError(f"it is one of {', '.join(ResolutionKind.values)}")
    return Q(kind=text)


def _key(text: str) -> Q:
    if text not in ("1", "0"):
        raise ValueError("it is 1 or 0")
    return Q(is_key=text == "1")


EITHER: Shape = {"type": "string", "enum": ["1", "0"]}

KINDS = [
    PublicKind("resolutions", "Resolutions, one by one", resolutions, resolution_record, {
        "id": ID, "url": Field("Where it stands on its item's page.", ADDRESS),
        "committee": Field("The committee's short name.", SLUG), "date": Field("The day of the meeting.", DAY),
        "item": Field("The number of its agenda item.", NUMBER),
        "item_label": Field("The item's number as printed.", TEXT), "item_title": Field("The item's title.", TEXT),
        "ordinal": Field("Its place among the item's resolutions.", NUMBER),
        "opening": Field("The words that begin a list.", TEXT), "label": Field("Its number as printed.", TEXT),
        "text": Field("Its words.", TEXT), "kind": Field("resolved, recommended or noted.", one_of(ResolutionKind)),
        "clauses": Field("Its lettered parts, nested.", many(named("clause"))),
        "is_key": Field("Whether it is part of a key decision.", YES_OR_NO),
        "action_by": Field("Who is to act on it.", TEXT), "action_due": Field("By which day.", or_null(DAY)),
        "effects": Field("What it does to earlier resolutions: amends, supersedes or rescinds.",
        many(named("effect"))),
        "later_effects": Field("What later resolutions do to it.", many(named("effect"))), "modified_at": MODIFIED,
    }, {
        "committee": by_committee("item__meeting__"), **dates("item__meeting__"),
        "kind": Filter("resolved, recommended or noted.", one_of(ResolutionKind), _kind),
        "key": Filter("1 for key decisions alone, 0 for all others.", EITHER, _key),
        **modified_since(AgendaItem, "item"),
    }),
]  # fmt: skip

# Of what the decisions hang on an agenda item.
SHAPES: dict[str, Shape] = {
    "clause": record({"label": TEXT, "text": TEXT, "clauses": many(named("clause"))}),
    "effect": record({
        "kind": one_of(EffectKind), "committee": TEXT, "date": DAY, "ordinal": NUMBER, "label": TEXT, "url": ADDRESS,
    }),
    "item_resolution": record({
        "ordinal": NUMBER, "opening": TEXT, "label": TEXT, "text": TEXT, "kind": one_of(ResolutionKind),
        "action_by": TEXT, "action_due": or_null(DAY), "clauses": many(named("clause")),
        "effects": many(named("effect")), "later_effects": many(named("effect")),
    }),
    "ballot": record({"name": TEXT, "choice": one_of(Choice)}),
    "vote": record({
        "subject": TEXT, "kind": one_of(VoteKind), "outcome": one_of(Outcome), "votes_for": or_null(NUMBER),
        "votes_against": or_null(NUMBER), "abstentions": or_null(NUMBER), "wording": TEXT,
        "ballots": many(named("ballot")),
    }),
    "decision": record({
        "reasons": TEXT, "options_considered": TEXT, "interests_declared": TEXT, "dispensations": TEXT,
        "is_key": YES_OR_NO, "key_reference": TEXT, "decided_on": or_null(DAY), "call_in_deadline": or_null(DAY),
        "takes_effect_on": or_null(DAY),
    }),
}  # fmt: skip
