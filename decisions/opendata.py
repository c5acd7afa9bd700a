"""What was decided, for programs: each resolution as a row of its own."""

from typing import Any

from django.db.models import Q, QuerySet

from decisions.models import Resolution, ResolutionKind, effect_data, effects_on
from minutes.models import AgendaItem, Committee
from minutes.models.moments import item_modified
from minutes.opendata.kinds import ID, MODIFIED, addressed, dates, modified_since, slug
from minutes.registry import PublicKind


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


KINDS = [
    PublicKind("resolutions", "Resolutions, one by one", resolutions, resolution_record, {
        "id": ID, "url": "Where it stands on its item's page.", "committee": "The committee's short name.",
        "date": "The day of the meeting.", "item": "The number of its agenda item.",
        "item_label": "The item's number as printed.", "item_title": "The item's title.",
        "ordinal": "Its place among the item's resolutions.", "opening": "The words that begin a list.",
        "label": "Its number as printed.", "text": "Its words.", "kind": "resolved, recommended or noted.",
        "clauses": "Its lettered parts, nested.", "is_key": "Whether it is part of a key decision.",
        "action_by": "Who is to act on it.", "action_due": "By which day.",
        "effects": "What it does to earlier resolutions: amends, supersedes or rescinds.",
        "later_effects": "What later resolutions do to it.",
        "modified_at": MODIFIED,
    }, {
        "committee": slug("committee", "item__meeting__committee__slug", lambda: Committee.public),
        **dates("item__meeting__"), "kind": ("resolved, recommended or noted.", _kind),
        "key": ("1 for key decisions alone, 0 for all others.", _key), **modified_since(AgendaItem, "item"),
    }),
]  # fmt: skip
