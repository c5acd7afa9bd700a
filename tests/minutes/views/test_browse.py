"""Looking around: the calendar, wards, attendance, a committee's years, decisions by month, what is new."""

import datetime as dt

import pytest
from django.utils import timezone

from minutes.views.months import Month
from tests import factories as make

pytestmark = pytest.mark.django_db


def get(client, address):
    return client.get(address).content.decode()


def test_month_shows_its_meetings_and_leads_to_the_nearest_ones(client):
    make.MeetingFactory(date=dt.date(2024, 1, 9), stage="announced_at")
    make.MeetingFactory(date=dt.date(2024, 3, 12), stage="announced_at", committee__name="Planning", status="cancelled")
    make.MeetingFactory(date=dt.date(2024, 3, 13), committee__name="A draft")
    make.MeetingFactory(date=dt.date(2024, 9, 3), stage="announced_at")
    text = get(client, "/meetings/?month=2024-03")
    assert "Planning</a> <strong>Cancelled</strong>" in text
    assert "A draft" not in text
    assert 'rel="prev" href="?month=2024-01"' in text
    assert 'rel="next" href="?month=2024-09"' in text
    assert "Tuesday 12 March 2024" in text


@pytest.mark.parametrize("page", ["/meetings/", "/decisions/", "/new/"])
@pytest.mark.parametrize("month", ["2024-13", "x", "0000-01", "99999-01", "2024-1", "２０２４-01"])
def test_month_that_is_none_is_named_and_ignored(client, page, month):
    text = get(client, f"{page}?month={month}")
    assert f"“{month}” is not a month" in text


@pytest.mark.parametrize("month", ["1800-01", "2200-12"])
def test_months_at_the_ends_of_time_have_a_page(client, month):
    assert client.get("/meetings/", {"month": month}).status_code == 200


def test_february_of_a_leap_year_has_its_weeks():
    weeks = Month(2024, 2).weeks()
    assert [len(week) for week in weeks] == [7] * 5
    assert (weeks[0][3], weeks[-1][3], weeks[-1][4]) == (dt.date(2024, 2, 1), dt.date(2024, 2, 29), None)


def test_cancelled_meeting_to_come_is_listed_as_such(client):
    ahead = timezone.localdate() + dt.timedelta(days=40)
    make.MeetingFactory(date=ahead, stage="announced_at", status="cancelled", committee__name="Planning")
    coming = get(client, "/meetings/").split('id="coming"')[1].split("</section>")[0]
    assert "Planning" in coming
    assert "Cancelled" in coming


def test_ward_lists_members_of_today_and_public_items_with_what_was_resolved(client):
    ward = make.WardFactory(name="Eastmarsh")
    make.SeatFactory(ward=ward, person__name="Ada Thornley")
    make.SeatFactory(ward=ward, person__name="Old Bones", ended_on=dt.date(2024, 1, 1))
    make.SeatFactory(ward=ward, person__name="Not Listed", person__is_listed=False)
    resolution = make.ResolutionFactory(item__meeting=make.MeetingFactory(stage="decisions_published_at"))
    resolution.item.wards.add(ward)
    make.AgendaItemFactory(title="A draft").wards.add(ward)
    text = get(client, ward.get_absolute_url())
    assert "Ada Thornley" in text
    assert resolution.text in text
    assert [name for name in ("Old Bones", "Not Listed", "A draft") if name in text] == []
    assert ward.get_absolute_url() in get(client, "/wards/")


def test_attendance_counts_no_meeting_that_was_not_held_and_leads_to_what_it_counts(client):
    person = make.PersonFactory()
    rows = [
        ("present", "minutes_published_at", "held"),
        ("apologies", "confirmed_at", "held"),
        ("present", "confirmed_at", "cancelled"),
        ("present", "decisions_published_at", "held"),
    ]
    for day, (status, stage, held) in enumerate(rows, 1):
        meeting = make.MeetingFactory(date=dt.date(2024, 6, day), stage=stage, status=held)
        make.AttendanceFactory(person=person, meeting=meeting, status=status)
    text = get(client, person.get_absolute_url())
    row = text.split("<tbody>")[1].split("</tr>")[0]
    assert "</span>2</a>" in row
    assert "</span>1</a>" in row
    assert 'href="?year=2024#attended"' in row
    assert text.split('id="attended"')[1].split("</ul>")[0].count("<li>") == 2


def test_committee_shows_two_years_at_first_and_any_other_when_asked(client):
    committee = make.CommitteeFactory()
    for year in (2021, 2022, 2023, 2024):
        make.MeetingFactory(committee=committee, date=dt.date(year, 6, 4), stage="announced_at")
    first = get(client, committee.get_absolute_url())
    assert [year for year in (2021, 2022, 2023, 2024) if f"4 June {year}" in first] == [2023, 2024]
    assert '?year=2021#meetings">2021/22</a>' in first
    old = get(client, f"{committee.get_absolute_url()}?year=2021")
    assert [year for year in (2021, 2022, 2023, 2024) if f"4 June {year}" in old] == [2021]
    assert "“1999” is not a year" in get(client, f"{committee.get_absolute_url()}?year=1999")


def test_decisions_of_a_month_are_those_of_its_meetings(client):
    for month, word in [(1, "January"), (3, "March"), (4, "April")]:
        meeting = make.MeetingFactory(date=dt.date(2024, month, 9), stage="decisions_published_at")
        make.ResolutionFactory(item__meeting=meeting, text=f"That it be done in {word} for certain.")
    text = get(client, "/decisions/?month=2024-03&kind=resolved")
    assert [word for word in ("January", "March", "April") if f"in {word} for certain" in text] == ["March"]
    assert 'rel="prev" href="?month=2024-01&amp;kind=resolved"' in text
    assert 'rel="next" href="?month=2024-04&amp;kind=resolved"' in text


def test_news_are_told_by_the_moment_of_publication_and_never_ahead(client):
    now = timezone.now()
    meeting = make.MeetingFactory(stage="announced_at", at=now - dt.timedelta(days=3), committee__name="Planning")
    meeting.agenda_published_at = now + dt.timedelta(hours=1)
    meeting.save()
    text = get(client, "/new/")
    assert "Meeting announced" in text
    assert "Agenda" not in text.split("<main")[1].split("</main>")[0]
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="minutes_published_at"))
    make.ReportFactory(item=item, title="A late paper", released_at=now - dt.timedelta(days=1))
    make.ReportFactory(item=item, title="A later paper", released_at=now + dt.timedelta(days=1))
    make.CorrectionFactory(item=item, text="For north read south.")
    text = get(client, "/new/")
    assert "A late paper" in text
    assert "A later paper" not in text
    assert "Correction" in text
    correction = make.MeetingCorrectionFactory(meeting__stage="minutes_published_at", kind="amendment")
    make.MeetingCorrectionFactory(meeting__stage="decisions_published_at", meeting__committee__slug="not-yet")
    text = get(client, "/new/")
    assert f'Amendment</span> <a href="{correction.meeting.get_absolute_url()}#corrections">' in text
    assert "/not-yet/" not in text


def test_statement_names_who_enforces_the_law_in_the_council_s_country(client):
    make.CouncilFactory(jurisdiction="wales")
    assert "Equality Advisory and Support Service" in get(client, "/accessibility/")
    make.CouncilFactory._meta.model.objects.update(jurisdiction="northern_ireland")
    assert "Equality Commission for Northern Ireland" in get(client, "/accessibility/")


@pytest.mark.parametrize(("query", "kept_out"), [("", False), ("q=weir", True), ("from=x", True), ("nonsense=1", True)])
def test_only_the_bare_search_page_is_for_crawlers(client, query, kept_out):
    assert ('<meta name="robots" content="noindex">' in client.get(f"/search/?{query}").content.decode()) == kept_out


def test_what_is_new_tells_of_withdrawals_and_of_what_was_withdrawn_only_why(client):
    gone = {"withdrawn_at": timezone.now(), "withdrawal_note": "It was of another council."}
    out = {"stage": "agenda_published_at", "at": make.PAST}
    make.MeetingFactory(venue="A secret place", **out, **gone)
    meeting = make.MeetingFactory(**out)
    item = make.AgendaItemFactory(meeting=meeting, title="A secret matter", label="S/1", released_at=make.PAST, **gone)
    make.ReportFactory(item=make.AgendaItemFactory(meeting=meeting), title="A secret paper", **gone)
    make.AgendaItemFactory(meeting=make.MeetingFactory(), released_at=make.PAST, **gone)  # it never was public
    make.ReportFactory(item__meeting=meeting, is_exempt=True, released_at=make.PAST, **gone)
    html = client.get("/new/").content.decode()
    for what in ("A meeting", "An agenda item", "A document"):
        assert html.count(f"{what}: It was of another council.") == 1
    assert "secret" not in html
    assert item.slug not in html


def test_member_who_leaves_tomorrow_is_a_councillor_today(client):
    today = timezone.localdate()
    for name, ended in (("Ann Leaving", today + dt.timedelta(days=1)), ("Bob Gone", today)):
        make.SeatFactory(person__name=name, started_on=today - dt.timedelta(days=99), ended_on=ended)
    make.SeatFactory(person__name="Cai Coming", started_on=today + dt.timedelta(days=1))
    now = client.get("/people/").content.decode().partition("<h2")[0]
    assert "Ann Leaving" in now
    assert "Bob Gone" not in now
    assert "Cai Coming" not in now
