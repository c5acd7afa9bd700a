"""The labels of numbered paragraphs, as Word prints them."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes.text.word import read_word
from tests.docx import abstract, docx, level, listed, paragraph, restart, styled, use

ROMANS = ["", *"i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()]


def labels(*body, **parts):
    """The words of each line, whose text is a dot: "1. ." """
    return [one.words.removesuffix(".").strip() for one in read_word(docx(*body, **parts)).lines]


@pytest.mark.parametrize(
    ("form", "text", "start", "printed"),
    [
        ("decimal", "%1.", 1, ["1.", "2."]),
        ("decimal", "%1", 276, ["276", "277"]),
        ("decimal", "P/%1", 142, ["P/142", "P/143"]),
        ("decimal", "Minute %1", 9, ["Minute 9", "Minute 10"]),
        ("decimalZero", "%1.", 9, ["09.", "10."]),
        ("lowerLetter", "(%1)", 1, ["(a)", "(b)"]),
        ("upperLetter", "%1)", 26, ["Z)", "AA)"]),
        ("lowerRoman", "(%1)", 3, ["(iii)", "(iv)"]),
        ("upperRoman", "%1.", 49, ["XLIX.", "L."]),
        ("ordinal", "%1:", 11, ["11th:", "12th:"]),
        ("cardinalText", "%1", 20, ["Twenty", "Twenty-one"]),
        ("ordinalText", "%1", 8, ["Eighth", "Ninth"]),
        ("ordinalText", "%1", 20, ["Twentieth", "Twenty-first"]),
        ("chicago", "%1", 4, ["§", "**"]),
        ("none", "Motion", 1, ["Motion", "Motion"]),
        ("bullet", "•", 1, ["•", "•"]),
        ("bullet", "\uf0b7", 1, ["•", "•"]),
        ("bullet", "-", 1, ["-", "-"]),
        ("japaneseCounting", "%1.", 1, ["1.", "2."]),
    ],
)
def test_format_is_printed_as_word_does(form, text, start, printed):
    numbering = abstract(0, level(0, form, text, start)) + use(1, 0)
    assert labels(listed(".", 1), listed(".", 1), numbering=numbering) == printed


NESTED = abstract(0, level(0), level(1, "lowerLetter", "(%2)"), level(2, "lowerRoman", "(%3)"))


def test_deeper_levels_begin_again_under_each_higher_one():
    body = [listed(".", 1, place) for place in (0, 1, 1, 2, 2, 1, 0, 1, 2)]
    printed = ["1.", "(a)", "(b)", "(i)", "(ii)", "(c)", "2.", "(a)", "(i)"]
    assert labels(*body, numbering=NESTED + use(1, 0)) == printed


def test_list_goes_on_behind_other_paragraphs():
    body = [listed(".", 1), listed(".", 1), paragraph("Tea"), listed(".", 1)]
    assert labels(*body, numbering=NESTED + use(1, 0)) == ["1.", "2.", "Tea", "3."]


def test_list_begins_again_where_it_states_a_start_and_goes_on_from_there():
    numbering = NESTED + use(1, 0) + use(2, 0, restart(0, 7))
    body = [listed(".", one) for one in (1, 1, 1, 2, 2, 1)]
    assert labels(*body, numbering=numbering) == ["1.", "2.", "3.", "7.", "8.", "9."]


def test_second_list_of_a_definition_continues_the_first():
    numbering = NESTED + use(1, 0) + use(2, 0)
    assert labels(*[listed(".", one) for one in (1, 1, 1, 2)], numbering=numbering) == ["1.", "2.", "3.", "4."]


def test_lists_of_two_definitions_count_apart():
    numbering = NESTED + abstract(5, level(0, "lowerRoman")) + use(1, 0) + use(2, 5)
    assert labels(*[listed(".", one) for one in (1, 2, 1, 2)], numbering=numbering) == ["1.", "i.", "2.", "ii."]


def test_numbers_of_several_levels_are_printed_together():
    numbering = abstract(0, level(0), level(1, text="%1.%2"), level(2, text="%1.%2.%3.")) + use(1, 0)
    body = [listed(".", 1, place) for place in (0, 1, 1, 2, 0, 1)]
    assert labels(*body, numbering=numbering) == ["1.", "1.1", "1.2", "1.2.1.", "2.", "2.1"]


def test_level_that_was_skipped_prints_its_start_and_counts_as_used():
    numbering = abstract(0, level(0, start=4), level(1, text="%1.%2")) + use(1, 0)
    body = [listed(".", 1, place) for place in (1, 1, 0, 1)]
    assert labels(*body, numbering=numbering) == ["4.1", "4.2", "5.", "5.1"]


def test_start_of_its_own_holds_whenever_the_level_begins_again():
    numbering = NESTED + use(1, 0, restart(1, 3))
    body = [listed(".", 1, place) for place in (0, 1, 1, 0, 1)]
    assert labels(*body, numbering=numbering) == ["1.", "(c)", "(d)", "2.", "(c)"]


def test_legal_level_prints_figures_for_every_level():
    numbering = abstract(0, level(0, "upperRoman"), level(1, text="%1.%2", extra="<w:isLgl/>")) + use(1, 0)
    assert labels(*[listed(".", 1, place) for place in (0, 0, 1)], numbering=numbering) == ["I.", "II.", "2.1"]


def test_level_that_never_restarts_counts_on():
    numbering = abstract(0, level(0), level(1, "lowerLetter", extra='<w:lvlRestart w:val="0"/>')) + use(1, 0)
    body = [listed(".", 1, place) for place in (0, 1, 0, 1)]
    assert labels(*body, numbering=numbering) == ["1.", "a.", "2.", "b."]


def test_level_that_restarts_after_the_first_level_alone_counts_on_after_the_second():
    numbering = (
        abstract(0, level(0), level(1, "lowerLetter"), level(2, "lowerRoman", extra='<w:lvlRestart w:val="1"/>'))
        + use(1, 0)
    )  # fmt: skip
    body = [listed(".", 1, place) for place in (0, 1, 2, 1, 2, 0, 2)]
    assert labels(*body, numbering=numbering) == ["1.", "a.", "i.", "b.", "ii.", "2.", "i."]


def test_level_is_replaced_in_one_use_of_a_list():
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'
    numbering = NESTED + use(1, 0, own)
    assert labels(listed(".", 1), listed(".", 1, 1), numbering=numbering) == ["A)", "(a)"]


STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Item"><w:name w:val="Item"/><w:basedOn w:val="Normal"/>
 <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/><w:basedOn w:val="Item"/></w:style>
<w:style w:type="paragraph" w:styleId="Late"><w:name w:val="Late"/><w:basedOn w:val="Item"/></w:style>
<w:style w:type="paragraph" w:styleId="Second"><w:name w:val="Second"/><w:basedOn w:val="Item"/>
 <w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Plain"><w:name w:val="Plain"/><w:basedOn w:val="Item"/>
 <w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Ring"><w:name w:val="Ring"/><w:basedOn w:val="Gnir"/></w:style>
<w:style w:type="paragraph" w:styleId="Gnir"><w:name w:val="Gnir"/><w:basedOn w:val="Ring"/></w:style>
"""
LINKED = abstract(
    0,
    level(0, extra='<w:pStyle w:val="Item"/>'),
    level(1, "lowerLetter", "(%2)", extra='<w:pStyle w:val="Sub"/>'),
) + use(1, 0)


def test_numbering_comes_through_styles():
    body = [styled(".", one) for one in ("Item", "Sub", "Sub", "Late", "Second", "Item")]
    printed = ["1.", "(a)", "(b)", "2.", "(a)", "3."]
    assert labels(*body, numbering=LINKED, styles=STYLES) == printed


def test_list_zero_takes_numbering_away():
    off = '<w:pStyle w:val="Item"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    body = [styled(".", "Item"), styled("x", "Plain"), paragraph("y", off), styled(".", "Item")]
    assert labels(*body, numbering=LINKED + use(0, 0), styles=STYLES) == ["1.", "x", "y", "2."]


def test_styles_based_on_each_other_in_a_circle_are_survived():
    assert labels(styled("x", "Ring"), numbering=LINKED, styles=STYLES) == ["x"]


def test_definition_that_links_to_a_list_style_is_followed():
    styles = """<w:style w:type="numbering" w:styleId="Minutes"><w:name w:val="Minutes"/>
      <w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr></w:style>"""
    link, own = '<w:numStyleLink w:val="Minutes"/>', '<w:styleLink w:val="Minutes"/>'
    numbering = abstract(0, extra=link) + abstract(3, level(0, "lowerRoman", "(%1)"), extra=own) + use(1, 0) + use(9, 3)
    assert labels(listed(".", 1), listed(".", 1), numbering=numbering, styles=styles) == ["(i)", "(ii)"]


def test_list_that_is_not_defined_numbers_nothing():
    assert labels(listed("x", 77), numbering=NESTED + use(1, 0)) == ["x"]
    assert labels(listed("x", 77)) == ["x"]


def test_typed_marker_stands_instead_of_a_bullet():
    numbering = abstract(0, level(0, "bullet", "•")) + use(1, 0)
    [one] = read_word(docx(listed("(a) That", 1), numbering=numbering)).lines
    assert (one.label, one.text) == ("(a)", "That")


def test_number_of_several_levels_is_no_marker_like_a_typed_one():
    numbering = abstract(0, level(0), level(1, text="%1.%2")) + use(1, 0)
    first, second = read_word(docx(listed("Parks", 1), listed("Tea.", 1, 1), numbering=numbering)).lines
    assert (first.label, first.text, second.label, second.text) == ("1.", "Parks", "", "1.1 Tea.")


def test_empty_numbered_paragraph_counts_as_it_is_printed():
    numbering = NESTED + use(1, 0)
    assert labels(listed(".", 1), listed("", 1), listed(".", 1), numbering=numbering) == ["1.", "2", "3."]


# A model of its own: one level at a time, over the whole history of a definition.

FORMATS = {
    "decimal": str,
    "lowerLetter": lambda number: string.ascii_lowercase[(number - 1) % 26] * ((number - 1) // 26 + 1),
    "upperLetter": lambda number: string.ascii_uppercase[(number - 1) % 26] * ((number - 1) // 26 + 1),
    "lowerRoman": lambda number: ROMANS[number],
    "upperRoman": lambda number: ROMANS[number].upper(),
    "decimalZero": lambda number: str(number).rjust(2, "0"),
}
DEPTH = 4


def value(history, definition, overrides, wanted):
    """What a level shows behind a history of (list, level), or nothing where it was not counted since it began again."""
    now, seen = None, set()
    for number, place in history:
        if place == wanted:
            own = overrides.get((number, wanted))
            if own is not None and number not in seen:
                now = own
            elif now is not None:
                now += 1
            else:
                now = own if own is not None else definition[wanted]["start"]
            seen.add(number)
        elif place > wanted:
            now = definition[wanted]["start"] if now is None else now
        else:
            until = definition[wanted]["restart"]
            if until is None or place < until:
                now = None
    return now


def expected(paragraphs, definitions, uses, overrides):
    for end, (number, place) in enumerate(paragraphs, 1):
        definition = definitions[uses[number]]
        history = [one for one in paragraphs[:end] if uses[one[0]] == uses[number]]
        text = definition[place]["text"]
        for at in range(DEPTH):
            if f"%{at + 1}" in text:
                count = value(history, definition, overrides, at)
                form = "decimal" if definition[place]["legal"] else definition[at]["form"]
                text = text.replace(f"%{at + 1}", FORMATS[form](count))
        yield text


def levels_of(draw, place):
    shapes = (
        ["%{0}.", "(%{0})", "%{0})", "[%{0}]"] + (["%{1}.%{0}"] if place else []) + (["%1-%2-%3"] if place == 2 else [])
    )
    return {
        "form": draw(st.sampled_from(list(FORMATS))),
        "text": draw(st.sampled_from(shapes)).format(place + 1, place),
        "start": draw(st.integers(1, 5)),
        "restart": draw(st.sampled_from([None, None, None, *range(place + 1)])),
        "legal": draw(st.booleans()),
    }


@st.composite
def numberings(draw):
    definitions = [[levels_of(draw, place) for place in range(DEPTH)] for _ in range(draw(st.integers(1, 2)))]
    uses = {number: draw(st.integers(0, len(definitions) - 1)) for number in range(1, draw(st.integers(2, 4)) + 1)}
    keys = st.tuples(st.sampled_from(list(uses)), st.integers(0, DEPTH - 1))
    overrides = draw(st.dictionaries(keys, st.integers(1, 9), max_size=3))
    paragraphs = draw(st.lists(keys, min_size=1, max_size=10))
    return definitions, uses, overrides, paragraphs


def written(definitions, uses, overrides):
    found = ""
    for number, definition in enumerate(definitions):
        shown = []
        for place, one in enumerate(definition):
            extra = "" if one["restart"] is None else f'<w:lvlRestart w:val="{one["restart"]}"/>'
            shown.append(level(place, one["form"], one["text"], one["start"], extra + "<w:isLgl/>" * one["legal"]))
        found += abstract(number, *shown)
    for number, definition in uses.items():
        own = "".join(restart(place, start) for (one, place), start in overrides.items() if one == number)
        found += use(number, definition, own)
    return found


@settings(max_examples=200, deadline=None)
@given(numberings())
def test_any_numbering_prints_what_the_model_says(drawn):
    definitions, uses, overrides, paragraphs = drawn
    body = [listed("x", number, place) for number, place in paragraphs]
    lines = read_word(docx(*body, numbering=written(definitions, uses, overrides))).lines
    assert [one.words.removesuffix("x").strip() for one in lines] == list(
        expected(paragraphs, definitions, uses, overrides)
    )
