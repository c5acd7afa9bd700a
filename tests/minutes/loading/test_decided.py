"""What pages of decisions say of call-in and publication, interests and dispensations: each stored in one place."""

import datetime as dt

import pytest
from django.utils import timezone

from decisions.models import Decision
from minutes.loading.load import load
from minutes.models import AgendaItem, ImportNote, Meeting, Narrative, Report
from minutes.moderngov.parse import parse
from tests import factories as make
from tests.minutes.loading.pages import DAY, item, page

pytestmark = pytest.mark.django_db
PUBLISHED = DAY + dt.timedelta(days=2)
DECISION = """Decision details

Dredging the basin

Decision Maker: Harbour Committee
Date of decision: 24/02/2022
Is Key decision?: No
Is subject to call in?: Yes
Call-in deadline: 04/03/2022
Publication date: 26/02/2022

Decision:
RESOLVED: That the programme be agreed.

Conflict of Interest: Councillor Ash owns a boat.
Dispensation Granted: None
"""


def day_of(moment):
    return timezone.localdate(moment)


def questions():
    return [note.words for note in ImportNote.objects.order_by("pk")]


@pytest.mark.parametrize("apart", [" ", "\n"], ids=["in its line", "under its heading"])
def test_page_of_a_decision_is_stored_whole_and_says_nothing_twice(client, apart):
    words = DECISION.replace("Interest: ", f"Interest:{apart}").replace("Granted: ", f"Granted:{apart}")
    load(parse(words.encode(), "decision.txt"))
    decision = Decision.objects.get()
    assert decision.call_in_deadline == dt.date(2022, 3, 4)
    assert decision.interests_declared == "Councillor Ash owns a boat."
    assert decision.dispensations == "None"
    assert day_of(Meeting.objects.get().decisions_published_at) == PUBLISHED
    assert questions() == []
    shown = client.get(AgendaItem.objects.get().get_absolute_url()).content.decode()
    assert shown.count("Councillor Ash owns a boat.") == 1
    assert "owns a boat" not in "".join(Narrative.objects.values_list("text", flat=True))


def test_json_of_the_page_keeps_every_word_of_the_minutes():
    told = parse(DECISION.encode(), "decision.txt").to_json()["items"][0]["minutes"]
    assert "Conflict of Interest: Councillor Ash owns a boat." in told
    assert "Dispensation Granted: None" in told


def test_interests_that_the_decision_does_not_hold_stay_in_the_minutes():
    minutes = "It was noted.\n\nConflict of Interest: Councillor Ash owns a boat."
    said = {"minutes": minutes, "interests": "Councillor Ash owns a boat.", "beside": (1,)}
    load(page(item(**said), source="a.html"))
    assert Narrative.objects.get().text == "It was noted."
    Decision.objects.update(interests_declared="Cllr Ash owns a boat.")  # a clerk's wording
    load(page(item(**said), source="a.html"))
    assert Narrative.objects.get().text == "It was noted."
    load(page(item(**{**said, "interests": "Councillor Ash owns two boats."}), source="a.html"))
    assert Narrative.objects.get().text == minutes
    assert Decision.objects.get().interests_declared == "Cllr Ash owns a boat."


def test_call_in_without_a_last_day_is_no_question():
    """Nearly every decision of an archive was open to it: so many questions would bury those that need a person."""
    load(page(item(call_in=True)))
    assert questions() == []


def test_printed_day_of_publication_goes_before_that_of_the_import():
    load(page(item()))
    assert day_of(Meeting.objects.get().decisions_published_at) == timezone.localdate()
    load(page(item(published=PUBLISHED)))
    meeting, dredging = Meeting.objects.get(), AgendaItem.objects.get()
    assert {
        day_of(getattr(meeting, f"{one}_at")) for one in ("announced", "agenda_published", "decisions_published")
    } == {PUBLISHED}
    assert day_of(meeting.minutes_published_at) == timezone.localdate()
    assert dredging.released_at == meeting.agenda_published_at  # and is no late item
    assert Report.objects.get().released_at == meeting.agenda_published_at
    assert AgendaItem.public.count() == 1
    load(page(item(label="8", title="Cranes", published=PUBLISHED, documents=(), old=()), source="b.html"))
    assert AgendaItem.objects.get(label="8").released_at == meeting.agenda_published_at


def test_last_of_several_days_counts_in_whatever_order_they_come():
    later = PUBLISHED + dt.timedelta(days=3)
    for day in (later, PUBLISHED, later):
        load(page(item(published=day)))
        assert day_of(Meeting.objects.get().decisions_published_at) == later


@pytest.mark.parametrize("day", [DAY - dt.timedelta(days=1), dt.date(2999, 1, 1)], ids=["before it met", "to come"])
def test_day_of_publication_that_cannot_be_is_a_question(day):
    load(page(item(published=day)))
    assert day_of(Meeting.objects.get().decisions_published_at) == timezone.localdate()
    assert [words.partition(" are said")[0] for words in questions()] == [f"Decisions of {Meeting.objects.get()}"]


def test_moments_that_are_a_clerks_are_left():
    committee = make.CommitteeFactory(name="Harbour Committee")
    now = timezone.now()
    stages = dict.fromkeys(("announced_at", "agenda_published_at", "decisions_published_at"), now)
    make.MeetingFactory(committee=committee, date=DAY, **stages)
    load(page(item(published=PUBLISHED, old=())))
    assert Meeting.objects.get().decisions_published_at == now
