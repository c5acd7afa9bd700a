"""Every form of opening, marker and heading, read from lines as people write them."""

import pytest

from minutes.text.lines import read_lines
from minutes.text.minute import Minutes, read_minutes
from minutes.text.records import Clause


def read(text: str, decision: bool = False) -> Minutes:
    return read_minutes(read_lines(text), decision)


def shape(minutes: Minutes) -> list[tuple[str, str]]:
    return [(one.label, one.text) for one in minutes.resolutions]


MARKERS = [
    "1. 2. 3.",
    "1) 2) 3)",
    "(1) (2) (3)",
    "(a) (b) (c)",
    "a) b) c)",
    "a. b. c.",
    "(i) (ii) (iii)",
    "i) ii) iii)",
]
MARKERS += [
    "i. ii. iii.",
    "A: B: C:",
    "· · ·",
    "• • •",
    "- - -",
    "1. 1. 1.",
    "(A) (B) (C)",
    "I. II. III.",
    "1.1 1.2 1.3",
    "7. 8. 9.",
]


@pytest.mark.parametrize("labels", MARKERS)
def test_list_with_every_marker_is_flat_and_in_order(labels):
    words = ["That one be bought.", "That two be sold.", "That three be kept."]
    text = "RESOLVED:\n\n" + "\n\n".join(f"{label} {word}" for label, word in zip(labels.split(), words, strict=True))
    assert shape(read(text)) == list(zip(labels.split(), words, strict=True))


def test_marker_without_space_before_capital_is_a_marker():
    assert shape(read("RESOLVED:\n1.That one be bought.\n2.That two be sold.")) == [
        ("1.", "That one be bought."),
        ("2.", "That two be sold."),
    ]


def test_marker_alone_on_its_line_belongs_to_the_next():
    assert shape(read("RESOLVED:\n1.\n\nThat one be bought.\n\n2.\n\nThat two be sold.")) == [
        ("1.", "That one be bought."),
        ("2.", "That two be sold."),
    ]


def test_nested_markers_become_clauses():
    minutes = read(
        "RESOLVED:\n1. That the Director be asked to:\n(a) write to\n(i) the owner;\n(ii) the tenant; and\n"
        "(b) report back.\n2. That it end."
    )
    assert shape(minutes) == [("1.", "That the Director be asked to:"), ("2.", "That it end.")]
    assert minutes.resolutions[0].clauses == (
        Clause("(a)", "write to", (Clause("(i)", "the owner;"), Clause("(ii)", "the tenant; and"))),
        Clause("(b)", "report back."),
    )


def test_recommendation_in_the_same_list_begins_a_list_of_its_own():
    minutes = read("RESOLVED:\n1. That A be done.\nRECOMMEND to FULL COUNCIL:\n2. That B be done.")
    assert [(one.label, one.kind, one.opening) for one in minutes.resolutions] == [
        ("1.", "resolved", "RESOLVED:"),
        ("2.", "recommended", "RECOMMEND to FULL COUNCIL:"),
    ]


def test_numbered_recommendation_stays_in_its_list():
    minutes = read("RESOLVED:\n1. That A be done.\n2. RECOMMEND to Full Council that B be done.\n3. That C be done.")
    assert [(one.label, one.kind) for one in minutes.resolutions] == [
        ("1.", "resolved"),
        ("2.", "recommended"),
        ("3.", "resolved"),
    ]


def test_numbered_item_that_begins_with_agreed_stays_in_its_list():
    minutes = read("The Cabinet:\n1. Noted the report.\n2. Agreed to sell the quay.", decision=True)
    assert shape(minutes) == [("1.", "Noted the report."), ("2.", "Agreed to sell the quay.")]


def test_decision_heading_with_nothing_behind_it_stays_in_the_minutes():
    assert read("The report was considered.\n\nDECISION").text("paragraphs") == "The report was considered.\n\nDECISION"


def test_narrative_behind_a_list_goes_back_to_the_minutes():
    minutes = read(
        "First.\n\nRESOLVED:\n1. That A be done.\n\n"
        "The Chair thanked officers.\n\nRESOLVED: That B be done.\n\nIt closed."
    )
    assert minutes.text("paragraphs") == "First.\n\nThe Chair thanked officers.\n\nIt closed."
    assert [(one.text, one.after) for one in minutes.resolutions] == [("That A be done.", 1), ("That B be done.", 2)]


def test_paragraph_numbers_of_the_narrative_are_no_resolutions():
    text = "8.1 The officer spoke.\n\n8.2 Members asked.\n\n8.3 RESOLVED: That A be done.\n\n"
    text += "8.4 The Chair closed it.\n\n31a.1 Tea."
    minutes = read(text)
    assert [(one.text, one.opening) for one in minutes.resolutions] == [("That A be done.", "8.3 RESOLVED:")]
    assert minutes.text("paragraphs").split("\n\n") == [
        "8.1 The officer spoke.",
        "8.2 Members asked.",
        "8.4 The Chair closed it.",
        "31a.1 Tea.",
    ]


def test_noted_inside_a_sentence_is_discussion():
    minutes = read("It was noted that the roof leaked. Members agreed that this was bad and noted the cost.")
    assert minutes.resolutions == []


def test_agreed_without_a_list_is_discussion():
    assert read("Cabinet agreed that: the roof was old.").resolutions == []


def test_resolved_told_of_another_body_stays_and_is_named():
    minutes = read("In May the Panel had RESOLVED that A be done.")
    assert minutes.resolutions == []
    assert "RESOLVED" in minutes.unread[0]


def test_list_in_one_paragraph_is_cut():
    minutes = read("The Cabinet has: (a) endorsed the plan; (b) approved the budget; and (c) noted the risks.")
    assert shape(minutes) == [
        ("(a)", "endorsed the plan;"),
        ("(b)", "approved the budget; and"),
        ("(c)", "noted the risks."),
    ]


def test_committee_with_noted_under_decision_is_noted():
    minutes = read("The Committee:\n1. Noted the report.\n2. Approved the budget.", decision=True)
    assert [(one.label, one.kind) for one in minutes.resolutions] == [("1.", "noted"), ("2.", "resolved")]


def test_motion_led_to_by_a_colon_is_narrative():
    minutes = read("Councillor Ash moved:\n1. That A be done.\n2. That B be done.")
    assert minutes.resolutions == []


def test_there_were_none_under_decision_is_narrative():
    minutes = read("There were none.", decision=True)
    assert minutes.resolutions == []
    assert minutes.text("paragraphs") == "There were none."


def test_reasons_for_refusal_are_clauses_of_the_refusal():
    minutes = read(
        "RESOLVED: That permission be REFUSED for the following reasons:\n1. Harm to trees.\n2. Loss of light."
    )
    assert shape(minutes) == [("", "That permission be REFUSED for the following reasons:")]
    assert [clause.label for clause in minutes.resolutions[0].clauses] == ["1.", "2."]


def test_vote_between_two_items_does_not_end_the_list():
    minutes = read(
        "RESOLVED that:\n1. A be done; and\n\nVoting: unanimous\n\n2. B be done.\n\nVoting: unanimous\n\nIt closed."
    )
    assert shape(minutes) == [("1.", "A be done; and"), ("2.", "B be done.")]
    assert minutes.text("paragraphs") == "Voting: unanimous\n\nVoting: unanimous\n\nIt closed."
    assert [one.after for one in minutes.resolutions] == [0, 1]


def test_vote_between_two_clauses_stays_with_the_clause_above():
    minutes = read("RESOLVED:\n1. That officers:\n(a) sell A.\n\nVoting: unanimous\n\n(b) buy B.\n2. That it end.")
    assert minutes.resolutions[0].clauses == (
        Clause("(a)", "sell A.\n\nVoting: unanimous"),
        Clause("(b)", "buy B."),
    )


def test_paragraph_inside_a_list_belongs_to_the_item_above():
    minutes = read("RESOLVED:\n1. That A be done.\n\nThe plan is in the library.\n\n2. That B be done.")
    assert shape(minutes) == [("1.", "That A be done.\n\nThe plan is in the library."), ("2.", "That B be done.")]


def test_unmarked_paragraphs_that_begin_with_that_are_resolutions():
    assert shape(read("RESOLVED:\n\nThat A be done.\n\nThat B be done.\n\nIt closed.")) == [
        ("", "That A be done."),
        ("", "That B be done."),
    ]


KINDS = [
    ("That the report be noted.", "noted"),
    ("That the report be received and noted.", "noted"),
    ("To note the report.", "noted"),
    ("That the Committee notes the report.", "noted"),
    ("That the report be noted and that the scheme be approved.", "resolved"),
    ("That the scheme be approved.", "resolved"),
    ("To recommend to Council that the budget be approved.", "recommended"),
    ("Agreed to recommend to Council that the budget be approved.", "recommended"),
    ("That Council be recommended to approve the budget.", "recommended"),
    ("That notice be given.", "resolved"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS, ids=[text for text, _ in KINDS])
def test_kind_is_told_by_the_words(text, kind):
    assert [one.kind for one in read(f"RESOLVED: {text}").resolutions] == [kind]


def test_item_that_runs_on_over_a_line_is_joined():
    assert shape(read("RESOLVED:\n1. That the plan for the\nnorth of the town be approved.\n2. That B be done.")) == [
        ("1.", "That the plan for the north of the town be approved."),
        ("2.", "That B be done."),
    ]


@pytest.mark.parametrize(
    ("text", "resolutions"),
    [
        ("RESOLVED: Full Council NOTED the report.", [("", "Full Council NOTED the report.")]),
        (
            "RESOLVED that –\n\nthe plan be agreed; and\n\nropes be bought.",
            [("", "the plan be agreed; and"), ("", "ropes be bought.")],
        ),
        ("RESOLVED FURTHER – That thanks be given.", [("", "That thanks be given.")]),
        (
            "RESOLVED:\n\n1 That wells be dug;\n\n2 That ropes be bought.",
            [("1", "That wells be dug;"), ("2", "That ropes be bought.")],
        ),
        ("resolved:\n\nThat wells be dug.", [("", "That wells be dug.")]),
        ("Resolved: That the Portfolio Holder:\n\nApproved the wells.", [("", "Approved the wells.")]),
        (
            "Decision made:\n\ni. Agreed to dig.\n\nii. Noted the rain.",
            [("i.", "Agreed to dig."), ("ii.", "Noted the rain.")],
        ),
        ("Recommended to Council –\n\n(a) dig wells\n\n(b) buy ropes", [("(a)", "dig wells"), ("(b)", "buy ropes")]),
    ],
)
def test_resolutions_in_further_forms_are_read(text, resolutions):
    minutes = read_minutes(read_lines(text))
    assert [(one.label, one.text) for one in minutes.resolutions] == resolutions
    assert minutes.paragraphs == []


def test_names_a_line_belong_to_the_resolution_that_leads_to_them():
    minutes = read_minutes(read_lines("RESOLVED: That these be appointed:\n\nAnn Reed\n\nUna Brae\n\nTea was taken."))
    assert [one.text for one in minutes.resolutions] == ["That these be appointed:\n\nAnn Reed\n\nUna Brae"]
    assert minutes.text("paragraphs") == "Tea was taken."


def test_list_behind_an_unfinished_clause_is_nested():
    minutes = read_minutes(read_lines("RESOLVED to:\n\nAsk the Warden to\n\n1) dig; and\n\n2) rest."))
    assert [one.label for one in minutes.resolutions[0].clauses] == ["1)", "2)"]
