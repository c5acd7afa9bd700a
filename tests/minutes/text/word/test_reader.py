"""What of a Word document's body is read, and what is not."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes.text.lines import Line
from minutes.text.word import read_word
from tests.docx import abstract, docx, heading, level, listed, paragraph, run, styled, table, unzipped, use, zipped


def lines(*body, **parts):
    return list(read_word(docx(*body, **parts)).lines)


def words(*body, **parts):
    return [one.words for one in lines(*body, **parts)]


def field(code, result):
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    return f"{mark('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{mark('separate')}{result}{mark('end')}"


TRACKED = '<w:{0} w:id="1" w:author="Clerk">{1}</w:{0}>'.format
DELETED = '<w:r><w:delText xml:space="preserve">gone </w:delText></w:r>'
BOX = f"<w:txbxContent>{paragraph('Boxed')}</w:txbxContent>"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (run("Tea ") + TRACKED("ins", run("and cake ")) + TRACKED("del", DELETED) + run("came"), "Tea and cake came"),
        (TRACKED("moveFrom", run("here ")) + run("x ") + TRACKED("moveTo", run("there")), "x there"),
        (TRACKED("ins", run("kept ") + TRACKED("del", DELETED)) + run("on"), "kept on"),
        (run("seen ") + run("hidden ", "<w:vanish/>") + run("again"), "seen again"),
        (run("shown", '<w:vanish w:val="0"/>'), "shown"),
        (run("resolved", "<w:caps/>"), "RESOLVED"),
        (run("On ") + field(" DATE ", run("4 March")) + run(" it met"), "On 4 March it met"),
        (field(" IF ", run("a ") + field(" REF x ", run("b")) + run(" c")), "a b c"),
        (field(' HYPERLINK "x" ', run("the link")), "the link"),
        ('<w:fldSimple w:instr=" PAGE ">' + run("7") + "</w:fldSimple>", "7"),
        ('<w:hyperlink r:id="r9">' + run("a link") + "</w:hyperlink>" + run(" more"), "a link more"),
        (run("a") + "<w:r><w:tab/></w:r>" + run("b"), "a b"),
        (run("non") + "<w:r><w:noBreakHyphen/></w:r>" + run("key"), "non-key"),
        (run("co") + "<w:r><w:softHyphen/></w:r>" + run("operate"), "cooperate"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + run(" agreed"), "✓ agreed"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run("5"), "≥5"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0AA"/></w:r>' + run("x"), "□x"),
        ('<w:r><w:sym w:font="Arial" w:char="00A3"/></w:r>' + run("5"), "£5"),
        ("<w:smartTag><w:smartTag>" + run("Marlbridge") + "</w:smartTag></w:smartTag>", "Marlbridge"),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + run("Chosen") + "</w:sdtContent></w:sdt>", "Chosen"),
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("Choose a date") + "</w:sdtContent></w:sdt>" + run("x"),
            "x",
        ),
        ("<w:r><w:ruby><w:rt>" + run("up") + "</w:rt><w:rubyBase>" + run("base") + "</w:rubyBase></w:ruby></w:r>", "base"),
        ("<m:oMath><m:r><m:t>x = 2</m:t></m:r></m:oMath>", "x = 2"),
        (run("a") + '<w:commentRangeStart w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>' + run("b"), "ab"),
        (run("<b> & “c”"), "<b> & “c”"),
    ],
)  # fmt: skip
def test_words_of_a_paragraph(content, text):
    assert words(paragraph(content)) == [text]


def test_line_break_begins_a_line():
    content = run("RESOLVED:") + "<w:r><w:br/></w:r>" + run("1. That tea be taken.")
    assert lines(paragraph(content)) == [Line("RESOLVED:"), Line("That tea be taken.", "1.")]


def test_label_stands_on_the_first_line_of_a_broken_paragraph():
    content = run("Parks") + "<w:r><w:br/></w:r>" + run("Report of the Engineer")
    numbering = abstract(0, level(0)) + use(1, 0)
    assert words(listed(content, 1), numbering=numbering) == ["1. Parks", "Report of the Engineer"]


def test_paragraph_whose_end_was_deleted_runs_on():
    deleted = '<w:rPr><w:del w:id="1"/></w:rPr>'
    assert words(paragraph("The wall ", deleted), paragraph("fell.")) == ["The wall fell."]


def test_numbered_paragraph_that_was_deleted_whole_is_not_counted():
    numbering = abstract(0, level(0)) + use(1, 0)
    placed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1"/></w:rPr>'
    gone = paragraph(TRACKED("del", DELETED), placed)
    assert words(listed("one", 1), gone, listed("two", 1), numbering=numbering) == ["1. one", "2. two"]


def test_hidden_paragraph_is_not_counted():
    numbering = abstract(0, level(0)) + use(1, 0)
    placed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr>'
    hidden = paragraph(run("secret", "<w:vanish/>"), placed)
    assert words(hidden, listed("one", 1), numbering=numbering) == ["1. one"]


def test_old_properties_of_a_tracked_change_do_not_number():
    numbering = abstract(0, level(0)) + use(1, 0)
    change = (
        '<w:pPrChange w:id="1"><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>'
    )
    assert words(paragraph("plain", change), numbering=numbering) == ["plain"]


def test_footnotes_and_endnotes_follow_their_paragraph():
    foot = f'<w:footnote w:id="4">{paragraph("<w:r><w:footnoteRef/></w:r>" + run(" Of 2019."))}</w:footnote>'
    end = f'<w:endnote w:id="2">{paragraph("See B.")}</w:endnote>'
    content = (
        run("The rate") + '<w:r><w:footnoteReference w:id="4"/></w:r>' + run(" was 4%")
        + '<w:r><w:endnoteReference w:id="2"/></w:r>' + run(".")
    )  # fmt: skip
    found = words(paragraph(content), paragraph("Next"), footnotes=foot, endnotes=end)
    assert found == ["The rate[1] was 4%[i]. [1] Of 2019. [i] See B.", "Next"]


def test_note_that_is_missing_is_passed_over():
    assert words(paragraph(run("a") + '<w:r><w:footnoteReference w:id="4"/></w:r>' + run("b"))) == ["ab"]


def test_text_box_is_read_once_behind_its_paragraph():
    drawn = f"<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice>"
    drawn += f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    assert words(paragraph(run("Host ") + f"<w:r>{drawn}</w:r>" + run("goes on")), paragraph("Next")) == [
        "Host goes on",
        "Boxed",
        "Next",
    ]


def test_text_box_of_an_old_drawing_is_read():
    assert words(paragraph(f"<w:r><w:pict><v:textbox>{BOX}</v:textbox></w:pict></w:r>")) == ["Boxed"]


def test_table_of_contents_is_left_out():
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    start = mark("begin") + "<w:r><w:instrText>TOC \\o</w:instrText></w:r>" + mark("separate") + run("1. Parks  3")
    gallery = '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    gallery += f"<w:sdtContent>{paragraph('Contents')}</w:sdtContent></w:sdt>"
    assert words(paragraph(start), paragraph("2. Roads  5"), paragraph(mark("end")), gallery, paragraph("Tea")) == [
        "Tea"
    ]


def test_paragraphs_in_controls_and_tracked_rows_are_read():
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('Held')}</w:sdtContent></w:sdt>"
    row = (
        '<w:tr><w:trPr><w:{} w:id="1"/></w:trPr><w:tc>'
        + paragraph("x")
        + "</w:tc><w:tc>"
        + paragraph("y")
        + "</w:tc></w:tr>"
    )
    rows = table(["a", "b"]).replace("</w:tbl>", row.format("ins") + row.format("del") + "</w:tbl>")
    assert words(control, rows) == ["Held", "| a | b |", "| x | y |"]


def test_table_is_rows_and_a_nested_one_stands_in_its_cell():
    inner = table(["1", "2"])
    assert words(table(["Ward", "Cost"], ["East", inner])) == ["| Ward | Cost |", "| East | ¦ 1 ¦ 2 ¦ |"]


def test_list_made_as_a_table_is_a_list():
    numbering = abstract(0, level(0)) + use(1, 0)
    found = lines(table([listed("", 1), "That x."], [listed("", 1), "That y."]), numbering=numbering)
    assert [(one.label, one.text) for one in found] == [("1.", "That x."), ("2.", "That y.")]


def test_number_in_the_cell_before_an_item_heads_it():
    body = heading("SCHOOL PLACES") + "".join(map(paragraph, ["One.", "Two.", "Three.", "Four."]))
    found = lines(table([heading("77/21"), body, "Clerk"]))
    assert found[0] == Line("77/21 SCHOOL PLACES", heading=True)
    assert [one.words for one in found[1:]] == ["One.", "Two.", "Three.", "Four.", "Clerk"]


HEADED = """<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="B"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>"""


def test_headings_are_told_by_outline_style_and_bold():
    body = [
        styled("Parks", "H"),
        styled("Roads", "B"),
        heading("Rivers"),
        paragraph(run("Tea ", "<w:b/>") + run("came")),
    ]
    plain = paragraph(run("Not", '<w:b w:val="0"/>'), '<w:pStyle w:val="B"/>')
    assert [one.heading for one in lines(*body, plain, styles=HEADED)] == [True, True, True, False, False]


def test_indentation_is_that_of_the_first_line():
    numbering = abstract(0, level(0, extra='<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr>')) + use(1, 0)
    own = paragraph("x", '<w:ind w:left="900" w:firstLine="90"/>')
    assert [one.indent for one in lines(listed("a", 1), own, numbering=numbering)] == [4, 11]


def test_file_built_into_the_document_is_named():
    assert read_word(docx('<w:altChunk r:id="r4"/>')).notes == (
        "Another file is built into the document; its words were not read.",
    )


def test_strict_document_is_read():
    files = unzipped(docx(paragraph("Tea")))
    old, new = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    files["word/document.xml"] = files["word/document.xml"].replace(old, new)
    assert [one.text for one in read_word(zipped(files)).lines] == ["Tea"]


WORD = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=6)
TEXT = st.lists(WORD, min_size=1, max_size=5).map(" ".join)


@st.composite
def blocks(draw, depth=0):
    """The XML of a paragraph or table, and the words that it shows."""
    kind = draw(st.sampled_from(["plain", "runs", "listed", "broken", "control", *(["table"] if depth < 2 else [])]))
    if kind == "table":
        cells = [draw(blocks(depth + 1)) for _ in range(4)]
        shown = [word for _, words in cells for word in words]
        return table([cells[0][0], cells[1][0]], [cells[2][0], cells[3][0]]), shown
    texts = draw(st.lists(TEXT, min_size=1, max_size=3))
    shown = " ".join(texts).split()
    if kind == "plain":
        return paragraph(" ".join(texts)), shown
    if kind == "listed":
        return listed(" ".join(texts), draw(st.integers(1, 2)), draw(st.integers(0, 2))), shown
    gap = {"runs": run(" "), "broken": "<w:r><w:br/></w:r>", "control": run(" ")}[kind]
    xml = paragraph(gap.join(run(text, draw(st.sampled_from(["", "<w:b/>"]))) for text in texts))
    return (f"<w:sdt><w:sdtPr/><w:sdtContent>{xml}</w:sdtContent></w:sdt>" if kind == "control" else xml), shown


@settings(max_examples=100, deadline=None)
@given(st.lists(blocks(), min_size=1, max_size=6))
def test_no_word_of_a_document_is_lost(drawn):
    numbering = abstract(0, *(level(place, "bullet", "•") for place in range(3))) + use(1, 0) + use(2, 0)
    found = " ".join(one.words for one in lines(*(xml for xml, _ in drawn), numbering=numbering))
    shown = [word for _, words in drawn for word in words]
    printed = [word for word in found.split() if word not in ("|", "¦", "•")]
    assert printed == unicodedata.normalize("NFC", " ".join(shown)).split()
