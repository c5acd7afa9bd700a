"""Withholding a name and going through what is due, in a browser: axe, small screens, light and dark."""

import datetime as dt
import os

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile

from minutes.models import Upload
from tests import factories as make
from tests.browser.conftest import check_accessible, log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("MINUTEBOOK_PICTURES")


@pytest.fixture
def item():
    make.CouncilFactory()
    item = make.AgendaItemFactory(
        meeting=make.MeetingFactory(committee__name="Cabinet", stage="minutes_published_at"),
        label="4",
        title="Complaint by Ada Thornley",
    )
    make.NarrativeFactory(
        item=item, text="The chair thanked **Ada** Thornley for her work on the paths, which had taken years."
    )
    make.ReportFactory(item=item, title="Paths", file=ContentFile(make.pdf("By Ada Thornley."), "a.pdf"))
    make.PersonFactory(name="Ada Thornley", post="Head of Paths", email="ada@example.org")
    make.UploadFactory()
    Upload.objects.update(uploaded_at=dt.datetime(2020, 1, 1, 12, tzinfo=dt.UTC))
    return item


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_name_is_withheld_and_what_is_due_is_confirmed(visitor, staff, item, width, scheme):
    staff.groups.set(Group.objects.filter(name="Privacy"))
    page = visitor(color_scheme=scheme, viewport={"width": width, "height": 800})
    log_in(page)
    page.wait_for_url("**/admin/")

    def look(name):
        check_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        if PICTURES:
            page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)

    page.goto("/admin/minutes/redaction/add/")
    look("ask")
    page.get_by_label("Name and its other spellings").fill("Ada Thornley")
    page.get_by_label("Reason").select_option("erasure")
    page.get_by_label("Why, for the file").fill("She asked for it in a letter.")
    page.get_by_role("button", name="Show what would change").click()
    look("shown")
    page.get_by_role("button", name="Withhold it in").click()
    page.wait_for_url("**/change/")
    look("withheld")
    page.goto(item.get_absolute_url())
    assert "Thornley" not in page.content()
    look("item")
    page.goto("/admin/minutes/disposal/due/")
    look("due")
    page.get_by_role("checkbox", name="Upload").check()
    page.get_by_role("button", name="Dispose of what is ticked").click()
    look("confirm")
    page.get_by_role("button", name="Delete these 1").click()
    page.goto("/admin/minutes/disposal/")
    look("disposals")
    page.goto("/admin/minutes/disposal/periods/")
    look("periods")
