"""Agenda items: several pages about one matter at one meeting become one item."""

import re
from collections.abc import Callable
from dataclasses import replace
from textwrap import shorten
from typing import Any

from minutes.loading.documents import load_documents
from minutes.loading.identities import identified, identify, is_another
from minutes.loading.meetings import meeting_on
from minutes.loading.memory import Memory
from minutes.loading.moments import decided_by, released
from minutes.loading.old_addresses import find, of_kind, remember, stood_elsewhere
from minutes.loading.run import Run
from minutes.loading.storing import free_slug, keep
from minutes.models import AgendaItem, FairSummary, Issue, Meeting, Narrative, NoteKind
from minutes.registry import Facts, registry
from minutes.text import records

NAME = 150  # characters of a title that is taken from other words
TEXTS = ("title", "report_credit", "purpose")
Fetch = Callable[[records.Document], Any]


def load_item(
    read: records.Item, issue: Issue | None, claimed: set[int], run: Run, fetch: Fetch | None
) -> AgendaItem | None:
    """One item of a page. `claimed` are those that other items of the page are."""
    if not read.committee or not read.date:
        words = f"“{read.title[:80]}” was left out: the page does not say whose, or when."
        run.note(NoteKind.LEFT_OUT, words)
        return None
    meeting = meeting_on(read.committee, read.date, read.old, run)
    if read.published is not None:
        decided_by(meeting, read.published, run)
    called = read if read.title.strip() else replace(read, title=_name_of(read))
    item = _find(meeting, called, claimed) or _new(meeting, called, run)
    if called is not read and item.title == called.title:
        run.note(NoteKind.NOT_UNDERSTOOD, f"The page has no title: the item is called “{item.title}”.", item)
    claimed.add(item.pk)
    remember(read.old, {"committee": meeting.committee, "meeting": meeting, "item": item, "decision": item}, run)
    identify(item, read.old, run)
    name, confirmed = short(item), meeting.confirmed_at is not None
    if item.released_at is None:
        run.note(NoteKind.NOT_UNDERSTOOD, f"“{item}” stays a draft: {meeting} is not published here.", item)
    run.tell(item, ITEM, (read, issue, item), name)
    for part in registry.item_parts:
        run.tell(item, part.facts, read, name, confirmed=confirmed)
    if item.is_exempt:
        run.tell(item, SUMMARY, read, name, confirmed=confirmed)
    else:
        run.tell(item, MINUTES, (read, run.memory(item)), name, confirmed=confirmed)
    load_documents(item, read.documents, run, fetch)
    return item


def issue_titled(title: str, keys: tuple[str, ...], run: Run) -> Issue:
    """The issue of that number in the old system or of that title, made if there is none."""
    issue: Issue | None = find("issue", of_kind(keys, "issue"))
    issue = issue or Issue.objects.filter(title__iexact=title).order_by("pk").first()
    if issue is None:
        issue = Issue(slug=free_slug(title, Issue, 110))
        keep(issue, {"title": title}, run.why)
        run.made(issue, "issue")
    remember(keys, {"issue": issue}, run)
    run.tell(issue, ISSUE, title, f"issue “{issue}”")
    return issue


def short(item: AgendaItem) -> str:
    """What a message calls an item."""
    return f"item {item.label}" if item.label else f"“{item.title[:60]}”"


def _find(meeting: Meeting, read: records.Item, claimed: set[int]) -> AgendaItem | None:
    """The item that is meant: by its number in the old system, by label and title, by label, by title."""
    number = of_kind(read.old, "item")
    known: AgendaItem | None = find("item", number) or find("decision", of_kind(read.old, "decision"))
    known = known or identified(AgendaItem, read.old)
    if known is not None and known.pk not in claimed and known.meeting_id == meeting.pk:
        return known
    items = [item for item in meeting.items.order_by("position") if item.pk not in claimed]
    alike = [item for item in items if _same(item, read)]
    alike.sort(key=lambda item: (_plain(item.title) != _plain(read.title), item.position))
    return next(
        (item for item in alike if not stood_elsewhere(item, "item", number) and not is_another(item, read.old)), None
    )


def _same(item: AgendaItem, read: records.Item) -> bool:
    """Whether an item bears the label that was read or, where either has none, the title."""
    if read.label and item.label:
        return _plain(item.label) == _plain(read.label)
    return _plain(item.title) == _plain(read.title)


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.lower()))


def _new(meeting: Meeting, read: records.Item, run: Run) -> AgendaItem:
    item = AgendaItem(meeting=meeting, released_at=released(meeting, run))
    keep(item, {"label": read.label or "", "title": read.title}, run.why)
    run.made(item, "item")
    return item


def _name_of(read: records.Item) -> str:
    """What to call an item whose page has no title: by what it is for, or by the first of its words."""
    words = [read.purpose, *(one.text for one in read.resolutions), read.minutes, read.label, "Untitled"]
    return shorten(next(filter(None, words)) or "", NAME, placeholder=" …")


def _said(told: tuple[records.Item, Issue | None, AgendaItem]) -> dict[str, Any]:
    """A label that another page prints with another full stop is no other label."""
    read, issue, item = told
    said: dict[str, Any] = {name: value for name in TEXTS if (value := getattr(read, name))}
    if read.label:
        said["label"] = item.label if _plain(read.label) == _plain(item.label) else read.label
    if issue is not None:
        said["issue"] = issue.title
    if read.exempt is not None:
        said["is_exempt"] = read.exempt
    if read.exempt and read.exempt_reason:
        said["exempt_reason"] = read.exempt_reason
    return said


def _stored(item: AgendaItem) -> dict[str, Any]:
    told = {name: getattr(item, name) for name in ("label", *TEXTS, "is_exempt", "exempt_reason")}
    return {**told, "issue": item.issue.title if item.issue else None}


def _write(item: AgendaItem, values: dict[str, Any], why: str) -> list[str]:
    told = dict(values)
    if "issue" in told:
        told["issue"] = Issue.objects.filter(title=told["issue"]).order_by("pk").first()
    if told.get("is_exempt") is False:
        told["exempt_reason"] = told["exempt_paragraph"] = ""
    keep(item, told, why)
    return []


def _said_minutes(told: tuple[records.Item, Memory]) -> dict[str, Any]:
    """
    The narrative, without the interests and dispensations that the decision holds: it is public days before the
    minutes, and the law asks for them there (SI 2012/2089, reg. 12). Where it does not hold them they stay here.
    """
    read, memory = told
    paragraphs = read.minutes.split("\n\n") if read.minutes else []
    held = all(memory.has_taken(fact, said) for fact, said in _declared(read))
    kept = [words for number, words in enumerate(paragraphs) if not (held and number in read.beside)]
    return {"minutes": "\n\n".join(kept)} if kept else {}


def _declared(read: records.Item) -> list[tuple[str, str]]:
    """Interests and dispensations by the names of their facts (decisions/loading.py)."""
    told = (("interests_declared", read.interests), ("dispensations", read.dispensations))
    return [(fact, said) for fact, said in told if said]


def _stored_minutes(item: AgendaItem) -> dict[str, Any]:
    narrative = Narrative.objects.filter(item=item).first()
    return {"minutes": narrative.text if narrative else ""}


def _write_minutes(item: AgendaItem, values: dict[str, Any], why: str) -> list[str]:
    keep(Narrative.objects.filter(item=item).first() or Narrative(item=item), {"text": values["minutes"]}, why)
    return []


def _said_summary(read: records.Item) -> dict[str, Any]:
    """What a public page says of private business is a summary of it: the resolutions stand in it as words."""
    paragraphs = read.minutes.split("\n\n") if read.minutes else []
    told: list[str] = []
    for place in range(len(paragraphs) + 1):
        told += [
            " ".join(filter(None, [one.opening, one.label, *_words(one)]))
            for one in read.resolutions
            if min(one.after, len(paragraphs)) == place
        ]
        told += paragraphs[place : place + 1]
    return {"summary": "\n\n".join(told)} if told else {}


def _words(one: records.Resolution | records.Clause) -> list[str]:
    return [one.text, *(f"{clause.label} {' '.join(_words(clause))}".strip() for clause in one.clauses)]


def _stored_summary(item: AgendaItem) -> dict[str, Any]:
    summary = FairSummary.objects.filter(item=item).first()
    return {"summary": summary.text if summary else ""}


def _write_summary(item: AgendaItem, values: dict[str, Any], why: str) -> list[str]:
    keep(FairSummary.objects.filter(item=item).first() or FairSummary(item=item), {"text": values["summary"]}, why)
    return []


def _write_issue(issue: Issue, values: dict[str, Any], why: str) -> list[str]:
    keep(issue, values, why)
    return []


ITEM = Facts(_said, _stored, _write)
MINUTES = Facts(_said_minutes, _stored_minutes, _write_minutes)
SUMMARY = Facts(_said_summary, _stored_summary, _write_summary)
ISSUE = Facts(lambda title: {"title": title}, lambda issue: {"title": issue.title}, _write_issue)
