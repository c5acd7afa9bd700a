"""Putting a withheld name back, wherever what took its place still stands."""

from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from minutes.actions import Actor, NotPossible, locked, restore
from minutes.models import PlaceKind, PlaceState, RedactedPlace, Redaction
from minutes.redaction import finding
from minutes.redaction.withholding import add_notes, name_of, patiently, write

UNDONE = "a withheld name put back"  # in the history


def undo(*, redaction: Redaction, because: str, by: Actor) -> list[RedactedPlace]:
    """
    Undo a redaction; the places that stay as they are, since they were changed in the meantime.

    `because` is kept for the file. Raises NotPossible where it says nothing, or that was done before.
    """
    if not because.strip():
        raise NotPossible("Say why it is undone: that stays in the file.")
    return patiently(lambda: _undo(locked(redaction), because.strip(), by))


def _undo(redaction: Redaction, because: str, by: Actor) -> list[RedactedPlace]:
    if redaction.undone_at is not None:
        raise NotPossible("It was undone before.")
    redaction.undone_at, redaction.undone_by, redaction.undone_because = timezone.now(), name_of(by), because
    redaction.save()
    rows: list[Any] = []
    for (record, key), places in _by_record(redaction).items():
        row = apps.get_model(record)._default_manager.select_for_update(of=("self",)).filter(pk=key).first()
        for place in places:
            place.state = PlaceState.RESTORED if row is not None and _put_back(row, place, by) else PlaceState.LEFT
            place.save()
        if row is not None:
            rows.append(row)
    with finding.in_councils_language():
        records = {finding.item_or_meeting_of(row) for row in rows if hasattr(type(row), "public")}
        add_notes(records, gettext("A name that was withheld is shown again."), "", by)
    return list(redaction.places.filter(state=PlaceState.LEFT))


def _by_record(redaction: Redaction) -> dict[tuple[str, int], list[RedactedPlace]]:
    found: dict[tuple[str, int], list[RedactedPlace]] = {}
    for place in redaction.places.exclude(kind__in=[PlaceKind.UNREAD, PlaceKind.HELD]).order_by("id"):
        found.setdefault((place.record, place.key), []).append(place)
    return found


def _put_back(row: Any, place: RedactedPlace, by: Actor) -> bool:
    """Whether what stood there could be put back: not where something else stands there now, nor past a rule."""
    if place.kind == PlaceKind.FILE:
        return _open(row, by)
    if getattr(row, place.field) != place.after:
        return False
    setattr(row, place.field, place.before)
    try:
        with transaction.atomic():
            write(row, [place.field], by, UNDONE)
    except IntegrityError:  # another record has taken the address meanwhile, or a second name is withheld there
        setattr(row, place.field, place.after)
        return False
    return True


def _open(document: Any, by: Actor) -> bool:
    """A document as it was closed; one that was restored with another file has been dealt with."""
    if document.withdrawn_at is None:
        return False
    try:
        with transaction.atomic():
            restore(record=document, by=by)
    except IntegrityError:
        return False
    document.refresh_from_db()
    return True
