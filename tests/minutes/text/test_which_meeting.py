"""Which committee's meeting of which day a text is about."""

import datetime as dt

import pytest

from minutes.text.meeting import Known, NotMinutes
from tests.minutes.text.test_meeting import HEAD, read

ITEMS = "\n1. PARKS\nTea.\n2. ROADS\nTea."


@pytest.mark.parametrize(
    ("head", "committee"),
    [
        ("Marlbridge Borough Council\nPlanning Committee\n4 March 2021", "Planning Committee"),
        ("MARLBRIDGE BOROUGH COUNCIL\nMINUTES OF THE COUNCIL\n4 March 2021", "Council"),
        ("Minutes of the Meeting of Full Council held on 4 March 2021", "Full Council"),
        ("Minutes of a special meeting of the Licensing Sub-Committee held on 4 March 2021", "Licensing Sub-Committee"),
        (
            "MINUTES of the PARKS AND OPEN SPACES PANEL held at the Hall on 4th March 2021",
            "Parks and Open Spaces Panel",
        ),
        ("CABINET\n4 March 2021", "Cabinet"),
        ("Cabinet Member for Housing\nThursday 4 March 2021", "Cabinet Member for Housing"),
        ("At a meeting of the Joint Waste Board held on 4 March 2021", "Joint Waste Board"),
    ],
)
def test_committee_is_read_in_the_head(head, committee):
    sitting = read(head + ITEMS).sittings[0]
    assert (sitting.committee, sitting.date) == (committee, dt.date(2021, 3, 4))


def test_what_is_known_beside_fills_what_the_text_does_not_say():
    page = read("Present: Councillor A Moss" + ITEMS, Known("Cabinet", dt.date(2020, 1, 2)))
    assert (page.items[0].committee, page.items[0].date) == ("Cabinet", dt.date(2020, 1, 2))


def test_text_goes_before_a_file_name_and_the_difference_is_named():
    page = read(HEAD + ITEMS, Known("Cabinet", dt.date(2020, 1, 2)))
    assert (page.items[0].committee, page.items[0].date) == ("Planning Committee", dt.date(2021, 3, 4))
    assert page.unread[:2] == (
        "The committee is Planning Committee in the text and Cabinet beside it.",
        "The date is 2021-03-04 in the text and 2020-01-02 beside it.",
    )


def test_what_is_sure_goes_before_the_text():
    page = read(HEAD + ITEMS, Known("Cabinet", dt.date(2020, 1, 2), sure=True))
    assert (page.items[0].committee, page.items[0].date) == ("Cabinet", dt.date(2020, 1, 2))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Present: Councillor A Moss" + ITEMS, "names no committee and date in its text or its file name."),
        ("Cabinet\nTea" + ITEMS, "names no date in its text or its file name."),
        ("Cabinet\n31 February 2021" + ITEMS, "names no date in its text or its file name."),
        ("4 March 2021" + ITEMS, "names no committee in its text or its file name."),
        (
            "Dear Ann,\nthank you for the cake.\nBob",
            "was read as text, but no headings of agenda items were found in it.",
        ),
        ("", "was read as text, but no headings of agenda items were found in it."),
    ],
)
def test_text_that_is_no_minutes_is_named(text, sentence):
    with pytest.raises(NotMinutes) as refused:
        read(text)
    assert str(refused.value) == sentence
