"""
Plain records of what was read on a page. No database, no behaviour.

What the page does not say is ``None`` or an empty tuple. Labels and words are the council's own; order is the truth.

Order is kept like this: ``Item.minutes`` is the narrative in the order of the source with the resolutions lifted out,
and ``Resolution.after`` counts the paragraphs of the narrative that stand before it.
"""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Document:
    """
    A link under an item. ``kind`` is report, appendix, background, supplement or late.

    ``old`` is its place in the old system ("document:112380"), as is that of items and pages; ``url`` is where the
    source keeps the file, as the source writes it.
    """

    title: str
    kind: str
    size_kb: int | None = None
    exempt: bool = False
    old: str = ""
    url: str = ""

    def to_json(self) -> dict[str, Any]:
        return {"title": self.title, "kind": self.kind, "size_kb": self.size_kb, "exempt": self.exempt}


@dataclass(frozen=True)
class Clause:
    """A part of a resolution, (a) under 1 or (i) under (a)."""

    label: str
    text: str
    clauses: "tuple[Clause, ...]" = ()

    def to_json(self) -> dict[str, Any]:
        return {"label": self.label, "text": self.text, "clauses": [clause.to_json() for clause in self.clauses]}


@dataclass(frozen=True)
class Resolution:
    """
    One thing that was resolved.

    ``kind`` is resolved, recommended or noted. ``opening`` holds the words that open its list, on the first of the list
    and, where the list has none, nowhere; ``starts`` says that a list begins here, so that two lists are never one.
    """

    label: str
    text: str
    kind: str
    clauses: tuple[Clause, ...] = ()
    opening: str = ""
    starts: bool = False
    after: int = 0

    def to_json(self) -> dict[str, Any]:
        clauses = [clause.to_json() for clause in self.clauses]
        return {"label": self.label, "text": self.text, "kind": self.kind, "clauses": clauses}


@dataclass(frozen=True)
class Ballot:
    """How one member voted: for, against, abstain or declined."""

    name: str
    vote: str

    def to_json(self) -> dict[str, Any]:
        return {"name": self.name, "vote": self.vote}


@dataclass(frozen=True)
class Vote:
    """
    One vote, as the narrative tells it. Its words stay in the narrative.

    ``on`` is what was voted upon in the text's own word (amendment, motion, …); ``outcome`` is carried, lost or fell.
    """

    on: str | None = None
    outcome: str | None = None
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    names: tuple[Ballot, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "on": self.on,
            "outcome": self.outcome,
            "for": self.votes_for,
            "against": self.votes_against,
            "abstain": self.abstentions,
            "names": [ballot.to_json() for ballot in self.names],
        }


@dataclass(frozen=True)
class Item:
    """
    One matter at one meeting.

    ``is_key``, ``call_in`` (whether its decision can be called in), ``call_in_deadline``, ``published`` (the day on
    which its decision was) and ``exempt`` are ``None`` where the page does not say. ``interests`` and ``dispensations``
    are read beside the narrative, as votes are: their words stay in it, in the paragraphs that ``beside`` counts from 0.
    """

    committee: str | None
    date: dt.date | None
    label: str | None
    title: str
    report_credit: str | None = None
    purpose: str | None = None
    documents: tuple[Document, ...] = ()
    minutes: str | None = None
    resolutions: tuple[Resolution, ...] = ()
    options_considered: str | None = None
    reasons: str | None = None
    votes: tuple[Vote, ...] = ()
    old: tuple[str, ...] = ()
    is_key: bool | None = None
    call_in: bool | None = None
    published: dt.date | None = None
    exempt: bool | None = None
    exempt_reason: str | None = None
    interests: str | None = None
    dispensations: str | None = None
    beside: tuple[int, ...] = ()
    key_reference: str | None = None
    takes_effect_on: dt.date | None = None
    call_in_deadline: dt.date | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "committee": self.committee,
            "date": self.date.isoformat() if self.date else None,
            "label": self.label,
            "title": self.title,
            "report_credit": self.report_credit,
            "purpose": self.purpose,
            "documents": [document.to_json() for document in self.documents],
            "minutes": self.minutes,
            "resolutions": [resolution.to_json() for resolution in self.resolutions],
            "options_considered": self.options_considered,
            "reasons": self.reasons,
            "votes": [vote.to_json() for vote in self.votes],
            "is_key": self.is_key,
            "call_in": self.call_in,
            "published": self.published.isoformat() if self.published else None,
            "exempt": self.exempt,
        }


@dataclass(frozen=True)
class Body:
    """
    A committee, as its own page or the old system's list describes it.

    ``dissolved_on`` is the day of its end or, where the source tells none, the last on which it met there.
    """

    name: str
    remit: str | None = None
    contact_name: str | None = None
    contact_email: str | None = None
    parent: str | None = None
    dissolved: bool = False
    old: str = ""
    dissolved_on: dt.date | None = None


@dataclass(frozen=True)
class Term:
    """A term of office; one that still runs has no end."""

    started_on: dt.date
    ended_on: dt.date | None = None


@dataclass(frozen=True)
class Member:
    """A councillor or an officer: ``name`` as printed, with its title. Never a home address."""

    name: str
    kind: str = "member"
    party: str | None = None
    ward: str | None = None
    post: str | None = None
    email: str | None = None
    old: str = ""
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Place:
    """A member's place on a committee. ``role`` is chair, vice_chair, member or substitute."""

    committee: str
    member: str
    role: str = "member"
    started_on: dt.date | None = None
    ended_on: dt.date | None = None


@dataclass(frozen=True)
class Presence:
    """Somebody at a meeting. ``status`` is present, substitute, in_attendance, apologies or absent."""

    name: str
    status: str
    is_chair: bool = False
    substitute_for: str | None = None
    is_remote: bool = False


@dataclass(frozen=True)
class Sitting:
    """A meeting's own facts. ``status`` is scheduled, held, cancelled, postponed or adjourned."""

    committee: str
    date: dt.date
    starts_at: dt.time | None = None
    ends_at: dt.time | None = None
    venue: str | None = None
    status: str | None = None
    presences: tuple[Presence, ...] = ()
    old: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """
    What one source page says. ``page`` is issue, issue-decisions, item, meeting, decision, committee or member.

    ``unread`` names what a person should look at; its words are kept in the record too.
    """

    source: str
    page: str
    issue: str | None
    items: tuple[Item, ...]
    unread: tuple[str, ...] = ()
    old: tuple[str, ...] = ()
    bodies: tuple[Body, ...] = ()
    members: tuple[Member, ...] = ()
    places: tuple[Place, ...] = ()
    sittings: tuple[Sitting, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "source": self.source,
            "page": self.page,
            "issue": {"title": self.issue} if self.issue else None,
            "items": [item.to_json() for item in self.items],
            "unread": list(self.unread),
            "committees": [plain(body) for body in self.bodies],
            "members": [plain(member) for member in self.members],
            "memberships": [plain(place) for place in self.places],
            "meetings": [plain(sitting) for sitting in self.sittings],
        }


def plain(record: Any) -> dict[str, Any]:
    """A record as JSON takes it: days and times as ISO 8601 writes them; not its keys in the old system."""
    return {name: iso(value) for name, value in asdict(record).items() if name != "old"}


def iso(value: Any) -> Any:
    """A value as JSON takes it."""
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [iso(one) for one in value]
    return {name: iso(one) for name, one in value.items()} if isinstance(value, dict) else value
