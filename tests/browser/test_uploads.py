"""A clerk sends many files at once, by keyboard and without script, and each comes to its item."""

import pytest

from minutes.models import Report, Upload
from tests import factories as make
from tests.browser.conftest import check_accessible, open_meeting
from tests.files import tagged_pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


FILES = {
    "263 School places.pdf": tagged_pdf(),
    "77-21 Appendix A - Costs of each of the schools and their catchment areas.pdf": make.pdf("Costs"),
    "Letter.pdf": make.pdf("Letter"),
    "Budget.pdf": b"MZ a program",
}


@pytest.mark.parametrize("options", [{}, {"java_script_enabled": False, "viewport": {"width": 320, "height": 800}}],
                         ids=["wide", "narrow, no script"])  # fmt: skip
def test_files_sent_at_once_come_to_their_items(visitor, staff, options):
    meeting = make.MeetingFactory()
    for label in ("263", "77/21"):
        make.AgendaItemFactory(meeting=meeting, label=label, title="School places")
    page = visitor(**options)
    open_meeting(page, meeting)
    page.get_by_role("link", name="Upload documents").click()
    page.get_by_label("Files").set_input_files(
        [{"name": name, "mimeType": "application/pdf", "buffer": data} for name, data in FILES.items()]
    )  # fmt: skip
    page.get_by_role("button", name="Send these files").press("Enter")
    page.wait_for_selector("fieldset.upload")
    assert "“Budget.pdf” was not taken: This is a program" in page.inner_text(".errorlist")
    if not options:
        check_accessible(page)
    else:
        assert page.locator("html").evaluate("e => e.scrollWidth") <= 320
    letter = page.get_by_role("group", name="Letter.pdf")
    letter.get_by_label("Item").select_option(label="263 School places")
    letter.get_by_label("Kind").select_option("Background paper")
    page.get_by_role("button", name="Add them to their items").press("Enter")
    page.wait_for_selector(".success")
    found = Report.objects.order_by("item__position", "position").values_list("item__label", "kind", "title")
    assert list(found) == [
        ("263", "report", "School places"), ("263", "background", "Letter"),
        ("77/21", "appendix", "Appendix A – Costs of each of the schools and their catchment areas"),
    ]  # fmt: skip
    assert not Upload.objects.exists()
    if not options:
        check_accessible(page)


def test_page_with_a_replaced_document_is_accessible(visitor):
    meeting = make.MeetingFactory(stage="confirmed_at")
    report = make.ReportFactory(item__meeting=meeting, title="School places")
    make.ReportVersionFactory(report=report, note="Table 3 is corrected.")
    page = visitor(viewport={"width": 320, "height": 800})
    page.goto(report.item.get_absolute_url())
    check_accessible(page)
    assert page.locator("html").evaluate("e => e.scrollWidth") <= 320
