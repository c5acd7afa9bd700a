"""Lines of plain text, whole and broken, and the narrative that they make."""

from minutes.text.lines import Line, narrative, read_lines

PARAGRAPHS = [
    "The Board had met on the quay at noon, in the rain, and had gone back to the boathouse to hear the rest of it there.",
    "The harbour master said that the wall of the old dock had moved by a hand since the spring and would move again before the next one.",
    "He had asked for money to shore it up, which the Board had twice refused, and he now asked for it a third time, with some heat.",
]


def broken(paragraph: str, width: int) -> str:
    rows = [""]
    for word in paragraph.split():
        if len(rows[-1]) + 1 + len(word) > width:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    return "\n".join(rows)


def test_text_broken_at_a_width_is_made_whole():
    text = "\n\n".join(broken(paragraph, 66) for paragraph in PARAGRAPHS)
    assert [one.text for one in read_lines(text)] == PARAGRAPHS


def test_marker_at_the_head_of_a_broken_row_begins_a_line():
    text = "\n".join(f"{number}. {broken(words, 66)}" for number, words in enumerate(PARAGRAPHS, 1))
    assert [(one.label, one.text) for one in read_lines(text)] == [
        ("1.", PARAGRAPHS[0]),
        ("2.", PARAGRAPHS[1]),
        ("3.", PARAGRAPHS[2]),
    ]


def test_short_rows_are_left_apart():
    text = "For: 26\nAgainst: 32\nAbstention: 0\nThe motion fell.\nTea was taken."
    assert len(read_lines(text)) == 5


def test_bullets_and_rows_stand_one_under_another():
    lines = [
        Line("Fees:"),
        Line("one", "•"),
        Line("two", "·"),
        Line("| a | b |", row=True),
        Line("| c | d |", row=True),
    ]
    assert narrative(lines) == "Fees:\n\n- one\n- two\n\n| a | b |\n| c | d |"


def test_bullet_o_needs_its_gap():
    assert [(one.label, one.text) for one in read_lines("o\u00a0\u00a0 first\no second")] == [
        ("o", "first"),
        ("", "o second"),
    ]
