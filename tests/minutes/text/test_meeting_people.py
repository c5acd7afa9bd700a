"""Who was at a meeting, in the forms in which minutes list them."""

import pytest

from minutes.text.lines import Line, read_lines
from minutes.text.meeting_people import attendance_heading, read_attendance
from minutes.text.records import Member, Presence


def told(text):
    """Each person as name and status, * for the chair, and whom they stood in for."""
    found = read_attendance(read_lines(text))
    people = [
        f"{one.name}{'*' * one.is_chair} {one.status}{f' for {one.substitute_for}' if one.substitute_for else ''}"
        for one in found.presences
    ]
    return people, [one.words for one in found.unread]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Present: Councillor Ada Thornley (Chair)", ["Ada Thornley* present"]),
        ("PRESENT\nCllr A Moss\nCllr B Fenn (Chairman)", ["A Moss present", "B Fenn* present"]),
        ("Present:- Councillors Moss, Fenn and Hay.", ["Moss present", "Fenn present", "Hay present"]),
        ("Members present: A Moss; B Fenn; C Hay", ["A Moss present", "B Fenn present", "C Hay present"]),
        ("Present: Councillors A. Moss (in the Chair), Mrs B. J. Fenn OBE & Dr C O’Hay", ["A. Moss* present", "Mrs B. J. Fenn OBE present", "Dr C O’Hay present"]),
        ("Chair: Councillor A Moss\nPresent: Councillors A Moss and B Fenn", ["A Moss* present", "B Fenn present"]),
        ("Present: Councillor A Moss in the Chair\nCouncillor B Fenn", ["A Moss* present", "B Fenn present"]),
        ("Apologies for absence: Councillors D Pike and E Reed", ["D Pike apologies", "E Reed apologies"]),
        ("Apologies were received from: Councillor D Pike", ["D Pike apologies"]),
        ("Absent: Councillor F Shaw", ["F Shaw absent"]),
        ("Present: Councillor A Moss (substitute for Councillor D Pike)", ["A Moss substitute for D Pike"]),
        ("Present: Councillor A Moss (as substitute for D Pike)", ["A Moss substitute for D Pike"]),
        ("Substitutes: Councillor A Moss (for Councillor D Pike)", ["A Moss substitute"]),
        ("Also present: Councillor G Tate", ["G Tate in_attendance"]),
        ("Present: Cynghorwyr Ann ap Rhys a Bob Jones", ["Ann ap Rhys present", "Bob Jones present"]),
        ("Apologies: None\nPresent: Councillor A Moss", ["A Moss present"]),
        ("Present: Councillor Jean-Luc de la Tour and Councillor Siân O'Neill", ["Jean-Luc de la Tour present", "Siân O'Neill present"]),
        ("Present: The Mayor, Councillor A Moss\nCouncillor B Fenn", ["A Moss* present", "B Fenn present"]),
    ],
)  # fmt: skip
def test_people_are_read(text, people):
    assert told(text)[0] == people


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ("Officers: Jo Reed (Head of Planning), Kim Lowe (Clerk)", [("Jo Reed", "Head of Planning"), ("Kim Lowe", "Clerk")]),
        ("In attendance: Sam Hale - Solicitor", [("Sam Hale", "Solicitor")]),
        ("In attendance:\nDirector of Housing, Q Rudd\nV Gray, Head of Audit", [("Q Rudd", "Director of Housing"), ("V Gray", "Head of Audit")]),
        ("Officers: Democratic Services Officer - S Tait", [("S Tait", "Democratic Services Officer")]),
    ],
)  # fmt: skip
def test_officers_have_their_posts(text, posts):
    found = read_attendance(read_lines(text))
    assert found.officers == [Member(name, "officer", post=post) for name, post in posts]
    assert [(one.name, one.status) for one in found.presences] == [(name, "in_attendance") for name, _ in posts]
    assert found.unread == []


@pytest.mark.parametrize(
    ("text", "remote"),
    [
        ("Present: Councillors A Moss (attended remotely), B Fenn and C Hay (via Teams)", ["A Moss", "C Hay"]),
        ("Present: Councillor A Moss (Chair)\nCouncillor B Fenn, joined online\nCouncillor C Hay", ["B Fenn"]),
        ("Present: Councillors A Moss (Chair, attending virtually) and B Fenn - by video link", ["A Moss", "B Fenn"]),
        ("Present: Councillor A Moss\nPresent (remotely): Councillors B Fenn and C Hay", ["B Fenn", "C Hay"]),
        ("Attending remotely: Councillor A Moss\nIn attendance: Jo Reed (Head of Online Services)", ["A Moss"]),
        ("In attendance: V Gray (via Zoom), Head of Audit; Sam Hale", ["V Gray"]),
        ("Officers: Director of Housing (by telephone), Q Rudd", ["Q Rudd"]),
        ("Chair: Councillor A Moss\nPresent: Councillors A Moss (remotely) and B Fenn", ["A Moss"]),
        ("Presennol: Cynghorwyr Ann ap Rhys (o bell) a Bob Jones", ["Ann ap Rhys"]),
        ("Apologies: Councillor D Pike (virtual)", []),
    ],
)
def test_who_attended_remotely_is_told_from_who_was_in_the_room(text, remote):
    found = read_attendance(read_lines(text))
    assert [one.name for one in found.presences if one.is_remote] == remote
    assert found.unread == []


def test_rows_of_a_table_name_people():
    lines = [
        Line("| Present: | Councillor A Moss (Chair) |", row=True),
        Line("| Councillor B Fenn | Councillor C Hay |", row=True),
    ]
    found = read_attendance(lines)
    assert found.presences == [
        Presence("A Moss", "present", True),
        Presence("B Fenn", "present"),
        Presence("C Hay", "present"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Two members of the public",
        "Councillor B Fenn (Vice-Chair)",
        "Councillor B Fenn (from 7.15 pm)",
        "Councillor B Fenn left the meeting at nine.",
    ],
)
def test_what_finds_no_place_is_for_a_person_to_look_at(line):
    assert told(f"Present: Councillor A Moss\n{line}")[1] == [line]


@pytest.mark.parametrize(
    "text", ["Present were only a few", "Officers had said that", "Absentees", "Presentation of the budget"]
)
def test_sentence_is_no_heading_of_a_list(text):
    assert attendance_heading(Line(text)) is None
