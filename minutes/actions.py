"""
The acts of publication: every write that spans records.

Each is atomic, takes keywords only, and notes in the history of every record it changes who did it and why. `by` is
the user, or None for a command. Whether that user may is asked by the caller; whether the act is possible, here.
"""

import datetime as dt
from functools import partial
from typing import Any, TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone

from minutes.files.stores import clear
from minutes.models import AgendaItem, Meeting, Report, ReportVersion, Upload
from minutes.publication import STAGES

Actor = AbstractBaseUser | None
Record = TypeVar("Record", bound=Model)
Withdrawable = Meeting | AgendaItem | Report | ReportVersion


class NotPossible(Exception):
    """The act cannot be done; the message says why, for the person who asked for it."""


STAGE_NAMES = {
    "announced_at": "announced",
    "agenda_published_at": "agenda published",
    "decisions_published_at": "decisions published",
    "minutes_published_at": "draft minutes published",
    "confirmed_at": "minutes confirmed",
}
ADDED = "what was added to the agenda published"


@transaction.atomic
def publish(*, meeting: Meeting, stage: str, by: Actor, at: dt.datetime | None = None) -> None:
    """
    Take a meeting to a stage of `publication.STAGES`, and through the stages before it that it has not had.

    From the agenda on this releases the items and the documents that were waiting. `at` is the moment, now if left
    out; one that lies ahead is kept and comes true by itself.
    """
    at = at or timezone.now()
    meeting = locked(meeting)
    if getattr(meeting, stage) is not None:
        raise NotPossible(f"This meeting is already marked “{STAGE_NAMES[stage]}”.")
    if meeting.withdrawn_at is not None:
        raise NotPossible("This meeting is withdrawn. Restore it first.")
    for reached in STAGES[: STAGES.index(stage) + 1]:
        if getattr(meeting, reached) is None:
            setattr(meeting, reached, at)
        elif getattr(meeting, reached) > at:
            raise NotPossible(f"“{STAGE_NAMES[reached]}” is set for a later moment than this.")
    store(meeting, by=by, reason=STAGE_NAMES[stage])
    if stage != "announced_at":
        _release(meeting, by=by, at=at)


@transaction.atomic
def publish_supplement(*, meeting: Meeting, by: Actor, at: dt.datetime | None = None) -> None:
    """Release the items and documents added since the agenda was published."""
    meeting = locked(meeting)
    if meeting.agenda_published_at is None:
        raise NotPossible("The agenda is not published yet. Publish it: everything on it goes out with it.")
    if not _release(meeting, by=by, at=at or timezone.now()):
        raise NotPossible("Nothing has been added since the agenda was published.")


@transaction.atomic
def call_off(*, meeting: Meeting, by: Actor) -> None:
    """Take back whatever is set to become public at a moment to come."""
    meeting = locked(meeting)
    if not scheduled(meeting):
        raise NotPossible("Nothing of this meeting is set for a moment to come.")
    now = timezone.now()
    for stage in STAGES:
        if (moment := getattr(meeting, stage)) is not None and moment > now:
            setattr(meeting, stage, None)
    meeting.confirmed_in = meeting.confirmed_in if meeting.confirmed_at else None
    if meeting.announced_at is None:
        meeting.withdrawn_at, meeting.withdrawal_note = None, ""
    store(meeting, by=by, reason="called off")
    records: list[AgendaItem | Report] = [
        *meeting.items.filter(released_at__gt=now),
        *Report.objects.filter(item__meeting=meeting, released_at__gt=now),
    ]
    for record in records:
        record.released_at = record.withdrawn_at = None  # what never goes out need not be taken back
        record.withdrawal_note = ""
        store(record, by=by, reason="called off")


@transaction.atomic
def withdraw(*, record: Withdrawable, note: str, by: Actor) -> None:
    """Take a published record off the site. Its address then says that it was withdrawn, and `note`."""
    record = locked(record)
    if not note.strip():
        raise NotPossible("Say why it is withdrawn: the note stands at its address.")
    if record.withdrawn_at is not None:
        raise NotPossible("It is already withdrawn.")
    if not type(record).ever_public.filter(pk=record.pk).exists():
        raise NotPossible("It has not been published. A draft can be deleted.")
    record.withdrawn_at, record.withdrawal_note = timezone.now(), note.strip()
    store(record, by=by, reason="withdrawn")


@transaction.atomic
def restore(*, record: Withdrawable, by: Actor) -> None:
    """Put a withdrawn record back on the site."""
    record = locked(record)
    if record.withdrawn_at is None:
        raise NotPossible("It is not withdrawn.")
    record.withdrawn_at, record.withdrawal_note = None, ""
    store(record, by=by, reason="restored")


@transaction.atomic
def place_upload(
    *, upload: Upload, at: AgendaItem | Report, kind: str, title: str, is_exempt: bool, by: Actor
) -> Report:
    """Make an upload a document of an item, or the file of a document that has none yet."""
    upload = locked(upload)
    report = at if isinstance(at, Report) else Report(item=at, kind=kind, title=title, is_exempt=is_exempt)
    if isinstance(at, Report):
        report = locked(at)
        if report.file:
            raise NotPossible("The document has a file by now.")
        report.is_exempt = report.is_exempt or is_exempt
    if report.item.meeting_id != upload.meeting_id:
        raise NotPossible("The item belongs to another meeting.")
    for name in ("file", "original", "file_type", "size", "pages", "sha256", "is_tagged"):
        setattr(report, name, getattr(upload, name))
    report.full_clean(exclude=["item", "position", "file_name"])
    store(report, by=by, reason=f"uploaded as {upload.name}"[:100])
    report.keep_text(upload.text)
    upload.delete()
    return report


@transaction.atomic
def discard_upload(*, upload: Upload) -> None:
    """Throw away an upload, and its files once that is stored."""
    names = [str(name) for name in (upload.file, upload.original) if name]
    upload.delete()
    transaction.on_commit(partial(clear, names))


def waiting(meeting: Meeting) -> tuple[list[AgendaItem], list[Report]]:
    """The items and documents of a meeting that the next act of publication would release."""
    items = list(meeting.items.filter(released_at__isnull=True).order_by("position"))
    reports = Report.objects.filter(
        item__meeting=meeting, released_at__isnull=True, is_exempt=False, item__is_exempt=False
    )
    return items, list(reports.select_related("item").order_by("item__position", "position"))


def closed(meeting: Meeting) -> list[Report]:
    """The documents of a meeting that no stage makes public: exempt themselves, or of an exempt item."""
    reports = Report.objects.filter(Q(is_exempt=True) | Q(item__is_exempt=True), item__meeting=meeting)
    return list(reports.select_related("item").order_by("item__position", "position"))


def scheduled(meeting: Meeting) -> list[tuple[str, dt.datetime]]:
    """The stages that are set for a moment to come, by name, and what was added to the agenda and is."""
    now = timezone.now()
    moments = [(STAGE_NAMES[stage], getattr(meeting, stage)) for stage in STAGES]
    stages = [(name, moment) for name, moment in moments if moment and moment > now]
    items = meeting.items.filter(released_at__gt=now).order_by().values_list("released_at")
    reports = Report.objects.filter(item__meeting=meeting, released_at__gt=now).order_by().values_list("released_at")
    added = {moment for (moment,) in items.union(reports) if moment} - {moment for _, moment in stages}
    return [*stages, *[(ADDED, moment) for moment in sorted(added)]]


def _release(meeting: Meeting, *, by: Actor, at: dt.datetime) -> int:
    """Release what is waiting; how many records that were."""
    items, reports = waiting(meeting)
    records: list[AgendaItem | Report] = [*items, *reports]
    for record in records:
        record.released_at = at
        store(record, by=by, reason="released")
    return len(records)


def locked(record: Record) -> Record:
    """The row as it stands now, kept from others until the act is done."""
    return type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)


def noted(record: Any, *, by: Actor, reason: str) -> Any:
    """The record, of which the history will tell who saved or deleted it next, and why."""
    record._history_user, record._change_reason = by, reason
    return record


def store(record: Any, *, by: Actor, reason: str) -> None:
    """Store a record, whose history tells who did it and why."""
    noted(record, by=by, reason=reason).save()
