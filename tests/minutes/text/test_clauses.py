"""Clauses typed into a box, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes.text.clauses import ClauseLine, nested, read_clauses, write_clauses
from minutes.text.clean import clean
from minutes.text.records import Clause


def depths(text: str) -> list[tuple[int, str]]:
    return [(one.depth, one.label) for one in read_clauses(text)]


def test_clauses_with_indentation_are_nested():
    assert read_clauses("(a) first\n(b) second\n  (i) deeper") == [
        ClauseLine(1, "(a)", "first"),
        ClauseLine(1, "(b)", "second"),
        ClauseLine(2, "(i)", "deeper"),
    ]


SEQUENCES = [
    ("1. 2. (a) (b) 3.", [1, 1, 2, 2, 1]),
    ("(a) (i) (ii) (b) (i)", [1, 2, 2, 1, 2]),
    ("1. (a) (i) (ii) (b) 2. (a)", [1, 2, 3, 3, 2, 1, 2]),
    ("(g) (h) (i) (j)", [1, 1, 1, 1]),
    ("(g) (h) (i) (ii)", [1, 1, 2, 2]),
    ("(h) (i) (ii) (i) (j)", [1, 2, 2, 1, 1]),
    ("1. 1. 1.", [1, 1, 1]),
    ("1. (a) (b) 1. (a) 1.", [1, 2, 2, 1, 2, 1]),
    ("1. • • 2. •", [1, 2, 2, 1, 2]),
    ("• - - •", [1, 2, 2, 1]),
    ("1. 1.1 1.2 2. 2.1", [1, 2, 2, 1, 2]),
    ("(i) (ii) (iii) (iv) (v) (vi)", [1, 1, 1, 1, 1, 1]),
    ("(u) (v) (w) (x) (y)", [1, 1, 1, 1, 1]),
    ("A: B: (i) C:", [1, 1, 2, 1]),
    ("i) ii) a) b) iii)", [1, 1, 2, 2, 1]),
    ("1. 2. 4. 5.", [1, 1, 1, 1]),
    ("(b) (c)", [1, 1]),
    ("(y) (z) (aa) (bb)", [1, 1, 1, 1]),
    ("I. II. III. IV.", [1, 1, 1, 1]),
    ("1) (a) (b) 2)", [1, 2, 2, 1]),
    ("(1) (2) (a) (i) (3)", [1, 1, 2, 3, 1]),
]


@pytest.mark.parametrize(("labels", "expected"), SEQUENCES, ids=[labels for labels, _ in SEQUENCES])
def test_depth_is_told_by_the_sequence_of_markers(labels, expected):
    assert depths("\n".join(f"{label} words" for label in labels.split())) == list(
        zip(expected, labels.split(), strict=True)
    )


def test_repeated_one_further_right_is_nested():
    assert depths("1. a\n  1. b\n  2. c\n2. d\n  1. e") == [(1, "1."), (2, "1."), (2, "2."), (1, "2."), (2, "1.")]


def test_bullet_further_right_is_nested():
    assert depths("• a\n    • b\n    • c\n• d") == [(1, "•"), (2, "•"), (2, "•"), (1, "•")]


def test_marker_behind_a_marker_is_a_clause_without_words():
    assert read_clauses("1. (a) first\n(b) second") == [
        ClauseLine(1, "1.", ""),
        ClauseLine(2, "(a)", "first"),
        ClauseLine(2, "(b)", "second"),
    ]


def test_unmarked_line_continues_and_behind_a_blank_line_begins():
    assert read_clauses("(a) first\n  and more\n\nOn its own") == [
        ClauseLine(1, "(a)", "first and more"),
        ClauseLine(1, "", "On its own"),
    ]


def test_nothing_typed_is_no_clause():
    assert read_clauses(" \n\n") == []
    assert write_clauses([]) == ""


def test_clauses_with_deeper_ones_are_nested_records():
    assert nested(read_clauses("1. a\n(a) b\n2. c")) == (Clause("1.", "a", (Clause("(a)", "b"),)), Clause("2.", "c"))


def test_clauses_that_would_read_otherwise_are_written_indented():
    lines = [ClauseLine(1, "(a)", "first"), ClauseLine(1, "(i)", "beside it")]
    assert write_clauses(lines) == "  (a) first\n  (i) beside it"
    assert read_clauses(write_clauses(lines)) == lines


def test_paragraphs_of_a_clause_are_written_as_one():
    assert write_clauses([ClauseLine(1, "(a)", "first\n\nmore")]) == "(a) first more"


WORD = st.text("bcdéw", min_size=2, max_size=6)
LABEL = st.sampled_from(
    ["1.", "2.", "(a)", "(b)", "(c)", "(h)", "(i)", "(ii)", "(v)", "i.", "a)", "•", "-", "A:", "(1)", "9)", ""]
)


@st.composite
def clause_lists(draw: st.DrawFn) -> list[ClauseLine]:
    """Lists as the reader returns them: no deeper than one below the line above."""
    lines: list[ClauseLine] = []
    for _ in range(draw(st.integers(1, 9))):
        depth = draw(st.integers(1, lines[-1].depth + 1)) if lines else 1
        lines.append(ClauseLine(depth, draw(LABEL), " ".join(draw(st.lists(WORD, min_size=1, max_size=3)))))
    return lines


@given(clause_lists())
def test_clauses_written_and_read_are_the_same(lines):
    assert read_clauses(write_clauses(lines)) == lines


@given(st.text("1ai(). \n•-xyz", max_size=60))
def test_anything_typed_reads_the_same_when_written(text):
    lines = read_clauses(text)
    assert read_clauses(write_clauses(lines)) == lines


@given(st.text(max_size=80))
def test_no_word_typed_is_lost(text):
    read = " ".join(f"{one.label} {one.text}" for one in read_clauses(text))
    assert "".join(read.split()) == "".join(" ".join(clean(line) for line in text.splitlines()).split())
