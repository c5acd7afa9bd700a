"""Committees and people whose names, seats or titles change between imports."""

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from minutes.loading.load import load
from minutes.models import (
    Attendance,
    Committee,
    Membership,
    Person,
    Seat,
)  # fmt: skip
from minutes.text.records import Body, Member, Place, Presence
from tests.minutes.loading.pages import DAY, item, page, whole

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("printed", "name", "ended"),
    [
        ("Cabinet - Decommissioned 18.05.2022", "Cabinet", dt.date(2022, 5, 18)),
        ("Cabinet (dissolved 18/05/22)", "Cabinet", dt.date(2022, 5, 18)),
        ("Cabinet – no longer in use", "Cabinet", DAY),
    ],
)
def test_mark_of_an_ended_committee_is_its_end_and_no_part_of_its_name(printed, name, ended):
    load(page(item(committee="Cabinet", old=())))
    load(page(item(committee=printed, label="8", title="Moorings", old=()), old=("meeting:9",)))
    load(page(bodies=(Body(printed, old="committee:118"),), page="committee", old=("committee:118",)))
    committee = Committee.objects.get()
    assert (committee.name, committee.dissolved_on) == (name, ended)


def test_committee_that_meets_after_its_end_has_not_ended():
    load(page(item(committee="Cabinet - Decommissioned 18.05.2022", old=())))
    assert Committee.objects.get().dissolved_on == dt.date(2022, 5, 18)
    load(page(item(committee="Cabinet", date=dt.date(2023, 2, 1), old=()), old=("meeting:9",)))
    assert Committee.objects.get().dissolved_on is None


def test_renamed_committee_stays_one_under_both_names():
    load(page(bodies=(Body("Leisure Panel", old="committee:7"),), page="committee", old=("committee:7",)))
    load(page(bodies=(Body("Culture Panel", old="committee:7"),), page="committee", old=("committee:7",)))
    load(page(item(committee="Leisure Panel", old=())))
    committee = Committee.objects.get()
    assert (committee.name, committee.slug) == ("Culture Panel", "leisure-panel")


def test_member_who_changes_party_keeps_the_seat_that_was():
    member = Member("Councillor Ada Thornley", party="Independent", ward="Quayside", old="member:31")
    told = page(members=(member,), page="member", old=("member:31",))
    load(told)
    Seat.objects.update(started_on=dt.date(2020, 5, 7))
    load(replace(told, members=(replace(member, party="Harbour Party"),)))
    seats = [(seat.party.name, seat.started_on, seat.ended_on) for seat in Seat.objects.order_by("started_on")]
    today = timezone.localdate()
    assert seats == [("Independent", dt.date(2020, 5, 7), today), ("Harbour Party", today, None)]


def test_chair_who_steps_down_and_attendance_that_changes():
    load(whole())
    told = whole()
    place = replace(told.places[0], role="member", ended_on=dt.date(2022, 5, 1))
    sitting = replace(
        told.sittings[0],
        presences=(
            Presence("Councillor Bo Marsh", "present", is_chair=True),
            Presence("Councillor Ada Thornley", "absent"),
        ),
    )
    load(replace(told, places=(place,), sittings=(sitting,)))
    row = Membership.objects.get()
    assert (row.role, row.ended_on) == ("member", dt.date(2022, 5, 1))
    assert {(row.person.name, row.status, row.is_chair) for row in Attendance.objects.all()} == {
        ("Bo Marsh", "present", True), ("Ada Thornley", "absent", False),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "title", "name"),
    [
        ("Councillor Ada Thornley", "Councillor", "Ada Thornley"),
        ("Cllr. Mrs Ada Thornley (Chair)", "Councillor Mrs", "Ada Thornley"),
        ("Cllr Dr Ada Thornley (Vice-Chairman)", "Councillor Dr", "Ada Thornley"),
        ("Dr Ada Thornley", "Dr", "Ada Thornley"),
        ("Ada Thornley", "", "Ada Thornley"),
        ("Drew Miss", "", "Drew Miss"),
        ("Councillor", "", "Councillor"),
    ],
)
def test_title_is_told_from_the_name(printed, title, name):
    load(page(places=(Place("Harbour Committee", printed),)))
    person = Person.objects.get()
    assert (person.title, person.name) == (title, name)
