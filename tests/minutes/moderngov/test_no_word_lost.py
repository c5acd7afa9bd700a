"""Never lose a word, and keep the order: over any mixture of forms, in text and in HTML."""

import json
import re
from collections import Counter
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes.moderngov.parse import parse
from minutes.text.lines import read_lines
from minutes.text.minute import read_minutes
from minutes.text.records import Clause, Item, Page, Resolution

HEADS = ["RESOLVED:", "RESOLVED –", "RESOLVED", "RESOLVED that", "RESOLVED to", "RESOLVED:That", "RESOLVEd", "AGREED"]
HEADS += ["Resolved: (By 14 votes to none)", "The Committee resolved to", "AGREED that", "Cabinet agreed that:"]
HEADS += [
    "The Cabinet has:",
    "DECISION",
    "DECISION:",
    "RECOMMENDED to Full Council:",
    "PENDERFYNWYD",
    "It was RESOLVED that:",
]
HEADS += [
    "1.",
    "1.",
    "1.",
    "2.",
    "3.",
    "(a)",
    "(b)",
    "(i)",
    "(ii)",
    "a)",
    "i.",
    "A:",
    "•",
    "·",
    "-",
    "1.1",
    "8.1",
    "46.3",
]
HEADS += [
    "31a.1",
    "That",
    "That",
    "and",
    "Reasons for Decision",
    "Reason:",
    "Other Options Considered",
    "",
    "",
    "",
    "",
    "",
]
HEADS += ["Other options considered –", "Conflict of Interest: None", "Voting: unanimous", "For: 3", "Against: 4"]
HEADS += [
    "The amendment was lost by 4 votes to 3.",
    "It was noted that",
    "Additional documents:",
    "Minutes:",
    "Decision:",
]
HEADS += ["Report of the", "Therefore, it was RESOLVED that", "Councillor Ash moved:", "| w |"]
TAILS = [
    ".",
    ";",
    ":",
    "",
    "; and",
    ". Reasons for Decision:",
    ". Therefore, it was RESOLVED that",
    " pdf icon PDF 20 KB",
]
PIECES = st.lists(
    st.tuples(st.sampled_from(HEADS), st.integers(0, 4), st.sampled_from(TAILS), st.integers(0, 3)),
    min_size=1,
    max_size=14,
)


def numbered(pieces: list[tuple[str, int, str, int]]) -> list[str]:
    """The pieces as lines; each word that is no form is different from all others and says its place."""
    lines, count = [], 0
    for head, words, tail, indent in pieces:
        own = [f"w{count + place}x" for place in range(words)]
        count += words
        lines.append(" " * 2 * indent + " ".join([head, *own]).strip() + (tail if own else ""))
    return lines


def places(text: str | None) -> list[int]:
    return [int(found) for found in re.findall(r"\bw(\d+)x\b", text or "")]


def told(clause: Resolution | Clause) -> str:
    opening = clause.opening if isinstance(clause, Resolution) else ""
    return " ".join([opening, clause.label, clause.text, *map(told, clause.clauses)])


def fields(item: Item) -> list[list[int]]:
    """The places of the words in each field, the resolutions at their place in the narrative."""
    paragraphs = item.minutes.split("\n\n") if item.minutes else []
    story: list[str] = []
    for place in range(len(paragraphs) + 1):
        story += [told(one) for one in item.resolutions if one.after == place]
        story += paragraphs[place : place + 1]
    documents = " ".join(document.title for document in item.documents)
    parts = [
        item.title,
        item.report_credit,
        item.purpose,
        documents,
        item.options_considered,
        item.reasons,
        " ".join(story),
    ]
    return [places(part) for part in parts]


def check(item: Item, source: str) -> None:
    found = fields(item)
    assert Counter(place for part in found for place in part) == Counter(places(source))


@settings(max_examples=300, deadline=None)
@given(PIECES, st.sampled_from(["\n", "\n\n", "\n\u00a0\n"]))
def test_no_word_of_a_text_page_is_lost_or_doubled(pieces, gap):
    body = gap.join(numbered(pieces))
    source = f"Issue - meetings\n\nParks\n\nMeeting: 01/02/2020 - Cabinet (Item 7)\n\n7 Parks\n\n{body}\n"
    check(parse(source.encode(), "page.txt").items[0], body)


@settings(max_examples=200, deadline=None)
@given(PIECES)
def test_no_word_of_an_html_page_is_lost_or_doubled(pieces):
    body = "".join(f"<p>{escape(line).replace('  ', '&nbsp; ')}</p>\n" for line in numbered(pieces))
    heading = "<h1>Issue - meetings</h1><h2>Parks</h2><h3>Meeting: 01/02/2020 - Cabinet (Item 7)</h3><p>7 Parks</p>"
    source = f"<!DOCTYPE html><html><body>{heading}{body}</body></html>"
    check(parse(source.encode(), "page.html").items[0], body)


@settings(max_examples=300, deadline=None)
@given(PIECES)
def test_words_of_minutes_stay_in_their_order(pieces):
    text = "\n\n".join(
        line for line in numbered(pieces) if not line.strip().startswith(("Minutes:", "Decision:", "Additional"))
    )
    minutes = read_minutes(read_lines(text))
    story: list[str] = []
    for place in range(len(minutes.paragraphs) + 1):
        story += [told(one) for one in minutes.resolutions if one.after == place]
        story += [one.words for one in minutes.paragraphs[place : place + 1]]
    for part in (" ".join(story), minutes.text("reasons"), minutes.text("options")):
        assert places(part) == sorted(places(part))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text("RESOLVEDthanoted 1ai().:;–-•\u00a0", max_size=30), max_size=8))
def test_no_letter_of_any_text_is_lost(lines):
    text = "\n".join(lines)
    minutes = read_minutes(read_lines(text))
    words = [one.words for one in [*minutes.paragraphs, *minutes.reasons, *minutes.options]] + [
        told(one) for one in minutes.resolutions
    ]
    assert Counter("".join("".join(words).split())) == Counter("".join(text.split()))


PAGES = {
    "item": "Agenda item\n\nMeeting of Cabinet, Tuesday 1 June 2021 6.00 pm (Item 7)\n\nParks\n\n{}\n",
    "decision": (
        "Decision details\n\nParks\n\nDecision Maker: Cabinet\n\nIs Key decision?: No\n\nDecision:\n\n{}\n\n"
        "Publication date: 01/02/2020\n"
    ),
    "decision without headings": (
        "Decision Maker: Cabinet\n\nIs Key decision?: No\n\n{}\n\nDate of decision: 01/02/2020\n"
    ),
    "issue-decisions": "Issue - decisions\n\nParks\n\n01/02/2020 - Parks\n\n{}\n",
    "decisions published": (
        "Decisions published\n\n01/02/2020 - Parks ref: 12    Decision Made\n\nDecision Maker: Cabinet\n\n"
        "Decision published: 02/02/2020\n\n{}\n\nLead officer: Ann Reed\n"
    ),
    "meeting": "Agenda and minutes\n\nBoard - Tuesday 1 June 2021 6.00 pm\n\nItems\n\n41.\n\nParks\n\n{}\n",
    "committee": "Committee details\n\nParks Board\n\nPurpose of committee\n\n{}\n",
}


def everything(page: Page) -> list[int]:
    """The places of the words anywhere in the record, openings and what is for a person to look at included."""
    openings = [one.opening for item in page.items for one in item.resolutions]
    return places(" ".join([json.dumps(page.to_json()).replace("\\n", " "), *openings]))


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
@settings(max_examples=100, deadline=None)
@given(pieces=PIECES)
def test_no_word_of_any_kind_of_page_is_lost(page, pieces):
    body = "\n\n".join(numbered(pieces))
    assert set(everything(parse(page.format(body).encode(), "page"))) == set(places(body))
