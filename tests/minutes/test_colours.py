"""The council's colour can be read, whatever it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes.colours import LAMPLIGHT, PAPER, contrast, readable


@pytest.mark.parametrize("on", [PAPER, LAMPLIGHT])
@given(colour=st.integers(0, 0xFFFFFF).map("#{:06x}".format))
def test_readable_reaches_the_contrast_that_text_needs(on, colour):
    assert contrast(readable(colour, on=on), on) >= 4.5


def test_readable_leaves_a_colour_that_is():
    assert readable("#7a1f2b", on=PAPER) == "#7a1f2b"


def test_contrast_of_black_and_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
