"""A clerk pastes minutes, looks at what was read, and accepts, corrects or refuses it."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from decisions.models import Decision, Resolution, Vote
from minutes.models import AgendaItem, Attendance, Narrative, PastedMinutes, Person
from tests import factories as make
from tests.minutes.admin.pastes import MINUTES, answer, paste
from tests.minutes.admin.test_entering import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    make.CouncilFactory(name="Testbury Council")
    return make.MeetingFactory(committee=make.CommitteeFactory(name="Highways Committee"), date=dt.date(2026, 10, 6))


def test_paste_is_shown_first_and_saved_when_it_is_accepted(clerk, meeting):
    page = paste(clerk, meeting)
    assert not AgendaItem.objects.exists()
    assert not Person.objects.exists()
    done = answer(clerk, page)
    assert "Saved: 2 items, 2 new items, 2 resolutions, 1 vote, attendance of 3." in done.content.decode()
    first, second = AgendaItem.objects.order_by("position")
    assert (first.label, first.title, first.report_credit) == (
        "5.", "SCHOOL PLACES", "Report of the Director of Education.",
    )  # fmt: skip
    assert first.narrative.text == "Members asked about the east.\n\nThe motion was carried by 7 votes to 2."
    found = [(one.opening, one.label, one.text) for one in Resolution.objects.order_by("ordinal")]
    assert found == [("RESOLVED:", "1.", "That two classes be opened."), ("", "2.", "That the Director:")]
    clauses = Resolution.objects.get(ordinal=2).clauses.order_by("ordinal").values_list("depth", "label", "text")
    assert list(clauses) == [
        (1, "(a)", "write to parents; and"), (1, "(b)", "report in May on"), (2, "(i)", "the cost; and"),
        (2, "(ii)", "the site."),
    ]  # fmt: skip
    decision, vote = Decision.objects.get(), Vote.objects.get()
    assert (decision.reasons, decision.options_considered) == ("There are more children than places.", "None.")
    assert (vote.outcome, vote.votes_for, vote.votes_against) == ("carried", 7, 2)
    assert second.narrative.text == "The crews were thanked."
    meeting.refresh_from_db()
    assert (str(meeting.starts_at), str(meeting.ends_at)) == ("19:00:00", "20:15:00")
    people = Attendance.objects.order_by("person__name").values_list("person__name", "status", "is_chair")
    assert list(people) == [
        ("Ada Thornley", "present", True), ("Ben Moss", "present", False), ("Cyril Dunmore", "apologies", False),
    ]  # fmt: skip
    assert not PastedMinutes.objects.exists()
    for row in (first, first.narrative, decision, vote, Resolution.objects.first()):
        history = row.history.latest()
        assert (history.history_user.username, history.history_change_reason) == ("clerk", "pasted")


# What comes in


# What is shown, kept and refused


def test_proposal_survives_and_keeps_what_was_corrected(clerk, meeting):
    page = paste(clerk, meeting)
    answer(
        clerk, page, {"item-0-minutes": "Corrected.", "item-1-accepted": None, "person-1-name": "Benjamin Moss"}, "keep"
    )
    assert not AgendaItem.objects.exists()
    again = clerk.get(page.request["PATH_INFO"])
    first, second = again.context["page"].matters
    assert (first["minutes"].value(), first["accepted"].value(), second["accepted"].value()) == (
        "Corrected.",
        True,
        False,
    )
    waiting = clerk.get(page_of(meeting, "paste")).content.decode()
    assert f"Paste for {meeting}" in waiting
    assert "clerk, " in waiting
    answer(clerk, again)
    assert [item.title for item in AgendaItem.objects.all()] == ["SCHOOL PLACES"]
    assert Narrative.objects.get().text == "Corrected."
    assert Person.objects.filter(name="Benjamin Moss").exists()


def test_corrected_resolutions_are_read_anew(clerk, meeting):
    typed = "1. That it be noted.\n2. That Council be asked to\n  (a) pay; and\n    (i) at once\n  (b) rejoice."
    page = paste(clerk, meeting)
    answer(clerk, page, {"item-0-opening_0": "RECOMMENDED to Council:", "item-0-resolutions_0": typed})
    first, second = Resolution.objects.order_by("ordinal")
    assert (first.opening, first.kind, first.text) == ("RECOMMENDED to Council:", "recommended", "That it be noted.")
    clauses = second.clauses.order_by("ordinal").values_list("depth", "label", "text")
    assert list(clauses) == [(1, "(a)", "pay; and"), (2, "(i)", "at once"), (1, "(b)", "rejoice.")]


# Beside what is there


def test_items_are_matched_by_label_then_title_and_new_ones_stand_behind_those_before_them(clerk, meeting):
    first = make.AgendaItemFactory(meeting=meeting, label="5", title="School places")
    last = make.AgendaItemFactory(meeting=meeting, label="11", title="Winter service")
    text = "5. SCHOOL PLACES\nTea.\n6. LIBRARIES\nCake.\n7. WINTER SERVICE\nSalt."
    page = paste(clerk, meeting, text)
    assert [form.goes_to for form in page.context["page"].matters] == [first, None, last]
    answer(clerk, page)
    assert [(item.label, item.title) for item in AgendaItem.objects.order_by("position")] == [
        ("5", "School places"), ("6.", "LIBRARIES"), ("11", "Winter service"),
    ]  # fmt: skip
    assert last.narrative.minute_number == "7."
    assert [item.position for item in AgendaItem.objects.order_by("position")] == [1, 2, 3]


def test_what_was_entered_stays_unless_the_clerk_ticks(clerk, meeting):
    item = make.AgendaItemFactory(meeting=meeting, label="5", title="School places")
    make.NarrativeFactory(item=item, text="Entered.")
    make.ResolutionFactory(item=item, text="That it stand.")
    make.AttendanceFactory(meeting=meeting)
    page = paste(clerk, meeting)
    html = page.content.decode()
    assert all(words in html for words in ("Entered.", "That it stand.", "stay unless you tick"))
    done = answer(clerk, page)
    assert "Left as it stood" in done.content.decode()
    item.narrative.refresh_from_db()
    assert item.narrative.text == "Entered."
    assert [one.text for one in item.resolutions.all()] == ["That it stand."]
    assert item.decision.reasons == "There are more children than places."
    assert Attendance.objects.count() == 1


def test_ticked_parts_are_replaced(clerk, meeting):
    item = make.AgendaItemFactory(meeting=meeting, label="5", title="School places")
    make.NarrativeFactory(item=item, text="Entered.")
    make.ResolutionFactory(item=item, text="That it stand.")
    make.AttendanceFactory(meeting=meeting)
    ticks = {"item-0-replace_minutes": "on", "sitting-replace_attendance": "on"}
    answer(clerk, paste(clerk, meeting), ticks)
    item.narrative.refresh_from_db()
    assert item.narrative.text.startswith("Members asked")
    assert [one.text for one in item.resolutions.all()] == ["That it stand."]
    assert Attendance.objects.count() == 3


def test_who_attended_remotely_is_read_and_can_be_put_right(clerk, meeting):
    text = MINUTES.replace("and Ben Moss", "and Ben Moss (via Teams)")
    page = paste(clerk, meeting, text)
    ticked = [form["name"].value() for form in page.context["page"].people if form["is_remote"].value()]
    assert ticked == ["Ben Moss"]
    place = {form["name"].value(): form.prefix for form in page.context["page"].people}
    refused = answer(clerk, page, {f"{place['Cyril Dunmore']}-is_remote": "on"})
    assert "Only somebody who was there attended remotely." in refused.content.decode()
    answer(clerk, page, {f"{place['Ada Thornley']}-is_remote": "on"})
    remote = Attendance.objects.filter(is_remote=True).values_list("person__name", flat=True)
    assert set(remote) == {"Ada Thornley", "Ben Moss"}
    again = paste(clerk, meeting, text)
    assert "Ben Moss: present, remotely" in again.content.decode()


def test_what_somebody_changed_meanwhile_is_not_replaced_unseen(clerk, meeting):
    item = make.AgendaItemFactory(meeting=meeting, label="5", title="School places")
    row = make.NarrativeFactory(item=item, text="Entered.")
    page = paste(clerk, meeting)
    row.text = "Changed meanwhile."
    row.save()
    page = answer(clerk, page, {"item-0-replace_minutes": "on"})
    assert "has been changed since this page was made" in page.content.decode()
    assert "Changed meanwhile." in page.content.decode()
    row.refresh_from_db()
    assert row.text == "Changed meanwhile."
    answer(clerk, clerk.get(page.request["PATH_INFO"]), {"item-0-replace_minutes": "on"})
    row.refresh_from_db()
    assert row.text.startswith("Members asked")


def test_paste_on_an_items_page_is_for_that_item_alone(clerk, meeting):
    item = make.AgendaItemFactory(meeting=meeting, label="5", title="School places")
    page = paste(clerk, item, "5. SCHOOL PLACES\nMembers asked.\n6. ROADS\nTea.\nRESOLVED: That it be noted.")
    answer(clerk, page)
    assert item.narrative.text == "Members asked.\n\n6. ROADS\n\nTea."
    assert AgendaItem.objects.count() == 1
    assert Resolution.objects.get().text == "That it be noted."


def test_words_that_found_no_place_are_marked_and_go_where_the_clerk_says(clerk, meeting):
    text = MINUTES.replace("Present:", "Prayers were said.\nPresent:") + "Signed ………… Chair\nTea was served.\n"
    page = paste(clerk, meeting, text)
    assert [form["text"].value() for form in page.context["page"].left] == ["Prayers were said.", "Tea was served."]
    assert page.content.decode().count("not understood") >= 2
    refused = answer(clerk, page, {"item-0-accepted": None})
    assert "That item is not taken" in refused.content.decode()
    answer(clerk, refused, {"item-0-accepted": "on", "after-goes": ""})
    first, second = Narrative.objects.order_by("item__position")
    assert first.text.startswith("Prayers were said.\n\nMembers asked")
    assert second.text == "The crews were thanked."


def test_words_that_found_no_place_never_vanish_with_minutes_that_stay(clerk, meeting):
    item = make.AgendaItemFactory(meeting=meeting, label="5", title="School places")
    make.NarrativeFactory(item=item, text="Entered.")
    page = paste(clerk, meeting, MINUTES.replace("Present:", "Prayers were said.\nPresent:"))
    refused = answer(clerk, page)
    assert "The minutes of that item stay as they stand." in refused.content.decode()
    answer(clerk, refused, {"before-goes": "1"})
    assert Narrative.objects.get(item__label="6.").text == "Prayers were said.\n\nThe crews were thanked."


def test_minutes_of_another_day_are_marked(clerk, meeting):
    page = paste(clerk, meeting, MINUTES.replace("6 October", "13 October"))
    assert "The text says 13 October 2026, but this meeting is on 6 October 2026." in page.content.decode()


def test_people_are_known_by_initial_and_surname_on_the_committee(clerk, meeting):
    known = make.PersonFactory(name="Ada Thornley")
    make.MembershipFactory(committee=meeting.committee, person=known)
    page = paste(clerk, meeting, MINUTES.replace("Ada Thornley", "A Thornley"))
    assert page.context["page"].people[0].person == known
    assert "2 names not known here" in page.content.decode()
    answer(clerk, page)
    assert Attendance.objects.get(is_chair=True).person == known


def test_proposal_asks_the_same_number_of_questions_however_many_items(clerk, meeting):
    def text(number):
        return "\n".join(
            f"{place}. ITEM {place}\nTea.\nRESOLVED: That {place} be noted." for place in range(1, number + 1)
        )

    def questions(number):
        page = paste(clerk, meeting, text(number))
        with CaptureQueriesContext(connection) as captured:
            clerk.get(page.request["PATH_INFO"])
        return len(captured), page

    _, page = questions(3)
    answer(clerk, page)
    few, _ = questions(3)
    _, page = questions(60)
    answer(clerk, page)
    many, _ = questions(60)
    assert few == many <= 20
