"""Reasons, options and interests are told from resolutions and narrative."""

import pytest

from minutes.text.lines import read_lines
from minutes.text.minute import read_minutes
from tests.minutes.text.test_minute import read, shape

REASONS = [
    "Reasons for Decision",
    "Reason for Decision:",
    "Reason for Decisions",
    "REASON FOR DECISION(S):",
    "REASONS",
    "REASON –",
]
REASONS += [
    "Reason:",
    "The reason for the decision:",
    "Reasons for the decision",
    "Reasons for decision:-",
    "Reason for Recommendation:",
]


OPTIONS = [
    "Other Options Considered",
    "Other options considered –",
    "Other Options",
    "Alternative Options considered and rejected:",
]
OPTIONS += [
    "Alternative options considered:",
    "OTHER OPTIONS CONSIDERED AND REJECTED –",
    "Alternative Options Considered :-",
]
OPTIONS += [
    "Alternative options:",
    "Other (alternative) options considered:",
    "Details of any alternative options considered and rejected:",
]


@pytest.mark.parametrize("heading", REASONS)
@pytest.mark.parametrize("gap", ["\n\n", " "], ids=["own line", "same line"])
def test_reasons_under_every_heading_are_read(heading, gap):
    if gap == " " and not heading.rstrip().endswith((":", "–", ":-")):
        gap = "\n"
    minutes = read(f"RESOLVED:\n1. That A be done.\n\n{heading}{gap}It saves money.\n\nAnd time.")
    assert minutes.text("reasons") == "It saves money.\n\nAnd time."
    assert shape(minutes) == [("1.", "That A be done.")]


@pytest.mark.parametrize("heading", OPTIONS)
def test_options_under_every_heading_are_read(heading):
    minutes = read(
        f"RESOLVED:\n1. That A be done.\n\n{heading}\n\nTo do nothing.\n\nReason for Decision: It saves money."
    )
    assert minutes.text("options") == "To do nothing."
    assert minutes.text("reasons") == "It saves money."


def test_options_none_on_the_line_of_the_heading_is_none():
    assert read("RESOLVED: That A be done.\n\nOther options considered – none").text("options") == "none"


@pytest.mark.parametrize("gap", [" ", "  "])
def test_reasons_inside_the_last_item_are_cut_off(gap):
    minutes = read(
        f"RESOLVED:\n1. That A be done.\n2. That B be done.{gap}"
        "Reasons for Decision: It saves money. Other options considered – none"
    )
    assert shape(minutes) == [("1.", "That A be done."), ("2.", "That B be done.")]
    assert minutes.text("reasons") == "It saves money."
    assert minutes.text("options") == "none"


def test_reasons_glued_behind_the_last_item_without_colon_are_cut_off():
    minutes = read(
        "RESOLVED:\n1. That A be done. Reasons for Decision To save money. Other Options Considered Doing nothing."
    )
    assert (minutes.text("reasons"), minutes.text("options")) == ("To save money.", "Doing nothing.")


def test_reasons_in_a_sentence_are_no_heading():
    minutes = read(
        "RESOLVED: That A be done.\n\nReasons were given by the officer. The reason for the decision was cost."
    )
    assert minutes.text("reasons") is None


INTERESTS = [
    "Conflict of Interest: None",
    "Dispensation Granted: None",
    "Conflicts of interest / dispensations granted – none",
]


@pytest.mark.parametrize("line", INTERESTS)
def test_interests_end_a_section_and_stay_in_the_minutes(line):
    minutes = read(f"RESOLVED: That A be done.\n\nReasons for Decision:\nTo save money.\n\n{line}")
    assert minutes.text("reasons") == "To save money."
    assert minutes.text("paragraphs") == line


def test_interests_are_read_beside_the_minutes():
    minutes = read_minutes(
        read_lines("RESOLVED: That it be.\n\nConflict of Interest: None\n\nDispensation Granted: One")
    )
    assert (minutes.text("interests"), minutes.text("dispensations")) == ("None", "One")
    assert minutes.text("paragraphs") == "Conflict of Interest: None\n\nDispensation Granted: One"
