"""What opens resolutions, and what only looks as if it did."""

import pytest

from minutes.text.lines import read_lines
from minutes.text.minute import read_minutes
from tests.minutes.text.test_minute import read, shape

OPENINGS = [
    ("RESOLVED:", "resolved"),
    ("RESOLVED –", "resolved"),
    ("RESOLVED -", "resolved"),
    ("RESOLVED", "resolved"),
    ("RESOLVED that:", "resolved"),
    ("RESOLVED:-", "resolved"),
    ("RESOLVEd", "resolved"),
    ("Resolved:", "resolved"),
    ("Resolved:-", "resolved"),
    ("Resolved: (By 14 votes to none)", "resolved"),
    ("RESOLVED (unanimously):", "resolved"),
    ("RESOLVED unanimously that:", "resolved"),
    ("The Committee resolved:-", "resolved"),
    ("The Committee RESOLVED:", "resolved"),
    ("The Planning and Licensing Sub-Committee unanimously resolved that:", "resolved"),
    ("It was RESOLVED that:", "resolved"),
    ("Accordingly, it was RESOLVED:", "resolved"),
    ("It was resolved to:", "resolved"),
    ("46.3 RESOLVED:", "resolved"),
    ("AGREED", "resolved"),
    ("AGREED:", "resolved"),
    ("AGREED that:", "resolved"),
    ("Agreed:", "resolved"),
    ("Cabinet agreed that:", "resolved"),
    ("The Executive agreed to:", "resolved"),
    ("It was agreed that:", "resolved"),
    ("DECISION", "resolved"),
    ("DECISIONS", "resolved"),
    ("DECISION:", "resolved"),
    ("Decision", "resolved"),
    ("Decision made (Unanimously):", "resolved"),
    ("Recommended:", "recommended"),
    ("RECOMMENDED:", "recommended"),
    ("RECOMMENDED to Full Council:", "recommended"),
    ("RECOMMEND to FULL COUNCIL:", "recommended"),
    ("RECOMMENDED TO COUNCIL that:", "recommended"),
    ("RESOLVED TO RECOMMEND to Council that:", "recommended"),
    ("RESOLVED and RECOMMENDED to Council:", "recommended"),
    ("PENDERFYNWYD", "resolved"),
    ("Penderfynwyd:", "resolved"),
    ("PENDERFYNWYD:-", "resolved"),
]


@pytest.mark.parametrize(("opening", "kind"), OPENINGS, ids=[opening for opening, _ in OPENINGS])
def test_list_behind_every_opening_is_read(opening, kind):
    minutes = read(f"The Head of Parks spoke.\n\n{opening}\n\n1. That the lease be signed.\n2. That a bench be bought.")
    assert shape(minutes) == [("1.", "That the lease be signed."), ("2.", "That a bench be bought.")]
    assert [one.kind for one in minutes.resolutions] == [kind, kind]
    assert minutes.resolutions[0].opening == opening
    assert minutes.text("paragraphs") == "The Head of Parks spoke."
    assert minutes.unread == []


SINGLES = [
    ("RESOLVED: That the lease be signed.", "RESOLVED:", "That the lease be signed."),
    ("RESOLVED:That the lease be signed.", "RESOLVED:", "That the lease be signed."),
    ("RESOLVED – That the lease be signed.", "RESOLVED –", "That the lease be signed."),
    ("RESOLVED that the lease be signed.", "RESOLVED", "that the lease be signed."),
    ("RESOLVED to sign the lease.", "RESOLVED", "to sign the lease."),
    ("RESOLVEd that the lease be signed.", "RESOLVEd", "that the lease be signed."),
    ("Resolved that the lease be signed.", "Resolved", "that the lease be signed."),
    ("The Committee resolved to sign the lease.", "The Committee resolved", "to sign the lease."),
    ("It was RESOLVED that the lease be signed.", "It was RESOLVED", "that the lease be signed."),
    ("AGREED that the lease be signed.", "AGREED", "that the lease be signed."),
    ("AGREED: the lease.", "AGREED:", "the lease."),
    ("DECISION: That the lease be signed.", "DECISION:", "That the lease be signed."),
    (
        "Resolved: (By 14 votes to none) That the lease be signed.",
        "Resolved: (By 14 votes to none)",
        "That the lease be signed.",
    ),
    ("PENDERFYNWYD derbyn yr adroddiad.", "PENDERFYNWYD", "derbyn yr adroddiad."),
    ("RESOLVED:\n\nThat the lease be signed.", "RESOLVED:", "That the lease be signed."),
    ("3. RESOLVED: That the lease be signed.", "3. RESOLVED:", "That the lease be signed."),
]


@pytest.mark.parametrize(("text", "opening", "words"), SINGLES, ids=[text for text, _, _ in SINGLES])
def test_single_resolution_without_marker_is_read(text, opening, words):
    minutes = read(text)
    assert [(one.label, one.text, one.opening) for one in minutes.resolutions] == [("", words, opening)]
    assert minutes.text("paragraphs") is None


def test_several_openings_are_never_merged():
    minutes = read("RESOLVED:\n1. That A be done.\n2. That B be done.\n\nRESOLVED:\n1. That C be done.")
    assert [(one.text, one.starts) for one in minutes.resolutions] == [
        ("That A be done.", True),
        ("That B be done.", False),
        ("That C be done.", True),
    ]


def test_numbered_openings_begin_lists_of_their_own():
    minutes = read("1. RESOLVED: That A be done.\n2. RESOLVED: That B be done.")
    assert [(one.text, one.opening) for one in minutes.resolutions] == [
        ("That A be done.", "1. RESOLVED:"),
        ("That B be done.", "2. RESOLVED:"),
    ]


def test_opening_at_the_end_of_a_paragraph_is_found():
    minutes = read("It was moved by Councillor Ash, seconded by Councillor Birch and RESOLVED – That A be done.")
    assert [(one.text, one.opening) for one in minutes.resolutions] == [("That A be done.", "and RESOLVED –")]
    assert minutes.text("paragraphs") == "It was moved by Councillor Ash, seconded by Councillor Birch"


def test_opening_sentence_inside_a_paragraph_is_found():
    minutes = read("Members asked about cost. Therefore, it was RESOLVED that A be done.")
    assert minutes.text("paragraphs") == "Members asked about cost."
    assert [(one.text, one.opening) for one in minutes.resolutions] == [
        ("that A be done.", "Therefore, it was RESOLVED")
    ]


def test_body_has_with_verbs_opens_a_list():
    minutes = read("The Cabinet has:\n(a) endorsed the plan; and\n(b) approved the budget.")
    assert shape(minutes) == [("(a)", "endorsed the plan; and"), ("(b)", "approved the budget.")]


def test_body_with_questions_opens_no_list():
    minutes = read("The Committee:\n• asked about cost\n• thanked officers")
    assert minutes.resolutions == []
    assert minutes.text("paragraphs") == "The Committee:\n\n- asked about cost\n- thanked officers"


def test_list_under_decision_needs_no_opening():
    assert shape(read("1. That A be done.\n2. That B be done.", decision=True)) == [
        ("1.", "That A be done."),
        ("2.", "That B be done."),
    ]


def test_list_without_opening_in_minutes_is_read_and_named():
    minutes = read("The report was considered.\n\n1. That A be done.\n2. That B be done.")
    assert len(minutes.resolutions) == 2
    assert "without an opening" in minutes.unread[0]


def test_opening_with_nothing_behind_it_stays_in_the_minutes():
    minutes = read("The report was considered.\n\nRESOLVED:")
    assert minutes.resolutions == []
    assert minutes.text("paragraphs") == "The report was considered.\n\nRESOLVED:"


def test_stem_of_a_list_belongs_to_the_opening():
    minutes = read("RESOLVED: That Cabinet:\n(a) approves the plan;\n(b) notes the risks.")
    assert minutes.resolutions[0].opening == "RESOLVED: That Cabinet:"
    assert shape(minutes) == [("(a)", "approves the plan;"), ("(b)", "notes the risks.")]


def test_long_preface_of_an_opening_stays_in_the_minutes():
    preface = (
        "Having heard at great length from every resident of the three lanes behind the mill and their two solicitors,"
    )
    minutes = read_minutes(read_lines(f"{preface} the Committee resolved that wells be dug."))
    assert minutes.text("paragraphs") == preface
    assert [one.text for one in minutes.resolutions] == ["that wells be dug."]
