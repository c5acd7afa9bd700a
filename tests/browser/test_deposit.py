"""A deposit read from the disk, in a real browser without a server: followed by keyboard, searched, on a phone too."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import expect

from minutes.deposit.bag import Bag
from minutes.deposit.writing import Writer
from minutes.models import Jurisdiction, Synonyms
from tests import factories as make
from tests.browser.conftest import check_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MINUTES = "The Director said that schools near Café Wien asked for it.\n\n" + "It was discussed at length. " * 40


@pytest.fixture
def deposit(tmp_path, settings):
    """The folder of the payload, as an address."""
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://minutes.example.gov.uk", ["minutes.example.gov.uk"]
    make.CouncilFactory(jurisdiction=Jurisdiction.WALES)
    Synonyms.objects.create(words="bins, household waste")
    cabinet = make.CommitteeFactory(name="Cabinet", slug="cabinet")
    meeting = make.MeetingFactory(committee=cabinet, stage="minutes_published_at")
    item = make.AgendaItemFactory(meeting=meeting, label="77/21", title="Crossing in Weir Lane")
    make.ResolutionFactory(item=item, text="That the crossing be built beside the library.")
    make.NarrativeFactory(item=item, text=MINUTES)
    make.ReportFactory(item=item, title="Report on the crossing")
    other = make.MeetingFactory(stage="minutes_published_at")
    make.NarrativeFactory(
        item=make.AgendaItemFactory(meeting=other, title="Household waste"), text="The library was not mentioned."
    )
    with Bag(tmp_path / "deposit").held() as bag:
        assert Writer(bag, settings.SITE_URL).write().troubles == []
    return (tmp_path / "deposit" / "data").as_uri()


@pytest.fixture
def reader(chromium):
    """Opens a window that notes what it asks for; anything but a file is a trouble."""
    contexts = []

    def open_window(**options):
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.troubles = []
        page.on(
            "request", lambda request: None if request.url.startswith("file:") else page.troubles.append(request.url)
        )
        page.on("requestfailed", lambda request: page.troubles.append(f"missing: {request.url}"))
        page.on("console", lambda message: page.troubles.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        return page

    yield open_window
    for context in contexts:
        context.close()


def path_of(address):
    return Path(unquote(urlsplit(address).path))


def found(page, words):
    """Searched by keyboard from wherever the reader is: the titles."""
    box = page.get_by_role("searchbox").first
    box.fill(words)
    box.press("Enter")
    expect(page.locator("#answer h2")).not_to_be_empty()
    return page.locator("#answer h3").all_inner_texts()


def test_reader_follows_links_by_keyboard_on_a_phone(reader, deposit):
    page = reader(viewport={"width": 320, "height": 720})
    page.goto(f"{deposit}/index.html")
    check_accessible(page)
    link = page.get_by_role("link", name="Crossing in Weir Lane")
    for _ in range(40):
        page.keyboard.press("Tab")
        if link.evaluate("each => each === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/77-21/index.html")
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for name in ("PDF", "Report on the crossing"):
        target = page.get_by_role("link", name=name, exact=True).evaluate("link => link.href")
        assert path_of(target).read_bytes().startswith(b"%PDF-")
    page.get_by_role("link", name="Word", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Only on the site itself")
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_reader_searches_without_a_request_to_anything_but_files(reader, deposit):
    page = reader()
    page.goto(f"{deposit}/committees/index.html")
    assert found(page, "library") == ["Crossing in Weir Lane", "Household waste"]  # a resolution before a mention
    expect(page.locator("#answer mark").first).to_have_text("library")
    expect(page.locator("#answer li").first).to_contain_text("Cabinet, item 77/21")
    check_accessible(page)
    page.get_by_role("link", name="Crossing in Weir Lane").press("Enter")
    page.wait_for_url("**/77-21/index.html#resolution-1")
    assert page.troubles == []


def test_words_are_found_as_on_the_site(reader, deposit):
    page = reader()
    page.goto(f"{deposit}/search/index.html")
    for asked, answer in {
        "LIBRARIES": ["Crossing in Weir Lane", "Household waste"],
        "cafe wien": ["Crossing in Weir Lane"],
        "libr": ["Crossing in Weir Lane", "Household waste"],
        "77/21": ["Crossing in Weir Lane"],
        "library -mentioned": ["Crossing in Weir Lane"],
        "crossing OR waste": ["Household waste", "Crossing in Weir Lane"],
        "bins": ["Household waste"],
        "the library of the": ["Crossing in Weir Lane", "Household waste"],
        "library nowhere": [],
        "constructor": [],
        "<b>": [],
    }.items():
        assert (asked, found(page, asked)) == (asked, answer)
    assert page.troubles == []


def test_search_can_be_narrowed_to_a_committee_and_speaks_welsh(reader, deposit):
    page = reader(viewport={"width": 320, "height": 720})
    page.goto(f"{deposit}/cy/search/index.html?committee=cabinet&q=library")
    expect(page.locator("#answer h2")).to_have_text("1 eitem")
    check_accessible(page)
    page.goto(f"{deposit}/cy/search/index.html?committee=cabinet")
    page.get_by_role("link", name="Crossing in Weir Lane").click()
    page.wait_for_url("**/cy/committees/cabinet/**/77-21/index.html*")
    assert page.troubles == []
