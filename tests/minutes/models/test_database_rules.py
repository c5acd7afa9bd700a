"""The database refuses what the rules forbid, whoever asks: each case is plain SQL, past every form and model."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests import factories as make

pytestmark = pytest.mark.django_db


def run(sql, given=lambda: None):
    """The statement after what is given, with deferred constraints checked at once."""
    with transaction.atomic(), connection.cursor() as cursor:
        given()
        cursor.execute(sql)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


REFUSED = {
    "second council": (make.CouncilFactory, "UPDATE minutes_council SET id = 2", "only_one"),
    "unknown jurisdiction": (make.CouncilFactory, "UPDATE minutes_council SET jurisdiction = 'france'", "known"),
    "colour that is none": (make.CouncilFactory, "UPDATE minutes_council SET colour = 'red'", "colour_hex"),
    "crest without a description": (
        make.CouncilFactory,
        "UPDATE minutes_council SET crest = 'eA==', crest_type = 'image/png', crest_width = 1, crest_height = 1",
        "crest_described",
    ),
    "crest that is a program": (
        make.CouncilFactory,
        ("UPDATE minutes_council SET crest = 'eA==', crest_type = 'image/svg+xml', crest_width = 1, crest_height = 1,"
        " crest_description = 'A bridge'"),
        "crest_described",
    ),
    "phrase without words": (make.PhraseFactory, "UPDATE minutes_phrase SET text = ' '", "phrase_text_filled"),
    "phrase for no field": (make.PhraseFactory, "UPDATE minutes_phrase SET place = 'title'", "phrase_place_known"),
    "phrase in no language": (make.PhraseFactory, "UPDATE minutes_phrase SET language = 'fr'", "phrase_language_known"),
    "word without an explanation": (make.TermFactory, "UPDATE minutes_term SET explanation = ' '", "explanation_filled"),
    "word explained twice": (
        make.TermFactory, "INSERT INTO minutes_term (name, also, explanation) SELECT upper(name), '', 'x' FROM minutes_term",
        "term_once",
    ),
    "resolution that rescinds itself": (
        make.EffectFactory, "UPDATE decisions_effect SET earlier_id = resolution_id", "effect_on_another",
    ),
    "unknown effect": (make.EffectFactory, "UPDATE decisions_effect SET kind = 'mocks'", "kind_known"),
    "same effect twice": (
        make.EffectFactory,
        ("INSERT INTO decisions_effect (resolution_id, earlier_id, kind)"
        " SELECT resolution_id, earlier_id, 'amends' FROM decisions_effect"),
        "effect_once",
    ),
    "effect on a later meeting": (
        make.EffectFactory,
        "UPDATE decisions_effect SET resolution_id = earlier_id, earlier_id = resolution_id", "later meeting",
    ),
    "committee without a name": (make.CommitteeFactory, "UPDATE minutes_committee SET name = ' '", "name_filled"),
    "unknown kind of committee": (make.CommitteeFactory, "UPDATE minutes_committee SET kind = 'club'", "kind_known"),
    "committee dissolved before it is established": (
        make.CommitteeFactory,
        "UPDATE minutes_committee SET established_on = '2020-01-02', dissolved_on = '2020-01-01'",
        "dissolved_on_order",
    ),
    "committee that appoints itself": (
        make.CommitteeFactory, "UPDATE minutes_committee SET parent_id = id", "not_own_parent",
    ),
    "person without a name": (make.PersonFactory, "UPDATE minutes_person SET name = ''", "name_filled"),
    "seat that ends before it starts": (
        make.SeatFactory, "UPDATE minutes_seat SET ended_on = started_on - 1", "ended_on_order|range lower bound",
    ),
    "membership that ends before it starts": (
        make.MembershipFactory, "UPDATE minutes_membership SET ended_on = started_on - 1",
        "ended_on_order|range lower bound",
    ),
    "unknown role": (make.MembershipFactory, "UPDATE minutes_membership SET role = 'king'", "role_known"),
    "decisions before the agenda": (
        make.MeetingFactory, "UPDATE minutes_meeting SET decisions_published_at = now()", "decisions_published_at_order",
    ),
    "agenda of a meeting that is not announced": (
        make.MeetingFactory, "UPDATE minutes_meeting SET agenda_published_at = now()", "agenda_published_at_order",
    ),
    "minutes without decisions": (
        lambda: make.MeetingFactory(stage="agenda_published_at"),
        "UPDATE minutes_meeting SET minutes_published_at = now()", "minutes_published_at_order",
    ),
    "confirmed before the minutes": (
        lambda: make.MeetingFactory(stage="minutes_published_at"),
        "UPDATE minutes_meeting SET confirmed_at = minutes_published_at - interval '1 day'", "confirmed_at_order",
    ),
    "draft meeting withdrawn": (
        make.MeetingFactory, "UPDATE minutes_meeting SET withdrawn_at = now(), withdrawal_note = 'x'", "withdrawn_at_order",
    ),
    "meeting withdrawn without a word": (
        lambda: make.MeetingFactory(stage="announced_at"),
        "UPDATE minutes_meeting SET withdrawn_at = now()", "withdrawn_with_note",
    ),
    "note on a meeting that stands": (
        make.MeetingFactory, "UPDATE minutes_meeting SET withdrawal_note = 'x'", "withdrawn_with_note",
    ),
    "meeting confirmed by itself": (
        lambda: make.MeetingFactory(stage="confirmed_at"),
        "UPDATE minutes_meeting SET confirmed_in_id = id", "confirmed_by_another",
    ),
    "draft with a confirming meeting": (
        lambda: make.MeetingFactory.create_batch(2),
        "UPDATE minutes_meeting SET confirmed_in_id = (SELECT max(id) FROM minutes_meeting)", "confirmed_by_another",
    ),
    "meeting number nought": (make.MeetingFactory, "UPDATE minutes_meeting SET sequence = 0", "sequence_from_one"),
    "unknown status": (make.MeetingFactory, "UPDATE minutes_meeting SET status = 'fun'", "status_known"),
    "chair who is absent": (
        make.AttendanceFactory, "UPDATE minutes_attendance SET is_chair = true, status = 'apologies'", "chair_is_present",
    ),
    "somebody attending remotely who is absent": (
        make.AttendanceFactory, "UPDATE minutes_attendance SET is_remote = true, status = 'absent'", "remote_is_there",
    ),
    "substitute for oneself": (
        make.AttendanceFactory, "UPDATE minutes_attendance SET status = 'substitute', substitute_for_id = person_id",
        "substitute_for_another",
    ),
    "substitute who is not marked so": (
        make.AttendanceFactory,
        "UPDATE minutes_attendance SET substitute_for_id = (SELECT max(id) FROM minutes_person)",
        "substitute_for_another",
    ),
    "item without a title": (make.AgendaItemFactory, "UPDATE minutes_agendaitem SET title = ''", "title_filled"),
    "item without an address": (make.AgendaItemFactory, "UPDATE minutes_agendaitem SET slug = ''", "slug_plain"),
    "item with a slash in its address": (
        make.AgendaItemFactory, "UPDATE minutes_agendaitem SET slug = '77/21'", "slug_plain",
    ),
    "item at position nought": (make.AgendaItemFactory, "UPDATE minutes_agendaitem SET position = 0", "position"),
    "reason for exemption of an open item": (
        make.AgendaItemFactory, "UPDATE minutes_agendaitem SET exempt_reason = 'x'", "exempt_facts",
    ),
    "draft item withdrawn": (
        make.AgendaItemFactory, "UPDATE minutes_agendaitem SET withdrawn_at = now(), withdrawal_note = 'x'",
        "withdrawn_after_release",
    ),
    "empty minutes": (make.NarrativeFactory, "UPDATE minutes_narrative SET text = E' \\n'", "text_filled"),
    "second minutes of an item": (
        make.NarrativeFactory,
        "INSERT INTO minutes_narrative (item_id, minute_number, text) SELECT item_id, '', text FROM minutes_narrative",
        "unique",
    ),
    "unknown kind of document": (make.ReportFactory, "UPDATE minutes_report SET kind = 'song'", "kind_known"),
    "file without pages": (make.ReportFactory, "UPDATE minutes_report SET pages = NULL", "file_measured"),
    "file name with a slash": (make.ReportFactory, "UPDATE minutes_report SET file_name = '../x.pdf'", "name_plain"),
    "reference of a decision that is not key": (
        make.DecisionFactory, "UPDATE decisions_decision SET key_reference = 'KD1'", "reference_of_key",
    ),
    "call-in that ends before the decision": (
        make.DecisionFactory,
        "UPDATE decisions_decision SET decided_on = '2024-02-02', call_in_deadline = '2024-02-01'", "call_in_deadline",
    ),
    "empty resolution": (make.ResolutionFactory, "UPDATE decisions_resolution SET text = ''", "text_filled"),
    "unknown kind of resolution": (make.ResolutionFactory, "UPDATE decisions_resolution SET kind = 'wish'", "kind_known"),
    "resolution numbered nought": (make.ResolutionFactory, "UPDATE decisions_resolution SET ordinal = 0", "ordinal"),
    "first clause on the second level": (make.ClauseFactory, "UPDATE decisions_clause SET depth = 2", "clause_depth"),
    "carried with fewer votes for it": (
        make.VoteFactory, "UPDATE decisions_vote SET votes_for = 3, votes_against = 4", "carried_by_majority",
    ),
    "votes of one side alone": (make.VoteFactory, "UPDATE decisions_vote SET votes_for = 3", "both_sides_counted"),
    "negative votes": (make.VoteFactory, "UPDATE decisions_vote SET votes_for = -1, votes_against = -2", "check"),
    "seconded by the mover": (
        lambda: make.VoteFactory(mover=make.PersonFactory()), "UPDATE decisions_vote SET seconder_id = mover_id",
        "seconded_by_another",
    ),
    "vote on another item's resolution": (
        lambda: make.VoteFactory(resolution=make.ResolutionFactory()),
        "SELECT 1", "same_item",
    ),
    "unknown choice": (make.BallotFactory, "UPDATE decisions_ballot SET choice = 'maybe'", "choice_known"),
}  # fmt: skip


@pytest.mark.parametrize(("given", "statement", "rule"), REFUSED.values(), ids=REFUSED.keys())
def test_statement_that_breaks_a_rule_is_refused(given, statement, rule):
    with pytest.raises(DatabaseError, match=rule):
        run(statement, given=given)


TWICE = {
    "meeting": (make.MeetingFactory, ["committee", "date"]),
    "attendance": (make.AttendanceFactory, ["meeting", "person"]),
    "position of an item": (make.AgendaItemFactory, ["meeting", "position"]),
    "position of a document": (make.ReportFactory, ["item", "position"]),
    "ordinal of a resolution": (make.ResolutionFactory, ["item", "ordinal"]),
    "ordinal of a vote": (make.VoteFactory, ["item", "ordinal"]),
    "ballot": (make.BallotFactory, ["vote", "person"]),
    "decision": (make.DecisionFactory, ["item"]),
    "membership in one period": (make.MembershipFactory, ["committee", "person"]),
    "seat in one period": (make.SeatFactory, ["person"]),
    "committee's slug": (make.CommitteeFactory, ["slug"]),
}


@pytest.mark.parametrize(("factory", "shared"), TWICE.values(), ids=TWICE.keys())
def test_record_that_exists_once_is_refused_twice(factory, shared):
    first = factory()
    same = {name: getattr(first, name) for name in shared}
    with pytest.raises(IntegrityError):
        run("SELECT 1", given=lambda: factory(**same))


def test_two_chairs_are_refused():
    meeting = make.AttendanceFactory(is_chair=True).meeting
    with pytest.raises(IntegrityError, match="one_chair"):
        make.AttendanceFactory(meeting=meeting, is_chair=True)


def test_membership_may_follow_on_the_day_the_last_one_ended():
    first = make.MembershipFactory(ended_on=dt.date(2024, 5, 7))
    make.MembershipFactory(committee=first.committee, person=first.person, started_on=dt.date(2024, 5, 7))
    assert first.committee.memberships.count() == 2


def test_items_can_change_places_in_one_transaction():
    first = make.AgendaItemFactory()
    second = make.AgendaItemFactory(meeting=first.meeting)
    run("UPDATE minutes_agendaitem SET position = 3 - position")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.position, second.position) == (2, 1)


PUBLISHED = {
    "minutes_meeting": lambda item: None,
    "minutes_agendaitem": lambda item: None,
    "minutes_report": lambda item: make.ReportFactory(item=item, file=""),
    "minutes_narrative": lambda item: make.NarrativeFactory(item=item),
    "minutes_fairsummary": lambda item: make.FairSummaryFactory(item=item),
    "minutes_correction": lambda item: make.CorrectionFactory(item=item),
    "decisions_decision": lambda item: make.DecisionFactory(item=item),
    "decisions_resolution": lambda item: make.ResolutionFactory(item=item),
    "decisions_vote": lambda item: make.VoteFactory(item=item),
}


@pytest.mark.parametrize("table", PUBLISHED)
def test_published_row_cannot_be_deleted(table):
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="minutes_published_at"))
    PUBLISHED[table](item)
    with pytest.raises(IntegrityError, match="never deleted"):
        run(f"DELETE FROM {table}")


@pytest.mark.parametrize(
    "table", [table for table in PUBLISHED if table not in ("minutes_meeting", "minutes_agendaitem")]
)
def test_draft_row_can_be_deleted(table):
    PUBLISHED[table](make.AgendaItemFactory())
    run(f"DELETE FROM {table}")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone() == (0,)
