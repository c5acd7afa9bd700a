"""From the HTML of a paper to its forms: no word is lost, whatever a clerk writes."""

import datetime as dt
import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from minutes.formats import FORMS, write
from minutes.formats.blocks import Entry, Heading, Paragraph, Run, Table, words
from minutes.formats.plain import WIDTH
from minutes.formats.reader import read_paper
from minutes.markup import prose
from minutes.pdf import About, Paper
from tests.minutes.formats.reading import TABLE, W, parts, read_docx, read_odt

URL = "https://minutes.example.org/committees/cabinet/2024-01-02/1/"
ABOUT = About("Minutes", "cy", URL, dt.datetime(2024, 1, 1, 9, tzinfo=dt.UTC))
SHEET = (
    '<html><body><div id="head-left">Council</div><div id="head-right">2 January</div><div id="foot"><div class="state">'
    "Draft\n minutes.</div></div><main>{}</main></body></html>"
)


def paper(content):
    return Paper(SHEET.replace("{}", content), ABOUT, None)


def blocks(content):
    return list(read_paper(paper(content).html, URL).blocks)


def plain(content):
    return write(paper(content), "txt").decode()


def test_reader_keeps_head_and_state():
    outline = read_paper(paper("<p>One.</p>").html, URL)
    assert (outline.head, outline.state) == (("Council", "2 January"), "Draft minutes.")


def test_reader_hangs_labels_beside_their_words():
    found = blocks(
        '<h1><span class="mark">12</span> Trees</h1><p class="numbered"><span class="number">8.1</span> It\n was noted</p>'
        '<ol class="resolutions"><li><span class="label">1.</span><div class="text"><p>That</p><p>again</p>'
        '<ol class="clauses"><li><span class="label">(a)</span><div class="text">one;</div></li></ol></div></li></ol>'
    )
    assert found == [
        Heading(1, (Run("Trees"),), "12"),
        Entry((Run("It was noted"),), 1, "8.1", of_text=True),
        Entry((Run("That"),), 1, "1.", opens=True),
        Paragraph((Run("again"),), depth=1),
        Entry((Run("one;"),), 2, "(a)", opens=True),
    ]


def test_label_stands_where_no_words_follow_it():
    found = blocks('<ol><li><span class="label">1.</span><ol><li><span class="label">(a)</span>one</li></ol></li></ol>')
    assert [(one.label, words(one.runs)) for one in found] == [("1.", ""), ("(a)", "one")]


def test_reader_keeps_looks_links_and_breaks():
    [found] = blocks(
        '<p class="facts"> <strong>Yes</strong>, by <a href="/people/a/">A</a><br> and <a href="#b">b</a> </p>'
    )
    assert found == Paragraph(
        (Run("Yes", bold=True), Run(", by "), Run("A", link="https://minutes.example.org/people/a/"), Run("\nand b")),
        "facts",
    )


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "#here"])
def test_reader_leads_to_no_address_but_a_site_or_a_mailbox(href):
    [found] = blocks(f'<p><a href="{href}">x</a></p>')
    assert found.runs == (Run("x"),)


def test_reader_takes_the_heads_of_a_table_apart_from_its_rows():
    [table] = blocks(prose("| Ward | Cost |\n| Mill | £30 | more |"))
    assert [[words(cell) for cell in row] for row in (*table.head, *table.rows)] == [
        ["Ward", "Cost", ""],
        ["Mill", "£30", "more"],
    ]
    assert (len(table.head), table.width) == (1, 3)


def test_headings_of_an_item_stand_below_its_meeting():
    levels = [
        one.level for one in blocks("<h1>Minutes</h1><article><h1>Trees</h1><h2>Votes</h2></article><h2>End</h2>")
    ]
    assert levels == [1, 2, 3, 2]


def test_plain_text_hangs_numbers_and_keeps_to_its_width():
    text = plain(
        '<ol><li><span class="label">(a)</span><p>' + "word " * 40 + "</p></li></ol>" + prose("8.1 " + "word " * 40)
    )
    assert max(map(len, text.splitlines())) <= WIDTH
    assert "\n(a) word word" in text
    assert "\n    word word" in text
    assert "\n8.1 word" in text


def test_plain_text_sets_tables_in_columns():
    assert "Ward       Cost\n---------  ----\nMill       £30\nUpper End  £1\n" in plain(
        prose("| Ward | Cost |\n| Mill | £30 |\n| Upper End | £1 |")
    )


def test_plain_text_lists_a_table_that_is_too_wide():
    text = plain(
        prose("| " + " | ".join(f"Column{n}" for n in range(12)) + " |\n| " + " | ".join("1234567890" * 2) + " |")
    )
    assert max(map(len, text.splitlines())) <= WIDTH
    assert "Column3: 4\n" in text


READERS = {
    "docx": lambda data: " ".join(f"{one.label} {one.text}" for one in read_docx(data)),
    "odt": lambda data: " ".join(f"{one.label} {one.text}" for one in read_odt(data)),
    "txt": lambda data: data.decode(),
}
pieces = st.sampled_from(
    ["- ", "  - ", "1. ", "2. ", "(a) ", "## ", "**", "*", "[x](https://a.example)", "• ", "| ", " | ", "|", "\n", "\n\n", "8.1 ", "8.1.2. ", "<b>", "&amp;", "]]>", "%1", "word", "Dŵr", "שלום", "😀",
     "\x0b", "\x1f", "\ufffe", "\xa0", "\u2028", "\t", "\r\n", "e\u0301", "()", "http://x.example/" + "a" * 90]
)  # fmt: skip
texts = st.lists(st.one_of(pieces, st.text(max_size=8)), max_size=30).map("".join)


def letters(text):
    return re.sub(r"[\W_]+", "", text)


@pytest.mark.parametrize("form", FORMS)
@settings(deadline=None)
@given(text=texts)
@example(text="| a |\n\n| b |")
@example(text="- one\n| a | b |\n- two")
def test_no_word_of_a_clerk_is_lost(form, text):
    text = text.replace("\x00", "")
    page = html.unescape(re.sub(r"<[^>]*>", " ", prose(text)))
    content = (
        f'<ol class="resolutions"><li><span class="label">1.</span><div class="text">{prose(text)}</div></li></ol>'
    )
    for inside in (str(prose(text)), content):
        data = write(paper(inside), form)
        read = READERS[form](data)
        if form == "txt":
            read = re.sub(r"(?m)^-+( +-+)*$", "", read)
        assert write(paper(inside), form) == data
        assert is_inside(letters(page), letters(read))


def is_inside(wanted, found):
    """Whether the letters stand there in their order; a wide table in plain text repeats its heads between."""
    rest = iter(found)
    return all(letter in rest for letter in wanted)


def test_two_tables_stay_two_in_word():
    read = read_docx(write(paper(prose("| a |\n\n| b |")), "docx"))
    assert [one.style for one in read] == ["TableHead", "AfterTable", "TableHead", "AfterTable"]


def test_no_paragraph_is_empty_but_behind_a_table():
    content = prose("One.\n\n- a\n- b\n\n| x |\n\nTwo.") + "<p></p><ul></ul><div> </div>"
    for form in ("docx", "odt"):
        read = {"docx": read_docx, "odt": read_odt}[form](write(paper(content), form))
        assert [one.style for one in read if not one.text] == []


def test_table_of_a_form_says_which_row_is_its_head():
    content = prose("| Ward | Cost |\n| Mill | £30 |")
    body = etree.fromstring(parts(write(paper(content), "docx"))["word/document.xml"])
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in body.iter(f"{W}tr")] == [True, False]
    body = etree.fromstring(parts(write(paper(content), "odt"))["content.xml"])
    assert len(body.findall(f".//{TABLE}table-header-rows/{TABLE}table-row")) == 1
    assert isinstance(blocks(content)[0], Table)


WITH_MARKS = """## Questions

**Members** asked of *Quercus* and [the plan](https://plans.example/a).

### At night

1. Gate
  (a) locks
  (b) keys
2. Fence

- oak
  - bark

| Ward | **Cost** |
| [Mill](mailto:a@b.example) | £30 |"""


def test_marks_of_a_text_stand_in_every_form():
    found = blocks(f"<h1>1</h1><h2>Minutes</h2>{prose(WITH_MARKS)}")
    assert [(one.level, words(one.runs)) for one in found if isinstance(one, Heading)][2:] == [
        (3, "Questions"), (4, "At night"),
    ]  # fmt: skip
    entries = [(one.depth, one.label, words(one.runs)) for one in found if isinstance(one, Entry)]
    assert entries == [
        (1, "1.", "Gate"), (2, "(a)", "locks"), (2, "(b)", "keys"), (1, "2.", "Fence"), (1, "•", "oak"), (2, "•", "bark"),
    ]  # fmt: skip
    runs = [run for one in found if isinstance(one, Paragraph) for run in one.runs]
    assert Run("Members", bold=True) in runs
    assert Run("Quercus", italic=True) in runs
    assert Run("the plan", link="https://plans.example/a") in runs
    for form, read in READERS.items():
        text = " ".join(read(write(paper(prose(WITH_MARKS)), form)).split())
        assert "1. Gate (a) locks (b) keys 2. Fence" in text
        assert [mark for mark in ("**", "##", "](") if mark in text] == []


def test_marks_of_a_text_are_looks_of_a_document():
    document = etree.fromstring(parts(write(paper(prose(WITH_MARKS)), "docx"))["word/document.xml"])
    looks = {one.get(f"{W}val") for one in document.iter(f"{W}pStyle", f"{W}rStyle")}
    assert {"Heading3", "Heading4", "Strong", "Emphasis", "Hyperlink", "ListEntry", "TableHead"} <= looks
    labels = [(one.label, one.text) for one in read_odt(write(paper(prose(WITH_MARKS)), "odt")) if one.label]
    assert labels[:4] == [("1.", "Gate"), ("(a)", "locks"), ("(b)", "keys"), ("2.", "Fence")]
