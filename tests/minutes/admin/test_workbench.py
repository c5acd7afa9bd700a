"""A meeting's agenda on one page: put in order, numbered, added to; what is refused, and that nothing typed is lost."""

import datetime as dt
import re
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from minutes.models import AgendaItem
from tests import factories as make
from tests.minutes.admin.test_entering import accepted, page_of, refused

pytestmark = pytest.mark.django_db

LONG = 60
CEILING = 20


def bench(meeting):
    return page_of(meeting, "workbench")


def fields(page):
    """What the page's form sends, no button pressed."""
    text = page.content.decode()
    inputs = re.findall(r'<input type="(?:text|hidden)" name="([^"]+)"[^>]*? value="([^"]*)"', text)
    areas = re.findall(r'<textarea name="([^"]+)"[^>]*>([^<]*)</textarea>', text)
    return dict(inputs + areas)


def press(client, meeting, button, value="1", **changes):
    """The page that one comes to."""
    address = bench(meeting)
    data = fields(client.get(address)) | {name.replace("_", "-"): text for name, text in changes.items()}
    return client.post(address, data | {button: value}, follow=True)


def agenda(meeting):
    items = AgendaItem.objects.filter(meeting=meeting).order_by("position")
    return " ".join(f"{'-' * (item.depth - 1)}{item.label}{item.title}" for item in items)


@pytest.fixture
def meeting():
    return make.MeetingFactory(committee=make.CommitteeFactory(label_scheme="meeting"))


@pytest.fixture
def three(clerk, meeting):
    for title in "ABC":
        press(clerk, meeting, "add", new_title=title)
    return list(meeting.items.order_by("position"))


def test_clerk_puts_an_agenda_together_button_by_button(clerk, meeting, three):
    a, b, c = three
    assert agenda(meeting) == "1A 2B 3C"
    press(clerk, meeting, "up", c.pk)
    assert agenda(meeting) == "1A 2C 3B"
    press(clerk, meeting, "in", c.pk)
    assert agenda(meeting) == "1A -1aC 2B"
    press(clerk, meeting, "down", a.pk)
    assert agenda(meeting) == "1B 2A -2aC"
    press(clerk, meeting, "place", f"{a.pk}:{b.pk}")
    assert agenda(meeting) == "1A -1aC 2B"
    press(clerk, meeting, "out", c.pk)
    press(clerk, meeting, "remove", a.pk)
    assert agenda(meeting) == "1C 2B"


def test_button_keeps_the_focus_and_hands_it_on_at_the_edge(clerk, meeting, three):
    page = press(clerk, meeting, "up", three[2].pk).content.decode()
    assert re.findall(r"<button name=\"(\w+)\" value=\"(\d+)\"[^>]* autofocus", page) == [("up", str(three[2].pk))]
    page = press(clerk, meeting, "up", three[2].pk).content.decode()
    assert re.findall(r"<button name=\"(\w+)\" value=\"(\d+)\"[^>]* autofocus", page) == [("down", str(three[2].pk))]
    assert "is now at place 1 of 3." in page


def test_item_is_inserted_below_another_and_the_next_one_below_that(clerk, meeting, three):
    page = press(clerk, meeting, "below", three[0].pk)
    assert "New item below 1 A" in page.content.decode()
    address = f"{bench(meeting)}?below={three[0].pk}"
    page = clerk.post(address, fields(clerk.get(address)) | {"add": "1", "new-title": "N"}, follow=True)
    assert "New item below 2 N" in page.content.decode()
    address = page.redirect_chain[-1][0].partition("#")[0]
    clerk.post(address, fields(clerk.get(address)) | {"save": "1", "new-title": "O"})
    assert agenda(meeting) == "1A 2N 3O 4B 5C"


def test_what_was_typed_elsewhere_is_kept_with_what_the_button_does(clerk, meeting, three):
    a, b, c = three
    changes = {f"title_{a.pk}": "Apples", f"label_{b.pk}": "7", "new_title": "D"}
    press(clerk, meeting, "up", c.pk, **changes)
    assert agenda(meeting) == "1Apples 2C 7B 8D"


def test_double_number_and_empty_title_have_their_message_at_their_field_and_nothing_is_lost(clerk, meeting, three):
    a, b, c = three
    press(clerk, meeting, "save", **{f"label_{b.pk}": "7"})
    changes = {f"label_{a.pk}": "7", f"title_{c.pk}": " ", f"title_{b.pk}": "Bins", "new_label": "7", "new_title": "D"}
    page = press(clerk, meeting, "up", c.pk, **changes).content.decode()
    for field in (f"label-{a.pk}", f"title-{c.pk}", "new-label"):
        assert re.search(rf'id="{field}"[^>]* aria-invalid="true" aria-describedby="wrong-{field}"', page), field
        assert re.search(rf'id="wrong-{field}"><li>[^<]+</li>', page), field
    assert ">Bins</textarea>" in page
    assert agenda(meeting) == "1A 7B 8C"


def test_title_that_somebody_else_changed_meanwhile_is_not_written_over(clerk, meeting, three):
    address = bench(meeting)
    data = fields(clerk.get(address))
    AgendaItem.objects.filter(pk=three[0].pk).update(title="Theirs")
    page = clerk.post(address, data | {"save": "1", f"title-{three[0].pk}": "Mine"}).content.decode()
    assert "changed to “1 Theirs” meanwhile" in page
    assert ">Mine</textarea>" in page
    assert agenda(meeting) == "1Theirs 2B 3C"


def test_item_that_is_gone_meanwhile_is_told(clerk, meeting, three):
    data = fields(clerk.get(bench(meeting)))
    gone = three[2].pk
    three[2].delete()
    page = clerk.post(bench(meeting), data | {"up": gone}).content.decode()
    assert "not on the agenda any more" in page


def test_gap_is_told_on_the_page(clerk, meeting, three):
    page = press(clerk, meeting, "save", **{f"label_{three[1].pk}": "4"}).content.decode()
    assert "No item has these numbers: 2, 3." in page


def test_template_is_put_on_by_one_button_which_then_goes(clerk, meeting):
    make.StandardItemFactory(committee=meeting.committee, title="Apologies")
    make.StandardItemFactory(committee=meeting.committee, title="Urgent business", where="end")
    assert "Put 2 standard items on the agenda" in clerk.get(bench(meeting)).content.decode()
    page = press(clerk, meeting, "standard", new_title="Bins").content.decode()
    assert agenda(meeting) == "1Apologies 2Bins 3Urgent business"
    assert "standard item" not in page.replace("2 standard items put on the agenda", "")


@pytest.mark.parametrize(("group", "may"), [("Clerk", False), ("Publisher", True)])
def test_public_items_are_changed_by_those_who_publish_alone(log_in, group, may):
    meeting = make.MeetingFactory(stage="agenda_published_at")
    a, b = (make.AgendaItemFactory(meeting=meeting, title=title, label=title) for title in "AB")
    client = log_in(group)
    press(client, meeting, "up", b.pk)
    assert agenda(meeting) == ("BB AA" if may else "AA BB")
    data = {f"title-{a.pk}": "X", f"label-{a.pk}": "A", f"was-title-{a.pk}": "A", f"was-label-{a.pk}": "A", "save": "1"}
    client.post(bench(meeting), data)
    assert ("AX" in agenda(meeting)) is may
    assert "is publi" in press(client, meeting, "remove", a.pk).content.decode()
    assert meeting.items.count() == 2


def test_clerk_inserts_a_draft_into_a_public_agenda(clerk):
    meeting = make.MeetingFactory(stage="agenda_published_at", committee__label_scheme="meeting")
    a, b = (make.AgendaItemFactory(meeting=meeting, title=title, label=label) for title, label in ("A1", "B2"))
    address = f"{bench(meeting)}?below={a.pk}"
    clerk.post(address, fields(clerk.get(address)) | {"add": "1", "new-title": "N"})
    assert agenda(meeting) == "1A 1AN 2B"
    assert list(AgendaItem.public.order_by("position")) == [a, b]


def test_officer_looks_and_changes_nothing_and_staff_without_a_right_sees_nothing(log_in, client, django_user_model):
    item = make.AgendaItemFactory()
    officer = log_in("Officer")
    page = officer.get(bench(item.meeting))
    assert item.title in page.content.decode()
    assert "<button name=" not in page.content.decode()
    assert officer.post(bench(item.meeting), {"remove": item.pk}).status_code == 403
    client.force_login(django_user_model.objects.create_user("temp", is_staff=True))
    assert client.get(bench(item.meeting)).status_code == 404


def test_workbench_is_one_click_from_the_meeting_and_from_the_list(clerk, meeting):
    for address in (page_of(meeting), "/admin/minutes/meeting/"):
        assert f'href="{bench(meeting)}"' in clerk.get(address).content.decode()


def long_meeting(length=LONG):
    meeting = make.MeetingFactory(stage="minutes_published_at", committee__label_scheme="year")
    for number in range(length):
        item = make.AgendaItemFactory(meeting=meeting, label=str(number + 1), depth=1 + (number % 5 == 4))
        make.ResolutionFactory(item=item)
        make.NarrativeFactory(item=item)
    return meeting


@pytest.mark.parametrize("group", ["Clerk", "Publisher", "Officer"])
def test_workbench_asks_no_more_for_sixty_items_than_for_one(log_in, group):
    client, few, many = log_in(group), long_meeting(2), long_meeting()
    asked = []
    for meeting in (few, many):
        client.get(bench(meeting))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(bench(meeting)).status_code == 200
        asked.append(len(captured))
    assert asked[0] == asked[1]
    assert asked[1] <= CEILING


def test_workbench_answers_in_twice_the_time_of_the_public_page(publisher):
    meeting = long_meeting()
    public, ours = [], []
    for number in range(
        60
    ):  # in turns, and the best of each: what else the machine does makes a page slower, never faster
        public.append(seconds(publisher, meeting.get_absolute_url()))
        ours.append(seconds(publisher, bench(meeting)))
        if number >= 5 and min(ours) <= 2 * min(public):
            return
    pytest.fail(f"{min(ours) * 1000:.0f} ms against {min(public) * 1000:.0f} ms")


def seconds(client, address):
    begun = time.perf_counter()
    assert client.get(address).status_code == 200
    return time.perf_counter() - begun


def test_committee_s_page_takes_scheme_and_template(clerk):
    committee = make.CommitteeFactory()
    changes = {"label_scheme": "year", "label_pattern": "P/#", "label_first": 11,
               "standard_items-0-title": "Apologies", "standard_items-1-title": "Declarations",
               "standard_items-1-place": 1}  # fmt: skip
    accepted(clerk, page_of(committee), changes)
    assert list(committee.standard_items.values_list("title", flat=True)) == ["Declarations", "Apologies"]
    meeting = make.MeetingFactory(committee=committee)
    press(clerk, meeting, "standard")
    assert agenda(meeting) == "P/11Declarations P/12Apologies"
    assert any("has one #" in told for told in refused(clerk, page_of(committee), {"label_pattern": "P"}))


def test_meeting_s_own_form_numbers_new_rows_and_refuses_a_number_twice(clerk, meeting):
    accepted(
        clerk,
        page_of(meeting),
        {"items-0-title": "A", "items-1-title": "B", "items-2-label": "9", "items-2-title": "C"},
    )
    assert agenda(meeting) == "1A 2B 9C"
    told = refused(clerk, page_of(meeting), {"items-3-label": "9", "items-3-title": "D"})
    assert "Another item has the number 9 too." in told
    accepted(clerk, page_of(meeting), {"items-1-place": 1})
    assert agenda(meeting) == "1B 2A 9C"


def test_item_s_own_form_refuses_the_number_of_another(clerk, meeting, three):
    press(clerk, meeting, "save", **{f"label_{three[0].pk}": "7"})
    assert any("has the number 7 already" in told for told in refused(clerk, page_of(three[1]), {"label": "7"}))
    accepted(clerk, page_of(three[1]), {"label": "20"})
    press(clerk, meeting, "down", three[0].pk)
    assert agenda(meeting) == "20B 7A 8C"


def test_item_is_called_published_once_the_public_sees_it(clerk):
    ahead = timezone.now() + dt.timedelta(days=1)
    for at, told in ((None, "published"), (ahead, "set to be published")):
        meeting = make.MeetingFactory(stage="agenda_published_at", **({"at": at} if at else {}))
        make.AgendaItemFactory(meeting=meeting)
        page = clerk.get(bench(meeting)).content.decode()
        assert re.findall(r"(?:set to be )?published", page.split('class="facts"')[1].split("</span>")[0]) == [told]
