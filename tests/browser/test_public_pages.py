"""Every kind of public page in a browser: what axe says, how wide it is, and the ways through it by keyboard."""

import os
from itertools import product

import pytest
from playwright.sync_api import expect

from minutes.alerts.models import AlertSubscription
from minutes.languages import in_welsh
from minutes.models import Council, Jurisdiction
from tests import factories as make
from tests.browser.conftest import check_accessible
from tests.site.full import addresses, build

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESK, PHONE = {"width": 1100, "height": 900}, {"width": 320, "height": 640}


@pytest.fixture
def item(settings):
    settings.MAIL_FROM = "minutes@example.org"
    return build()


def in_welsh_with_query(address):
    """The Welsh address of a page; nothing for what has none."""
    path, question, query = address.partition("?")
    return f"{welsh}{question}{query}" if (welsh := in_welsh(path)) else ""


def withhold_scripts(page):
    """The site's own: what drives and checks the page here are scripts too."""
    page.route("**/*.js", lambda route: route.fulfill(content_type="text/javascript", body=""))


# Light and dark, wide and narrow, with scripts and without. Of the eight ways, each language is walked in two that are
# opposites, so that every page meets each of the six; the four together have every pair. `make axe` walks all sixteen.
EVERY = list(product((True, False), ("light", "dark"), (DESK, PHONE), (True, False)))
SOME = [
    (True, "light", DESK, True),
    (True, "dark", PHONE, False),
    (False, "light", PHONE, True),
    (False, "dark", DESK, False),
]
WAYS = EVERY if os.environ.get("MINUTEBOOK_AXE") == "all" else SOME


def called(way):
    english, scheme, viewport, scripts = way
    place = "at a desk" if viewport is DESK else "on a phone"
    return f"{'English' if english else 'Welsh'}, {scheme}, {place}, {'with' if scripts else 'without'} scripts"


def everywhere(item):
    """One of every kind of page, and those to which only an e-mail leads."""
    asked, told = make.AlertSubscriptionFactory(confirmed_at=None), make.AlertSubscriptionFactory()
    tokens = [f"/alerts/{asked.token}/yes/", f"/alerts/{told.token}/yes/", f"/alerts/{told.token}/stop/"]
    return [
        *addresses(item),
        *tokens,
        f"/alerts/{'x' * 32}/stop/",
        "/alerts/asked/",
        "/people/",
        "/search/?q=weir&from=x",
    ]


@pytest.mark.parametrize(("english", "scheme", "viewport", "scripts"), WAYS, ids=map(called, WAYS))
def test_axe_finds_nothing_on_any_page(visitor, item, english, scheme, viewport, scripts):
    Council.objects.update(jurisdiction=Jurisdiction.WALES)
    page = visitor(color_scheme=scheme, viewport=viewport)
    if not scripts:
        withhold_scripts(page)
    pages = everywhere(item)
    for address in pages if english else filter(None, (in_welsh_with_query(one) for one in pages)):
        assert page.goto(address).status in (200, 404, 410), address
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], address
        page.troubles = [
            trouble for trouble in page.troubles if "status of 4" not in trouble
        ]  # pages of what is not there
        check_accessible(page)


def test_axe_finds_nothing_in_high_contrast(visitor, item):
    page = visitor(forced_colors="active")
    for address in ["/", "/meetings/?month=2024-02", item.get_absolute_url()]:
        page.goto(address)
        check_accessible(page)


def test_keyboard_leads_to_the_text_first(visitor, item):
    page = visitor()
    page.goto(item.get_absolute_url())
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


FOCUS = """() => {
    const at = document.activeElement;
    return at === document.body ? null : {said: [at.innerText, at.name, at.id], outline: getComputedStyle(at).outlineWidth};
}"""


def tab_to(page, name):
    """Press Tab until what has the focus says this; every stop on the way can be seen."""
    page.wait_for_load_state()
    stops = []
    for _ in range(80):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is not None:
            assert float(stop["outline"].removesuffix("px")) >= 3, stop
            if name in stop["said"]:
                return
            stops.append(stop["said"])
    raise AssertionError(f"No Tab leads to {name}: {stops}")


def test_keyboard_searches_and_opens_the_first_answer(visitor, item):
    page = visitor()
    page.goto("/")
    tab_to(page, "q")
    page.keyboard.type("weir lane")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    tab_to(page, "Crossing in Weir Lane")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{item.get_absolute_url()}*")


def test_keyboard_goes_from_month_to_month_and_into_a_meeting(visitor, item):
    page = visitor()
    page.goto("/meetings/?month=2025-02")
    tab_to(page, "February 2024")
    page.keyboard.press("Enter")
    page.wait_for_url("**/meetings/?month=2024-02")
    tab_to(page, "Cabinet")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{item.meeting.get_absolute_url()}")


def test_keyboard_narrows_the_decisions_down_and_shows_all_again(visitor, item):
    page = visitor()
    page.goto("/decisions/")
    tab_to(page, "committee")
    page.keyboard.press("C")
    tab_to(page, "key")
    page.keyboard.press("Space")
    tab_to(page, "Show")
    page.keyboard.press("Enter")
    page.wait_for_url("**key=1**")
    expect(page.get_by_role("checkbox", name="Key decisions only")).to_be_checked()
    tab_to(page, "Show all")
    page.keyboard.press("Enter")
    page.wait_for_url("**/decisions/")


def test_word_leads_to_its_explanation_and_back_without_a_script(visitor, item):
    page = visitor()
    withhold_scripts(page)
    page.goto(item.get_absolute_url())
    page.get_by_role("link", name="key decision", exact=True).click()
    assert page.url.endswith("#word-key-decision")
    expect(page.locator("#word-key-decision")).to_be_in_viewport()
    page.go_back()
    assert not page.url.endswith("#word-key-decision")


def test_citation_is_copied_and_without_a_script_no_dead_button_shows(visitor, item):
    page = visitor(permissions=["clipboard-read", "clipboard-write"])
    page.goto(item.get_absolute_url())
    page.get_by_role("button", name="Copy the citation").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert "Crossing in Weir Lane. http" in page.evaluate("navigator.clipboard.readText()")
    plain = visitor(java_script_enabled=False)
    plain.goto(item.get_absolute_url())
    expect(plain.locator(".acts button:visible")).to_have_count(0)
    expect(plain.get_by_role("link", name="Send by e-mail")).to_be_visible()


def test_unknown_address_offers_a_search_that_works(visitor, item):
    page = visitor()
    assert page.goto("/committees/nowhere/").status == 404
    page.get_by_role("searchbox").first.fill("weir lane")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Crossing in Weir Lane").first.click()
    page.wait_for_url(f"**{item.get_absolute_url()}*")


def test_text_is_not_cut_when_it_is_twice_as_large(visitor, item):
    page = visitor(viewport=DESK)
    for address in ["/", "/meetings/?month=2024-02", "/decisions/", item.get_absolute_url()]:
        page.goto(address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= DESK["width"], address


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_parts_of_an_item_are_indented_on_the_page_of_the_meeting(visitor, item, viewport):
    make.AgendaItemFactory(meeting=item.meeting, label="77/21a", title="Its kerbs", depth=2)
    page = visitor(viewport=viewport)
    page.goto(item.meeting.get_absolute_url())
    whole, part = (page.get_by_role("link", name=name).bounding_box()["x"] for name in (item.title, "Its kerbs"))
    assert 16 <= part - whole <= 32
    assert page.locator("html").evaluate("e => e.scrollWidth <= innerWidth")


def test_wards_of_an_item_lead_to_the_ward(visitor, item):
    make.SeatFactory(ward=item.wards.get(), person__name="Dilys Ambrose")
    page = visitor()
    page.goto(item.get_absolute_url())
    page.get_by_role("link", name="Eastmarsh").click()
    expect(page.get_by_role("link", name="Dilys Ambrose")).to_be_visible()


@pytest.mark.parametrize(("scheme", "viewport"), [("light", PHONE), ("dark", DESK)], ids=["phone", "desk"])
def test_axe_finds_nothing_on_the_way_from_question_to_end_of_alerts(visitor, item, scheme, viewport):
    page = visitor(color_scheme=scheme, viewport=viewport)

    def press(button, status):
        with page.expect_navigation() as answer:
            page.get_by_role("button", name=button, exact=True).click()
        assert answer.value.status == status
        page.troubles = [trouble for trouble in page.troubles if "status of 4" not in trouble]
        check_accessible(page)

    page.goto("/alerts/?q=weir")
    page.get_by_label("Your e-mail address").fill("nonsense")
    press("Send me alerts", 422)
    page.get_by_label("Your e-mail address").fill("reader@example.org")
    press("Send me alerts", 200)
    token = AlertSubscription.objects.get().token
    page.goto(f"/alerts/{token}/yes/")
    press("Yes, send them", 200)
    page.goto(f"/alerts/{token}/stop/")
    press("End them", 200)
