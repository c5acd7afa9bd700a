"""
A calendar's bytes.

A meeting keeps its identity (UID) when it is moved; whatever changes raises its SEQUENCE, so that a calendar programme
that knows an earlier state takes the new one. A cancelled meeting stays, marked as cancelled, for a programme that
finds it gone may keep it. The clock has no part in what is written: the same record makes the same bytes.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Now, TruncDate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from minutes.models import MeetingStatus

REFRESH = dt.timedelta(hours=4)
MOST = 1_500  # meetings, those to come before those past
MEETINGS_FROM = Q(date__gte=TruncDate(Now()) - dt.timedelta(days=400))
# The clocks of Europe/London (SI 2002/262). As a rule: programs that read no list of dates would be an hour wrong.
CLOCKS = (
    (TimezoneDaylight, "BST", dt.datetime(1996, 3, 31, 1), 3, 0, 1),  # noqa: DTZ001  # by the clock itself
    (TimezoneStandard, "GMT", dt.datetime(1996, 10, 27, 2), 10, 1, 0),  # noqa: DTZ001
)
END = b"END:VCALENDAR"
OFF = (MeetingStatus.CANCELLED, MeetingStatus.POSTPONED)


@dataclass(frozen=True)
class Address:
    """Where the site is."""

    root: str

    def of(self, path: str) -> str:
        """A page's whole address."""
        return f"{self.root}{path}"

    @property
    def host(self) -> str:
        return urlsplit(self.root).hostname or "localhost"


def calendar(name: str, meetings: Iterable[Any], address: Address, council: str) -> bytes:
    """The meetings, each with `called_at`, `revision` and committee."""
    written = Calendar()
    written.add("prodid", f"-//{council}//Minutebook//{(get_language() or 'en').upper()}")
    written.add("version", "2.0")
    written.add("calscale", "GREGORIAN")
    written.add("method", "PUBLISH")
    written.add("name", name)
    written.add("x-wr-calname", name)
    written.add("x-wr-timezone", settings.TIME_ZONE)
    written.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    written.add("x-published-ttl", "PT4H")
    written.add_component(_time_zone())
    whole = written.to_ical()
    # One by one: a component weighs fifty times what is written of it.
    body: bytes = whole.replace(END, b"".join(_event(meeting, address).to_ical() for meeting in meetings) + END)
    return body


def _time_zone() -> Timezone:
    zone = Timezone()
    zone.add("tzid", settings.TIME_ZONE)
    for kind, name, first, month, before, after in CLOCKS:
        change = kind()
        change.add("dtstart", first)
        change.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        change.add("tzoffsetfrom", dt.timedelta(hours=before))
        change.add("tzoffsetto", dt.timedelta(hours=after))
        change.add("tzname", name)
        zone.add_component(change)
    return zone


def _event(meeting: Any, address: Address) -> Event:
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@{address.host}")
    event.add("dtstamp", meeting.called_at)
    event.add("last-modified", meeting.called_at)
    event.add("created", meeting.announced_at)
    event.add("sequence", meeting.revision or 0)
    event.add("summary", _summary(meeting))
    for name, moment in _times(meeting):
        event.add(name, moment)
    event.add("status", "CANCELLED" if meeting.status in OFF else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if meeting.status in OFF else "OPAQUE")
    if meeting.venue:
        event.add("location", meeting.venue)
    url = address.of(meeting.get_absolute_url())
    event.add("url", url)
    event.add(
        "description", "\n".join(one for one in (meeting.status_note, _("Papers: %(url)s") % {"url": url}) if one)
    )
    return event


def _summary(meeting: Any) -> str:
    named = str(meeting.committee)
    if meeting.status in (*OFF, MeetingStatus.ADJOURNED):
        return f"{meeting.get_status_display()}: {named}"
    return named


def _times(meeting: Any) -> Iterable[tuple[str, dt.date]]:
    """Begin and end; a whole day where no time is known. One that ends before it begins ends on the next day."""
    if meeting.starts_at is None:
        yield "dtstart", meeting.date
        yield "dtend", meeting.date + dt.timedelta(days=1)
        return
    zone = ZoneInfo(settings.TIME_ZONE)
    start = dt.datetime.combine(meeting.date, meeting.starts_at, zone)
    yield "dtstart", start
    if meeting.ends_at is not None:
        day = meeting.date + dt.timedelta(days=meeting.ends_at <= meeting.starts_at)
        yield "dtend", dt.datetime.combine(day, meeting.ends_at, zone)
