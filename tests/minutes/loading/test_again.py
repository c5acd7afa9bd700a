"""An import that runs every night beside the old system: what changed there comes, what was edited here stays."""

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from decisions.models import Ballot, Clause, Decision, Resolution, Vote
from minutes.loading.load import load
from minutes.models import (
    AgendaItem,
    Attendance,
    Committee,
    ImportNote,
    Meeting,
    Membership,
    Narrative,
    OldAddress,
    Person,
    Report,
    Seat,
)  # fmt: skip
from minutes.text.records import Ballot as ReadBallot
from minutes.text.records import Document, Sitting
from minutes.text.records import Resolution as ReadResolution
from minutes.text.records import Vote as ReadVote
from tests import factories as make
from tests.minutes.loading.pages import DAY, item, page, record, whole

pytestmark = pytest.mark.django_db


def notes(kind=None):
    rows = ImportNote.objects.still_open()
    return [row.words for row in (rows.filter(kind=kind) if kind else rows)]


def test_import_writes_something_of_every_kind():
    load(whole())
    committee = Committee.objects.get()
    assert (committee.name, committee.remit, committee.contact_email) == (
        "Harbour Committee", "Looks after the harbour.", "ed@example.org",
    )  # fmt: skip
    ada = Person.objects.get(name="Ada Thornley")
    assert (ada.title, ada.email, ada.kind) == ("Councillor", "ada@example.org", "member")
    seat = Seat.objects.get()
    assert (seat.ward.name, seat.party.name, seat.started_on) == ("Quayside", "Independent", timezone.localdate())
    place = Membership.objects.get()
    assert (place.person, place.role, place.started_on) == (ada, "chair", dt.date(2021, 5, 20))
    meeting = Meeting.objects.get()
    assert (meeting.starts_at, meeting.ends_at, meeting.venue) == (dt.time(19, 30), dt.time(21, 5), "Council Chamber")
    assert {(row.person.name, row.status, row.is_chair) for row in Attendance.public.all()} == {
        ("Ada Thornley", "present", True), ("Bo Marsh", "apologies", False), ("Cy Dunn", "substitute", False),
    }  # fmt: skip
    assert Attendance.objects.get(status="substitute").substitute_for.name == "Bo Marsh"
    stored = AgendaItem.public.get()
    assert (stored.label, stored.title, stored.purpose) == ("7", "Dredging the basin", "To agree the programme.")
    assert [row.text for row in Resolution.public.order_by("ordinal")] == [
        "That the programme be agreed.", "That a report come back in May.",
    ]  # fmt: skip
    assert (Clause.objects.get().label, Decision.objects.get().reasons) == ("(a)", "The basin silts up.")
    vote = Vote.public.get()
    assert (vote.votes_for, vote.votes_against, Ballot.objects.get().person) == (5, 2, ada)
    assert Report.public.get().size == 120 * 1024
    assert {f"{row.kind}:{row.number}" for row in OldAddress.objects.all()} == {
        "committee:118", "meeting:5678", "item:4321", "document:900", "member:31",
    }  # fmt: skip
    assert notes() == []


def test_import_again_and_again_changes_nothing():
    load(whole())
    before = record()
    for _ in range(3):
        outcome = load(whole())
        assert (outcome.changed, outcome.made, outcome.notes) == ([], {}, [])
    assert record() == before


CHANGED = {
    "title": ({"title": "Dredging the outer basin"}, lambda: AgendaItem.objects.get().title, "Dredging the outer basin"),
    "purpose": ({"purpose": "To note it."}, lambda: AgendaItem.objects.get().purpose, "To note it."),
    "label": ({"label": "7a"}, lambda: AgendaItem.objects.get().label, "7a"),
    "minutes": ({"minutes": "Other words."}, lambda: Narrative.objects.get().text, "Other words."),
    "reasons": ({"reasons": "Silt."}, lambda: Decision.objects.get().reasons, "Silt."),
    "key decision": ({"is_key": True, "key_reference": "KD5694"}, lambda: Decision.objects.get().key_reference, "KD5694"),
    "effect": ({"takes_effect_on": dt.date(2024, 3, 1)}, lambda: Decision.objects.get().takes_effect_on, dt.date(2024, 3, 1)),
    "resolutions": (
        {"resolutions": (ReadResolution("1.", "That it be deferred.", "resolved"),
                         ReadResolution("2.", "That a report come back in May.", "noted"),
                         ReadResolution("3.", "That the silt be sold.", "resolved"))},
        lambda: [(row.text, row.kind, row.clauses.count()) for row in Resolution.objects.order_by("ordinal")],
        [("That it be deferred.", "resolved", 0), ("That a report come back in May.", "noted", 0),
         ("That the silt be sold.", "resolved", 0)],
    ),
    "votes": (
        {"votes": (ReadVote("motion", "lost", 2, 5, 1, (ReadBallot("Cllr Bo Marsh", "against"),)),)},
        lambda: [(row.outcome, row.votes_for, row.ballots.get().person.name) for row in Vote.objects.all()],
        [("lost", 2, "Bo Marsh")],
    ),
    "document": (
        {"documents": (Document("Dredging: report", "late", 130, old="document:900"),)},
        lambda: [(row.title, row.kind, row.size) for row in Report.objects.all()],
        [("Dredging: report", "late", 130 * 1024)],
    ),
    "exempt": ({"exempt": True}, lambda: AgendaItem.objects.get().is_exempt, True),
}  # fmt: skip


@pytest.mark.parametrize(("said", "stored", "expected"), CHANGED.values(), ids=CHANGED)
def test_what_changed_at_the_source_comes(said, stored, expected):
    load(page(item()))
    key = AgendaItem.objects.get().pk
    outcome = load(page(item(**said)))
    assert stored() == expected
    assert outcome.changed
    assert AgendaItem.objects.get().pk == key
    before = record()
    assert load(page(item(**said))).changed == []
    assert record() == before


EDITED = {
    "title": ({"title": "Another title"}, lambda: AgendaItem.objects.update(title="A clerk's title")),
    "minutes": ({"minutes": "Other words."}, lambda: Narrative.objects.update(text="A clerk's minutes.")),
    "reasons": ({"reasons": "Silt."}, lambda: Decision.objects.update(reasons="A clerk's reasons.")),
    "resolutions": (
        {"resolutions": (ReadResolution("1.", "That it be deferred.", "resolved"),
                         ReadResolution("2.", "That it be noted.", "resolved"))},
        lambda: Resolution.objects.filter(ordinal=1).update(text="A clerk's resolution."),
    ),
    "a clause": ({"resolutions": (ReadResolution("1.", "That it be deferred.", "resolved"),
                                  ReadResolution("2.", "That it be noted.", "resolved"))},
                 lambda: Clause.objects.update(text="a clerk's clause")),
    "votes": ({"votes": (ReadVote("motion", "lost", 1, 6),)}, lambda: Vote.objects.update(votes_for=6)),
    "document": ({"documents": (Document("Another", "report", old="document:900"),)},
                 lambda: Report.objects.update(title="A clerk's title")),
}  # fmt: skip


@pytest.mark.parametrize(("said", "edit"), EDITED.values(), ids=EDITED)
def test_what_a_clerk_edited_is_left_and_listed_once(said, edit):
    load(page(item()))
    edit()
    before = record()
    for _ in range(2):
        outcome = load(page(item(**said)))
        assert [note.kind for note in outcome.notes] == ["conflict"]
    after = record()
    assert len(notes("conflict")) == 1
    assert {name for name in before if before[name] != after[name]} == {"ImportNote"}


def test_what_a_clerk_edited_is_listed_though_the_source_says_what_it_said():
    load(page(item()))
    Narrative.objects.update(text="A clerk's minutes.")
    load(page(item()))
    assert notes("conflict") == ["item 7: the minutes differ here and were left."]


def test_conflict_that_is_no_more_settles_itself_and_one_that_is_back_is_open_again():
    load(page(item()))
    Narrative.objects.update(text="A clerk's minutes.")
    load(page(item()))
    Narrative.objects.update(text=item().minutes)
    load(page(item()))
    assert notes() == []
    assert ImportNote.objects.get().outcome == "gone"
    Narrative.objects.update(text="A clerk's minutes.")
    load(page(item()))
    assert len(notes()) == ImportNote.objects.count() == 1


def test_settled_conflict_stays_settled_until_the_source_says_something_else():
    load(page(item()))
    Narrative.objects.update(text="A clerk's minutes.")
    load(page(item()))
    ImportNote.objects.update(outcome="kept", settled_at=make.PAST)
    load(page(item()))
    assert notes() == []
    load(page(item(minutes="Something new.")))
    assert len(notes()) == ImportNote.objects.count() == 1


def test_clerk_s_own_record_is_completed_and_not_overwritten():
    meeting = make.MeetingFactory(committee__name="Harbour Committee", date=DAY, stage="confirmed_at")
    own = make.AgendaItemFactory(meeting=meeting, label="7", title="Dredging", purpose="")
    load(page(item()))
    own.refresh_from_db()
    assert (own.title, own.purpose) == ("Dredging", "To agree the programme.")
    assert AgendaItem.objects.count() == 1
    assert notes("conflict") == ["item 7: the title differs here and was left."]


def test_several_pages_about_one_item_become_one_item():
    load(page(item(resolutions=(), reasons=None, votes=(), minutes=None)))
    issue = page(item(label="7.", old=("meeting:5678",)), page="issue", issue="The harbour", old=("issue:263",))
    load(issue)
    load(replace(issue, page="decision", issue=None, old=("decision:55",)))
    stored = AgendaItem.objects.get()
    assert (stored.issue.title, stored.resolutions.count(), stored.label) == ("The harbour", 2, "7")
    assert notes() == []
    before = record()
    for told in (page(item(resolutions=(), reasons=None, votes=(), minutes=None)), issue):
        load(told)
    assert record() == before


def test_two_pages_that_differ_do_not_take_turns():
    one, other = page(item()), page(item(purpose="Otherwise."), page="item", old=("item:4321",))
    for told in (one, other, one, other):
        load(told)
    assert AgendaItem.objects.get().purpose == "To agree the programme."
    assert notes("conflict") == ["item 7: the purpose differs here and was left."]


def test_page_that_says_more_completes_one_that_was_cut_short():
    load(page(item(minutes="The Harbour Master reported.\n\nMembers asked …")))
    load(page(item(), page="item", old=("item:4321",)))
    assert Narrative.objects.get().text == item().minutes
    load(page(item(minutes="The Harbour Master reported.\n\nMembers asked …")))
    assert Narrative.objects.get().text == item().minutes


def test_vanished_item_and_document_are_reported_and_stay():
    load(page(item(), item(label="8", title="Moorings", old=("item:4322",), documents=())))
    load(page(item(documents=())))
    assert (AgendaItem.objects.count(), Report.objects.count()) == (2, 1)
    assert sorted(notes("vanished")) == [
        "Agenda item “8 Moorings” is no longer on the page. It was left here.",
        "Document “Report: Dredging the basin” is no longer on the page. It was left here.",
    ]
    load(page(item(documents=())))
    assert len(notes("vanished")) == 2


def test_published_resolution_that_vanished_stays():
    load(page(item()))
    load(page(item(resolutions=item().resolutions[:1])))
    assert Resolution.objects.count() == 2
    assert "fewer resolutions than are published here" in notes()[0]


def test_change_after_confirmation_is_named():
    load(page(item()))
    Meeting.objects.update(confirmed_at=Meeting.objects.get().minutes_published_at)
    outcome = load(page(item(minutes="Other words.")))
    assert Narrative.objects.get().text == "Other words."
    assert outcome.corrected == ["item 7: minutes changed after the minutes were confirmed"]


def test_every_change_says_in_the_history_where_it_came_from():
    load(page(item()))
    load(page(item(minutes="Other words.")))
    assert {row.history_change_reason for row in Narrative.history.all()} == {"imported from pages/meeting.html"}
    assert Narrative.history.count() == 2


def test_two_meetings_in_one_day_are_two():
    load(page(item()))
    load(page(item(old=("meeting:5679", "item:4400")), old=("meeting:5679",)))
    assert [(one.sequence, one.items.count()) for one in Meeting.objects.order_by("sequence")] == [(1, 1), (2, 1)]
    before = record()
    load(page(item(old=("meeting:5679", "item:4400")), old=("meeting:5679",)))
    assert record() == before


def test_items_of_one_title_on_one_page_stay_two():
    twins = [item(label=None, title="Exempt matter", old=(), documents=()) for _ in range(2)]
    load(page(*twins))
    load(page(*twins))
    assert AgendaItem.objects.count() == 2


def test_exempt_item_shows_what_its_public_page_said_as_a_summary(client):
    load(page(item(exempt=True, exempt_reason="Business affairs.")))
    stored = AgendaItem.public.get()
    assert (Narrative.objects.exists(), Resolution.public.exists(), Report.public.exists()) == (False, False, False)
    text = stored.fair_summary.text
    assert "The Harbour Master reported." in text
    assert "RESOLVED: 1. That the programme be agreed. (a) in full;" in text
    assert "That a report come back in May." in client.get(stored.get_absolute_url()).content.decode()


def test_exempt_document_comes_without_a_file():
    asked = []
    closed, open_one = (
        Document("Tenders", "report", exempt=True),
        Document("Plan", "appendix", url="documents/s1/x.pdf"),
    )
    load(page(item(documents=(closed, open_one))), fetch=asked.append)
    assert asked == [open_one]
    assert not Report.objects.get(title="Tenders").released_at


def test_attendance_of_a_cancelled_meeting_and_its_status():
    load(page(sittings=(Sitting("Harbour Committee", DAY, status="cancelled"),)))
    assert Meeting.objects.get().status == "cancelled"
