"""Two texts compared: nothing is lost of either."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes.text.compare import Piece, compare, shortened

TEXTS = st.lists(
    st.sampled_from(["tea", "cake", "Weir Lane", ".", ", ", " ", "\n", "\n\n", "é", "12.5%"]), max_size=30
).map("".join)


@given(TEXTS, TEXTS)
def test_pieces_give_both_texts_again(old, new):
    pieces = compare(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "in") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "out") == new
    assert all(one.kind != other.kind for one, other in pairwise(pieces))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("The north gate.", "The south gate.", ["The ", "-north", "+south", " gate."]),
        ("", "Tea.", ["+Tea."]),
        ("Tea.", "", ["-Tea."]),
        ("One.\n\nTwo.", "One.\n\nTwo and a half.", ["One.\n\nTwo", "+ and a half", "."]),
        ("Same.", "Same.", ["Same."]),
    ],
)
def test_only_the_words_that_differ_are_marked(old, new, told):
    marks = {"same": "", "out": "-", "in": "+"}
    assert [marks[piece.kind] + piece.text for piece in compare(old, new)] == told


def test_long_passage_goes_and_comes_as_a_whole_and_at_once():
    old, new = " ".join(map(str, range(9_000))), " ".join(map(str, range(9_000, 0, -1)))
    assert compare(old, new) == [Piece("out", old), Piece("in", new)]


def test_what_is_the_same_is_shortened_to_what_stands_beside_a_change():
    long = " ".join(f"w{n}" for n in range(200))
    pieces = shortened(compare(f"{long} old {long}", f"{long} new {long}"), around=3)
    assert [piece.text for piece in pieces] == [" … w197 w198 w199 ", "old", "new", " w0 w1 w2 … "]
