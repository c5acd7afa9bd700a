"""Confirmation: a later meeting agrees earlier minutes as a correct record, as they stand or with amendments."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone, translation
from django.utils.dateformat import format as format_date
from django.utils.translation import ngettext, pgettext

from minutes.actions import Actor, NotPossible, locked, publish, store
from minutes.closing.correcting import new_correction
from minutes.models import AgendaItem, CorrectionKind, Council, Meeting
from minutes.registry import registry
from minutes.text.housekeeping import is_about_minutes

REASON = "confirming meeting named"
# The number of an item before what is amended there: "263: for north read south".
NUMBERED = re.compile(r"\s*(?P<label>\S.{0,38}?)\s*(?::|\s[-–—])\s+(?P<text>\S.*)", re.DOTALL)


@dataclass(frozen=True)
class Amendment:
    """One line of what was amended, at an item or, with none, in the minutes as a whole."""

    text: str
    item: AgendaItem | None = None


@dataclass(frozen=True)
class Agreed:
    """Minutes that a meeting agreed, with what it amended in them, a line each."""

    meeting: Meeting
    amendments: str = ""


def waiting_for(meeting: Meeting) -> QuerySet[Meeting]:
    """The earlier meetings of its committee whose minutes are published and not confirmed, the first one first."""
    rows = Meeting.objects.filter(committee=meeting.committee_id, withdrawn_at=None, confirmed_at=None)
    earlier = rows.filter(date__lte=meeting.date, minutes_published_at__lte=Now()).exclude(pk=meeting.pk)
    same_day = earlier.filter(date=meeting.date, sequence__gt=meeting.sequence)
    return earlier.exclude(pk__in=same_day.values("pk")).select_related("committee").order_by("date", "sequence")


def offers_confirmation(item: AgendaItem) -> bool:
    """Whether an item is the one at which earlier minutes are confirmed, and there are any."""
    meeting = item.meeting
    stands = meeting.withdrawn_at is None and item.withdrawn_at is None and meeting.date <= timezone.localdate()
    return stands and is_about_minutes(item.title) and waiting_for(meeting).exists()


def confirming_items(meetings: Collection[int]) -> dict[int, AgendaItem]:
    """By meeting, the first item at which it confirms earlier minutes; one whose own are confirmed writes no more."""
    is_open = Q(meeting__confirmed_at=None) | Q(meeting__confirmed_at__gt=Now())
    rows = AgendaItem.objects.filter(is_open, meeting__in=meetings, withdrawn_at=None, meeting__withdrawn_at=None)
    return {item.meeting_id: item for item in rows.order_by("-position") if is_about_minutes(item.title)}


@transaction.atomic
def confirm(*, agreed: Sequence[Agreed], by: Actor, in_meeting: Meeting | None) -> None:
    """
    Record that a later meeting agreed these minutes. None: one that is not in this archive.

    What it amended is noted beside them, dated on its day; the words that were amended stay.
    """
    if not agreed:
        raise NotPossible("No minutes are chosen.")
    for one in agreed:
        _confirm(one, by=by, in_meeting=in_meeting)


def _confirm(one: Agreed, *, by: Actor, in_meeting: Meeting | None) -> None:
    meeting = one.meeting
    if meeting.minutes_published_at is None:
        raise NotPossible("Draft minutes are published before they are confirmed.")
    if in_meeting is not None and (in_meeting.committee_id != meeting.committee_id or in_meeting.date < meeting.date):
        raise NotPossible("Minutes are confirmed by a later meeting of the same committee.")
    if in_meeting is not None and in_meeting.date > timezone.localdate():
        raise NotPossible("That meeting has not been held yet.")
    publish(meeting=meeting, stage="confirmed_at", by=by)
    if in_meeting is not None:
        confirmed = locked(meeting)
        confirmed.confirmed_in = in_meeting
        store(confirmed, by=by, reason=REASON)
    for amendment in amendments_in(one.amendments, meeting):
        note = new_correction(
            amendment.item or meeting,
            made_on=in_meeting.date if in_meeting else None,
            text=amendment.text,
            kind=CorrectionKind.AMENDMENT,
        )
        note.full_clean()
        store(note, by=by, reason="amended when confirmed")


def amendments_in(lines: str, meeting: Meeting) -> list[Amendment]:
    """Amendments as a clerk writes them, a line each, those of an item after its number."""
    items: dict[str, AgendaItem] = {}
    # Exempt ones too: what is amended there stays closed with them.
    rows = AgendaItem.objects.filter(meeting=meeting).select_related("narrative").order_by("position")
    for item in rows:
        number = item.narrative.minute_number if hasattr(item, "narrative") else ""
        for label in (number, item.label):
            items.setdefault(_plain(label), item)
    items.pop("", None)
    return [_read(line, items) for line in lines.splitlines() if line.strip()]


def _read(line: str, items: Mapping[str, AgendaItem]) -> Amendment:
    found = NUMBERED.fullmatch(line)
    item = items.get(_plain(found["label"])) if found else None
    if found and item is None and re.search(r"\d", found["label"]):  # of an exempt item it must not stand elsewhere
        raise NotPossible(f"No item of that meeting has the number “{found['label']}”.")
    return Amendment(found["text"].strip(), item) if found and item else Amendment(line.strip())


def _plain(label: str) -> str:
    return re.sub(r"^(?:item|minute|eitem|cofnod)\s+", "", label.strip().casefold()).rstrip(".:)")


def resolution_for(agreed: Sequence[Agreed]) -> str:
    """The words of a resolution that confirms these minutes, in the council's language."""
    council = Council.objects.first()
    with translation.override(council.language if council else "en"):
        days = [format_date(one.meeting.date, "j F Y") for one in agreed]
        between = pgettext("between the last two of some dates", " and ")
        told = between.join(filter(None, [", ".join(days[:-1]), *days[-1:]]))
        amended = any(one.amendments.strip() for one in agreed)
        words = ngettext(
            "That the minutes of the meeting of %(days)s be confirmed as a correct record and signed by the Chair.",
            "That the minutes of the meetings of %(days)s be confirmed as a correct record and signed by the Chair.",
            len(agreed),
        )
        if amended:
            words = ngettext(
                "That, subject to the amendments noted, the minutes of the meeting of %(days)s be confirmed as a "
                "correct record and signed by the Chair.",
                "That, subject to the amendments noted, the minutes of the meetings of %(days)s be confirmed as a "
                "correct record and signed by the Chair.",
                len(agreed),
            )
        return words % {"days": told}


@transaction.atomic
def confirm_at(item: AgendaItem, *, agreed: Sequence[Agreed], words: str, by: Actor) -> None:
    """Confirm minutes at the item that agreed them, and store the resolution there; no `words`, no resolution."""
    confirm(agreed=agreed, by=by, in_meeting=item.meeting)
    for resolver in registry.resolvers if words else ():
        resolver(item, words, by)
