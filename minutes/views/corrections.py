"""Corrections of minutes, as pages and papers show them."""

import datetime as dt
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from minutes.models import Correction, MeetingCorrection, ShownWordsOfItem, ShownWordsOfMeeting
from minutes.models.once import ShownWords
from minutes.registry import Audience
from minutes.text.compare import compare, shortened


def of_item(audience: Audience) -> ArraySubquery:
    """Beside an item, its corrections in order, as `CorrectionFacts.told`."""
    rows = getattr(Correction, audience).filter(item=OuterRef("pk")).order_by("made_on", "id")
    return ArraySubquery(rows.values(json=Correction.told(**_words(ShownWordsOfItem, audience))))


def of_meeting(audience: Audience) -> ArraySubquery:
    """Beside a meeting, those of its minutes as a whole."""
    rows = getattr(MeetingCorrection, audience).filter(meeting=OuterRef("pk")).order_by("made_on", "id")
    return ArraySubquery(rows.values(json=MeetingCorrection.told(**_words(ShownWordsOfMeeting, audience))))


def _words(shown: type[ShownWords], audience: Audience) -> dict[str, Any]:
    """The words before and after of a correction, as the public side may read them; in a preview they are its own."""
    if audience == "preview":
        return {}
    own = shown.objects.filter(pk=OuterRef("pk"))
    return {name: Coalesce(Subquery(own.values(name)), Value("")) for name in ("before", "after")}


def made_at(told: list[dict[str, Any]]) -> list[dt.datetime]:
    """The beginning of the day of each: before that a paper did not say what it says now."""
    days = [dt.date.fromisoformat(one["made_on"]) for one in told]
    return [timezone.make_aware(dt.datetime.combine(day, dt.time())) for day in days]


def compared(corrections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same, each with `pieces` where its words before and after may be read."""
    return [
        {**one, "pieces": shortened(compare(one["before"], one["after"])) if one["before"] or one["after"] else []}
        for one in corrections
    ]
