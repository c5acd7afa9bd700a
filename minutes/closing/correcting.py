"""
Corrections: what was wrong in published minutes, and why it was put right.

A note stands beside the minutes, whose words stay. Where the words themselves are changed, what they were is kept, and
shown beside what they are; unless they must not be read any more. A row that was entered by mistake can be removed:
what it said is kept in the same way.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from minutes.actions import Actor, NotPossible, locked, store
from minutes.closing.wordings import all_in_words, in_words, wordings
from minutes.models import AgendaItem, AskedCorrection, Correction, Meeting, MeetingCorrection
from minutes.models.lock import Way, unlocked
from minutes.registry import Wording

Corrected = AgendaItem | Meeting


@dataclass(frozen=True)
class Rewriting:
    """
    The words that a correction changes: which (`Wording.key`), to what, and why those before are not shown.

    `removes`: the row goes, and its `values` are nothing to it.
    """

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    withheld_because: str = ""
    removes: bool = False


@transaction.atomic
def correct(
    *,
    record: Corrected,
    text: str,
    reason: str,
    by: Actor,
    rewriting: Rewriting | None = None,
    made_on: dt.date | None = None,
    answers: AskedCorrection | None = None,
) -> Correction | MeetingCorrection:
    """
    Correct the published minutes of an item, or of a meeting as a whole. What it `answers` waits no more.

    `text` says what is corrected and `reason` why, both for the public. Raises NotPossible or ValidationError.
    """
    if meeting_of(record).minutes_published_at is None:
        raise NotPossible("The minutes are not published yet: change the text itself.")
    correction = new_correction(record, text=text.strip(), reason=reason.strip(), made_on=made_on)
    if rewriting is not None:
        _rewrite(record, rewriting, correction, by)
    correction.full_clean()
    store(correction, by=by, reason="corrected")
    if answers is not None:
        answers.delete()
    return correction


@transaction.atomic
def withhold(*, correction: Correction | MeetingCorrection, because: str, by: Actor) -> None:
    """Take the words before a correction off the site, and those of earlier ones of the same part, which held them."""
    correction = locked(correction)
    if not because.strip():
        raise NotPossible("Say why the wording is withheld.")
    if not correction.part:
        raise NotPossible("This correction changed no words.")
    for one in [correction, *_earlier(correction)]:
        if not one.withheld_because:
            one.withheld_because = because.strip()
            store(one, by=by, reason="wording withheld")


@transaction.atomic
def ask_correction(*, item: AgendaItem, text: str, by: Any) -> AskedCorrection:
    """Ask whoever publishes for a correction to published minutes."""
    if item.meeting.minutes_published_at is None:
        raise NotPossible("The minutes are not published yet: change the text itself.")
    return AskedCorrection.objects.create(item=item, text=text.strip(), by=by)


@transaction.atomic
def turn_down(*, asked: AskedCorrection) -> None:
    """Say no to a correction that was asked for."""
    asked.delete()


def meeting_of(record: Corrected) -> Meeting:
    """The meeting whose minutes are corrected."""
    return record if isinstance(record, Meeting) else record.meeting


def new_correction(record: Corrected, *, made_on: dt.date | None, **facts: Any) -> Correction | MeetingCorrection:
    """One that is not stored yet, of today unless told otherwise."""
    made_on = made_on or timezone.localdate()
    if isinstance(record, Meeting):
        return MeetingCorrection(meeting=record, made_on=made_on, **facts)
    return Correction(item=record, made_on=made_on, **facts)


def _rewrite(record: Corrected, told: Rewriting, correction: Any, by: Actor) -> None:
    """Change the words, and keep in the correction what they were."""
    found: Wording | None = next((one for one in wordings(record) if one.key == told.key), None)
    if found is None:
        raise NotPossible("What was to be corrected is not there any more.")
    # What it was, before it goes: a row that is deleted has no key any more.
    parts = [_part(one) for one in (found, *found.along)] if told.removes else []
    (_remove if told.removes else _change)(found, told, correction, by)
    correction.withheld_because = told.withheld_because.strip()
    if correction.withheld_because:
        for one in _earlier(correction, parts):
            one.withheld_because = one.withheld_because or correction.withheld_because
            store(one, by=by, reason="wording withheld")


def _change(found: Wording, told: Rewriting, correction: Any, by: Actor) -> None:
    """Other words in a row, or a new row."""
    row = locked(found.row) if found.row.pk else found.row
    correction.before = in_words(row, found.fields) if row.pk else ""
    for name in found.fields:
        if name in told.values:
            setattr(row, name, told.values[name])
    correction.after = in_words(row, found.fields)
    if correction.before == correction.after:
        raise NotPossible("Nothing differs from what the minutes say.")
    row.clean_fields(exclude=[each.name for each in row._meta.fields if each.name not in found.fields])
    row.validate_constraints()
    with unlocked(Way.CORRECTION):
        store(row, by=by, reason="corrected")
    correction.part = _part(replace(found, row=row))


def _remove(found: Wording, told: Rewriting, correction: Any, by: Actor) -> None:
    """Without a row, and what belongs to it."""
    if found.remove is None:
        raise NotPossible("This is not removed: correct what it says.")
    locked(found.row)
    correction.part, correction.before = _part(found), all_in_words(found)
    with unlocked(Way.CORRECTION):
        found.remove(found.row, by)


def _part(found: Wording) -> str:
    """By the row itself: of somebody added, the next correction names the same part."""
    row = found.row
    return "-".join([row._meta.model_name, str(row.pk), *(found.fields if len(found.fields) == 1 else ())])


def _earlier(correction: Any, parts: Sequence[str] = ()) -> list[Any]:
    """The corrections of the same part before this one: what they made of it is what this one took away."""
    same = type(correction)._default_manager.filter(part__in=parts or [correction.part])
    return list(same.filter(pk__lt=correction.pk) if correction.pk else same)
