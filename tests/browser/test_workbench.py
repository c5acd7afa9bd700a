"""The workbench, attendance and votes in a browser: by keyboard alone, by dragging, and as axe and the policy see them."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from decisions.models import Resolution
from minutes.models import AgendaItem, Attendance
from tests import factories as make
from tests.browser.conftest import check_accessible, open_meeting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def meeting():
    make.CouncilFactory()
    committee = make.CommitteeFactory(
        name="Highways Committee", label_scheme="year", label_pattern="#/YY", label_first=77
    )
    for name in ("Ada Thornley", "Ben Moss"):
        make.MembershipFactory(committee=committee, person=make.PersonFactory(name=name))
    make.StandardItemFactory(committee=committee, title="Apologies")
    make.StandardItemFactory(committee=committee, title="Urgent business", where="end")
    return make.MeetingFactory(committee=committee, date=dt.date(2026, 10, 6))


def agenda():
    return [f"{item.label} {item.title}" for item in AgendaItem.objects.order_by("position")]


def focused(page):
    return page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.id")


def test_agenda_is_put_together_by_keyboard_alone(visitor, staff, meeting):
    page = visitor()
    open_meeting(page, meeting)
    page.get_by_role("link", name="Workbench", exact=True).click()
    check_accessible(page)
    page.get_by_role("button", name="Put 2 standard items on the agenda").press("Enter")
    expect(page.get_by_text("2 standard items put on the agenda.")).to_be_visible()
    check_accessible(page)
    page.get_by_role("button", name="Insert an item below 77/26 Apologies").press("Enter")
    page.wait_for_url("**/workbench/?below=*")
    assert focused(page) == "new-title"
    for title in ("Bins", "Trees"):
        page.keyboard.type(title)
        page.keyboard.press("Enter")
        expect(page.get_by_label(f"Title of {78 if title == 'Bins' else 79}/26 {title}")).to_be_visible()
        assert focused(page) == "new-title"  # and on to the next one
    assert agenda() == ["77/26 Apologies", "78/26 Bins", "79/26 Trees", "80/26 Urgent business"]
    page.get_by_role("button", name="Move 79/26 Trees up").press("Enter")
    expect(page.get_by_text("is now at place 2 of 4.")).to_be_visible()
    assert focused(page) == "Move 78/26 Trees up"
    page.keyboard.press("Enter")
    expect(page.get_by_text("is now at place 1 of 4.")).to_be_visible()
    assert focused(page) == "Move 77/26 Trees down"
    page.get_by_label("Title of 77/26 Trees").fill("Street trees")
    page.get_by_label("Number of 78/26 Apologies").fill("80/26x")
    page.get_by_label("Number of 78/26 Apologies").press("Enter")
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert agenda() == ["77/26 Street trees", "80/26x Apologies", "78/26 Bins", "79/26 Urgent business"]
    page.get_by_label("Number of 78/26 Bins").fill("80/26X")
    page.get_by_label("Number of 78/26 Bins").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("has the number 80/26x already")
    check_accessible(page)


def test_item_is_dragged_to_its_place(visitor, staff, meeting):
    for title in ("Apples", "Bins", "Cats"):
        make.AgendaItemFactory(meeting=meeting, title=title, label_from="scheme")
    page = visitor()
    open_meeting(page, meeting)
    page.get_by_role("link", name="Workbench", exact=True).click()
    lines = page.locator("li[data-item]")
    lines.nth(2).locator(".grip").drag_to(lines.nth(0), target_position={"x": 60, "y": 3})
    expect(page.get_by_text("“77/26 Cats” is now at place 1 of 3.")).to_be_visible()
    assert agenda() == ["77/26 Cats", "78/26 Apples", "79/26 Bins"]
    assert page.troubles == []


def test_attendance_resolutions_and_names_of_a_vote_are_ticked(visitor, staff, meeting):
    item = make.AgendaItemFactory(meeting=meeting, title="Bins", label="1")
    for text in ("That first.", "That second."):
        make.ResolutionFactory(item=item, text=text)
    vote = make.VoteFactory(item=item)
    page = visitor()
    open_meeting(page, meeting)
    page.get_by_role("link", name="Attendance and interests").click()
    check_accessible(page)
    page.get_by_role("group", name="Ben Moss").get_by_label("Apologies").check()
    page.get_by_role("button", name="Save, and the members not recorded as present").click()
    expect(page.get_by_text("Saved: 2 changes.")).to_be_visible()
    assert set(Attendance.objects.values_list("person__name", "status")) == {
        ("Ada Thornley", "present"), ("Ben Moss", "apologies"),
    }  # fmt: skip
    page.goto(f"/admin/minutes/agendaitem/{item.pk}/change/")
    check_accessible(page)
    page.locator("#resolutions-1").get_by_role("button", name="Up").click()
    page.locator("#resolutions-1").get_by_label("Action by").fill("Head of Streets")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    rows = Resolution.objects.order_by("ordinal").values_list("text", "action_by")
    assert list(rows) == [("That second.", "Head of Streets"), ("That first.", "")]
    page.goto(f"/admin/decisions/vote/{vote.pk}/change/")
    check_accessible(page)
    page.get_by_role("radio", name="For, Ada Thornley").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert [(ballot.person.name, ballot.choice) for ballot in vote.ballots.all()] == [("Ada Thornley", "for")]
