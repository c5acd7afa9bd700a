"""Any character in any style leaves a PDF valid: a fallback font is found, or the character is named."""

import os
from html import escape
from random import Random

import pytest

from minutes.pdf import press
from tests.minutes.pdf.test_child import ABOUT
from tests.verapdf import verify

SEEDS = range(8) if int(os.environ.get("MINUTEBOOK_PAPERS", "0")) else (3, 4)
PLANES = [(0x20, 0x3000), (0x3000, 0xD800), (0xE000, 0x10000), (0x10000, 0x33000), (0xE0000, 0x110000)]
STYLES = ["<p>{}</p>", "<p><strong>{}</strong></p>", "<p><em>{}</em></p>", "<h2>{}</h2>", '<p class="minuted">{}</p>']
PDFS = ("3a", "ua1")


def faults(*paragraphs):
    """The rules that a PDF of these paragraphs breaks."""
    html = f"<html lang=en-GB><title>Paper</title><h1>Paper</h1>{''.join(paragraphs)}</html>"
    printed = press.print_pdf(html, ABOUT, None)
    return [fault for profile in PDFS for fault in verify(printed, profile)]


@pytest.mark.parametrize("pair", ["\u2794\U0001d5ab", "\ufeb9\u212b", "\u2d23\U0001d5cf"], ids=ascii)
def test_italic_font_and_one_that_has_no_italics_stand_beside_each_other(pair):
    # Each of a pair is in one of them alone.
    assert faults(f"<p><em>{pair}</em></p>") == []


@pytest.mark.parametrize("seed", SEEDS)
def test_page_full_of_any_characters_is_valid(seed):
    pick = Random(seed)
    words = ["".join(chr(pick.randrange(*pick.choice(PLANES))) for _ in range(30)) for _ in range(60)]
    assert faults(*(STYLES[n % len(STYLES)].format(escape(word)) for n, word in enumerate(words))) == []
