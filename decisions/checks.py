"""What is asked of decisions, resolutions and votes before they become public."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from decisions.models import Clause, Decision, Resolution, Vote
from decisions.voting import COUNTED, SAYS, is_too_many
from minutes.checks import DECISIONS, MINUTES, Check, Finding, Sheet
from minutes.checks.sheet import named, numbers
from minutes.models import PRESENT, AgendaItem
from minutes.text.lines import read_lines
from minutes.text.minute import read_minutes
from minutes.text.prose import plain
from minutes.text.records import Clause as ReadClause
from minutes.text.records import Resolution as ReadResolution
from minutes.text.tracing import words_of

# What a text holds in which the reader may find a resolution; others are not read.
MAY_OPEN = re.compile(r"resolv|agreed|decision|recommend|noted|penderfynwyd|\bthat\b", re.IGNORECASE)
ENOUGH = 3  # words: fewer are found in any text


def reasons(sheet: Sheet) -> Iterator[Finding]:
    """The written statement of a decision holds its reasons (SI 2012/2089, reg. 12)."""
    for decision in Decision.objects.filter(item__in=sheet.items).select_related("item").order_by("item__position"):
        if not decision.reasons.strip():
            kind = "is a key decision" if decision.is_key else "has a decision"
            words = f"{named(decision.item)} {kind} without reasons."
            yield Finding(words, decision.item, "id_decision-0-reasons", blocks=decision.is_key)


def unlisted(sheet: Sheet) -> Iterator[Finding]:
    """What the minutes resolve stands in the list of resolutions too: there it is found, cited and followed."""
    told = [item for item in sheet.items if MAY_OPEN.search(_narrative(item))]
    listed = _listed(told)
    for item in told:
        read = read_minutes(read_lines(_narrative(item)))
        missing = [one for one in read.resolutions if not _stands(one, listed[item.pk])]
        words = ""
        if missing:
            words = f"The minutes resolve “{_short(missing[0])}”, which is not in the list of resolutions."
        elif read.unread and not listed[item.pk]:
            words = f"{read.unread[0]}."
        if words:
            yield Finding(f"{named(item)}. {words}", item, "resolutions-group")


def written(sheet: Sheet) -> Iterator[Finding]:
    """Minutes of nothing are none; an item may have its resolutions alone."""
    resolved = set(Resolution.objects.filter(item__in=sheet.items).values_list("item_id", flat=True))
    open_items = [item for item in sheet.items if not item.is_exempt]
    empty = [item for item in open_items if not _narrative(item).strip() and item.pk not in resolved]
    if open_items and len(empty) == len(open_items):
        words = "No item has minutes or resolutions: there is nothing to publish."
        yield Finding(words, empty[0], "narrative-group", blocks=True)
    elif empty:
        yield Finding(f"Nothing is minuted at: {numbers(empty)}.", empty[0], "narrative-group")


def votes(sheet: Sheet) -> Iterator[Finding]:
    """A vote adds up: figures and names tell the same, and nobody votes who was not there."""
    present = {one.person_id for one in sheet.attendances if one.status in PRESENT}
    rows = Vote.objects.filter(item__in=sheet.items).select_related("item").prefetch_related("ballots")
    for vote in rows.order_by("item__position", "ordinal"):
        for words in [*_figures(vote), *_presence(vote, present)]:
            yield Finding(f"{named(vote.item)}, vote {vote.ordinal}: {words}", vote.item, "votes-group", blocks=True)


CHECKS = [
    Check(reasons, DECISIONS),
    Check(unlisted, DECISIONS | MINUTES),
    Check(written, MINUTES),
    Check(votes, MINUTES),
]


def _narrative(item: AgendaItem) -> str:
    narrative = getattr(item, "narrative", None)
    return plain(narrative.text) if narrative is not None else ""


def _listed(items: list[AgendaItem]) -> dict[int, str]:
    """The words of each item's resolutions and their clauses, in one line."""
    texts: dict[int, list[str]] = defaultdict(list)
    for row in Resolution.objects.filter(item__in=items).order_by("ordinal"):
        texts[row.item_id].append(row.text)
    for clause in Clause.objects.filter(resolution__item__in=items).select_related("resolution").order_by("ordinal"):
        texts[clause.resolution.item_id].append(clause.text)
    return defaultdict(str, {pk: " ".join(words_of(" | ".join(lines))) for pk, lines in texts.items()})


def _stands(one: ReadResolution | ReadClause, listed: str) -> bool:
    """Whether every part of a resolution that was read stands in the list."""
    words = words_of(one.text)
    own = len(words) < ENOUGH or " ".join(words) in listed
    return own and all(_stands(clause, listed) for clause in one.clauses) and bool(listed)


def _short(one: ReadResolution) -> str:
    text = one.text if len(one.text.split()) >= ENOUGH or not one.clauses else f"{one.text} {one.clauses[0].text}"
    return text if len(text) <= 100 else f"{text[:99]}…"


def _figures(vote: Vote) -> Iterator[str]:
    """Where the figures differ from the names."""
    named_for = Counter(ballot.choice for ballot in vote.ballots.all())
    if not named_for or vote.votes_for is None:
        return
    for field, choice in COUNTED.items():
        told = getattr(vote, field) or 0
        if told != named_for[choice]:
            yield f"it counts {told} {SAYS[field]}, but names {named_for[choice]}."


def _presence(vote: Vote, present: set[int]) -> Iterator[str]:
    """Where more voted than were there, or somebody who was not. Without an attendance list nothing can be said."""
    figures = {field: getattr(vote, field) for field in COUNTED}
    if present and is_too_many(figures, len(present)):
        total = sum(filter(None, figures.values()))
        yield f"{total} votes are counted, but {len(present)} could be cast: so many members were present."
    absent = [ballot for ballot in vote.ballots.all() if ballot.person_id not in present]
    if present and absent:
        yield f"{len(absent)} of those named are not on the attendance list as present."
