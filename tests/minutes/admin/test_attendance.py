"""Attendance by ticking, and declarations of interest, on one page."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minutes.models import Attendance, Declaration, Person
from tests import factories as make
from tests.minutes.admin.test_entering import page_of

pytestmark = pytest.mark.django_db

CEILING = 25


@pytest.fixture
def meeting():
    meeting = make.MeetingFactory(date=dt.date(2026, 10, 6))
    for name in ("Ada", "Ben", "Cy"):
        make.MembershipFactory(committee=meeting.committee, person=make.PersonFactory(name=name, slug=name.lower()))
    make.MembershipFactory(
        committee=meeting.committee, role="substitute", person=make.PersonFactory(name="Sue", slug="sue")
    )
    gone = make.PersonFactory(name="Gone", slug="gone")
    make.MembershipFactory(committee=meeting.committee, person=gone, ended_on=dt.date(2026, 10, 6))
    return meeting


def sent(client, meeting):
    """What the page's form sends, untouched."""
    answer = client.get(page_of(meeting, "attendance"))
    page, text = answer.context["page"], answer.content.decode()
    assert all(text.count(f'name="{field.html_initial_name}"') == 1 for form in page.seats for field in form)
    forms = [*page.seats, *page.newcomers, *page.declarations.forms]
    fields = [field for form in forms for field in form]
    data = {field.html_name: field.value() for field in fields if field.value() not in (None, False)}
    hidden = [field for form in page.seats for field in form]
    data |= {field.html_initial_name: field.value() for field in hidden if field.value() not in (None, False)}
    return data | {field.html_name: field.value() for field in page.declarations.management_form}


def tick(client, meeting, button="save", **changes):
    data = sent(client, meeting)
    for name, value in changes.items():
        who, _, field = name.partition("_")
        person = Person.objects.filter(slug=who).first()
        data[f"seat-{person.pk}-{field}" if person else name.replace("__", "-")] = value
    return client.post(page_of(meeting, "attendance"), data | {button: "1"}, follow=True)


def there(meeting):
    return {row.person.name: row.status for row in Attendance.objects.filter(meeting=meeting).select_related("person")}


def test_members_of_that_day_are_ticked_and_nobody_else_is_offered(clerk, meeting):
    page = clerk.get(page_of(meeting, "attendance")).context["page"]
    groups = [(name, [form.seat.person.name for form in forms]) for name, forms in page.groups]
    assert groups == [("Members", ["Ada", "Ben", "Cy"]), ("Substitutes", ["Sue"])]
    tick(clerk, meeting, ada_status="present", ada_is_chair="on", ben_status="apologies", sue_status="substitute",
         sue_substitute_for=Person.objects.get(slug="ben").pk, ada_note="from 7.10 pm")  # fmt: skip
    assert there(meeting) == {"Ada": "present", "Ben": "apologies", "Sue": "substitute"}
    ada, sue = meeting.attendances.get(is_chair=True), meeting.attendances.get(status="substitute")
    assert (ada.person.name, ada.note, sue.substitute_for.name) == ("Ada", "from 7.10 pm", "Ben")
    tick(clerk, meeting, ada_status="", ada_is_chair="", ada_note="")
    assert there(meeting) == {"Ben": "apologies", "Sue": "substitute"}


def test_one_button_records_all_others_as_present(clerk, meeting):
    tick(clerk, meeting, "all", ben_status="absent")
    assert there(meeting) == {"Ada": "present", "Ben": "absent", "Cy": "present"}


def test_chair_passes_from_one_to_another_in_one_go(clerk, meeting):
    tick(clerk, meeting, "all", cy_is_chair="on", cy_status="present")
    tick(clerk, meeting, cy_is_chair="", ada_is_chair="on")
    assert meeting.attendances.get(is_chair=True).person.name == "Ada"


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"ada_status": "apologies", "ada_is_chair": "on"}, "is_chair", "chair is present"),
        ({"sue_status": "", "sue_substitute_for": "BEN"}, "substitute_for", "present as a substitute"),
        ({"ada_status": "apologies", "ada_is_remote": "on"}, "is_remote", "somebody who was there"),
        ({"ada_status": "asleep"}, "status", "valid choice"),
        ({"ada_status": "present", "ada_note": "x" * 301}, "note", "at most 300"),
    ],
)
def test_what_cannot_be_has_its_message_at_its_field(clerk, meeting, changes, field, reason):
    ben = str(Person.objects.get(slug="ben").pk)
    page = tick(clerk, meeting, **{name: ben if value == "BEN" else value for name, value in changes.items()})
    [told] = [form.errors for form in page.context["page"].seats if form.errors]
    assert reason in str(told[field])
    assert not Attendance.objects.exists()


def test_who_attends_remotely_is_ticked_beside_how_they_were_there(clerk, meeting):
    tick(clerk, meeting, ada_status="present", ben_is_remote="on", sue_is_remote="on",
         new__0__name="Olga", new__0__is_remote="on")  # fmt: skip
    assert there(meeting) == {"Ada": "present", "Ben": "present", "Sue": "substitute", "Olga": "in_attendance"}
    remote = meeting.attendances.filter(is_remote=True).values_list("person__name", flat=True)
    assert set(remote) == {"Ben", "Sue", "Olga"}
    tick(clerk, meeting, ben_is_remote="")
    row = meeting.attendances.get(person__name="Ben")
    assert (row.is_remote, row.history.latest().prev_record.is_remote) == (False, True)


def test_who_is_ticked_as_chair_need_not_be_ticked_as_present(clerk, meeting):
    tick(clerk, meeting, "all", ada_is_chair="on", ben_status="apologies")
    assert dict(meeting.attendances.values_list("person__name", "status")) == {
        "Ada": "present", "Ben": "apologies", "Cy": "present",
    }  # fmt: skip
    assert meeting.attendances.get(is_chair=True).person.name == "Ada"


def test_two_in_the_chair_are_refused(clerk, meeting):
    page = tick(clerk, meeting, ada_status="present", ada_is_chair="on", ben_status="present", ben_is_chair="on")
    assert "Ada is in the chair already" in page.content.decode()
    assert not Attendance.objects.exists()


def test_officers_of_the_last_meeting_are_offered_and_others_are_added_by_name(clerk, meeting):
    last = make.MeetingFactory(committee=meeting.committee, date=dt.date(2026, 9, 1))
    officer = make.PersonFactory(name="Olga", slug="olga", kind="officer")
    make.AttendanceFactory(meeting=last, person=officer, status="in_attendance")
    known = make.PersonFactory(name="Guest", slug="guest", kind="other")
    tick(clerk, meeting, olga_status="in_attendance", new__0__person=known.pk, new__0__status="in_attendance",
         new__1__name="Dr Nia New", new__1__kind="other", new__1__status="in_attendance")  # fmt: skip
    assert there(meeting) == {"Olga": "in_attendance", "Guest": "in_attendance", "Nia New": "in_attendance"}
    assert Person.objects.get(name="Nia New").title == "Dr"


def test_what_another_clerk_ticked_meanwhile_stays(clerk, meeting):
    data = sent(clerk, meeting)
    make.AttendanceFactory(meeting=meeting, person=Person.objects.get(slug="ben"), status="apologies")
    ada = Person.objects.get(slug="ada").pk
    clerk.post(page_of(meeting, "attendance"), data | {f"seat-{ada}-status": "present", "save": "1"})
    assert there(meeting) == {"Ada": "present", "Ben": "apologies"}


def test_interest_is_declared_by_member_and_item(clerk, meeting):
    item = make.AgendaItemFactory(meeting=meeting, label="4")
    ada = Person.objects.get(slug="ada").pk
    row = {"declarations__0__person": ada, "declarations__0__item": item.pk, "declarations__0__text": "A friend."}
    page = tick(clerk, meeting, **row)
    [told] = [form.errors for form in page.context["page"].declarations.forms if form.errors]
    assert set(told) == {"kind"}
    tick(clerk, meeting, **row, declarations__0__kind="non_registrable", declarations__0__left_meeting="on")
    stored = Declaration.objects.get()
    assert (stored.item, stored.person_id, stored.left_meeting) == (item, ada, True)
    tick(clerk, meeting, declarations__0__DELETE="on")
    assert not Declaration.objects.exists()


def test_item_of_another_meeting_takes_no_declaration(clerk, meeting):
    other = make.AgendaItemFactory()
    row = {"declarations__0__person": Person.objects.get(slug="ada").pk, "declarations__0__item": other.pk,
           "declarations__0__text": "A friend.", "declarations__0__kind": "non_registrable"}  # fmt: skip
    tick(clerk, meeting, **row)
    assert not Declaration.objects.exists()


@pytest.mark.parametrize(("group", "status"), [("Clerk", 403), ("Publisher", 200), ("Officer", 403)])
def test_public_attendance_is_changed_by_those_who_publish_alone(log_in, group, status):
    meeting = make.MeetingFactory(stage="minutes_published_at")
    client = log_in(group)
    assert client.get(page_of(meeting, "attendance")).status_code == status
    assert ("Attendance and interests" in client.get(page_of(meeting)).content.decode()) is (status == 200)


def test_page_asks_no_more_for_sixty_items_and_forty_members(clerk, meeting):
    asked = []
    for number in (2, 60):
        for _ in range(number):
            item = make.AgendaItemFactory(meeting=meeting)
            make.DeclarationFactory(item=item)
            make.MembershipFactory(committee=meeting.committee)
            make.AttendanceFactory(meeting=meeting)
        with CaptureQueriesContext(connection) as captured:
            assert clerk.get(page_of(meeting, "attendance")).status_code == 200
        asked.append(len(captured))
    assert asked[0] == asked[1]
    assert asked[1] <= CEILING


def test_nothing_ticked_changes_nothing(clerk, meeting):
    make.AttendanceFactory(meeting=meeting, status="in_attendance", note="x")
    page = tick(clerk, meeting)
    assert "Saved: 0 changes." in re.sub(r"\s+", " ", page.content.decode())
    assert Attendance.history.count() == 1
