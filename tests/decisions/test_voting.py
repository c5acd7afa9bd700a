"""Votes that add up, names that are ticked, and who is to act on a resolution."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from decisions.models import Ballot, Resolution, Vote
from minutes.models import PublicChange
from tests import factories as make
from tests.minutes.admin.forms import filled
from tests.minutes.admin.test_entering import VOTE, accepted, page_of, save
from tests.site.test_forms import letters, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    """Of a body of twelve."""
    meeting = make.MeetingFactory()
    make.MembershipFactory.create_batch(12, committee=meeting.committee)
    make.MembershipFactory(committee=meeting.committee, role="substitute")
    return make.AgendaItemFactory(meeting=meeting)


def counted(votes_for, against, abstaining=""):
    return {**VOTE, "votes-0-votes_for": votes_for, "votes-0-votes_against": against, "votes-0-abstentions": abstaining}


def told(page, row=0):
    """What the form says at the fields of a vote."""
    [rows] = [one.formset for one in page.context["inline_admin_formsets"] if one.formset.prefix == "votes"]
    return {name: " ".join(messages) for name, messages in rows.forms[row].errors.items()}


@pytest.mark.parametrize(
    ("numbers", "field"),
    [((50, 0), "votes_for"), ((6, 8), "votes_against"), ((4, 4, 5), "abstentions"), ((7, 6, 1), "votes_for")],
)
def test_more_votes_than_members_are_told_at_their_field(clerk, item, numbers, field):
    outcome = {"votes-0-outcome": "lost"}
    page = save(clerk, page_of(item), counted(*numbers) | outcome)
    assert told(page) == {field: f"{sum(numbers)} votes in all, but 12 sat on the committee that day."}
    assert not Vote.objects.exists()


@pytest.mark.parametrize("numbers", [(12, 0), (6, 5, 1), (7, 6)], ids=["all", "with abstention", "casting vote"])
def test_as_many_votes_as_members_and_a_casting_vote_are_stored(clerk, item, numbers):
    accepted(clerk, page_of(item), counted(*numbers))
    assert Vote.objects.get().votes_for == numbers[0]


def test_those_who_were_present_are_counted_once_attendance_is_entered(clerk, item):
    make.AttendanceFactory.create_batch(3, meeting=item.meeting)
    make.AttendanceFactory(meeting=item.meeting, status="apologies")
    page = save(clerk, page_of(item), counted(5, 0))
    assert told(page) == {"votes_for": "5 votes in all, but 3 members were present."}


def test_vote_that_stands_there_is_no_reason_to_refuse_the_page(clerk, item):
    make.VoteFactory(item=item, votes_for=50, votes_against=1)
    accepted(clerk, page_of(item), {"narrative-0-text": "Members asked."})


def ballots(client, vote, **choices):
    """The page after these choices were ticked, by name."""
    page = client.get(page_of(vote))
    [rows] = [one.formset for one in page.context["inline_admin_formsets"]]
    data = filled(page)
    for form in rows.forms:
        person = getattr(form.instance, "person", None) or form.initial.get("person")
        name = dict(form.fields["person"].choices).get(getattr(person, "pk", person)) if person else ""
        data[f"{form.prefix}-person"] = getattr(person, "pk", person) or ""
        data[f"{form.prefix}-choice"] = choices.get(name, form["choice"].value() or "")
    return client.post(page_of(vote), data, follow=True)


@pytest.fixture
def vote(item):
    for name in ("Ada", "Ben", "Cy"):
        make.AttendanceFactory(meeting=item.meeting, person=make.PersonFactory(name=name))
    return make.VoteFactory(item=item)


def stored(vote):
    return {ballot.person.name: ballot.choice for ballot in vote.ballots.select_related("person")}


def test_names_are_ticked_among_those_present_and_count_the_vote(clerk, vote):
    ballots(clerk, vote, Ada="for", Ben="for", Cy="against")
    assert stored(vote) == {"Ada": "for", "Ben": "for", "Cy": "against"}
    vote.refresh_from_db()
    assert (vote.votes_for, vote.votes_against, vote.abstentions) == (2, 1, 0)
    assert Ballot.history.count() == 3


def test_names_that_are_not_the_vote_s_numbers_are_refused(clerk, vote):
    Vote.objects.filter(pk=vote.pk).update(votes_for=2, votes_against=1)
    page = ballots(clerk, vote, Ada="for", Ben="against", Cy="against")
    assert "The vote says 2 for, but 1 named as voting so." in page.content.decode()
    assert not Ballot.objects.exists()
    ballots(clerk, vote, Ada="for", Ben="for", Cy="against")
    page = save(clerk, page_of(vote.item), {"votes-0-votes_for": 1})
    assert told(page) == {"votes_for": "1 for, but 2 named as voting so."}


def test_tick_taken_back_takes_the_ballot_away(clerk, vote):
    ballots(clerk, vote, Ada="for", Ben="declined")
    ballots(clerk, vote, Ben="")
    assert stored(vote) == {"Ada": "for"}


def test_somebody_who_was_not_there_has_no_vote(clerk, vote):
    away = make.AttendanceFactory(meeting=vote.item.meeting, status="apologies").person
    data = filled(clerk.get(page_of(vote))) | {"ballots-3-person": away.pk, "ballots-3-choice": "for"}
    page = clerk.post(page_of(vote), data)
    assert f"{away} is not recorded as present." in page.content.decode()
    assert not Ballot.objects.exists()


def test_page_of_names_asks_no_more_for_forty_members(clerk, vote):
    asked = []
    for number in (1, 40):
        make.AttendanceFactory.create_batch(number, meeting=vote.item.meeting)
        for row in make.AttendanceFactory.create_batch(number, meeting=vote.item.meeting):
            make.BallotFactory(vote=vote, person=row.person)
        with CaptureQueriesContext(connection) as captured:
            assert clerk.get(page_of(vote)).status_code == 200
        asked.append(len(captured))
    assert asked[0] == asked[1]
    assert asked[1] <= 20


def test_who_is_to_act_by_when_is_entered_beside_the_resolution(clerk, item):
    row = {"resolutions-0-text": "That it be done.", "resolutions-0-action_due": "2027-03-05"}
    page = save(clerk, page_of(item), row)
    [rows] = [one.formset for one in page.context["inline_admin_formsets"] if one.formset.prefix == "resolutions"]
    assert rows.forms[0].errors["action_by"] == ["Say who is to act on it by that day."]
    accepted(clerk, page_of(item), row | {"resolutions-0-action_by": "Head of Streets"})
    assert Resolution.objects.get().action_due == dt.date(2027, 3, 5)


@pytest.mark.parametrize(("due", "words"), [(dt.date(2027, 3, 5), "Action: Head of Streets, by 5 March 2027"), (None, "Action: Head of Streets")])  # fmt: skip
def test_action_shows_with_its_resolution_and_not_before(client, due, words):
    for stage, shown in (("agenda_published_at", False), ("decisions_published_at", True)):
        item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage=stage))
        resolution = make.ResolutionFactory(item=item, action_by="Head of Streets", action_due=due)
        page = client.get(item.get_absolute_url()).content.decode()
        assert (words in page, "Action:" in page) == (shown, shown)
        for form in ("docx", "odt", "txt"):
            paper = text_of(form, client.get(item.get_absolute_url().rstrip("/") + f".{form}").content)
            assert (letters(words) in paper) is shown
        data = client.get(item.get_absolute_url().rstrip("/") + ".json").json()
        assert [row["action_by"] for row in data["resolutions"]] == (["Head of Streets"] if shown else [])
        answer = client.get(f"/api/v1/resolutions/{resolution.pk}/")
        assert answer.status_code == (200 if shown else 404)
    assert answer.json()["action_due"] == (due.isoformat() if due else None)


def test_change_of_who_is_to_act_is_noted_as_a_public_change():
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="decisions_published_at"))
    resolution = make.ResolutionFactory(item=item)
    PublicChange.objects.all().delete()
    Resolution.objects.filter(pk=resolution.pk).update(action_by="Head of Streets")
    assert PublicChange.objects.filter(record="item", key=item.pk, level=2).exists()
