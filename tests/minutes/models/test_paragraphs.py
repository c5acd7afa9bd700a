"""The paragraphs of law, nation by nation."""

import pytest

from minutes.models import Jurisdiction
from minutes.models.paragraphs import PARAGRAPHS, asks_for_test, is_of, numbers_in, written


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("3", [3]), ("1 and 3", [1, 3]), ("1, 7", [1, 7]), ("Schedule 12A, paragraph 3", [3]), ("Sch. 7A para 6", [6]),
     ("12A", []), ("commercial", []), ("3 and 3", [3])],
)  # fmt: skip
def test_numbers_are_read_as_clerks_and_other_systems_write_them(text, numbers):
    assert numbers_in(text) == numbers


@pytest.mark.parametrize(("numbers", "text"), [([3], "3"), ([3, 1], "1 and 3"), ([1, 2, 3], "1, 2 and 3")])
def test_numbers_are_written_in_order(numbers, text):
    assert written(numbers) == text


@pytest.mark.parametrize(
    ("nation", "first", "last"), [("england", 1, 7), ("wales", 12, 18), ("scotland", 1, 15), ("northern_ireland", 1, 7)]
)
def test_each_nation_has_its_own(nation, first, last):
    assert [each.number for each in PARAGRAPHS[Jurisdiction(nation)]] == list(range(first, last + 1))


@pytest.mark.parametrize(
    ("text", "nation", "is_known"),
    [("3", "england", True), ("3", "wales", False), ("14", "wales", True), ("8", "england", False),
     ("8", "scotland", True), ("3 and 9", "england", False), ("commercial", "england", False)],
)  # fmt: skip
def test_paragraph_of_another_nation_is_none(text, nation, is_known):
    assert is_of(text, Jurisdiction(nation)) is is_known


@pytest.mark.parametrize(
    ("text", "nation", "asks"),
    [("5", "england", True), ("16", "wales", False), ("16 and 14", "wales", True), ("6", "scotland", False)],
)
def test_test_is_asked_where_the_law_asks_for_it(text, nation, asks):
    assert asks_for_test(text, Jurisdiction(nation)) is asks
