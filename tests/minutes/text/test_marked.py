"""What was pasted, as text with marks: read again by the page, it looks as it did."""

import html as markup
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes.markup import prose
from minutes.text.pasted.marked import marked
from minutes.text.tracing import words_of
from tests.minutes.text.test_pasted import google, libre, normal, numbered, word


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h2>Trees</h2><p>They grow.</p>", "## Trees\n\nThey grow."),
        ("<h1><b>Trees</b></h1>", "## Trees"),
        ("<p>A <b>bold</b> and an <i>other</i> word</p>", "A **bold** and an *other* word"),
        ("<p><b><i>Both</i></b></p>", "***Both***"),
        ("<p><b>RESOLVED: </b>That</p>", "**RESOLVED:** That"),
        ("<p>in<b>side</b> a word, 5 <b>*</b></p>", "inside a word, 5 *"),
        ('<p>See <a href="https://a.example/x">the <b>plan</b></a>.</p>', "See [the plan](https://a.example/x)."),
        ('<p><a href="javascript:x">no</a> <a href="file:///c:/x">no</a> <a name="x">no</a></p>', "no no no"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<ol start=3><li>a<ol type=a><li>b</li></ol></li></ol>", "3. a\n  a. b"),
        ("<ul><li>a</li></ul><ol><li>b</li></ol>", "- a\n\n1. b"),
        (
            "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td><b>2</b></td></tr></table>",
            "| A | B |\n| 1 | **2** |",
        ),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<p> </p>", ""),
    ],
)
def test_looks_of_a_paste_become_marks(html, text):
    assert marked(google(html)) == text
    assert marked(libre(html)) == text


def test_lists_of_word_are_lists():
    pasted = word(normal("It heard:"), numbered("1.", "That"), numbered("(a)", "the plan", 2), numbered("2.", "This"))
    assert marked(pasted) == "It heard:\n\n1. That\n  (a) the plan\n2. This"
    assert prose(marked(pasted)).count("<ol") == 2


WORDS = st.text(st.sampled_from("abc xyz éŵ*_#[]()<&|-1."), min_size=1, max_size=12)
SET = st.builds(
    lambda tag, words: f"<{tag}>{markup.escape(words)}</{tag}>", st.sampled_from(["b", "i", "u", "span"]), WORDS
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["p", "h2", "li", "td"]), st.lists(SET, max_size=4).map("".join)), max_size=6)
)
def test_no_word_of_a_paste_is_lost(blocks):
    html = "".join(f"<{tag}>{inner}</{tag}>" for tag, inner in blocks)
    wanted = words_of(" ".join(markup.unescape(re.sub("<[^>]*>", "", inner)) for _, inner in blocks))
    assert "".join(words_of(marked(html))) == "".join(wanted)
