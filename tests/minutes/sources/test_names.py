"""Committee and date from the names of files and folders."""

import datetime as dt

import pytest

from minutes.sources.names import date_in, known_of

MARCH = dt.date(2021, 3, 4)


@pytest.mark.parametrize(
    ("name", "committee", "day"),
    [
        ("2021-03-04 Planning Committee minutes.docx", "Planning Committee", MARCH),
        ("Cabinet_04032021.pdf", "Cabinet", MARCH),
        ("Minutes - Audit Committee - 4th March 2021.docx", "Audit Committee", MARCH),
        ("20210304_PlanningCommittee_final.docx", "Planning Committee", MARCH),
        ("planning-committee-04-03-2021.pdf", "Planning Committee", MARCH),
        ("PLANNING COMMITTEE 04.03.21 (signed).pdf", "Planning Committee", MARCH),
        ("Draft Minutes of Full Council 4 Mar 2021 v2.docx", "Full Council", MARCH),
        ("Licensing Sub-Committee March 4, 2021.docx", "Licensing Sub-Committee", MARCH),
        ("Overview & Scrutiny Panel 2021 March 4.pdf", "Overview & Scrutiny Panel", MARCH),
        ("Planning Committee/2021.03.04.docx", "Planning Committee", MARCH),
        ("archive/Joint Waste Board/2021/Minutes 4 March 2021.pdf", "Joint Waste Board", MARCH),
        ("Pwyllgor Cynllunio 4 Mawrth 2021.docx", "Pwyllgor Cynllunio", MARCH),
        ("minutes.docx", None, None),
        ("scan0001.pdf", None, None),
        ("Planning Committee.docx", "Planning Committee", None),
        ("2021-03-04.docx", None, MARCH),
        ("Cabinet 31-02-2021.docx", "Cabinet", None),
        ("Cabinet 12345678901.docx", "Cabinet", None),
    ],
)
def test_name_of_a_file_says_whose_minutes_and_when(name, committee, day):
    known = known_of(name)
    assert (known.committee, known.date, known.sure) == (committee, day, False)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20101220", dt.date(2010, 12, 20)),
        ("20122010", dt.date(2010, 12, 20)),
        ("01021999", dt.date(1999, 2, 1)),
        ("1.2.99", dt.date(1999, 2, 1)),
        ("1st-Sept-2004", dt.date(2004, 9, 1)),
        ("20211304", None),
        ("4 Smarch 2021", None),
        ("version 1.2.3", None),
    ],
)
def test_date_in_any_of_its_forms(text, day):
    assert date_in(text) == day
