"""The numbers of an agenda, by the committee's scheme."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes.agenda.labels import Row, Scheme, doubles, gaps, letters, numbered

PLAIN = Scheme("#", 2026)


def rows(*told):
    """ "?" is given, "-" a part that is given, "- 4b" one that is not; any other label stays."""
    for one in told:
        depth = 2 if one.startswith("-") else 1
        label = one.lstrip("- ")
        yield Row("" if label == "?" else label, label in ("?", ""), depth)


@pytest.mark.parametrize(
    ("pattern", "start", "told", "labels"),
    [
        ("#", 1, "? ? ?", "1 2 3"),
        ("#.", 1, "? ?", "1. 2."),
        ("P/#", 142, "? ?", "P/142 P/143"),
        ("#/YY", 77, "? ?", "77/26 78/26"),
        ("#", 1, "? - - ? -", "1 1a 1b 2 2a"),
        ("#.", 4, "? - -", "4. 4a 4b"),
        ("P/#", 1, "? -", "P/1 P/1a"),
        ("#", 1, "? 2 ?", "1 2 3"),  # a number by hand that is the next one
        ("#", 1, "263 ? ?", "263 264 265"),  # numbers go on from one that is set by hand
        ("#", 1, "? Prayers ?", "1 Prayers 2"),
        ("#", 1, "1 2 ? 3 ?", "1 2 2A 3 4"),  # between two that are published
        ("#", 1, "1 2 ? ? 3", "1 2 2A 2B 3"),
        ("#", 1, "1 2A ? 2", "1 2A 1A 2"),
        ("#", 1, "? 1 2", " 1 2"),  # before the first one there is no number
        ("#", 1, "1 2a ? -", "1 2a 2 2b"),
        ("#", 1, "Prayers -", "Prayers Prayers(a)"),
    ],
)
def test_numbers_of_an_agenda(pattern, start, told, labels):
    assert numbered(list(rows(*told.split())), Scheme(pattern, 2026), start) == labels.split(" ")


def test_parts_with_points():
    assert numbered(list(rows("?", "-", "-")), Scheme("#.", 2026, lettered=False), 12) == ["12.", "12.1", "12.2"]


def test_numbers_of_another_meeting_are_passed_over():
    assert numbered(list(rows("?", "?", "?")), PLAIN, 8, {9, 10}) == ["8", "11", "12"]


def test_part_of_an_item_without_a_number_has_none():
    row = Row("", is_given=False)
    assert numbered([row, Row("", is_given=True, depth=2)], PLAIN, 1) == ["", ""]


@pytest.mark.parametrize(
    ("pattern", "label", "number"),
    [("#", "5", 5), ("#", "5.", 5), ("#.", "5", 5), ("#", "5a", None), ("P/#", "p/142", 142), ("P/#", "142", None),
     ("#/YY", "77/26", 77), ("#/YY", "77/25", None), ("#/YYYY", "3/2026", 3), ("#", "", None), ("#", "999999", None)],
)  # fmt: skip
def test_number_in_a_label(pattern, label, number):
    assert Scheme(pattern, 2026).read(label) == number


def test_letters_go_on_behind_z():
    assert [letters(place) for place in (1, 26, 27, 52, 53, 703)] == ["a", "z", "aa", "az", "ba", "aaa"]


def test_double_is_told_once_whatever_its_case_and_stop():
    assert list(doubles(["1.", "2", "1", "1", "", "", "4B", "4b"])) == ["1", "4b"]


def test_gap_is_told_as_far_as_no_other_meeting_fills_it():
    assert gaps([3, 6], 1, {2, 5}) == [1, 4]
    assert gaps([], 7) == []


ROWS = st.lists(
    st.builds(Row, st.sampled_from(["", "1", "2", "3", "7", "2A", "2a", "x"]), st.booleans(), st.sampled_from([1, 2]))
)


@given(ROWS, st.integers(1, 9), st.sets(st.integers(1, 9)), st.booleans())
def test_what_is_given_is_never_double_and_what_is_not_given_stays(agenda, start, elsewhere, lettered):
    labels = numbered(agenda, Scheme("#", 2026, lettered), start, elsewhere)
    kept = [row.label for row in agenda if not row.is_given]
    assert [label for label, row in zip(labels, agenda, strict=True) if not row.is_given] == kept
    given_ones = [label.casefold() for label, row in zip(labels, agenda, strict=True) if row.is_given and label]
    assert len(set(given_ones)) == len(given_ones)
    assert not set(given_ones) & {label.casefold() for label in kept}
