"""The desk: each meeting stands where it asks for something, with one link to go on."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from minutes.admin import desk
from minutes.models import Meeting
from tests import factories as make

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 25)
ALL = ["announced_at", "agenda_published_at", "decisions_published_at", "minutes_published_at", "confirmed_at"]


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    """The desk believes that it is this day; the moments of stages lie in the past by any clock."""
    monkeypatch.setattr(desk.timezone, "localdate", lambda *moment: TODAY)


def day(number):
    return TODAY + dt.timedelta(days=number)


def due(client):
    """By the title of each section, its lines."""
    sections = client.get("/admin/").context["sections"]
    return {section.title: section.lines for section in sections}


def only(client, title):
    sections = due(client)
    assert list(sections) == [title]
    (line,) = sections[title]
    return line


def step(meeting, name):
    return reverse(f"admin:minutes_meeting_{name}", args=[meeting.pk])


def test_agenda_to_publish_tells_the_last_lawful_day(publisher):
    make.CouncilFactory()
    meeting = make.MeetingFactory(date=dt.date(2026, 12, 8))
    make.AgendaItemFactory(meeting=meeting)
    line = only(publisher, "Agendas to publish")
    assert line.told == "Last lawful day: Monday 30 November 2026 (5 clear days)."
    assert (line.step, line.url, line.is_late) == ("Publish the agenda", step(meeting, "publish-agenda"), False)


def test_last_lawful_day_is_that_of_the_nation(publisher):
    make.CouncilFactory(jurisdiction="scotland")
    make.MeetingFactory(date=dt.date(2026, 12, 3))
    told = only(publisher, "Agendas to publish").told
    assert told == "Last lawful day: Thursday 26 November 2026 (3 clear days). It has no items yet."


def test_agenda_that_is_late_says_so(publisher):
    meeting = make.MeetingFactory(date=day(1))
    line = only(publisher, "Agendas to publish")
    assert line.is_late
    assert "are not possible any more" in line.told
    assert line.url == step(meeting, "change")  # without items there is nothing to publish
    page = publisher.get("/admin/").content.decode()
    assert "Late</span>" in page


@pytest.mark.parametrize(
    ("stage", "date", "title", "act"),
    [
        ("agenda_published_at", -1, "Decisions to publish", "publish-decisions"),
        (None, -1, "Decisions to publish", "publish-decisions"),
        ("decisions_published_at", -1, "Minutes to write and publish", "change"),
    ],
)
def test_meeting_that_was_held_stands_where_its_next_stage_is_due(publisher, stage, date, title, act):
    meeting = make.MeetingFactory(stage=stage, date=day(date))
    make.AgendaItemFactory(meeting=meeting)
    assert only(publisher, title).url == step(meeting, act)


def test_minutes_that_are_written_are_published_next(publisher):
    meeting = make.MeetingFactory(stage="decisions_published_at", date=day(-1))
    make.NarrativeFactory(item__meeting=meeting)
    line = only(publisher, "Minutes to write and publish")
    assert (line.told, line.url) == ("1 of 1 items have minutes.", step(meeting, "publish-minutes"))


def test_decisions_are_due_two_working_days_after_the_meeting(publisher):
    make.MeetingFactory(stage="agenda_published_at", date=dt.date(2026, 11, 20))  # a Friday
    line = only(publisher, "Decisions to publish")
    assert (line.told, line.is_late) == ("They were due by Tuesday 24 November 2026.", True)


@pytest.mark.parametrize(("number", "late"), [(6, False), (0, True)])
def test_draft_to_confirm_stands_where_the_committee_meets_again(publisher, number, late):
    draft = make.MeetingFactory(stage="minutes_published_at", date=day(-20))
    make.MeetingFactory(committee=draft.committee, date=day(number), stage="confirmed_at")
    line = only(publisher, "Drafts to confirm")
    assert (line.url, line.is_late) == (step(draft, "confirm"), late)


@pytest.mark.parametrize(("number", "page", "late"), [(0, "confirm-minutes", True), (6, "change", False)])
def test_draft_leads_to_the_item_at_which_the_next_meeting_confirms_it(publisher, number, page, late):
    draft = make.MeetingFactory(stage="minutes_published_at", date=day(-20))
    following = make.MeetingFactory(committee=draft.committee, date=day(number), stage="agenda_published_at")
    make.AgendaItemFactory(meeting=following, title="Minutes of the inquiry into the flood")
    gone = make.AgendaItemFactory(meeting=following, title="Minutes of the last meeting")
    gone.withdrawn_at, gone.withdrawal_note = make.PAST, "Twice."
    gone.save()
    item = make.AgendaItemFactory(meeting=following, title="Minutes of the last meeting")
    make.AgendaItemFactory(meeting=following, title="Minutes")
    later = make.MeetingFactory(committee=draft.committee, date=day(7), stage="agenda_published_at")
    make.AgendaItemFactory(meeting=later, title="Minutes of the last meeting")
    line = next(one for one in due(publisher)["Drafts to confirm"] if one.name == str(draft))
    assert (line.url, line.is_late) == (reverse(f"admin:minutes_agendaitem_{page}", args=[item.pk]), late)
    assert publisher.get(line.url).status_code == 200


def test_draft_is_confirmed_on_its_own_page_where_the_next_meeting_is_locked(publisher):
    draft = make.MeetingFactory(stage="minutes_published_at", date=day(-20))
    following = make.MeetingFactory(committee=draft.committee, date=day(-1))
    make.AgendaItemFactory(meeting=following, title="Minutes of the last meeting")
    Meeting.objects.filter(pk=following.pk).update(**dict.fromkeys(ALL, make.PAST))
    [line] = due(publisher)["Drafts to confirm"]
    assert line.url == step(draft, "confirm")


def test_draft_whose_next_meeting_is_called_off_is_not_due(publisher):
    draft = make.MeetingFactory(stage="minutes_published_at", date=day(-20))
    make.MeetingFactory(committee=draft.committee, date=day(6), stage="confirmed_at", status="cancelled")
    make.MeetingFactory(date=day(6), stage="confirmed_at")
    assert due(publisher) == {}


def test_what_was_added_to_a_public_agenda_stands_there(publisher):
    meeting = make.MeetingFactory(stage="agenda_published_at", date=day(6))
    item = make.AgendaItemFactory(meeting=meeting)
    make.ReportFactory(item=item, is_exempt=True, released_at=None)
    assert due(publisher) == {}
    make.ReportFactory(item=item, released_at=None)
    assert only(publisher, "Added to a public agenda, not public yet").url == step(meeting, "supplement")


def test_what_is_set_for_a_moment_to_come_can_be_taken_back(publisher):
    ahead = timezone.now() + dt.timedelta(days=2)
    meeting = make.MeetingFactory(stage="agenda_published_at", at=ahead, date=day(30))
    line = only(publisher, "Set for a moment to come")
    assert f"agenda published: {timezone.localtime(ahead):%-d %B %Y, %H:%M}" in line.told
    assert line.url == step(meeting, "call-off")


def test_supplement_that_is_set_for_a_moment_to_come_stands_there_too(publisher):
    meeting = make.MeetingFactory(stage="agenda_published_at", date=day(6))
    make.AgendaItemFactory(meeting=meeting, released_at=timezone.now() + dt.timedelta(days=2))
    line = only(publisher, "Set for a moment to come")
    assert (line.told, line.url) == ("What was added to the agenda.", step(meeting, "call-off"))


@pytest.mark.parametrize(("group", "page"), [("Publisher", "correct"), ("Clerk", "change")])
def test_corrections_that_were_asked_for_wait_there(log_in, group, page):
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="confirmed_at"), label="4", title="Parks")
    make.AskedCorrectionFactory(item=item, by=make.UserFactory(username="kim"))
    line = only(log_in(group), "Corrections waiting")
    assert (line.name, line.told) == (f"{item.meeting}: 4 Parks", "For “tea” read “cake”. (asked for by kim)")
    assert line.url == reverse(f"admin:minutes_agendaitem_{page}", args=[item.pk])


def test_questions_of_imports_are_counted(publisher):
    make.ImportNoteFactory.create_batch(3)
    make.ImportNoteFactory(outcome="kept", settled_at=make.PAST)
    line = only(publisher, "Questions of imports")
    assert (line.told, line.url) == ("3 are open.", "/admin/minutes/importnote/")


@pytest.mark.parametrize("facts", [{"status": "cancelled"}, {"status": "postponed"},
                                   {"announced_at": make.PAST, "withdrawn_at": make.PAST, "withdrawal_note": "Twice."},
                                   {"date": TODAY + dt.timedelta(days=60)}, {"date": TODAY - dt.timedelta(days=400)}])  # fmt: skip
def test_meeting_that_asks_for_nothing_is_not_on_the_desk(publisher, facts):
    make.MeetingFactory(**{"date": day(3), **facts})
    page = publisher.get("/admin/")
    assert page.context["sections"] == []
    assert "Nothing is due." in page.content.decode()


def test_clerk_who_does_not_publish_is_led_to_the_meeting(clerk):
    meeting = make.MeetingFactory(date=day(6))
    make.AgendaItemFactory(meeting=meeting)
    assert only(clerk, "Agendas to publish").url == step(meeting, "change")


def test_officer_has_no_desk_and_the_list_of_records(log_in):
    make.MeetingFactory(date=day(6))
    page = log_in("Officer").get("/admin/")
    assert page.context["sections"] is None
    assert 'id="desk"' not in page.content.decode()
    assert "/admin/minutes/meeting/" in page.content.decode()


def test_desk_asks_the_same_however_many_meetings_and_says_that_there_are_more(publisher):
    def grow(number):
        for _ in range(number):
            later = make.MeetingFactory(date=day(5), sequence=Meeting.objects.count() + 1)
            make.AgendaItemFactory(meeting=later)
            for stage in (None, "agenda_published_at", "decisions_published_at", "minutes_published_at"):
                make.MeetingFactory(
                    committee=later.committee, stage=stage, date=day(-1 - (ALL.index(stage) if stage else 0))
                )
            make.ImportNoteFactory()

    def questions():
        with CaptureQueriesContext(connection) as captured:
            page = publisher.get("/admin/")
        return len(captured), page

    grow(1)
    questions()
    few, _ = questions()
    grow(15)
    many, page = questions()
    assert few == many <= 25
    assert [section.more for section in page.context["sections"]] == [True, True, True, True, False]
    assert "There are more" in page.content.decode()
