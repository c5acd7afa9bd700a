"""When something was published: the day that a source prints goes before the moment at which it was imported."""

import datetime as dt
from typing import Any

from django.utils import timezone

from minutes.loading.memory import digest
from minutes.loading.run import Run
from minutes.loading.storing import keep
from minutes.models import Meeting, NoteKind, Report

FACT = "decisions_published_at"


def published_now(meeting: Meeting, run: Run) -> None:
    """Note that the moments of a meeting are those of its import, for want of any that its source prints."""
    _remember(meeting, None, run)


def decided_by(meeting: Meeting, day: dt.date, run: Run) -> None:
    """
    The decisions of a meeting were published on that day, as its source prints it.

    Of several such days the last counts: by then all of them were public. Announcement and agenda, of which sources
    print no day, were published no later. Moments that are not an import's are left.
    """
    stands = meeting.decisions_published_at
    if stands is None or not run.memory(meeting).is_own(FACT, _plain(stands)):
        return
    if not meeting.date <= day <= timezone.localdate():
        words = f"Decisions of {meeting} are said to have been published on {day:%-d %B %Y}, which was left."
        run.note(NoteKind.NOT_UNDERSTOOD, words, meeting)
        return
    moment = timezone.make_aware(dt.datetime.combine(day, dt.time()))
    if _is_printed(meeting, run) and moment <= stands:
        return
    earlier = {
        stage: min(getattr(meeting, stage), moment) for stage in ("announced_at", "agenda_published_at")
    }  # fmt: skip
    _bring_forward(meeting, earlier["agenda_published_at"], run)
    keep(meeting, {**earlier, FACT: moment}, run.why)
    _remember(meeting, day.isoformat(), run)


def released(meeting: Meeting, run: Run) -> dt.datetime | None:
    """The moment at which a new item of that meeting comes out: with its agenda, where its source prints an old day."""
    if meeting.agenda_published_at is None:
        return None
    return meeting.agenda_published_at if _is_printed(meeting, run) else timezone.now()


def _bring_forward(meeting: Meeting, moment: dt.datetime, run: Run) -> None:
    """What an import has released with the agenda is still released with it, and is no late item or document."""
    rows: list[Any] = [*meeting.items.all(), *Report.objects.filter(item__meeting=meeting)]
    for row in rows:
        if row.released_at is not None and row.released_at > moment and run.memory(row).row.made:
            keep(row, {"released_at": moment}, run.why)


def _is_printed(meeting: Meeting, run: Run) -> bool:
    told = run.memory(meeting).row.facts.get(FACT)
    return told is not None and told[1] != digest(None)


def _remember(meeting: Meeting, said: str | None, run: Run) -> None:
    if meeting.decisions_published_at is not None:
        run.memory(meeting).wrote(FACT, said, _plain(meeting.decisions_published_at), run.origin)


def _plain(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat()
