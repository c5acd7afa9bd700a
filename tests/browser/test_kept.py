"""What a clerk types is not lost with the browser or the session."""

import pytest
from playwright.sync_api import expect

from minutes.models import Narrative
from tests import factories as make
from tests.browser.conftest import check_accessible, log_in
from tests.minutes.admin.test_entering import page_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "Members spoke of the gate."


@pytest.fixture
def item():
    make.CouncilFactory()
    return make.AgendaItemFactory(title="Crossing")


@pytest.fixture
def typing(visitor, staff, item):
    """A page on which something was typed and, within ten seconds, kept."""
    page = visitor(viewport={"width": 320, "height": 640})
    log_in(page, page_of(item))
    page.locator("#id_narrative-0-text").fill(WORDS)
    page.locator("#id_resolutions-0-text").fill("That it be built.")
    wait_until_kept(page)
    return page


def kept(page):
    """How many pages the browser keeps words of."""
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('kept:')).length")


def wait_until_kept(page):
    """Until the browser has stored something; after ten seconds it has failed."""
    for _ in range(20):
        if kept(page):
            return
        page.wait_for_timeout(500)
    pytest.fail("Nothing was kept within ten seconds.")


def test_words_come_back_after_the_browser_has_crashed(typing, item):
    typing.goto("about:blank")
    typing.goto(page_of(item))
    expect(typing.locator("#kept")).to_contain_text("was not saved")
    check_accessible(typing)
    typing.get_by_role("button", name="Put it back").press("Enter")
    expect(typing.locator("#id_narrative-0-text")).to_have_value(WORDS)
    typing.locator("[name=_continue]").click()
    typing.wait_for_load_state()
    assert Narrative.objects.get().text == WORDS
    expect(typing.locator("#kept")).to_be_hidden()
    assert typing.troubles == []


def test_words_come_back_after_the_session_has_ended(typing, item):
    typing.context.clear_cookies()
    typing.locator("[name=_continue]").click()
    typing.wait_for_load_state()
    log_in(typing, page_of(item))
    typing.get_by_role("button", name="Put it back").click()
    expect(typing.locator("#id_resolutions-0-text")).to_have_value("That it be built.")


def test_words_put_back_do_not_hide_what_somebody_else_has_saved_since(typing, item):
    typing.goto("about:blank")
    make.NarrativeFactory(item=item, text="Members spoke of the fence.")
    typing.goto(page_of(item))
    typing.get_by_role("button", name="Put it back").click()
    typing.locator("[name=_continue]").click()
    expect(typing.locator(".meanwhile")).to_contain_text("fence")
    assert Narrative.objects.get().text == "Members spoke of the fence."


def test_words_thrown_away_or_left_by_logging_out_are_gone(typing, item):
    typing.goto("about:blank")
    typing.goto(page_of(item))
    typing.get_by_role("button", name="Throw it away").click()
    assert kept(typing) == 0
    typing.locator("#id_title").fill("Crossings")
    wait_until_kept(typing)
    typing.locator("#logout-form button").click()
    typing.wait_for_load_state()
    assert kept(typing) == 0


def test_words_of_a_page_that_was_refused_come_back_too(typing, item):
    typing.locator("#id_title").fill("")
    typing.locator("[name=_continue]").click()
    expect(typing.locator(".errornote")).to_be_visible()
    typing.goto("about:blank")
    typing.goto(page_of(item))
    typing.get_by_role("button", name="Put it back").click()
    expect(typing.locator("#id_narrative-0-text")).to_have_value(WORDS)


def test_page_that_adds_a_record_offers_nothing_once_it_is_saved(visitor, staff, item):
    page = visitor()
    log_in(page, "/admin/minutes/party/add/")
    page.locator("#id_name").fill("The Gardeners")
    wait_until_kept(page)
    page.locator("[name=_save]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert kept(page) == 0
