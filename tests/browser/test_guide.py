"""
The first day of docs/clerk-guide.md, step by step, from signing in to confirmed minutes.

With MINUTEBOOK_GUIDE=1 (`make pictures`) it draws the guide's pictures as well, so that they show what is there.
"""

import datetime as dt

import pytest
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import expect

from minutes.models import AttendanceStatus, Meeting, Narrative, Phrase
from tests import factories as make
from tests.browser.conftest import GUIDE_WINDOW, check_accessible, log_in, picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MINUTES = """4. A crossing in Weir Lane

The Clerk introduced the report. Members asked about the hornbeam beside the road.

RESOLVED:
1. That a signal crossing be built in Weir Lane; and
2. That the hornbeam be kept.

Reasons for decision
Two hundred children cross there each morning.

5. Library hours

Members welcomed the new hours.

RESOLVED: That the report be noted.
"""


@pytest.fixture
def meeting():
    """A small council before its clerk's first meeting: the committee, its members, what stands on every agenda."""
    make.CouncilFactory(name="Netherby Parish Council")
    # The first list of phrases comes with the database, and goes when another test has emptied it.
    if not Phrase.objects.exists():
        make.PhraseFactory(text="Apologies for absence were received from ….")
    committee = make.CommitteeFactory(
        name="Highways Committee", slug="highways", label_scheme="meeting", label_pattern="#."
    )
    for name in ("Ada Thornley", "Ben Moss", "Cyril Dunmore"):
        make.MembershipFactory(committee=committee, person=make.PersonFactory(name=name))
    for title in ("Apologies for absence", "Declarations of interest", "Minutes of the last meeting"):
        make.StandardItemFactory(committee=committee, title=title)
    day = timezone.localdate() + dt.timedelta(days=14)
    make.MeetingFactory(committee=committee, date=day + dt.timedelta(days=28))
    return make.MeetingFactory(committee=committee, date=day, venue="Village Hall")


def done(page, words):
    expect(page.get_by_text(words).first).to_be_visible()


def test_first_day_of_a_clerk_goes_as_the_guide_tells(visitor, staff, meeting):
    page = visitor(viewport=GUIDE_WINDOW)
    log_in(page)
    page.wait_for_url("**/admin/")
    picture(page, "desk")
    agenda(page, meeting)
    act(page, meeting, "Publish the agenda", "Published", "publish")
    attendance(page, meeting)
    minutes(page, meeting)
    item(page, meeting)
    publish(page, meeting)
    confirm(page, meeting)
    assert page.troubles == []


def act(page, meeting, name, said, drawn=""):
    """An act of publication: its link on the meeting's page, its own page, its button."""
    page.goto(f"/admin/minutes/meeting/{meeting.pk}/change/")
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("button", name=name)).to_be_visible()
    if drawn:
        picture(page, drawn)
    page.get_by_role("button", name=name).click()
    done(page, said)


def agenda(page, meeting):
    page.goto(f"/admin/minutes/meeting/{meeting.pk}/change/")
    page.get_by_role("link", name="Workbench", exact=True).click()
    page.get_by_role("button", name="Put 3 standard items on the agenda").click()
    done(page, "3 standard items put on the agenda.")
    for title in ("A crossing in Weir Lane", "Library hours"):
        page.locator("#new-title").fill(title)
        page.get_by_role("button", name="Add item", exact=True).click()
        done(page, f"“{4 if 'Weir' in title else 5}. {title}” is on the agenda.")
    picture(page, "workbench")
    assert [str(one) for one in meeting.items.order_by("position")][3:] == [
        "4. A crossing in Weir Lane",
        "5. Library hours",
    ]


def attendance(page, meeting):
    page.get_by_role("link", name="Attendance and interests").click()
    page.get_by_role("group", name="Ben Moss").get_by_label("Apologies").check()
    page.get_by_role("group", name="Ada Thornley").get_by_label("in the chair").check()
    picture(page, "attendance")
    page.get_by_role("button", name="Save, and the members not recorded as present").click()
    done(page, "Saved: ")
    assert meeting.attendances.filter(status=AttendanceStatus.PRESENT).count() == 2


def minutes(page, meeting):
    page.goto(f"/admin/minutes/meeting/{meeting.pk}/paste/")
    page.get_by_label("Paste the minutes here").fill(MINUTES)
    page.get_by_role("button", name="Read it").click()
    done(page, "2 items read: 2 on the agenda.")
    check_accessible(page)
    picture(page, "proposal")
    page.get_by_role("button", name="Accept what is ticked").click()
    done(page, "Saved: 2 items, 3 resolutions.")


def item(page, meeting):
    first = meeting.items.get(position=1)
    page.goto(f"/admin/minutes/agendaitem/{first.pk}/change/")
    rows = page.locator("#narrative-group")
    rows.get_by_role("button", name="Phrases").click()
    picture(page, "phrases", rows)
    rows.get_by_role("button", name="Apologies for absence were received from ….").click()
    page.keyboard.type("Councillor Ben Moss")
    rows.get_by_role("button", name="Preview").click()
    expect(rows.locator(".written")).to_contain_text("received from Councillor Ben Moss.")
    page.get_by_role("button", name="Save", exact=True).click()
    done(page, "was changed successfully")
    assert Narrative.objects.get(item=first).text == "Apologies for absence were received from Councillor Ben Moss."


def publish(page, meeting):
    act(page, meeting, "Publish the decisions", "Published")
    page.get_by_role("link", name="What is missing").click()
    expect(page.get_by_role("heading", name="Look at these first")).to_be_visible()
    picture(page, "missing")
    act(page, meeting, "Publish the draft minutes", "Published")
    page.goto(meeting.get_absolute_url())
    done(page, "Draft minutes")
    picture(page, "public")


def confirm(page, meeting):
    """Weeks later, when the next meeting has been held."""
    Meeting.objects.update(date=F("date") - dt.timedelta(days=60))
    act(page, meeting, "Confirm the minutes", "The minutes are confirmed as a correct record.", "confirm")
    assert Meeting.public.get(pk=meeting.pk).confirmed_at is not None
