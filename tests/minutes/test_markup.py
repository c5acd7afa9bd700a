"""Clerk's text to safe HTML."""

import pytest

from minutes.markup import lines, prose


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
