"""What is found before a meeting is published, and that nothing is found where nothing is wrong."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from minutes.checks import CHECKS, find
from minutes.models import Council
from tests import factories as make
from tests.minutes.checks.finding import found, words

pytestmark = pytest.mark.django_db

AGENDA, DECISIONS, MINUTES = "agenda_published_at", "decisions_published_at", "minutes_published_at"
LATE = dt.datetime(2026, 12, 3, 9, tzinfo=dt.UTC)
DAY = dt.date(2026, 12, 8)


@pytest.fixture
def meeting():
    make.CouncilFactory()
    return make.MeetingFactory(date=DAY)


@pytest.fixture
def item(meeting):
    return make.AgendaItemFactory(meeting=meeting, label="263", title="Crossing in Weir Lane")


def test_whole_meeting_in_order_has_no_findings(meeting, item):
    make.ReportFactory(item=item)
    told = {
        "is_exempt": True,
        "exempt_paragraph": "3",
        "exempt_reason": "Prices.",
        "exempt_test": "It would cost more.",
    }
    private = make.AgendaItemFactory(meeting=meeting, label="264", **told)
    make.FairSummaryFactory(item=private)
    make.ReportFactory(item=private, is_exempt=True)
    make.NarrativeFactory(
        item=item, text="Members spoke.\n\nRESOLVED: 1. That the crossing be built.\n2. That it be lit."
    )
    make.ResolutionFactory(item=item, label="1.", text="That the crossing be built.")
    make.ResolutionFactory(item=item, label="2.", text="That it be lit.")
    make.DecisionFactory(item=item, is_key=True)
    people = [make.AttendanceFactory(meeting=meeting, is_chair=not n).person for n in range(3)]
    vote = make.VoteFactory(item=item, votes_for=2, votes_against=1, abstentions=0)
    for person, choice in zip(people, ["for", "for", "against"], strict=True):
        make.BallotFactory(vote=vote, person=person, choice=choice)
    assert [found(meeting, stage) for stage in (AGENDA, DECISIONS, MINUTES)] == [[], [], []]


def test_agenda_without_items_is_blocked(meeting):
    assert found(meeting, AGENDA) == [("The agenda has no items.", True, meeting)]


def test_title_without_a_letter_is_blocked(item):
    item.title = "–"
    item.save()
    assert found(item.meeting, AGENDA) == [("The item at place 1 has no title.", True, item)]


@pytest.mark.parametrize("label", ["263", "263."])
def test_number_that_stands_twice_is_blocked(item, label):
    other = make.AgendaItemFactory(meeting=item.meeting, label=label, title="Fees")
    assert found(item.meeting, AGENDA) == [
        ("The number 263 stands twice: at “Crossing in Weir Lane” and “Fees”.", True, other)
    ]


def test_letters_of_parts_may_stand_under_two_items(meeting):
    for label in ("1", "(a)", "2", "(a)"):
        make.AgendaItemFactory(meeting=meeting, label=label)
    assert found(meeting, AGENDA) == []


def test_private_item_without_paragraph_is_blocked_and_without_reason_is_odd(item):
    item.is_exempt = True
    item.save()
    (paragraph, blocks, record), (reason, blocks_too, _) = found(item.meeting, AGENDA)
    assert "no paragraph of Schedule 12A to the Local Government Act 1972" in paragraph
    assert "does not say why" in reason
    assert (blocks, blocks_too, record) == (True, False, item)


def test_exempt_document_without_paragraph_is_blocked(item):
    make.ReportFactory(item=item, title="Tenders", is_exempt=True)
    make.ReportFactory(item=item, title="Costs", is_exempt=True, exempt_paragraph="3", exempt_test="Weighed.")
    [(said, blocks, record)] = found(item.meeting, AGENDA)
    assert "“Tenders” is exempt" in said
    assert (blocks, record) == (True, item)


@pytest.mark.parametrize("of", ["item", "document"])
@pytest.mark.parametrize(
    ("nation", "paragraph", "told"),
    [("england", "3", "how the public interest was weighed"), ("scotland", "6", ""),
     ("wales", "3", "no paragraph of Schedule 12A"), ("wales", "16", "")],
)  # fmt: skip
def test_paragraph_of_no_schedule_here_and_missing_test_are_odd(item, of, nation, paragraph, told):
    Council.objects.update(jurisdiction=nation)
    facts = {"is_exempt": True, "exempt_paragraph": paragraph, "exempt_reason": "Prices."}
    if of == "item":
        make.AgendaItemFactory(meeting=item.meeting, **facts)
    else:
        make.ReportFactory(item=item, **facts)
    findings = found(item.meeting, AGENDA)
    assert [blocks for _, blocks, _ in findings] == [False] * bool(told)
    assert all(told in words for words, _, _ in findings)


def test_drafts_that_wait_without_an_item_for_them_are_odd(item):
    draft = make.MeetingFactory(
        committee=item.meeting.committee, stage="minutes_published_at", date=dt.date(2026, 11, 3)
    )
    assert "(3 November 2026), and no item of the agenda is about minutes" in words(item.meeting, AGENDA)[0]
    make.AgendaItemFactory(meeting=item.meeting, title="Minutes of the last meeting")
    assert words(item.meeting, AGENDA) == []
    make.NarrativeFactory(item=item)
    said = [(told, record) for told, _, record in found(item.meeting, MINUTES) if "still a draft" in told]
    assert said == [
        ("The minutes of 3 November 2026 are still a draft: this meeting could have confirmed them.", draft)
    ]


def test_document_to_follow_is_odd(item):
    make.ReportFactory(item=item, title="Survey", file="")
    [(said, blocks, _)] = found(item.meeting, AGENDA)
    assert "“Survey” has no file" in said
    assert not blocks


def test_too_few_clear_days_are_told_until_every_item_says_why(item):
    [(said, blocks, record)] = found(item.meeting, AGENDA, LATE)
    assert said == (
        "It becomes public with 2 clear days; the law asks for 5 (the last day was Monday 30 November 2026). "
        "No reason for the urgency is given at: 263."
    )
    assert (blocks, record) == (False, item)
    item.urgency_reason = "The lease ends on Friday."
    item.save()
    assert found(item.meeting, AGENDA, LATE) == []


def test_clear_days_are_those_of_the_nation(item):
    at = dt.datetime(2026, 12, 2, 9, tzinfo=dt.UTC)
    assert "3 clear days; the law asks for 5" in words(item.meeting, AGENDA, at)[0]
    Council.objects.update(jurisdiction="wales")
    assert words(item.meeting, AGENDA, at) == []


def test_agenda_of_a_meeting_that_is_over_is_no_notice(item):
    assert words(item.meeting, AGENDA, dt.datetime(2027, 1, 4, tzinfo=dt.UTC)) == []


def test_only_what_is_added_is_looked_at_in_a_supplement(meeting):
    for text in ("–", "Fees"):
        make.AgendaItemFactory(meeting=meeting, title=text, released_at=make.PAST)
    late = make.AgendaItemFactory(meeting=meeting, title="Late", label="9")
    assert [record for _, _, record in found(meeting, AGENDA, LATE)] == [late]


@pytest.mark.parametrize("is_key", [True, False])
def test_decision_without_reasons_is_odd_and_a_key_decision_is_blocked(item, is_key):
    make.DecisionFactory(item=item, reasons=" ", is_key=is_key)
    [(said, blocks, record)] = found(item.meeting, DECISIONS)
    assert "without reasons" in said
    assert (blocks, record) == (is_key, item)


NARRATIVES = [
    "Members spoke.\n\nRESOLVED: That the hornbeam be kept.",
    "RESOLVED –\n1. That the crossing be built.\n2. That the hornbeam be kept.",
    "Cabinet agreed that:\n(a) the crossing be built\n(b) the hornbeam be kept",
]


@pytest.mark.parametrize("text", NARRATIVES)
@pytest.mark.parametrize("stage", [DECISIONS, MINUTES])
def test_resolution_of_the_narrative_that_is_not_in_the_list_is_told(item, text, stage):
    make.AttendanceFactory(meeting=item.meeting, is_chair=True)
    make.NarrativeFactory(item=item, text=text)
    make.ResolutionFactory(item=item, text="That the crossing be built.")
    [(said, blocks, record)] = found(item.meeting, stage)
    assert "hornbeam be kept" in said
    assert (blocks, record) == (False, item)


def test_resolved_inside_a_sentence_is_told_where_nothing_is_listed(item):
    make.NarrativeFactory(item=item, text="After debate the Chair said that it was RESOLVED to build it at once.")
    assert words(item.meeting, DECISIONS) != []
    make.ResolutionFactory(item=item, text="To build it at once.")
    assert words(item.meeting, DECISIONS) == []


def test_vote_whose_figures_differ_from_its_names_is_blocked(item):
    make.NarrativeFactory(item=item)
    people = [make.AttendanceFactory(meeting=item.meeting, is_chair=not n).person for n in range(3)]
    vote = make.VoteFactory(item=item, votes_for=3, votes_against=0)
    for person in people[:2]:
        make.BallotFactory(vote=vote, person=person)
    [(said, blocks, record)] = found(item.meeting, MINUTES)
    assert said.endswith("vote 1: it counts 3 for, but names 2.")
    assert (blocks, record) == (True, item)


def test_vote_of_more_than_were_present_is_blocked(item):
    make.NarrativeFactory(item=item)
    make.AttendanceFactory(meeting=item.meeting, is_chair=True)
    make.AttendanceFactory(meeting=item.meeting, status="substitute")
    make.AttendanceFactory(meeting=item.meeting, status="apologies")
    make.AttendanceFactory(meeting=item.meeting, status="in_attendance")
    vote = make.VoteFactory(item=item, votes_for=3, votes_against=0)
    [(said, blocks, _)] = found(item.meeting, MINUTES)
    assert said.endswith("3 votes are counted, but 2 could be cast: so many members were present.")
    assert blocks
    vote.votes_for, vote.votes_against = 2, 1  # one each, and the chair's casting vote
    vote.save()
    assert found(item.meeting, MINUTES) == []


def test_vote_of_somebody_who_was_not_there_is_blocked(item):
    make.NarrativeFactory(item=item)
    make.AttendanceFactory(meeting=item.meeting, is_chair=True)
    make.BallotFactory(vote=make.VoteFactory(item=item))
    [(said, blocks, _)] = found(item.meeting, MINUTES)
    assert "not on the attendance list as present" in said
    assert blocks


def test_minutes_of_nothing_are_blocked_and_gaps_are_told(item):
    make.AttendanceFactory(meeting=item.meeting, is_chair=True)
    other = make.AgendaItemFactory(meeting=item.meeting, label="264")
    assert found(item.meeting, MINUTES)[0][1:] == (True, item)
    make.ResolutionFactory(item=item)
    assert found(item.meeting, MINUTES) == [("Nothing is minuted at: 264.", False, other)]


def test_minutes_without_attendance_or_chair_are_odd(item):
    make.NarrativeFactory(item=item)
    assert found(item.meeting, MINUTES) == [("Nobody is on the attendance list.", False, item.meeting)]
    make.AttendanceFactory(meeting=item.meeting)
    assert words(item.meeting, MINUTES) == ["Nobody is marked as in the chair."]


@pytest.mark.parametrize(("nation", "kind", "is_odd"), [
    ("england", "member", True), ("england", "officer", False), ("wales", "member", False), ("scotland", "member", False),
])  # fmt: skip
def test_member_who_is_present_remotely_is_odd_where_the_law_asks_for_the_room(item, nation, kind, is_odd):
    Council.objects.update(jurisdiction=nation)
    make.NarrativeFactory(item=item)
    person = make.PersonFactory(name="Ada Thornley", kind=kind)
    make.AttendanceFactory(meeting=item.meeting, person=person, is_chair=True, is_remote=True)
    assert ["Ada Thornley" in one for one in words(item.meeting, MINUTES)] == [True] * is_odd


def test_private_item_without_summary_is_odd(item):
    make.NarrativeFactory(item=item)
    make.AttendanceFactory(meeting=item.meeting, is_chair=True)
    private = make.AgendaItemFactory(meeting=item.meeting, is_exempt=True, exempt_paragraph="3")
    [(said, blocks, record)] = found(item.meeting, MINUTES)
    assert "no public summary" in said
    assert (blocks, record) == (False, private)


def test_checks_of_sixty_items_ask_no_more_than_those_of_three(item):
    def questions():
        with CaptureQueriesContext(connection) as captured:
            find(item.meeting, [AGENDA, DECISIONS, MINUTES], timezone.now())
        return len(captured)

    grow(item, 3)
    few = questions()
    grow(item, 57)
    assert questions() == few <= 16


def grow(item, number):
    for _ in range(number):
        one = make.AgendaItemFactory(meeting=item.meeting)
        make.ReportFactory(item=one)
        make.NarrativeFactory(item=one, text="Talk.\n\nRESOLVED: That it be noted by all.")
        make.ClauseFactory(resolution=make.ResolutionFactory(item=one))
        make.DecisionFactory(item=one, reasons="")
        make.BallotFactory(vote=make.VoteFactory(item=one, votes_for=9, votes_against=0))


def test_checks_of_the_decisions_app_are_among_them_once():
    looks = [check.look.__name__ for check in CHECKS]
    assert {"unlisted", "votes", "reasons", "written"} <= set(looks)
    assert len(looks) == len(set(looks))
