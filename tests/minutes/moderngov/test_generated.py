"""Minutes written at random in every form, and nested, dirty, mixed: what is read is what was written."""

import re
from html import escape
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes.moderngov.parse import parse
from tests.minutes.moderngov.writing import Truth, Writer

WORD = re.compile(r"\bw\d+x\b")
TEXT = "Issue - meetings\n\nParks\n\nMeeting: 01/02/2020 - Cabinet (Item 7)\n\n7 Parks\n\nMinutes:\n\n{}\n"
HTML = (
    "<!DOCTYPE html><html><body><div id='modgov'><h1 class='mgMainTitleTxt'>Issue - meetings</h1><h2>Parks</h2>"
    "<h3>Meeting: 01/02/2020 - Cabinet (Item 7)</h3><p>7 Parks</p><p class='mgSubItemTitleTxt'>Minutes:</p>{}</div></body></html>"
)


def shape(clause):
    return clause.label, WORD.findall(clause.text), [shape(one) for one in clause.clauses]


def written(clause):
    label, word, clauses = clause
    return label, [word], [written(one) for one in clauses]


def check(data: str, truth: Truth) -> None:
    item = parse(data.encode(), "page").items[0]
    assert [shape(one) for one in item.resolutions] == [written(one) for one in truth.resolutions]
    assert WORD.findall(item.minutes or "") == truth.story
    assert WORD.findall(item.reasons or "") == truth.reasons
    assert WORD.findall(item.options_considered or "") == truth.options


def paragraphs(text: str) -> str:
    """The lines as a browser saves them: marker and gap inside the paragraph, blank paragraphs between."""
    lines = [line for line in re.split(r"\r?\n", text) if line.strip()]
    return "\n".join(
        f"<p class='MsoNormal' style='margin-left:{18 * (len(line) - len(line.lstrip()))}pt'>{escape(line.strip())}</p>"
        "<p class='MsoNormal'>&nbsp;</p>"
        for line in lines
    )


@pytest.mark.parametrize("seed", range(60))
def test_minutes_as_text_are_read_as_written(seed):
    text, truth = Writer(Random(seed)).write()
    check(TEXT.format(text), truth)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**40))
def test_any_minutes_as_text_are_read_as_written(seed):
    text, truth = Writer(Random(seed)).write()
    check(TEXT.format(text), truth)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**40))
def test_any_minutes_as_html_are_read_as_written(seed):
    text, truth = Writer(Random(seed)).write()
    check(HTML.format(paragraphs(text)), truth)
