"""Minutes of whole meetings: labelled ones as text, as a Word document and as a PDF file; and no word lost in any."""

import html
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from weasyprint import HTML

from minutes.text.lines import Line, read_lines
from minutes.text.meeting import cut, read_meeting
from minutes.text.meeting_items import item_starts
from minutes.text.pdf import read_pdf
from minutes.text.word import read_word
from tests.docx import abstract, docx, heading, level, listed, paragraph, restart, run, table, use

MINUTES = sorted((Path(__file__).parents[3] / "fixtures" / "sources" / "minutes").glob("*.txt"))
IDS = [path.stem for path in MINUTES]
HEAD = "Planning Committee\n4 March 2021\nPresent: Councillor A Moss\n"


def labelled(path):
    return json.loads(path.with_suffix(".txt.json").read_text())


def as_json(page):
    return json.loads(json.dumps(page.to_json()))


def headings(path):
    """The lines that head the items, as the label of the minutes knows them."""
    titles = [item["title"] for item in labelled(path)["items"]]
    return {line for line in path.read_text().splitlines() if any(line.endswith(title) for title in titles)}


@pytest.mark.parametrize("path", MINUTES, ids=IDS)
def test_labelled_minutes_are_read_as_their_label_says(path):
    assert as_json(read_meeting(read_lines(path.read_text()), path.name)) == labelled(path)


@pytest.mark.parametrize("path", MINUTES, ids=IDS)
def test_the_same_minutes_as_a_word_document_read_the_same(path):
    set_apart = headings(path)
    rows = [line for line in path.read_text().splitlines() if line.strip()]
    data = docx(*(heading(line) if line in set_apart else paragraph(line) for line in rows))
    assert as_json(read_meeting(read_word(data).lines, path.name)) == labelled(path)


@pytest.mark.parametrize("path", MINUTES, ids=IDS)
def test_the_same_minutes_as_a_pdf_file_read_the_same(path):
    set_apart = headings(path)
    rows = [line for line in path.read_text().splitlines() if line.strip()]
    marked = [f"<p{' class=h' * (line in set_apart)}>{html.escape(line.strip())}</p>" for line in rows]
    style = "@page{size:A5;@bottom-center{content:'Page ' counter(page)}} body{font:10pt serif} .h{font-weight:bold}"
    data = HTML(string=f"<html lang=en><style>{style}</style>{''.join(marked)}").write_pdf()
    assert as_json(read_meeting(read_pdf(data).lines, path.name)) == labelled(path)


def read(text, known=None):
    return read_meeting(read_lines(text), "a.txt", known)


def titles(text):
    return [(item.label, item.title) for item in read(HEAD + text).items]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("5. SCHOOL PLACES\nTea.\n6. ROADS\nTea.", [("5.", "SCHOOL PLACES"), ("6.", "ROADS")]),
        ("77/21 SCHOOL PLACES\nTea.\n78/21 ROADS\nTea.", [("77/21", "SCHOOL PLACES"), ("78/21", "ROADS")]),
        ("P/142 - SCHOOL PLACES\nTea.\nP/143 - ROADS\nTea.", [("P/142", "SCHOOL PLACES"), ("P/143", "ROADS")]),
        ("4a SCHOOL PLACES\nTea.\n4b ROADS\nTea.", [("4a", "SCHOOL PLACES"), ("4b", "ROADS")]),
        ("MINUTE NO. 12 SCHOOL PLACES\nTea.\nMINUTE NO. 13 ROADS\nTea.", [("12", "SCHOOL PLACES"), ("13", "ROADS")]),
        ("Item 3: Parks\nTea.\nItem 4: Roads\nTea.", [("3:", "Parks"), ("4:", "Roads")]),
        ("276. Parks\nTea.\n277. Roads\nTea.", [("276.", "Parks"), ("277.", "Roads")]),
        ("77/21\nSCHOOL PLACES\nTea.\n78/21\nROADS\nTea.", [("77/21", "SCHOOL PLACES"), ("78/21", "ROADS")]),
        ("5. SCHOOL PLACES\nAND NURSERIES\nTea.\n6. ROADS\nTea.", [("5.", "SCHOOL PLACES AND NURSERIES"), ("6.", "ROADS")]),
        ("5. SCHOOLS\nTea.\n6. Roads\nTea.\n7. PARKS\nTea.", [("5.", "SCHOOLS"), ("6.", "Roads"), ("7.", "PARKS")]),
        ("2021 BUDGET NOTES\n5. SCHOOLS\nTea.\n6. ROADS\nTea.", [("5.", "SCHOOLS"), ("6.", "ROADS")]),
        ("SCHOOLS\nTea.\nCOVID 19 UPDATE\nTea.\nROADS\nTea.", [(None, "SCHOOLS"), (None, "COVID 19 UPDATE"), (None, "ROADS")]),
    ],
)  # fmt: skip
def test_headings_of_items_are_found(text, found):
    assert titles(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "5. SCHOOLS\nRESOLVED:\n1. THAT TEA BE TAKEN.\n2. THAT CAKE BE EATEN.\n6. ROADS\nTea.",
        "5. SCHOOLS\nThe Chair named:\n1. Oak\n2. Ash\n3. Elm\n4. Yew\n5. Box\n6. Bay\n6. ROADS\nTea.",
        "5. SCHOOLS\nThe Chair asked for\n5.1 Oak\n5.2 Ash\n6. ROADS\nTea.",
        "5. SCHOOLS\nDECISION:\nThat tea be taken.\n6. ROADS\nREASONS FOR DECISION\nTea.",
        "5. SCHOOLS\n12 members voted for it.\n6. ROADS\nTea.",
    ],
)
def test_lists_and_headings_inside_an_item_head_none(text):
    assert titles(text) == [("5.", "SCHOOLS"), ("6.", "ROADS")]


def test_numbered_list_in_the_last_item_heads_none():
    assert titles("5. SCHOOLS\nTea.\n6. ROADS\nNamed were\n5. Oak\n6. Ash\n7. Elm") == [
        ("5.", "SCHOOLS"),
        ("6.", "ROADS"),
    ]


def test_heading_of_a_style_counts_without_capitals():
    lines = [*read_lines(HEAD), Line("Parks", heading=True), Line("Tea."), Line("Roads", heading=True), Line("Cake.")]
    assert [(one.title, one.minutes) for one in read_meeting(lines, "a").items] == [
        ("Parks", "Tea."),
        ("Roads", "Cake."),
    ]


HEADS = [
    "5. PARKS",
    "6. ROADS",
    "6. Roads",
    "7. RIVERS",
    "77/21 PARKS",
    "MINUTES",
    "1.",
    "2.",
    "(a)",
    "(i)",
    "That",
    "RESOLVED:",
]
HEADS += [
    "Reasons for Decision",
    "Present:",
    "Apologies:",
    "Councillor",
    "Officers:",
    "Planning Committee",
    "4 March 2021",
]
HEADS += [
    "The meeting closed at 9 pm",
    "",
    "",
    "",
    "8.1",
    "Report of the Clerk.",
    "The motion was carried by 3 votes to 1.",
    "•",
]
PIECES = st.lists(
    st.tuples(st.sampled_from(HEADS), st.integers(0, 3), st.sampled_from([".", "", ";", ":"])), max_size=16
)


def numbered(pieces):
    """The pieces as lines in which each word that is no form says its place."""
    lines, count = [], 0
    for head, words, tail in pieces:
        own = [f"W{count + place}x" for place in range(words)]
        count += words
        lines.append(" ".join([head, *own]).strip() + (tail if own else ""))
    return lines, count


def places(text):
    text = text.replace("\\n", " ")
    return [int(found) for found in re.findall(r"\bW(\d+)x\b", text)]


@settings(max_examples=200, deadline=None)
@given(PIECES)
def test_no_line_of_minutes_is_lost(pieces):
    lines = read_lines("\n".join(numbered(pieces)[0]))
    parts = cut(lines)
    again = list(parts.head)
    for start, own in parts.items:
        again += [*lines[len(again) : len(again) + start.lines], *own]
    assert again + list(parts.tail) == lines


@settings(max_examples=200, deadline=None)
@given(PIECES)
def test_no_word_of_minutes_is_lost(pieces):
    lines, count = numbered(pieces)
    page = read("\n".join(["Planning Committee", "4 March 2021", "1. FIRST", *lines]))
    told = json.dumps(page.to_json()) + " ".join(one.opening for item in page.items for one in item.resolutions)
    assert set(places(told)) == set(range(count))
    spans = [places(json.dumps(item.to_json())) for item in page.items]
    ends = [(min(span), max(span)) for span in spans if span]
    assert all(before[1] < after[0] for before, after in pairwise(ends))


@settings(max_examples=100, deadline=None)
@given(PIECES)
def test_items_stand_in_order_and_none_twice(pieces):
    starts = item_starts(read_lines("\n".join(numbered(pieces)[0])))
    assert [one.place for one in starts] == sorted({one.place for one in starts})


NUMBERED = (
    abstract(0, level(0, start=12), level(1, text="%1.%2"))
    + abstract(1, level(0, text="(%1)"), level(1, "lowerLetter", "(%2)"), level(2, "lowerRoman", "(%3)"))
    + use(1, 0) + use(2, 1) + use(3, 1, restart(0, 1))
)  # fmt: skip


def test_word_minutes_numbered_by_word_itself_are_read():
    data = docx(
        heading("Marlbridge Borough Council"),
        heading("CABINET"),
        paragraph("Tuesday 9 March 2021 at 6.30 pm in the Old Library"),
        table(["Present:", "Councillor Ada Thornley (Chair)"], ["", "Councillor Ben Moss"]),
        listed(run("School places", "<w:b/>"), 1),
        listed("The Director showed the figures.", 1, 1),
        listed("Members asked about the east.", 1, 1),
        paragraph("RESOLVED:"),
        listed("That two classes be opened.", 2),
        listed("That the Director:", 2),
        listed("write to parents; and", 2, 1),
        listed("report in May on", 2, 1),
        listed("the cost; and", 2, 2),
        listed("the site.", 2, 2),
        listed(run("Winter service", "<w:b/>"), 1),
        paragraph("AGREED that:"),
        listed("the crews be thanked;", 3),
        listed("the salt be bought.", 3),
        numbering=NUMBERED,
    )
    page = read_meeting(read_word(data).lines, "a.docx")
    schools, winter = page.items
    assert page.unread == ("Before the first item: Marlbridge Borough Council",)
    assert page.sittings[0].venue == "the Old Library"
    assert [(one.name, one.is_chair) for one in page.sittings[0].presences] == [
        ("Ada Thornley", True),
        ("Ben Moss", False),
    ]
    assert (schools.label, schools.title, winter.label, winter.title) == (
        "12.",
        "School places",
        "13.",
        "Winter service",
    )
    assert schools.minutes == "12.1 The Director showed the figures.\n\n12.2 Members asked about the east."
    assert [(one.label, one.text) for one in schools.resolutions] == [
        ("(1)", "That two classes be opened."),
        ("(2)", "That the Director:"),
    ]
    assert [(one.label, [under.label for under in one.clauses]) for one in schools.resolutions[1].clauses] == [
        ("(a)", []),
        ("(b)", ["(i)", "(ii)"]),
    ]
    assert [(one.label, one.text) for one in winter.resolutions] == [
        ("(1)", "the crews be thanked;"),
        ("(2)", "the salt be bought."),
    ]


def test_last_item_may_hold_nothing_but_the_end_of_the_meeting():
    text = (
        "1. Apologies\n\nThere were none.\n\n2. Mooring\n\nIt was noted.\n\n3. Close\n\nThe meeting closed at 8.15 pm."
    )
    assert [start.title for start, _ in cut(read_lines(text)).items] == ["Apologies", "Mooring", "Close"]
