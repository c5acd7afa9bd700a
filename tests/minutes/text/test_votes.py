"""Votes in every form in which minutes tell them."""

import pytest

from minutes.text.numbers import number
from minutes.text.records import Ballot, Vote
from minutes.text.votes import read_votes

TOLD = [
    ("The motion was carried by 22 votes to one, with two abstentions.", Vote("motion", "carried", 22, 1, 2)),
    ("The amendment was lost by 47 votes to 17.", Vote("amendment", "lost", 47, 17)),
    ("On being put to the vote the motion was carried 31 votes to 29.", Vote("motion", "carried", 31, 29)),
    ("The amendment was put to the vote and declared to be carried.", Vote("amendment", "carried")),
    ("The amendment was NOT CARRIED.", Vote("amendment", "lost")),
    ("The proposal fell.", Vote("proposal", "fell")),
    ("The proposal fell by 3 votes to 5.", Vote("proposal", "lost", 3, 5)),
    ("The amendment fell for want of a seconder.", Vote("amendment", "fell")),
    ("The amendment to the motion was lost.", Vote("amendment", "lost")),
    ("The substantive motion was CARRIED.", Vote("substantive motion", "carried")),
    ("RESOLVED: (By 14 votes to none)", Vote(None, "carried", 14, 0)),
    (
        "The motion was carried with 12 votes in favour, 3 against and 1 abstention.",
        Vote("motion", "carried", 12, 3, 1),
    ),
    ("The motion, as amended, was carried by twenty-two votes to nil.", Vote("motion", "carried", 22, 0)),
    ("Voting: unanimous", Vote(None, "carried")),
    ("For: 26 / Against: 32 / Abstention: 0", Vote(None, None, 26, 32, 0)),
    ("For 26, Against 32, Abstentions 0", Vote(None, None, 26, 32, 0)),
]


@pytest.mark.parametrize(("text", "vote"), TOLD, ids=[text for text, _ in TOLD])
def test_vote_told_in_one_line_is_read(text, vote):
    assert read_votes([text]) == [vote]


def test_figures_over_three_lines_are_one_vote():
    assert read_votes(["For: 26", "Against: 32", "Abstention: 0"]) == [Vote(None, None, 26, 32, 0)]


def test_figures_behind_the_outcome_belong_to_it():
    assert read_votes(["The amendment was lost.", "For: 26", "Against: 32"]) == [Vote("amendment", "lost", 26, 32)]


def test_figures_before_the_outcome_belong_to_it():
    told = [
        "The amendment was put to the vote:",
        "For: 26 Against: 32",
        "The amendment was therefore lost.",
        "Tea was served.",
    ]
    assert read_votes(told) == [Vote("amendment", "lost", 26, 32)]


def test_outcome_is_never_told_by_the_figures():
    assert read_votes(["The change was put to the vote.", "For: 40 Against: 1"]) == [Vote(None, None, 40, 1)]


def test_two_counts_in_a_row_are_two_votes():
    assert read_votes(["For: 1", "Against: 2", "For: 3", "Against: 4"]) == [
        Vote(None, None, 1, 2),
        Vote(None, None, 3, 4),
    ]


def test_fate_of_the_amendment_is_not_the_fate_of_the_motion():
    told = ["The amendment was lost by 20 votes to 5. The motion was then put and carried by 19 votes to 6."]
    assert read_votes(told) == [Vote("amendment", "lost", 20, 5), Vote("motion", "carried", 19, 6)]


def test_two_outcomes_in_one_sentence_are_two_votes():
    told = ["The amendment was lost and the motion was carried by 20 votes to 5."]
    assert read_votes(told) == [Vote("amendment", "lost"), Vote("motion", "carried", 20, 5)]


def test_subject_named_in_the_sentence_before_is_taken():
    assert read_votes(["Councillor Ash moved an amendment. On a vote this was lost by 9 votes to 3."]) == [
        Vote("amendment", "lost", 9, 3)
    ]


def test_recorded_vote_with_names_names_each_member():
    told = ["Voting for 3 : Councillors Ash, Birch and Cole", "Voting against 1: Councillor Dow", "Abstaining 0"]
    assert read_votes(told) == [
        Vote(
            None,
            None,
            3,
            1,
            0,
            (Ballot("Ash", "for"), Ballot("Birch", "for"), Ballot("Cole", "for"), Ballot("Dow", "against")),
        )
    ]


def test_recorded_vote_in_one_line_names_who_declined():
    told = ["For the motion (2) – Ash, Birch; Against the motion (1) – Cole; Abstained (0); Declined to vote (1) – Dow"]
    names = (Ballot("Ash", "for"), Ballot("Birch", "for"), Ballot("Cole", "against"), Ballot("Dow", "declined"))
    assert read_votes(told) == [Vote("motion", None, 2, 1, 0, names)]


def test_names_without_a_figure_are_read():
    told = ["For: Councillors Ash and Birch", "Against: Councillor Cole"]
    assert read_votes(told) == [Vote(names=(Ballot("Ash", "for"), Ballot("Birch", "for"), Ballot("Cole", "against")))]


@pytest.mark.parametrize(
    "text",
    [
        "The bags were carried by hand.",
        "Three jobs had been lost.",
        "Attendance fell by a tenth.",
        "For many years the road was closed.",
        "Against that background members agreed.",
        "Works carried out at the depot were noted.",
    ],
)
def test_ordinary_sentence_is_no_vote(text):
    assert read_votes([text]) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [("22", 22), ("one", 1), ("none", 0), ("nil", 0), ("Twenty-two", 22), ("forty", 40), ("nineteen", 19)],
)
def test_number_spelled_in_any_way_is_read(text, value):
    assert number(text) == value


def test_count_behind_a_label_is_a_vote_and_the_next_one_another():
    votes = read_votes(["Vote: For 9, Against 1, Abstain 0", "Vote: Unanimous"])
    assert [(one.outcome, one.votes_for, one.votes_against) for one in votes] == [(None, 9, 1), ("carried", None, None)]


def test_count_in_the_preface_of_an_opening_is_a_vote():
    (vote,) = read_votes(["On being put to the vote, with 6 for, 2 against and 1 abstention, it was RESOLVED"])
    assert (vote.outcome, vote.votes_for, vote.votes_against, vote.abstentions) == ("carried", 6, 2, 1)


def test_count_of_one_side_behind_resolved_is_a_vote():
    (vote,) = read_votes(["The Committee resolved with 6 votes for, 1 abstention and the Chair not voting:"])
    assert (vote.outcome, vote.votes_for, vote.votes_against, vote.abstentions) == ("carried", 6, None, 1)
