"""The public pages of one full record, in a browser."""

import datetime as dt

import pytest

from tests import factories as make
from tests.browser.conftest import check_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def item():
    """A confirmed item with every part."""
    make.CouncilFactory()
    meeting = make.MeetingFactory(stage="confirmed_at", date=dt.date(2024, 2, 6))
    person = make.PersonFactory()
    make.AttendanceFactory(meeting=meeting, person=person, is_chair=True)
    item = make.AgendaItemFactory(meeting=meeting, issue=make.IssueFactory(), title="Crossing in Weir Lane")
    make.AgendaItemFactory(meeting=meeting, issue=item.issue, is_exempt=True)
    make.ReportFactory(item=item)
    make.NarrativeFactory(item=item)
    make.DecisionFactory(item=item, is_key=True)
    resolution = make.ResolutionFactory(item=item)
    make.ClauseFactory(resolution=resolution)
    vote = make.VoteFactory(item=item, resolution=resolution)
    make.BallotFactory(vote=vote, person=person)
    make.CorrectionFactory(item=item)
    return item


def addresses(item):
    person = item.meeting.attendances.get().person
    return ["/", "/search/", "/search/?q=crossing", "/search/?q=nothinghere", "/decisions/", "/committees/", "/meetings/",
            "/people/", item.get_absolute_url(), item.meeting.get_absolute_url(), item.issue.get_absolute_url(),
            item.meeting.committee.get_absolute_url(), person.get_absolute_url()]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(visitor, item, scheme):
    page = visitor(color_scheme=scheme)
    for address in addresses(item):
        assert page.goto(address).ok, address
        check_accessible(page)


def test_no_page_is_wider_than_a_small_phone(visitor, item):
    page = visitor(viewport={"width": 320, "height": 640})
    for address in addresses(item):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_keyboard_leads_to_the_text_first(visitor, item):
    page = visitor()
    page.goto(item.get_absolute_url())
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_unknown_address_offers_a_search_that_works(visitor, item):
    page = visitor()
    assert page.goto("/committees/nowhere/").status == 404
    page.get_by_role("searchbox").first.fill("weir lane")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Crossing in Weir Lane").first.click()
    page.wait_for_url(f"**{item.get_absolute_url()}*")
