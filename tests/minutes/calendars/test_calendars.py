"""Calendars as two programs read them: icalendar, which wrote them, and vobject, which did not."""

import datetime as dt
from itertools import count
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.utils import timezone
from icalendar import Calendar

from minutes.models import MeetingStatus
from tests import factories as make

LONDON = ZoneInfo("Europe/London")
DAYS = (timezone.localdate() + dt.timedelta(days=n) for n in count(1))


def events(client, address="/calendar.ics"):
    """By UID, as icalendar reads them; the other reader must agree on when and what."""
    response = client.get(address)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    found = {str(event["uid"]): event for event in Calendar.from_ical(response.content).walk("VEVENT")}
    other = vobject.readOne(response.content.decode())
    theirs = {event.uid.value: event for event in getattr(other, "vevent_list", [])}
    assert set(theirs) == set(found)
    for uid, event in found.items():
        assert theirs[uid].dtstart.value == event.decoded("dtstart")
        assert theirs[uid].summary.value == str(event["summary"])
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    return found


def meeting(**facts):
    return make.MeetingFactory(**{"stage": "announced_at", "date": next(DAYS), **facts})


@pytest.mark.django_db
def test_meeting_stands_at_its_hour_on_both_sides_of_the_change_of_clocks(client):
    year = timezone.localdate().year + 1
    summer = meeting(date=dt.date(year, 7, 15), starts_at=dt.time(18, 30), ends_at=dt.time(20, 0))
    winter = meeting(date=dt.date(year, 12, 15), starts_at=dt.time(18, 30))
    found = events(client)
    for one, hour in ((summer, 17), (winter, 18)):
        start = found[f"meeting-{one.pk}@testserver"].decoded("dtstart")
        assert start == dt.datetime.combine(one.date, one.starts_at, LONDON)
        assert start.astimezone(dt.UTC).hour == hour
    assert found[f"meeting-{summer.pk}@testserver"].decoded("dtend").hour == 20
    assert b"BEGIN:VTIMEZONE" in client.get("/calendar.ics").content


@pytest.mark.django_db
def test_text_is_escaped_and_folded(client):
    committee = make.CommitteeFactory(name="Streets, Parks; and Weirs – Pwyllgor Strydoedd a Pharciau " * 3)
    one = meeting(committee=committee, venue="Room 1\\2; Town Hall, Marlbridge", status_note="Line one\nline two")
    event = events(client)[f"meeting-{one.pk}@testserver"]
    assert str(event["summary"]) == committee.name
    assert str(event["location"]) == one.venue
    assert str(event["description"]).startswith("Line one\nline two\n")
    assert str(event["url"]) == f"http://testserver{one.get_absolute_url()}"


@pytest.mark.django_db
def test_meeting_without_hour_takes_the_day_and_one_past_midnight_ends_on_the_next(client):
    whole, late = meeting(), meeting(starts_at=dt.time(21), ends_at=dt.time(0, 30))
    found = events(client)
    assert found[f"meeting-{whole.pk}@testserver"].decoded("dtstart") == whole.date
    assert found[f"meeting-{late.pk}@testserver"].decoded("dtend").date() == late.date + dt.timedelta(days=1)


@pytest.mark.django_db(transaction=True)
def test_moved_and_cancelled_meeting_keeps_its_identity_and_rises(client):
    one = meeting(starts_at=dt.time(18))
    uid = f"meeting-{one.pk}@testserver"
    states = [events(client)[uid]]
    for change in ({"date": next(DAYS)}, {"venue": "Elsewhere"}, {"status": MeetingStatus.CANCELLED}):
        for name, value in change.items():
            setattr(one, name, value)
        one.save()
        states.append(events(client)[uid])
    numbers = [int(event["sequence"]) for event in states]
    moments = [event.decoded("last-modified") for event in states]
    assert numbers == sorted(set(numbers))
    assert moments == sorted(moments)
    assert [event.decoded("dtstamp") for event in states] == moments
    assert [str(event["status"]) for event in states] == ["CONFIRMED"] * 3 + ["CANCELLED"]
    assert states[1].decoded("dtstart") != states[0].decoded("dtstart")
    assert str(states[-1]["summary"]).startswith("Cancelled: ")
    one.save()
    assert int(events(client)[uid]["sequence"]) == numbers[-1], "nothing was changed"


@pytest.mark.django_db(transaction=True)
def test_draft_and_later_stage_leave_no_mark(client):
    draft, one = make.MeetingFactory(date=next(DAYS)), meeting()
    before = client.get("/calendar.ics").content
    draft.venue = "Secret"
    draft.save()
    item = make.AgendaItemFactory(meeting=one)
    item.title = "Changed"
    item.save()
    one.agenda_published_at = timezone.now() + dt.timedelta(hours=1)
    one.save()
    assert client.get("/calendar.ics").content == before


@pytest.mark.django_db
def test_calendar_of_a_committee_holds_its_own_and_the_same_bytes_each_time(client):
    one, _ = meeting(), meeting()
    address = f"/committees/{one.committee.slug}/calendar.ics"
    assert list(events(client, address)) == [f"meeting-{one.pk}@testserver"]
    first = client.get(address)
    assert client.get(address, headers={"if-none-match": first.headers["ETag"]}).status_code == 304
    assert client.get("/committees/nope/calendar.ics").status_code == 404
    for name in (b"REFRESH-INTERVAL;VALUE=DURATION:PT4H", b"X-PUBLISHED-TTL:PT4H", b"METHOD:PUBLISH"):
        assert name in first.content
