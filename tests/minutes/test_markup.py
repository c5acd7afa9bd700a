"""Clerk's text to safe HTML."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes.markup import lines, prose
from minutes.text.prose import is_address, plain


def test_prose_cuts_paragraphs_at_blank_lines_and_at_lines_of_hard_spaces():
    assert prose("One.\n\u00a0\nTwo.\r\n\r\nThree.") == "<p>One.</p>\n<p>Two.</p>\n<p>Three.</p>"


def test_prose_keeps_line_breaks_inside_a_paragraph():
    assert prose("Town Hall\nMarlbridge") == "<p>Town Hall<br>Marlbridge</p>"


def test_prose_makes_a_list_of_dashed_lines_after_text():
    assert prose("It heard:\n- one\n- two") == "<p>It heard:</p>\n<ul><li>one</li><li>two</li></ul>"


def test_prose_makes_a_table_whose_first_row_is_its_head():
    html = prose("| Ward | Cost |\n| Mill | £30 |")
    assert '<th scope="col">Ward</th><th scope="col">Cost</th>' in html
    assert "<tr><td>Mill</td><td>£30</td></tr>" in html


def test_prose_hangs_the_number_of_a_paragraph():
    assert prose("8.1 It was noted.") == '<p class="numbered"><span class="number">8.1</span> It was noted.</p>'


@pytest.mark.parametrize("text", ["2012 was dry.", "£8.1 million", "8.1"])
def test_prose_takes_no_other_figure_for_a_paragraph_number(text):
    assert prose(text) == f"<p>{text}</p>"


@pytest.mark.parametrize("attack", ["<script>x</script>", '<img src=x onerror="x">', "&lt;b&gt;", "<b"])
@pytest.mark.parametrize("shape", ["{}", "- {}", "| {} | {} |\n| {} | {} |", "8.1 {}"])
def test_prose_escapes_everything_a_clerk_writes(attack, shape):
    html = prose(shape.replace("{}", attack))
    assert attack not in html
    assert attack.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;") in html


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "|", "||", "| |\n|-|", "- ", "-"])
def test_prose_of_odd_text_breaks_nothing(text):
    assert isinstance(prose(text), str)


def test_lines_escapes_and_keeps_breaks():
    assert lines("a<b\nc") == "a&lt;b<br>c"


def test_prose_fills_up_the_short_rows_of_a_table():
    assert prose("| a | b | |\n| c |").count("<td></td>") == 2
    assert prose("| a |\n| c | d |").count('<th scope="col"></th>') == 1


@pytest.mark.parametrize(
    ("text", "rtl"), [("احفظوا", True), ("12. הצילו (Save)", True), ("Save הצילו", False), ("123", False)]
)
def test_prose_says_which_way_a_paragraph_runs(text, rtl):
    assert (prose(text) == f'<p dir="rtl">{text}</p>') is rtl
    assert ('<li dir="rtl">' in prose(f"- {text}")) is rtl


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Of *Quercus robur* alone.", "Of <em>Quercus robur</em> alone."),
        ("(*x*), *y*.", "(<em>x</em>), <em>y</em>."),
        ("*<b>* & co", "<em>&lt;b&gt;</em> &amp; co"),
        ("Smith*, Jones* and 5 * 3 * 2", "Smith*, Jones* and 5 * 3 * 2"),
        ("*denotes a *member", "*denotes a *member"),
        ("a*b*c ** d ** *e\nf*", "a*b*c ** d ** *e<br>f*"),
    ],
)
def test_words_between_asterisks_that_touch_them_stand_in_italics(text, html):
    assert prose(text) == f"<p>{html}</p>"
    assert prose(f"- {text}".replace("\n", " ")).startswith("<ul><li>")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**Gate**: shut", "<strong>Gate</strong>: shut"),
        ("***Both*** of them", "<strong><em>Both</em></strong> of them"),
        ("**the *Quercus* tree**", "<strong>the </strong><strong><em>Quercus</em></strong><strong> tree</strong>"),
        ("Smith**, Jones** and 5 ** 2", "Smith**, Jones** and 5 ** 2"),
        ("w**or**d", "w**or**d"),
    ],
)
def test_words_between_two_asterisks_are_bold(text, html):
    assert prose(text) == f"<p>{html}</p>"


def test_headings_stand_under_the_one_that_holds_the_text():
    assert prose("## The *gate*\nIt was shut.\n### At night\nStill.") == (
        "<h3>The <em>gate</em></h3>\n<p>It was shut.</p>\n<h4>At night</h4>\n<p>Still.</p>"
    )
    assert prose("## Gate", 2) == "<h2>Gate</h2>"


def test_heading_never_leaves_a_level_out():
    assert prose("### First") == "<h3>First</h3>"


@pytest.mark.parametrize("text", ["#5 bus", "##", "# One", "#### Four"])
def test_other_hashes_are_no_headings(text):
    assert prose(text) == f"<p>{text}</p>"


def test_lists_stand_inside_each_other_by_their_indent():
    assert prose("- a\n  - b\n  - c\n- d") == "<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>"


def test_numbered_lines_are_a_list_that_prints_their_labels_to_the_letter():
    html = prose("3. Gate\n  (a) locks\n  (b) keys\n4. Fence")
    assert re.findall('<span class="label">(.*?)</span>', html) == ["3.", "(a)", "(b)", "4."]
    assert html.count("<ol") == 2
    assert html.count("<li>") == 4


@pytest.mark.parametrize("text", ["1. Alone", "1. One\n3. Three", "A. Smith\nB. Jones", "1.5 m\n2.5 m"])
def test_lines_that_do_not_count_on_stay_text(text):
    assert "<ol" not in prose(text)
    assert prose(text).startswith("<p")


def test_list_is_as_deep_as_word_processors_can_have_it():
    deep = "\n".join("  " * depth + "- x" for depth in range(2000))
    assert prose(deep).count("<ul>") == 9


def test_words_in_brackets_before_an_address_are_a_link():
    assert prose("See [the *plan*](https://plans.example/a_(b)?c=1&d).") == (
        '<p>See <a href="https://plans.example/a_(b)?c=1&amp;d">the <em>plan</em></a>.</p>'
    )


@pytest.mark.parametrize("address", ["http://a.example", "HTTPS://a.example/x", "mailto:a@b.example", "/committees/x/"])
def test_links_lead_to_pages_mailboxes_and_this_site(address):
    assert f'<a href="{address}">words</a>' in prose(f"[words]({address})")


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//evil.example",
     "/\\evil.example", "https:/x", "https://", "https://a\\b", "ftp://a.example", "x", "#top", "mailto:",
     "\x01javascript:x", "https://a.example/\u202ex"],
)  # fmt: skip
def test_link_that_leads_elsewhere_is_shown_as_it_was_typed(address):
    assert "<a" not in prose(f"[words]({address})")
    assert plain(prose(f"[words]({address})")).startswith("<p>[words](")


class Seen(HTMLParser):
    """Elements, attributes and words of HTML as a browser reads them."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.words = set(), [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.words += data


PIECES = st.sampled_from([
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<a href='javascript:x'>", "](javascript:x)", "[", "](",
    ")", "*", "**", "## ", "- ", "  - ", "1. ", "2. ", "| ", " |", "\n", "\n\n", '"', "'", "&lt;", "&#x3c;", "onclick=",
    "https://a.example/\" onmouseover=\"x", "http://", "mailto:", "//", "\\", " ", "word", "\x00", "\u202e", "<svg/onload=x>",
])  # fmt: skip
OURS = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "span", "div", "h3", "h4", "table", "thead", "tbody", "tr",
        "th", "td"}  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.text(max_size=8), max_size=25).map("".join))
def test_whatever_is_written_makes_our_elements_and_safe_links_alone(text):
    for html in (prose(text), lines(text)):
        seen = Seen(html)
        assert seen.tags <= OURS
        assert {name for name, _ in seen.attributes} <= {
            "href",
            "class",
            "dir",
            "scope",
            "role",
            "aria-label",
            "tabindex",
        }
        assert all(is_address(value) for name, value in seen.attributes if name == "href")


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES | st.text(max_size=8), max_size=25).map("".join))
def test_no_word_is_lost(text):
    """Every letter that is no mark is on the page; of links that are one, their address is in the link."""

    def letters(words):
        return sorted(re.findall(r"[^\W_]", words))

    seen = Seen(prose(text))
    links = "".join(value for name, value in seen.attributes if name == "href")
    assert letters(seen.words + links) == letters(text.replace("\x00", "\ufffd"))


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES | st.text(max_size=8), max_size=25).map("".join))
def test_plain_words_are_those_that_are_shown(text):
    bare = re.sub(r"[^\w]|_", "", plain(text))
    assert bare == re.sub(r"[^\w]|_", "", Seen(prose(text)).words)


def test_marks_go_where_nothing_is_set():
    assert plain("## Trees\n**Of** *Quercus robur*, Smith*, [the plan](https://a.example).") == (
        "Trees\nOf Quercus robur, Smith*, the plan."
    )
