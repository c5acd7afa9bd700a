"""Phrases of common words are looked up as pairs, and find what they found without."""

import pytest
from django.db import connection

from minutes.search.pairs import COMMON, with_pairs
from tests import factories as make
from tests.minutes.search.asking import found, minuted_item

pytestmark = pytest.mark.django_db


def narrated(text):
    """A public item whose minutes say this."""
    item = minuted_item(title="Kerbstones")
    make.NarrativeFactory(item=item, text=text)
    return item


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("'council'", "'council'"),
        ("'local' <-> 'plan'", "('local' <-> 'plan' & 'local plan')"),
        ("'new' <-> 'local' <-> 'plan'", "('new' <-> 'local' <-> 'plan' & 'new local' & 'local plan')"),
        ("'council' <2> 'year'", "'council' <2> 'year'"),
        ("'weir' <-> 'council'", "'weir' <-> 'council'"),
        ("'o''brien' <-> 'weir'", "'o''brien' <-> 'weir'"),
        ("'o''local' <-> 'plan'", "'o''local' <-> 'plan'"),
        ("'kerb' & !('local' <-> 'plan')", "'kerb' & !(('local' <-> 'plan' & 'local plan'))"),
        ("'local':B <-> 'plan':B", "'local':B <-> 'plan':B"),
    ],
)
def test_phrase_asks_for_the_pairs_in_it(query, asked):
    assert with_pairs(query) == asked
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsquery", [asked])  # PostgreSQL reads it


def test_words_of_the_list_are_those_that_the_index_pairs():
    words = " ".join(f"{word}:{place}" for place, word in enumerate(COMMON, 1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(minutes_search_pairs(%s::tsvector))", [words])
        assert cursor.fetchone()[0] == len(COMMON) - 1


@pytest.mark.parametrize("words", ['"local plan"', '"the local plans"', '"new local plan"', 'kerbs "local plan"'])
def test_phrase_of_common_words_is_found_where_they_stand_side_by_side(words):
    together = narrated("The new local plan was shown, and its kerbs.")
    narrated("A plan for the local kerbs was new.")
    assert found(words) == [together.pk]


def test_phrase_that_is_left_out_leaves_out_only_where_the_words_stand_side_by_side():
    narrated("The local plan has kerbs.")
    apart = narrated("The plan for local kerbs was shown.")
    assert found('kerbs -"local plan"') == [apart.pk]


def test_phrase_of_common_words_is_found_in_a_title():
    item = minuted_item(title="Local plan")
    assert found('"local plan"') == [item.pk]
