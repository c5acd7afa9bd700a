"""The whole way: a clerk enters and publishes a meeting, a resident finds, reads and downloads it."""

import re

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests import factories as make
from tests.browser.conftest import check_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RESOLUTIONS = [
    "That a signal crossing be built at Weir Lane.",
    "That the hornbeam beside it be kept.",
    "That the Director report in March.",
]


def test_clerk_enters_and_publishes_a_meeting_that_a_resident_finds_and_downloads(visitor, staff, tmp_path):
    make.CouncilFactory(name="Netherby Parish Council")
    make.CommitteeFactory(name="Highways Committee", slug="highways")
    clerk = visitor()
    log_in(clerk)
    enter_meeting(clerk)
    enter_item(clerk, tmp_path)
    publish(clerk)
    resident = visitor()
    find_by_a_word_of_the_second_resolution(resident)
    read_and_download(resident)


def log_in(page):
    page.goto("/admin/")
    check_accessible(page)
    page.get_by_label("Username").fill("pat")
    page.get_by_label("Password").fill("a long enough password")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="The record")).to_be_visible()
    check_accessible(page)


def enter_meeting(page):
    page.get_by_role("link", name="Meetings", exact=True).first.click()
    check_accessible(page)
    page.get_by_role("link", name="Add meeting").click()
    check_accessible(page)
    page.get_by_label("Committee", exact=False).first.select_option("Highways Committee")
    page.get_by_label("Date:").fill("2026-10-06")
    page.get_by_label("Venue").fill("Village Hall")
    page.get_by_label("Item number, row 1").fill("77/26")
    page.get_by_label("Title, row 1").fill("Apologies for absence")
    page.get_by_label("Item number, row 2").fill("78/26")
    page.get_by_label("Title, row 2").fill("A crossing at Weir Lane")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    check_accessible(page)


def enter_item(page, folder):
    report = folder / "report.pdf"
    report.write_bytes(make.pdf("Traffic counts at Weir Lane"))
    page.get_by_role("link", name="Open 78/26 A crossing at Weir Lane").click()
    check_accessible(page)
    page.locator("#id_reports-0-title").fill("Report of the Clerk")
    page.locator("#id_reports-0-file").set_input_files(report)
    page.locator("#id_narrative-0-text").fill("Members spoke of the school.\n\nThe Clerk answered.")
    page.locator("#id_decision-0-reasons").fill("Children cross here.")
    for number, text in enumerate(RESOLUTIONS):
        if number:
            page.get_by_role("button", name="Add another Resolution").click()
        page.locator(f"#id_resolutions-{number}-text").fill(text)
    page.locator("#id_resolutions-0-clauses").fill("(a) with lights; and\n(b) with kerbs.")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    check_accessible(page)
    page.get_by_role("link", name="Preview").click()
    expect(page.get_by_text("Preview: how the public will see this")).to_be_visible()
    expect(page.get_by_text(RESOLUTIONS[1])).to_be_visible()
    check_accessible(page)
    page.get_by_role("link", name="The whole meeting").click()
    expect(page.get_by_role("link", name="A crossing at Weir Lane")).to_be_visible()
    page.go_back()
    page.go_back()


def publish(page):
    page.get_by_role("link", name=re.compile("^Highways Committee, 6 October")).first.click()
    page.get_by_role("link", name="Publish the draft minutes").click()
    expect(page.get_by_text("Items that become public (2)")).to_be_visible()
    check_accessible(page)
    page.get_by_role("button", name="Publish the draft minutes").click()
    expect(page.get_by_text("Published, with the stages before it.")).to_be_visible()
    check_accessible(page)


def find_by_a_word_of_the_second_resolution(page):
    page.goto("/")
    check_accessible(page)
    page.get_by_role("searchbox").first.fill("hornbeam")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="1 item")).to_be_visible()
    expect(page.locator("mark", has_text="hornbeam")).to_be_visible()
    check_accessible(page)
    page.get_by_role("link", name="A crossing at Weir Lane").click()
    page.wait_for_url("**/committees/highways/2026-10-06/78-26/#resolution-2")


def read_and_download(page):
    check_accessible(page)
    items = page.locator("#resolutions > ol > li, #resolutions ol").first
    expect(items).to_be_visible()
    for number, text in enumerate(RESOLUTIONS, 1):
        expect(page.locator(f"#resolution-{number}")).to_contain_text(text)
    expect(page.locator("#resolution-1 li", has_text="with kerbs.")).to_be_visible()
    address = page.get_by_role("link", name="PDF", exact=True).get_attribute("href")
    answer = page.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    with pypdfium2.PdfDocument(answer.body()) as document:
        text = " ".join(" ".join(sheet.get_textpage().get_text_bounded() for sheet in document).split())
    for words in [
        *RESOLUTIONS,
        "with kerbs.",
        "Children cross here.",
        "The Clerk answered.",
        "Netherby Parish Council",
    ]:
        assert words in text
    report = page.request.get(page.get_by_role("link", name="Report of the Clerk").get_attribute("href"))
    assert report.body().startswith(b"%PDF-")
