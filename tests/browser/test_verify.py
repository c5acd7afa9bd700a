"""Asking the public log in a browser: with scripts the file is hashed there and not sent, without them it is sent."""

import pytest
from playwright.sync_api import expect

from minutes.ledger.writing import bring_up_to_date
from minutes.models import Report
from tests import factories as make
from tests.browser.conftest import check_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def paper(tmp_path):
    """The file of a public document, as somebody has it."""
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="agenda_published_at"))
    make.ReportFactory(item=item, title="Report on Weir Lane")
    bring_up_to_date()
    with Report.objects.get().file.open("rb") as file:
        (tmp_path / "paper.pdf").write_bytes(file.read())
    return tmp_path / "paper.pdf"


@pytest.mark.parametrize("scripts", [True, False])
def test_file_is_checked(visitor, paper, scripts):
    page, sent = visitor(), []
    page.on("request", lambda request: sent.append(request.method))
    if not scripts:
        page.route("**/*.js", lambda route: route.fulfill(content_type="text/javascript", body=""))
    page.goto("/verify/")
    page.get_by_label("PDF or document").set_input_files(paper)
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_text("This is what the council published.")).to_be_visible()
    expect(page.get_by_role("link", name="Report on Weir Lane")).to_be_visible()
    assert ("POST" in sent) is not scripts


def test_file_that_was_changed_is_not_known(visitor, paper):
    page = visitor()
    paper.write_bytes(paper.read_bytes() + b" ")
    page.goto("/verify/")
    page.get_by_label("PDF or document").set_input_files(paper)
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_text("The log does not know this file.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_the_log_are_accessible(visitor, paper, scheme):
    item = Report.objects.get().item
    for width in (1100, 320):
        page = visitor(color_scheme=scheme, viewport={"width": width, "height": 800})
        for address in (
            "/log/",
            "/cy/log/",
            "/verify/",
            f"/verify/?address={item.get_absolute_url()}",
            "/log/?before=x",
        ):
            page.goto(address)
            check_accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
