"""Making exempt, confirming and correcting in a browser: axe, small screens, and the whole way by keyboard without script."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from minutes.models import Correction, Narrative, Report
from tests import factories as make
from tests.browser.conftest import check_accessible, log_in
from tests.minutes.admin.test_entering import page_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = "Members spoke of the north gate.\n\nThe Clerk answered that it is kept shut after eight, and open in summer."


@pytest.fixture
def cabinet():
    """Its last meeting is confirmed, the one before this is a draft, and this one has the item about minutes."""
    make.CouncilFactory()
    committee, today = make.CommitteeFactory(name="Cabinet"), timezone.localdate()
    confirmed = make.MeetingFactory(committee=committee, stage="confirmed_at", date=today - dt.timedelta(days=60))
    gate = make.AgendaItemFactory(meeting=confirmed, label="4", title="The north gate")
    make.NarrativeFactory(item=gate, text=TEXT)
    make.ResolutionFactory(item=gate, label="1.", text="That the gate be painted in the colour of the bridge.")
    make.AttendanceFactory(meeting=confirmed, person__name="Ann Grey")
    make.ReportFactory(item=gate, title="Prices of three painters")
    draft = make.MeetingFactory(committee=committee, stage="minutes_published_at", date=today - dt.timedelta(days=30))
    make.AgendaItemFactory(meeting=draft, label="7", title="Parks")
    now = make.MeetingFactory(committee=committee, stage="agenda_published_at", date=today)
    return gate, draft, make.AgendaItemFactory(meeting=now, label="2", title="Minutes of the last meeting")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_the_acts_and_on_what_they_leave(visitor, staff, cabinet, scheme, width):
    gate, draft, minutes = cabinet
    closed = make.ReportFactory(item=gate, title="Offer", is_exempt=True, exempt_paragraph="3", exempt_test="Weighed.")
    facts = {"part": "narrative-1-text", "before": TEXT, "after": TEXT.replace("north", "south"), "reason": "A slip."}
    make.CorrectionFactory(item=gate, **facts)
    make.CorrectionFactory(item=gate, **facts, withheld_because="It named a person.")
    make.MeetingCorrectionFactory(meeting=gate.meeting, kind="amendment")
    page = visitor(color_scheme=scheme, viewport={"width": width, "height": 640})
    log_in(page)
    page.wait_for_url("**/admin/")
    addresses = [
        page_of(gate, "make-exempt"), page_of(closed, "make-public"), page_of(closed, "closed"),
        page_of(gate, "correct"), page_of(gate, "correct") + "?part=minutes", page_of(gate.meeting, "correct"),
        page_of(gate, "withhold"), page_of(minutes, "confirm-minutes"), page_of(draft, "confirm"), page_of(gate),
        gate.get_absolute_url(), gate.meeting.get_absolute_url(),
    ]  # fmt: skip
    for address in addresses:
        assert page.goto(address).ok, address
        for summary in page.locator(".corrections summary").all():
            summary.click()
        check_accessible(page)
        if "change" not in address:
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_minutes_are_confirmed_with_an_amendment_by_keyboard_without_script(visitor, staff, cabinet):
    _, draft, minutes = cabinet
    page = visitor(java_script_enabled=False)
    log_in(page, page_of(minutes, "confirm-minutes"))
    page.get_by_label(f"Amendments to {draft}").fill("7: for “parks” read “the park”")
    expect(page.get_by_label("Resolution")).to_have_value(re.compile("^That the minutes of the meeting of"))
    page.get_by_role("button", name="Confirm earlier minutes").press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("confirmed as a correct record")
    page.goto(draft.items.get().get_absolute_url())
    expect(page.locator("#corrections")).to_contain_text("for “parks” read “the park”")
    expect(page.locator("header .state")).to_contain_text("Minutes confirmed as a correct record by the meeting of")


def test_confirmed_minutes_are_corrected_and_the_wording_compared(visitor, staff, cabinet):
    gate, _, _ = cabinet
    page = visitor()
    log_in(page, page_of(gate))
    page.locator("p.locked").get_by_role("link", name="add a correction").click()
    page.locator("#content-main").get_by_role("link", name="Minutes", exact=True).click()
    page.get_by_label("Minutes:", exact=True).fill(TEXT.replace("north", "south"))
    page.get_by_label("What is corrected").fill("For “north” read “south”.")
    page.get_by_label("Why:", exact=True).fill("A slip of the pen.")
    page.get_by_role("button", name="Add a correction").click()
    expect(page.locator(".messagelist")).to_contain_text("The correction stands under the minutes")
    assert "south gate" in Narrative.objects.get(item=gate).text
    page.goto(gate.get_absolute_url())
    page.locator("#corrections summary").click()
    expect(page.locator("#corrections del")).to_contain_text("north")
    expect(page.locator("#corrections ins")).to_contain_text("south")
    assert Correction.objects.get().reason == "A slip of the pen."


def test_document_is_made_exempt_and_seen_to_be_gone(visitor, staff, cabinet):
    gate, _, _ = cabinet
    report = Report.objects.get()
    page = visitor()
    log_in(page, page_of(report, "make-exempt"))
    page.get_by_label("3. Financial or business affairs").check()
    page.get_by_label("Reason").fill("Prices of a tender.")
    page.get_by_label("Public-interest test").fill("A painter would gain by it.")
    page.get_by_role("button", name="Make exempt").click()
    page.wait_for_url("**/closed/")
    expect(page.get_by_role("cell", name="gone").first).to_be_visible()
    expect(page.get_by_text("still there")).to_have_count(0)
    assert page.goto(report.get_absolute_url()).status == 404
    page.goto(gate.get_absolute_url())
    expect(page.get_by_text("Prices of three painters")).to_have_count(0)
