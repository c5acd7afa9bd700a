"""Corrections of minutes: notes, other words, words that are withheld."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from decisions.models import Effect, Vote
from minutes.actions import NotPossible
from minutes.closing.correcting import Rewriting, correct, withhold
from minutes.models import Attendance, Correction, MeetingCorrection, Narrative
from minutes.models.lock import Way, unlocked
from tests import factories as make

pytestmark = pytest.mark.django_db
WHY = {"text": "For “north” read “south”.", "reason": "A slip of the pen."}


@pytest.fixture
def narrative():
    return make.NarrativeFactory(item__meeting=make.MeetingFactory(stage="confirmed_at"), text="It lies north of it.")


def step(record, name="correct"):
    return reverse(f"admin:minutes_{type(record)._meta.model_name}_{name}", args=[record.pk])


def rewritten(narrative, words, **facts):
    return correct(record=narrative.item, by=None, rewriting=Rewriting("minutes", {"text": words}, **facts), **WHY)


def test_note_leaves_the_words(narrative):
    correct(record=narrative.item, by=None, **WHY)
    assert Narrative.public.get().text == "It lies north of it."
    assert narrative.item.corrections.get().made_on == timezone.localdate()


def test_minutes_that_are_not_published_have_no_corrections():
    with pytest.raises(NotPossible, match="not published"):
        correct(record=make.AgendaItemFactory(), by=None, **WHY)


def test_rewriting_changes_the_words_and_keeps_those_before(narrative):
    rewritten(narrative, "It lies south of it.")
    row = Correction.objects.get()
    assert Narrative.objects.get().text == "It lies south of it."
    assert (row.before, row.after) == ("It lies north of it.", "It lies south of it.")


def test_rewriting_that_changes_nothing_is_refused(narrative):
    with pytest.raises(NotPossible, match="Nothing differs"):
        rewritten(narrative, "It lies north of it.")
    assert not Correction.objects.exists()


def test_rewriting_without_a_reason_is_refused_and_leaves_the_words(narrative):
    with pytest.raises(ValidationError, match="says why"):
        correct(record=narrative.item, by=None, text="x", reason=" ",
                rewriting=Rewriting("minutes", {"text": "It lies south of it."}))  # fmt: skip
    assert Narrative.objects.get().text == "It lies north of it."


def test_page_compares_the_wording_and_data_tell_both(client, narrative):
    rewritten(narrative, "It lies south of it.")
    item = narrative.item
    page = client.get(item.get_absolute_url()).content.decode()
    assert "Compare the wording" in page
    assert "</span>north</del>" in page
    assert "</span>south</ins>" in page
    assert "A slip of the pen." in page
    told = client.get(f"{item.get_absolute_url().rstrip('/')}.json").json()["corrections"][0]
    assert (told["before"], told["after"], told["reason"]) == (
        "It lies north of it.",
        "It lies south of it.",
        WHY["reason"],
    )
    assert "A slip of the pen." in client.get(f"{item.get_absolute_url().rstrip('/')}.txt").content.decode()


def test_withheld_wording_stands_nowhere_and_takes_earlier_corrections_with_it(client, narrative):
    rewritten(narrative, "Mr Zyx lives south of it.")
    rewritten(narrative, "Somebody lives south of it.", withheld_because="It named a person.")
    item = narrative.item
    place = item.get_absolute_url().rstrip("/")
    for address in (f"{place}/", f"{place}.json", f"{place}.txt", f"/api/v1/items/{item.pk}/", "/search/?q=Zyx"):
        text = client.get(address).content.decode()
        assert "Zyx lives" not in text, address
    page = client.get(f"{place}/").content.decode()
    assert page.count("The wording before is withheld.") == 2
    assert "It named a person." in page


def test_wording_of_a_correction_is_withheld_later(publisher, narrative):
    row = rewritten(narrative, "It lies south of it.")
    publisher.post(step(narrative.item, "withhold"), {"correction": row.pk, "because": "It named a person."})
    row.refresh_from_db()
    assert row.withheld_because == "It named a person."
    with pytest.raises(NotPossible, match="changed no words"):
        withhold(correction=make.CorrectionFactory(item=narrative.item), because="x", by=None)


def test_publisher_changes_the_words_on_the_page_of_the_correction(publisher, narrative):
    page = publisher.get(step(narrative.item)).content.decode()
    assert "?part=minutes" in page
    address = f"{step(narrative.item)}?part=minutes"
    assert "It lies north of it." in publisher.get(address).content.decode()
    assert "Nothing differs" in publisher.post(address, {"to_text": "It lies north of it.", **WHY}).content.decode()
    publisher.post(address, {"to_text": "It lies south of it.", **WHY})
    assert Narrative.objects.get().text == "It lies south of it."


def test_vote_is_corrected_and_the_numbers_before_are_kept(publisher, narrative):
    vote = make.VoteFactory(item=narrative.item, votes_for=22, votes_against=1)
    address = f"{step(narrative.item)}?part=vote-{vote.pk}"
    data = {"to_subject": vote.subject, "to_kind": "motion", "to_outcome": "carried", "to_votes_for": 2,
            "to_votes_against": 5, "to_abstentions": "", "to_wording": "", **WHY}  # fmt: skip
    assert "fewer votes for it" in publisher.post(address, data).content.decode()
    publisher.post(address, {**data, "to_votes_for": 23})
    assert Vote.objects.get().votes_for == 23
    row = Correction.objects.get()
    assert "For: 22" in row.before
    assert "For: 23" in row.after


def test_attendance_is_corrected_and_somebody_added(publisher, client, narrative):
    meeting = narrative.item.meeting
    row = make.AttendanceFactory(meeting=meeting, person__name="Ann Grey")
    late = make.PersonFactory(name="Bob Hill")
    publisher.post(f"{step(meeting)}?part=attendance-{row.pk}", {"to_status": "apologies", "to_note": "", **WHY})
    publisher.post(f"{step(meeting)}?part=attendance-new", {"to_person": late.pk, "to_status": "present", **WHY})
    assert dict(Attendance.objects.values_list("person__name", "status")) == {
        "Ann Grey": "apologies",
        "Bob Hill": "present",
    }
    assert MeetingCorrection.objects.earliest("pk").part == f"attendance-{row.pk}"
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert page.count("Compare the wording") == 2


def removing(record, row, kind):
    return f"{step(record)}?part={kind}-{row.pk}&remove=1"


@pytest.mark.parametrize("kind", ["resolution", "clause", "vote", "ballot", "declaration"])
def test_what_was_entered_by_mistake_goes_and_its_words_stay_in_the_correction(publisher, client, narrative, kind):
    item = narrative.item
    row = {
        "resolution": lambda: make.ResolutionFactory(item=item, text="That it be the Zyx."),
        "clause": lambda: make.ClauseFactory(resolution__item=item, text="the Zyx;"),
        "vote": lambda: make.VoteFactory(item=item, subject="The Zyx"),
        "ballot": lambda: make.BallotFactory(vote__item=item, person__name="Ann Zyx"),
        "declaration": lambda: make.DeclarationFactory(item=item, text="Lives beside the Zyx."),
    }[kind]()
    address = removing(item, row, kind)
    assert address.partition("?")[2].replace("&", "&amp;") in publisher.get(step(item)).content.decode()
    page = publisher.get(address)
    assert "Zyx" in page.content.decode()
    assert not [name for name in page.context["form"].fields if name.startswith("to_")]
    publisher.post(address, {"text": WHY["text"], "reason": " "})
    assert type(row).objects.filter(pk=row.pk).exists()
    publisher.post(address, WHY)
    assert not type(row).objects.filter(pk=row.pk).exists()
    correction = Correction.objects.get()
    assert "Zyx" in correction.before
    assert (correction.after, correction.reason) == ("", WHY["reason"])
    last = type(row).history.filter(id=row.pk).latest()
    assert (last.history_type, last.history_change_reason) == ("-", "removed by a correction")
    assert last.history_user is not None
    text = client.get(item.get_absolute_url()).content.decode()
    assert text.count("Zyx") == text.split("What was removed")[1].count("Zyx") > 0
    paper = client.get(f"{item.get_absolute_url().rstrip('/')}.txt").content.decode()
    assert "Zyx" not in paper
    assert "What was removed stands on the page." in paper


def test_attendance_that_was_entered_by_mistake_is_removed(publisher, client, narrative):
    meeting = narrative.item.meeting
    row = make.AttendanceFactory(meeting=meeting, person__name="Ann Grey")
    publisher.post(removing(meeting, row, "attendance"), WHY)
    assert not Attendance.objects.exists()
    assert MeetingCorrection.objects.get().before == "Attendance of Ann Grey:\nStatus: Present"
    assert "What was removed" in client.get(meeting.get_absolute_url()).content.decode()


def test_with_a_resolution_go_its_clauses_and_not_its_vote_nor_the_others_places(publisher, narrative):
    item = narrative.item
    first, second, third = (make.ResolutionFactory(item=item, text=f"That it be {n}.") for n in range(3))
    make.ClauseFactory(resolution=second, text="with kerbs.")
    vote = make.VoteFactory(item=item, resolution=second)
    make.EffectFactory(resolution=second)
    publisher.post(removing(item, second, "resolution"), WHY)
    vote.refresh_from_db()
    assert vote.resolution is None
    assert [(row.pk, row.ordinal) for row in item.resolutions.order_by("ordinal")] == [(first.pk, 1), (third.pk, 3)]
    assert "with kerbs." in Correction.objects.get().before
    assert not Effect.objects.exists()


def test_resolution_that_a_later_one_changes_is_not_removed(publisher, narrative):
    row = make.ResolutionFactory(item=narrative.item)
    later = narrative.item.meeting.date + dt.timedelta(days=1)
    make.EffectFactory(earlier=row, resolution__item__meeting__date=later)
    page = publisher.post(removing(narrative.item, row, "resolution"), WHY).content.decode()
    assert "A later resolution amends, supersedes or rescinds this one" in page
    assert not Correction.objects.exists()


def test_with_a_clause_goes_what_stands_under_it_and_the_others_move_up(publisher, narrative):
    resolution = make.ResolutionFactory(item=narrative.item)
    rows = [make.ClauseFactory(resolution=resolution, ordinal=ordinal, depth=depth, label=label, text=f"part {label}")
            for ordinal, (depth, label) in enumerate([(1, "(a)"), (2, "(i)"), (2, "(ii)"), (1, "(b)")], 1)]  # fmt: skip
    publisher.post(removing(narrative.item, rows[0], "clause"), WHY)
    assert [(one.ordinal, one.label) for one in resolution.clauses.all()] == [(1, "(b)")]
    assert "part (ii)" in Correction.objects.get().before


@pytest.mark.parametrize("key", ["minutes", "summary", "attendance-new", "decision-reasons"])
def test_what_is_not_a_row_of_its_own_is_not_removed(narrative, key):
    make.DecisionFactory(item=narrative.item)
    make.FairSummaryFactory(item=narrative.item)
    record = narrative.item.meeting if key == "attendance-new" else narrative.item
    with pytest.raises(NotPossible, match="not removed"):
        correct(record=record, by=None, rewriting=Rewriting(key, removes=True), **WHY)


def test_words_that_are_removed_can_be_withheld_with_those_of_earlier_corrections(client, narrative):
    item = narrative.item
    clause = make.ClauseFactory(resolution__item=item, text="the Zyx;")
    correct(record=item, by=None, rewriting=Rewriting(f"clause-{clause.pk}", {"text": "the Zyx of old;"}), **WHY)
    told = Rewriting(f"resolution-{clause.resolution_id}", removes=True, withheld_because="It named a person.")
    correct(record=item, by=None, rewriting=told, **WHY)
    place = item.get_absolute_url().rstrip("/")
    for address in (f"{place}/", f"{place}.json", f"{place}.txt", f"/api/v1/items/{item.pk}/"):
        assert "Zyx" not in client.get(address).content.decode(), address
    assert set(item.corrections.values_list("withheld_because", flat=True)) == {"It named a person."}


def test_published_resolution_is_deleted_by_no_other_way(narrative):
    row = make.ResolutionFactory(item=narrative.item)
    for way in (Way.IMPORT, Way.DEMO, Way.EXEMPTION):
        with pytest.raises(IntegrityError, match="never deleted"), unlocked(way):
            row.delete()


@pytest.mark.parametrize(
    ("make_row", "part"),
    [(lambda item: make.ResolutionFactory(item=item), "resolution"),
     (lambda item: make.ClauseFactory(resolution__item=item), "clause"),
     (lambda item: make.DecisionFactory(item=item), "decision"),
     (lambda item: make.DeclarationFactory(item=item), "declaration"),
     (lambda item: make.BallotFactory(vote__item=item), "ballot")],
    ids=["resolution", "clause", "decision", "declaration", "ballot"],
)  # fmt: skip
def test_everything_minuted_can_be_corrected(publisher, narrative, make_row, part):
    row = make_row(narrative.item)
    key = "decision-reasons" if part == "decision" else f"{part}-{row.pk}"
    field = {"decision": "reasons", "ballot": "choice"}.get(part, "text")
    form = publisher.get(f"{step(narrative.item)}?part={key}").context["form"]
    data = {name: value for name in form.fields if (value := form[name].value()) not in (None, "", False)}
    wanted = "against" if part == "ballot" else "Other words."
    publisher.post(f"{step(narrative.item)}?part={key}", {**data, f"to_{field}": wanted, **WHY})
    row.refresh_from_db()
    assert getattr(row, field) == wanted
    assert Correction.objects.get().before
