"""Hostile and broken input: read in a time that grows as the page does, or refused with a sentence."""

from contextlib import suppress
from time import process_time

import pytest

from minutes.moderngov.parse import NotAPage, parse

MINUTES = "Issue - meetings\n\nParks\n\nMeeting: 01/02/2020 - Cabinet (Item 7)\n\n7 Parks\n\nMinutes:\n\n"
HEADS = {
    "issue": MINUTES,
    "decision": "Decision details\n\nT\n\nDecision Maker: X\n\nIs Key decision?: No\n\n",
    "committee": "Committee details\n\nX\n\nMembership\n\n",
    "member": "Councillor details\n\nX\n\nParty: A\n\nWard: B\n\n",
    "item": "Agenda item\n\nT\n\n",
    "meeting": "Agenda and minutes\n\nBoard - Monday 1 June 2020 7.00 pm\n\nItems\n\n",
}
UNITS = (
    *(
        "(a) ",
        "  \u00a0 ",
        "Meeting: ",
        "RESOLVED ",
        "RESOLVED: that the ",
        "- ",
        "and it was ",
        "Councillor Ash, ",
        "For 1 ",
    ),
    *("| ", "The Cabinet and ", "reasons for ", "(", "1. ", "Conflict of interest ", "Report of the Director. ", "<AI"),
    *(
        "pdf icon PDF 1 KB ",
        "by 1 votes to 2 ",
        "motion carried ",
        "Having heard, the Committee ",
        "01/02/2020 ",
        "That ",
    ),
)


def seconds(text: str) -> float:
    start = process_time()
    with suppress(NotAPage):
        parse(text.encode(), "page")
    return process_time() - start


@pytest.mark.parametrize("gap", ["", "\n"], ids=["one line", "lines"])
@pytest.mark.parametrize("unit", UNITS)
def test_runs_of_a_form_are_read_in_a_time_that_grows_with_the_page(unit, gap):
    short = seconds(MINUTES + gap.join([unit] * 500))
    long = seconds(MINUTES + gap.join([unit] * 2000))
    assert long < 8 * short + 0.5  # four times as much; sixteen times as long were quadratic


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
def test_every_kind_of_page_is_read_in_good_time(head):
    assert max(seconds(head + unit * 2000) for unit in ("(a) ", "Councillor Ash (Chair) ", "x" * 9, " - ")) < 3


def test_page_of_five_megabytes_is_read_in_good_time():
    paragraph = "The officer spoke of the weir, the mill and the long wet summer, and Members thanked him for it. " * 5
    text = MINUTES + "\n\n".join([paragraph] * 10_000) + "\n\nRESOLVED:\n\n1. That the weir be mended."
    assert len(text) > 4_800_000
    start = process_time()
    item = parse(text.encode(), "page").items[0]
    assert process_time() - start < 60
    assert [one.text for one in item.resolutions] == ["That the weir be mended."]


def test_html_without_end_nested_deep_is_read_or_refused():
    body = f"<html><body><h1>Agenda item</h1>{'<div>' * 3000}<p>Wells</p>"
    with suppress(NotAPage):
        parse(body.encode(), "page.html")


def test_error_page_of_a_server_is_refused_with_what_was_found():
    page = "<html><head><title>500</title></head><body><h1>Server Error in '/' Application.</h1><p>Runtime Error</p></body></html>"
    with pytest.raises(NotAPage, match="Server Error in '/' Application"):
        parse(page.encode(), "page.html")


@pytest.mark.parametrize(
    "heading",
    ["Library", "Browse forward plans", "Search", "ePetition details", "Calendar of meetings", "Outside body details"],
)
def test_other_pages_of_that_system_are_refused(heading):
    with pytest.raises(NotAPage):
        parse(f"<html><body><h1>{heading}</h1><p>Words.</p></body></html>".encode(), "page.html")


@pytest.mark.parametrize("size", range(0, 1400, 70))
def test_page_cut_off_anywhere_is_read_as_far_as_it_goes(size):
    text = (
        "<html><body><div id='modgov'><h1 class='mgMainTitleTxt'>Agenda and minutes</h1>"
        "<h2 class='mgSubTitleTxt'>Board - Monday 1 June 2020 7.00 pm</h2><table class='mgItemTable'>"
        + "".join(
            f"<tr><td class='mgItemNumberCell'>{n}.</td><td><p>Wells {n}</p><p>Minutes:</p><p>RESOLVED: That {n} be dug.</p></td></tr>"
            for n in range(1, 9)
        )
    )
    with suppress(NotAPage):
        page = parse(text[:size].encode(), "page.html")
        assert all(item.label for item in page.items[:-1])
