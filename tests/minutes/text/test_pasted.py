"""What Word, Google Docs and LibreOffice put on the clipboard, read as lines."""

import html as markup

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes.text.minute import read_minutes
from minutes.text.pasted import read_pasted
from minutes.text.tracing import words_of


def word(*paragraphs, styles=""):
    """As Word writes it: everything dressed, between two comments."""
    return (
        '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><head>'
        "<meta charset=utf-8><meta name=Generator content='Microsoft Word 15'><!--[if gte mso 9]><xml><w:View>Normal"
        f"</w:View></xml><![endif]--><style><!-- p.MsoNormal {{margin:0cm;}} {styles} --></style></head>"
        f"<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->{''.join(paragraphs)}<!--EndFragment--></body></html>"
    )


def normal(text):
    return f"<p class=MsoNormal style='margin-bottom:8.0pt'><span lang=EN-GB>{text}<o:p></o:p></span></p>"


def numbered(label, text, level=1, place="l0", use="lfo1", *, comment=True):
    """A list paragraph of Word's: its marker stands in it, under a condition."""
    opens, closes = (
        ("<!--[if !supportLists]-->", "<!--[endif]-->") if comment else ("<![if !supportLists]>", "<![endif]>")
    )
    ignored = (
        f"{opens}<span style='mso-fareast-font-family:Calibri'><span style='mso-list:Ignore'>{label}<span "
        f"style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span></span>{closes}"
        if label
        else ""
    )
    return (
        f"<p class=MsoListParagraphCxSpMiddle style='margin-left:{36 * level}.0pt;text-indent:-18.0pt;"
        f"mso-list:{place} level{level} {use}'>{ignored}{text}<o:p></o:p></p>"
    )


def google(inner):
    return f'<meta charset=\'utf-8\'><b style="font-weight:normal;" id="docs-internal-guid-7">{inner}</b><br class=x>'


def item(kind, level, text):
    return (
        f'<li dir="ltr" style="list-style-type:{kind};font-weight:400" aria-level="{level}"><p dir="ltr" '
        f'role="presentation"><span style="font-weight:400">{text}</span></p></li>'
    )


def libre(inner):
    return (
        '<!DOCTYPE html><html><head><meta name="generator" content="LibreOffice 7.4"/><style>p { line-height: 115% }'
        f'</style></head><body lang="en-GB" dir="ltr">{inner}</body></html>'
    )


def found(html):
    return [(one.label, one.text) for one in read_pasted(html).lines]


NESTED = [("1.", "That"), ("(a)", "the plan"), ("(i)", "in May"), ("(b)", "the site"), ("2.", "That it be noted")]


@pytest.mark.parametrize("comment", [True, False])
def test_markers_of_word_are_those_that_are_printed(comment):
    levels = [1, 2, 3, 2, 1]
    told = [numbered(*pair, level, comment=comment) for pair, level in zip(NESTED, levels, strict=True)]
    lines = read_pasted(word(normal("RESOLVED:"), *told)).lines
    assert [(one.label, one.text) for one in lines] == [("", "RESOLVED:"), *NESTED]
    first, second = read_minutes(lines).resolutions
    assert [(one.label, [deep.label for deep in one.clauses]) for one in first.clauses] == [
        ("(a)", ["(i)"]),
        ("(b)", []),
    ]
    assert (second.label, second.text) == ("2.", "That it be noted")


@pytest.mark.parametrize(
    ("labels", "texts"),
    [
        (["1.", "2.", "1.", "2."], ["a list", "goes on", "another", "begins again"]),
        (["7.", "8."], ["begins at seven", "goes on"]),
        (["(a)", "(b)", "(c)"], ["by letters", "goes on", "behind a paragraph"]),
    ],
)
def test_restarts_and_continuations_of_word_are_kept(labels, texts):
    told = [numbered(label, text) for label, text in zip(labels, texts, strict=True)]
    told.insert(2, normal("Between them."))
    assert [pair for pair in found(word(*told)) if pair[0]] == list(zip(labels, texts, strict=True))


LEVELS = (
    '@list l0 {mso-list-id:1;} @list l0:level1 {mso-level-start-at:4; mso-level-text:"%1\\)"; mso-level-tab-stop:none;}'
    ' @list l0:level2 {mso-level-number-format:alpha-lower; mso-level-text:"\\(%2\\)";}'
    ' @list l0:level3 {mso-level-number-format:roman-lower; mso-level-text:"\\(%3\\)";}'
    " @list l0:level1 lfo2 {mso-level-start-at:9;} @list l1:level1 {mso-level-number-format:bullet; mso-level-text:·;}"
)


def test_markers_that_word_left_out_are_counted_from_its_style_sheet():
    told = [
        numbered("", "four"), numbered("", "a", 2), numbered("", "one", 3), numbered("", "b", 2), numbered("", "five"),
        numbered("", "a again", 2), numbered("", "nine", use="lfo2"), numbered("", "a point", place="l1"),
    ]  # fmt: skip
    assert [label for label, _ in found(word(*told, styles=LEVELS))] == [
        "4)",
        "(a)",
        "(i)",
        "(b)",
        "5)",
        "(a)",
        "9)",
        "•",
    ]


def test_bullets_of_words_picture_fonts_are_bullets_and_numbers_of_paragraphs_stay_words():
    told = word(
        numbered("·", "tea"), numbered("o", "milk", 2), numbered("§", "cake", 3), numbered("8.1", "Members met.")
    )
    assert found(told) == [("•", "tea"), ("•", "milk"), ("•", "cake"), ("", "8.1 Members met.")]


RUBBISH = [
    ("<p>Kept <del cite='mailto:x' datetime='2026'>gone</del><ins>added</ins></p>", "Kept added"),
    ("<p>Kept<span class=msoDel>gone</span> on</p>", "Kept on"),
    ("<p>Kept<a class=msocomanchor href='#_msocom_1'>[PD1]</a></p>", "Kept"),
    ("<p>Kept<span class=MsoCommentReference><span>gone</span></span></p>", "Kept"),
    ("<p>Kept</p><div style='mso-element:comment-list'><p>gone</p></div>", "Kept"),
    ("<p>Kept<span style='display:none;mso-hide:all'>gone</span></p>", "Kept"),
    ("<p>In <st1:place w:st='on'><st1:City w:st=\"on\">Weir Lane</st1:City></st1:place></p>", "In Weir Lane"),
    ("<p>A&nbsp;b<span style='mso-spacerun:yes'>&nbsp; </span>c<o:p>&nbsp;</o:p></p>", "A b c"),
    ("<p>Kept<img src='file:///c:/x.png' alt=gone><v:shape id=x><v:imagedata src=y></v:shape></p>", "Kept"),
    ("<p>Kept</p><script>gone()</script><style>gone</style><title>gone</title>", "Kept"),
    ("<p>Kept<sup><a href='#cmnt1'>[a]</a></sup></p><!-- gone -->", "Kept"),
]


@pytest.mark.parametrize(("inner", "text"), RUBBISH)
def test_what_only_dresses_the_words_or_was_taken_out_is_not_read(inner, text):
    for dressed in (word(inner), google(inner), libre(inner)):
        assert [one.words for one in read_pasted(dressed).lines] == [text]


def test_lists_of_google_docs_and_their_italics():
    nested = f"<ol>{item('lower-alpha', 2, 'the plan')}<ol>{item('lower-roman', 3, 'in May')}</ol></ol>"
    inner = (
        '<p dir="ltr"><span style="font-weight:700">RESOLVED:</span></p><ol start="3">'
        + item("decimal", 1, "That") + nested + item("decimal", 1, "That it be noted") + "</ol>"
        '<p dir="ltr"><span>Of </span><span style="font-style:italic">Quercus robur</span><span> alone.</span></p>'
    )  # fmt: skip
    lines = read_pasted(google(inner)).lines
    assert [(one.label, one.text, one.indent) for one in lines] == [
        ("", "RESOLVED:", 0), ("3.", "That", 0), ("a.", "the plan", 8), ("i.", "in May", 16),
        ("4.", "That it be noted", 0), ("", "Of Quercus robur alone.", 0),
    ]  # fmt: skip
    assert (lines[0].heading, lines[1].heading, lines[-1].italics) == (True, False, ("Quercus robur",))


def test_lists_headings_and_tables_of_libreoffice():
    inner = (
        '<h2 class="western">5. School places</h2><p>RESOLVED:</p><ol start="2"><li><p>That</p><ol type="a"><li><p>'
        "the <i>plan</i></p></li><li value=4><p>the site</p></li></ol></li></ol><table><tr><td><p>Ward</p></td><td><p>"
        "Places</p></td></tr><tr><td>East</td><td>37</td></tr></table>"
    )
    lines = read_pasted(libre(inner)).lines
    assert [(one.label, one.text) for one in lines] == [
        ("5.", "School places"), ("", "RESOLVED:"), ("2.", "That"), ("a.", "the plan"), ("d.", "the site"),
        ("", "| Ward | Places |"), ("", "| East | 37 |"),
    ]  # fmt: skip
    assert lines[0].heading
    assert lines[3].italics == ("plan",)


def test_markers_of_word_on_the_web_are_printed_as_its_levels_say():
    li = '<div><ol start="{0}"><li data-leveltext="(%2)" aria-level="2" style="list-style-type:lower-alpha"><p>{1}</p></li></ol></div>'
    assert found(li.format(1, "the plan") + li.format(2, "the site")) == [("(a)", "the plan"), ("(b)", "the site")]


@pytest.mark.parametrize("html", ["", "   ", "<p></p>", "<!-- only a comment -->", "<img>", "\x00", "<p>&nbsp;</p>"])
def test_clipboard_without_words_gives_no_lines(html):
    assert read_pasted(html).lines == ()


def test_very_deep_nesting_loses_no_word():
    deep = "<div>" * 400 + "<p>Members met.</p>" + "</div>" * 400
    assert words_of(" ".join(one.words for one in read_pasted(deep).lines)) == ["members", "met"]


TEXTS = st.lists(st.text(st.sampled_from("abc xyz éŵ<>&\"'.,;()1"), min_size=1, max_size=20), min_size=1, max_size=8)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from([word, google, libre]))
def test_no_word_of_a_paste_is_lost_or_comes_in_another_order(texts, dressed):
    inner = "".join(f"<p><span>{markup.escape(text)}</span></p>" for text in texts)
    told = dressed(inner) if dressed is not word else dressed(*(normal(markup.escape(text)) for text in texts))
    assert words_of(" ".join(one.words for one in read_pasted(told).lines)) == words_of(" ".join(texts))
