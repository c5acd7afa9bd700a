"""Numbers that a word processor counts are the council's own labels, to the letter."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from minutes.formats import docx, odt
from minutes.formats.blocks import Entry, Outline, Paragraph, Run, Table
from minutes.pdf import About
from tests.minutes.formats.reading import W, letters, parts, read_docx, read_odt, romans

ABOUT = About("Minutes", "en-gb", "https://minutes.example.org/1/", dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
FORMS = {"docx": (docx, read_docx), "odt": (odt, read_odt)}


def printed(form, blocks):
    """The labels that the lists of a form print, or that stand as text before a tab."""
    writer, read = FORMS[form]
    shown = read(writer.write(Outline(("", ""), "", tuple(blocks)), ABOUT))
    entries = [one for one in shown if one.text.partition("\t")[2] == "words" or one.text == "words"]
    return [one.label or (one.text.partition("\t")[0] if "\t" in one.text else "") for one in entries]


def listed(labels, form):
    """The labels that lists print; those that stay text are left out."""
    writer, read = FORMS[form]
    shown = read(writer.write(Outline(("", ""), "", tuple(entries(labels))), ABOUT))
    return [one.label for one in shown if one.label]


def entries(labels, **more):
    """Entries for labels that say their depth: ("1.", 1), ("(a)", 2)."""
    found, last = [], 0
    for label, depth in labels:
        found.append(Entry((Run("words"),), depth, label, opens=depth > last, **more))
        last = depth
    return found


def flat(labels):
    return [(label, 1) for label in labels.split()]


SCHEMES = {
    "figures": flat("1. 2. 3."),
    "letters": flat("(a) (b) (c)"),
    "letters that are roman figures too": flat("(c) (d) (e)"),
    "the ninth letter": flat("(g) (h) (i) (j)"),
    "roman": flat("(i) (ii) (iii) (iv) (v)"),
    "capitals": flat("A: B: C:"),
    "capital roman": flat("I. II. III. IV."),
    "twice the alphabet": flat("(y) (z) (aa) (bb)"),
    "half brackets": flat("1) 2) 3)"),
    "from seven": flat("7. 8. 9."),
    "two levels in a number": flat("8.1 8.2 8.3"),
    "a year": flat("77/21 78/21 79/21"),
    "a letter before": flat("P/142 P/143"),
    "nested": [("1.", 1), ("(a)", 2), ("(i)", 3), ("(ii)", 3), ("(b)", 2), ("2.", 1), ("(a)", 2), ("3.", 1)],
    "every item numbered one": flat("1. 1. 1."),
    "one left out": flat("1. 2. 4. 5."),
    "brackets that change": flat("1. 2) (3) 4."),
    "clauses that go on": [("1.", 1), ("(a)", 2), ("(b)", 2), ("2.", 1), ("(c)", 2), ("(d)", 2)],
    "a letter left out and given later": [("1.", 1), ("(a)", 2), ("(c)", 2), ("(b)", 2), ("2.", 1), ("(a)", 2)],
    "bullets": flat("• • -"),
    "bullets among figures": flat("1. • 2. •"),
    "zeros": flat("08 09 10 11"),
    "deep at once": [("1.", 1), ("(i)", 3), ("(a)", 2)],
    "no number": [("1.", 1), ("", 1), ("2.", 1)],
    "clauses of what has no number": [("•", 1), ("", 1), ("(a)", 2), ("(b)", 2), ("", 1), ("(a)", 2)],
    "words": [("First", 1), ("Second", 1)],
    "per cent": flat("5% 1%2 %1"),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("labels", SCHEMES.values(), ids=SCHEMES.keys())
def test_labels_are_printed_to_the_letter(form, labels):
    assert printed(form, entries(labels)) == [label for label, _ in labels]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "name",
    [name for name in SCHEMES if name not in ("words", "per cent", "no number", "clauses of what has no number")],
)
def test_labels_that_can_be_counted_are_counted(form, name):
    assert listed(SCHEMES[name], form) == [label for label, _ in SCHEMES[name]]


@pytest.mark.parametrize("form", FORMS)
def test_labels_go_on_behind_what_interrupts_them(form):
    """A paragraph of the entry, a table, a paragraph between, another list."""
    first, second, third = entries(flat("1. 2. 3."))
    table = Table((((Run("Ward"),),),), (((Run("Mill"),),),), depth=1)
    between = Paragraph((Run("It was noted:"),))
    [other] = entries([("(a)", 1)])
    blocks = [first, Paragraph((Run("More."),), depth=1), table, second, between, third, other]
    assert printed(form, blocks) == ["1.", "2.", "3.", "(a)"]


@pytest.mark.parametrize("form", FORMS)
def test_clauses_go_on_behind_a_table_among_them(form):
    first, a, b, second = entries([("1.", 1), ("(a)", 2), ("(b)", 2), ("2.", 1)])
    table = Table((), (((Run("Mill"),),),), depth=2)
    assert printed(form, [first, a, table, b, second]) == ["1.", "(a)", "(b)", "2."]


@pytest.mark.parametrize("form", FORMS)
def test_numbers_of_paragraphs_go_on_through_the_text(form):
    one, two, three = entries(flat("8.1 8.2 8.3"), of_text=True)
    resolution = entries(flat("1. 2."))
    assert printed(form, [one, *resolution, two, Paragraph((Run("Text."),)), three]) == "8.1 1. 2. 8.2 8.3".split()


def test_an_ordinary_list_is_one_list():
    """Somebody who adds a clause in Word sees the others counted on."""
    data = docx.write(Outline(("", ""), "", tuple(entries(SCHEMES["nested"]))), ABOUT)
    assert set(lists_of(data)) == {"1"}


def test_clauses_of_a_resolution_without_number_join_no_list_before_it():
    bullet, resolution, clause = entries([("•", 1), ("", 1), ("(a)", 2)])
    blocks = (bullet, replace(resolution, opens=True), clause)
    assert lists_of(docx.write(Outline(("", ""), "", blocks), ABOUT)) == ["1", "2"]


def lists_of(data):
    """The list of each numbered paragraph of a Word document."""
    body = etree.fromstring(parts(data)["word/document.xml"])
    return [number.get(f"{W}val") for number in body.iter(f"{W}numId")]


counters = st.builds(
    lambda write, number: write(number),
    st.sampled_from([str, letters, romans, lambda n: letters(n).upper(), lambda n: romans(n).upper(), "{:02}".format]),
    st.integers(1, 60),
)
runs_of = st.builds(
    lambda write, before, after, start, length: [f"{before}{write(n)}{after}" for n in range(start, start + length)],
    st.sampled_from([str, letters, romans, lambda n: letters(n).upper(), lambda n: romans(n).upper()]),
    st.sampled_from(["", "(", "P/", "8.", "12.3.", "Rec ", "§"]),
    st.sampled_from(["", ".", ")", ".)", ":", "/21", "b"]),
    st.integers(1, 40),
    st.integers(1, 5),
)
odd = st.sampled_from(["", "•", "-", "%1", "5%", "Part", "1%2", "a1b2", "0", "00", "٣.", "½", "1.2.3.4", "IIII", "iix"])
labels = st.lists(st.one_of(runs_of, st.lists(odd, max_size=2), st.lists(counters, max_size=3)), max_size=6).map(
    lambda lists: [label for one in lists for label in one]
)


@st.composite
def schemes(draw):
    """Labels, each at a depth that follows from the one before."""
    found, depth = [], 1
    for label in draw(labels):
        depth = draw(st.integers(1, min(depth + 1, 6)))
        found.append((label, depth))
    return found


@pytest.mark.parametrize("form", FORMS)
@settings(deadline=None)
@given(scheme=schemes())
@example(scheme=[("(i)", 1), ("(h)", 1), ("(i)", 1), ("(j)", 1)])
def test_labels_of_any_scheme_are_printed_to_the_letter(form, scheme):
    assert printed(form, entries(scheme)) == [label for label, _ in scheme]
