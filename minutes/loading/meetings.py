"""Meetings: found by their number in the old system, or by committee and day; their own facts, and who was there."""

import datetime as dt
from typing import Any

from django.utils import timezone

from minutes.loading.committees import committee_named, reopen
from minutes.loading.identities import identified, identify, is_another
from minutes.loading.moments import published_now
from minutes.loading.old_addresses import find, of_kind, remember, stood_elsewhere
from minutes.loading.people import person_named
from minutes.loading.run import Run
from minutes.loading.storing import keep
from minutes.models import PRESENT, THERE, Attendance, AttendanceStatus, Meeting, MeetingStatus
from minutes.registry import Facts
from minutes.text import records


def meeting_on(name: str, date: dt.date, keys: tuple[str, ...], run: Run) -> Meeting:
    """
    The meeting of that committee on that day; another one that day has another number in the old system.

    A past one that is new here is published through all its stages, since the page it comes from is public. One that
    is here already stays at its stage: to publish what clerks still write there is not an import's business.
    """
    committee = committee_named(name, run, of_kind(keys, "committee"))
    number = of_kind(keys, "meeting")
    known: Meeting | None = find("meeting", number) or identified(Meeting, keys)
    if known is not None and known.date == date:
        return known
    that_day = list(Meeting.objects.filter(committee=committee, date=date).order_by("sequence"))
    free = (one for one in that_day if not stood_elsewhere(one, "meeting", number) and not is_another(one, keys))
    meeting = next(free, None)
    if meeting is None:
        meeting = _new(committee, date, max((one.sequence for one in that_day), default=0) + 1, run)
        reopen(committee, date, run)
    remember([f"meeting:{number}"] if number else [], {"meeting": meeting}, run)
    identify(meeting, keys, run)
    return meeting


def load_sitting(sitting: records.Sitting, run: Run) -> None:
    """A meeting's own facts."""
    meeting = meeting_on(sitting.committee, sitting.date, sitting.old, run)
    remember(sitting.old, {"committee": meeting.committee, "meeting": meeting}, run)
    confirmed = meeting.confirmed_at is not None
    run.tell(meeting, SITTING, sitting, str(meeting))
    run.tell(meeting, ATTENDANCE, sitting, str(meeting), confirmed=confirmed)


def _new(committee: Any, date: dt.date, sequence: int, run: Run) -> Meeting:
    now, over = timezone.now(), date < timezone.localdate()
    meeting = Meeting(committee=committee, sequence=sequence)
    published = {
        "announced_at": now,
        "agenda_published_at": now,
        "decisions_published_at": now if over else None,
        "minutes_published_at": now if over else None,
    }
    status = MeetingStatus.HELD if over else MeetingStatus.SCHEDULED
    keep(meeting, {"date": date, "status": status, **published}, run.why)
    run.made(meeting, "meeting")
    run.memory(meeting).wrote("status", str(status), str(status), run.origin)
    published_now(meeting, run)
    return meeting


def _said(sitting: records.Sitting) -> dict[str, Any]:
    said = {
        "starts_at": sitting.starts_at.isoformat("minutes") if sitting.starts_at else None,
        "ends_at": sitting.ends_at.isoformat("minutes") if sitting.ends_at else None,
        "venue": sitting.venue,
        "status": sitting.status if sitting.status in MeetingStatus.values else None,
    }
    return {fact: value for fact, value in said.items() if value}


def _stored(meeting: Meeting) -> dict[str, Any]:
    return {
        "starts_at": meeting.starts_at.isoformat("minutes") if meeting.starts_at else None,
        "ends_at": meeting.ends_at.isoformat("minutes") if meeting.ends_at else None,
        "venue": meeting.venue,
        "status": str(meeting.status),
    }


def _write(meeting: Meeting, values: dict[str, Any], why: str) -> list[str]:
    told = dict(values)
    for fact in ("starts_at", "ends_at"):
        if told.get(fact):
            told[fact] = dt.time.fromisoformat(told[fact])
    keep(meeting, told, why)
    return []


def presence(name: str, status: str, is_chair: bool, substitute_for: str, is_remote: bool) -> list[Any]:
    """
    Somebody at a meeting, as a fact. That they attended remotely stands at its end, and only where they did.

    So the lists that were imported before this was told are still known as what the import wrote.
    """
    return [name, status, is_chair, substitute_for, *([True] if is_remote else [])]


def _said_attendance(sitting: records.Sitting) -> dict[str, Any]:
    told = sorted(
        presence(one.name, one.status, one.is_chair, one.substitute_for or "", one.is_remote)
        for one in sitting.presences
        if one.name.strip() and one.status in AttendanceStatus.values
    )
    return {"attendance": told} if told else {}


def _stored_attendance(meeting: Meeting) -> dict[str, Any]:
    rows = meeting.attendances.select_related("person", "substitute_for")
    told = [
        presence(str(row.person), str(row.status), row.is_chair, str(row.substitute_for or ""), row.is_remote)
        for row in rows
    ]
    return {"attendance": sorted(told)}


def _write_attendance(meeting: Meeting, values: dict[str, Any], why: str) -> list[str]:
    """The list as the source has it. Who is named twice counts once; the chair is present, and is one."""
    complaints: list[str] = []
    rows = {row.person_id: row for row in meeting.attendances.all()}
    told: dict[int, dict[str, Any]] = {}
    for name, status, is_chair, substitute_for, *remote in values["attendance"]:
        person = person_named(name, why)
        if person.pk in told:
            complaints.append(f"{person} is on the attendance list twice; the second entry ({status}) was left out.")
            continue
        there = status in PRESENT
        other = person_named(substitute_for, why) if substitute_for and status == AttendanceStatus.SUBSTITUTE else None
        chair = is_chair and there and not any(one["is_chair"] for one in told.values())
        if is_chair and not chair:
            complaints.append(f"{person} is marked as in the chair as well; the mark was left out.")
        told[person.pk] = {
            "status": status, "is_chair": chair, "is_remote": bool(remote) and status in THERE,
            "substitute_for": None if other == person else other,
        }  # fmt: skip
    _replace_attendance(meeting, rows, told, why)
    return complaints


def _replace_attendance(meeting: Meeting, rows: Any, told: dict[int, dict[str, Any]], why: str) -> None:
    for key, row in rows.items():
        if key not in told:
            row._change_reason = why[:100]
            row.delete()
        elif row.is_chair and not told[key]["is_chair"]:  # before another one takes the chair
            keep(row, {"is_chair": False}, why)
    for key, values in told.items():
        keep(rows.get(key) or Attendance(meeting=meeting, person_id=key), values, why)


SITTING = Facts(_said, _stored, _write)
ATTENDANCE = Facts(_said_attendance, _stored_attendance, _write_attendance)
