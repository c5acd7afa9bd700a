"""Days and times, who was at a meeting, labels and values: what pages say around the minutes."""

import datetime as dt

import pytest

from minutes.text.attendance import attendance_heading, read_presences
from minutes.text.dates import find_date, find_time
from minutes.text.facts import read_fact, read_facts
from minutes.text.lines import Line, read_lines
from minutes.text.records import Presence


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("7.30 pm", 19, 30),
        ("9.30am", 9, 30),
        ("6.00 p.m.", 18, 0),
        ("10.00 a.m.", 10, 0),
        ("2 pm", 14, 0),
        ("19:30", 19, 30),
        ("12 noon", 12, 0),
        ("12.15 am", 0, 15),
        ("2.00 o'r gloch", 14, 0),
        ("10.00 o’r gloch", 10, 0),
        ("2.00", 14, 0),
    ],
)
def test_times_of_day_are_read(text, hour, minute):
    assert find_time(text) == dt.time(hour, minute)


@pytest.mark.parametrize("text", ["", "Room 6", "25.70 pm", "item 12", "31/12/2020"])
def test_what_is_no_time_of_day_is_none(text):
    assert find_time(text) is None


@pytest.mark.parametrize(
    "text", ["3 Mar 2026", "3rd March, 2026", "03/03/2026", "3 o Fawrth 2026 ", "3-Mar-2026", "3ydd Mawrth 2026"]
)
def test_dates_are_read_in_short_and_in_welsh(text):
    assert find_date(text) == (None if "Fawrth" in text else dt.date(2026, 3, 3))


def test_present_councillors_are_each_a_councillor():
    found = read_presences([Line("Councillors Ash (Chair), Birch (Vice-Chair) and Cole")], "present")
    assert found == [
        Presence("Councillor Ash", "present", is_chair=True),
        Presence("Councillor Birch", "present"),
        Presence("Councillor Cole", "present"),
    ]


def test_page_that_lists_attendance_says_who_was_there_remotely():
    rows = [Line("| Councillor Ash | Chair | Present, virtual |", row=True), Line("Councillor Birch, joined online")]
    found = read_presences([*rows, Line("Councillor Cole (via Teams)"), Line("Councillor Dale")], "present")
    assert [(one.name, one.is_remote) for one in found] == [
        ("Councillor Ash", True), ("Councillor Birch", True), ("Councillor Cole", True), ("Councillor Dale", False),
    ]  # fmt: skip


def test_substitute_names_for_whom():
    found = read_presences([Line("Councillor Elm (substitute for Councillor Fern)")], "present")
    assert found == [Presence("Councillor Elm", "substitute", substitute_for="Councillor Fern")]


def test_sentence_is_no_name():
    assert read_presences([Line("the whole of the committee, which had come early")], "present") == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Present:", "present"),
        ("Members present:", "present"),
        ("Also in attendance:", "in_attendance"),
        ("Apologies for absence:", "apologies"),
        ("Absent:", "absent"),
        ("YN BRESENNOL:", "present"),
        ("WRTH LAW:", "in_attendance"),
        ("Ymddiheuriadau:", "apologies"),
    ],
)
def test_headings_of_attendance_are_known(text, status):
    assert attendance_heading(text) == (status, "")


def test_present_inside_a_sentence_is_no_heading():
    assert attendance_heading("Present plans were described at length.") is None


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Is Key decision?: No", "key", "No"),
        ("Is subject to call in?: Yes", "call_in", "Yes"),
        ("Made at meeting: 14/11/2023 - Board", "meeting", "14/11/2023 - Board"),
        ("Publication date: 07/06/2022", "published", "07/06/2022"),
        ("Decision Maker:", "maker", ""),
    ],
)
def test_labels_of_a_decision_are_known(text, name, value):
    assert read_fact(text) == (name, value)


@pytest.mark.parametrize("text", ["RESOLVED: That it be done", "Councillor Ash asked: why?", "Reason: It rains"])
def test_other_words_before_a_colon_are_no_label(text):
    assert read_fact(text) is None


def test_value_on_the_next_line_belongs_to_its_label():
    facts = read_facts(read_lines("Decision Maker:\n\nCabinet\n\nDecision:\n\nThat it be done.\n\nWards affected: All"))
    assert facts.values == {"maker": "Cabinet"}
    assert [one.text for one in facts.part("decision")] == ["That it be done."]
    assert facts.more == ["Wards affected: All"]
