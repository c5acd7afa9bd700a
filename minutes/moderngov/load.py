"""
Writing what was read on a page into the record.

What is here already is never overwritten: an import fills what is empty, makes what is missing and names what
differs. So the same page read twice changes nothing, and several pages about one item complete each other.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.text import slugify

from minutes.models import AgendaItem, Committee, Issue, Meeting, MeetingStatus, Narrative, OldAddress, Report
from minutes.models.old_addresses import FIELDS
from minutes.moderngov.files import store_file
from minutes.registry import Loaded, registry
from minutes.text.records import Document, Item, Page

Files = Callable[[Document], Path | None]


@transaction.atomic
def load(page: Page, files: Files | None = None) -> Loaded:
    """Write a page, whole or not at all; `files` gives the fetched file of a document, where there is one."""
    outcome = Loaded(to_look_at=list(page.unread))
    issue = _issue(page.issue, outcome) if page.issue else None
    if issue:
        _remember(page.old, {"issue": issue}, outcome)
    for read in page.items:
        if not read.committee or not read.date:
            outcome.left_out.append(f"“{read.title[:80]}” was left out: the page does not say whose, or when.")
            continue
        meeting = _meeting(read.committee, read.date, outcome)
        item = _item(meeting, read, issue, outcome)
        _remember(read.old, {"committee": meeting.committee, "meeting": meeting, "item": item}, outcome)
        if read.minutes:
            _narrative(item, read.minutes, outcome)
        for document in read.documents:
            _document(item, document, files(document) if files else None, outcome)
        for part in registry.item_parts:
            done = part.load(item, read)
            outcome.changed += [f"{_short(item)}: {name}" for name in done.changed]
            outcome.to_look_at += [f"{_short(item)}: {name}" for name in done.to_look_at]
    return outcome


def _issue(title: str, outcome: Loaded) -> Issue:
    issue = Issue.objects.filter(title__iexact=title).order_by("pk").first()
    if issue is None:
        issue = Issue.objects.create(title=title, slug=_free_slug(title, Issue, 110))
        outcome.changed.append(f"issue “{issue}”")
    return issue


def _meeting(committee_name: str, date: dt.date, outcome: Loaded) -> Meeting:
    """
    The meeting of that committee on that day.

    A past one that is new here is published through all its stages, since the page it comes from is public. One that
    is here already stays at its stage: to publish what clerks still write there is not an import's business.
    """
    committee = Committee.objects.filter(name__iexact=committee_name).order_by("pk").first()
    if committee is None:
        committee = Committee.objects.create(name=committee_name, slug=_free_slug(committee_name, Committee, 90))
        outcome.changed.append(f"committee “{committee}”")
    meeting = Meeting.objects.filter(committee=committee, date=date).order_by("sequence").first()
    if meeting is None:
        now, over = timezone.now(), date < timezone.localdate()
        meeting = Meeting.objects.create(
            committee=committee,
            date=date,
            status=MeetingStatus.HELD if over else MeetingStatus.SCHEDULED,
            announced_at=now,
            agenda_published_at=now,
            decisions_published_at=now if over else None,
            minutes_published_at=now if over else None,
        )
        outcome.changed.append(f"meeting “{meeting}”")
    return meeting


def _item(meeting: Meeting, read: Item, issue: Issue | None, outcome: Loaded) -> AgendaItem:
    """The item with that label or, without one, that title; released, when its meeting's agenda is published."""
    same = {"label": read.label} if read.label else {"title": read.title}
    item = meeting.items.filter(**same).order_by("position").first()
    if item is None:
        released = timezone.now() if meeting.agenda_published_at else None
        item = AgendaItem(meeting=meeting, label=read.label or "", title=read.title, released_at=released)
        outcome.changed.append(f"item “{item}”")
    if item.released_at is None:
        outcome.to_look_at.append(f"“{item}” stays a draft: {meeting} is not published here.")
    said = {
        "title": read.title,
        "report_credit": read.report_credit or "",
        "purpose": read.purpose or "",
        "issue": issue,
    }
    filled = [name for name, value in said.items() if value and not getattr(item, name)]
    for name in filled:
        setattr(item, name, said[name])
    if filled or item.pk is None:
        item.save()
    outcome.changed += [f"{_short(item)}: {name.replace('_', ' ')}" for name in filled]
    differing = [name for name, value in said.items() if value and getattr(item, name) != value]
    outcome.to_look_at += [f"{_short(item)}: {name.replace('_', ' ')} differs here and was left." for name in differing]
    return item


def _narrative(item: AgendaItem, text: str, outcome: Loaded) -> None:
    narrative, made = Narrative.objects.get_or_create(item=item, defaults={"text": text})
    if made:
        outcome.changed.append(f"{_short(item)}: minutes")
    elif narrative.text != text:
        outcome.to_look_at.append(f"{_short(item)}: the minutes differ here and were left.")


def _document(item: AgendaItem, document: Document, path: Path | None, outcome: Loaded) -> None:
    report = item.reports.filter(title=document.title).order_by("position").first()
    if report is None:
        report = _new_document(item, document)
        outcome.changed.append(f"{_short(item)}: document “{document.title}”")
    if path and not report.file and store_file(report, path):
        outcome.changed.append(f"{_short(item)}: file of “{document.title}”")
    if document.old:
        _remember([document.old], {"document": report}, outcome)


def _new_document(item: AgendaItem, document: Document) -> Report:
    return Report.objects.create(
        item=item,
        title=document.title,
        kind=document.kind,
        size=document.size_kb * 1024 if document.size_kb else None,
        is_exempt=document.exempt,
        released_at=None if document.exempt else item.released_at,
    )


def _remember(keys: Iterable[str], records: dict[str, Model], outcome: Loaded) -> None:
    """Note where these records stood in the old system. What is noted of another record already is left."""
    for kind, _, number in (key.partition(":") for key in keys):
        if kind not in records:
            continue
        points = {FIELDS[kind]: records[kind]}
        found, made = OldAddress.objects.get_or_create(kind=kind, number=number, defaults=points)
        if made:
            outcome.changed.append(f"old address: {found}")
        elif found.record != records[kind]:
            outcome.to_look_at.append(f"Old address {found} leads to {found.record} and was left.")


def _short(item: AgendaItem) -> str:
    """What a message calls an item."""
    return f"item {item.label}" if item.label else f"“{item.title[:60]}”"


def _free_slug(name: str, model: type[Issue] | type[Committee], length: int) -> str:
    """A slug for a new record that no other one has."""
    base = slugify(name)[:length].strip("-") or model.__name__.lower()
    taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
