"""The text of PDF files: paragraphs rebuilt, running heads and page numbers taken off, words mended."""

import io
from collections import Counter

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from weasyprint import HTML

from minutes.text.pdf import NotPdf, read_pdf
from minutes.text.pdf.furniture import without_furniture
from minutes.text.pdf.paragraphs import mended, paragraphs
from minutes.text.pdf.rows import Row

LONG = (
    "The harbour master said that the wall of the old dock had moved by a hand since the spring and would move again before"
    " the next one, and that the extra-ordinary rain of the winter had carried off the neighbouring embankment altogether."
)


def pdf(body, style=""):
    page = "@page{size:A5;margin:20mm} body{font:10pt serif;margin:0}"
    return HTML(string=f"<html lang=en><style>{page}{style}</style>{body}").write_pdf()


def lines(body, style=""):
    return read_pdf(pdf(body, style)).lines


def words(body, style=""):
    return [one.words for one in lines(body, style)]


@pytest.mark.parametrize(
    "style",
    [
        "",
        "p{text-align:justify;hyphens:auto}",
        "p{line-height:2}",
        "p{margin:0;text-indent:8mm}",
        "p{margin:1mm 0 0}",
        "p{font-size:14pt}",
    ],
    ids=["plain", "hyphenated", "double-spaced", "indented", "close", "large"],
)
def test_wrapped_paragraphs_are_made_whole(style):
    texts = [LONG, "Tea was taken.", LONG.replace("harbour", "dock"), LONG.replace("wall", "quay")]
    assert words("".join(f"<p>{text}</p>" for text in texts), style) == texts


def test_paragraph_goes_on_over_a_page_break():
    texts = [LONG.replace("wall", f"wall {number}") for number in range(20)]
    found = read_pdf(
        pdf("".join(f"<p>{text}</p>" for text in texts), "@page{size:A6;margin:10mm} p{orphans:1;widows:1}")
    )
    assert found.pages > 3
    assert [one.words for one in found.lines] == texts


def test_running_heads_feet_and_page_numbers_are_left_out_and_named():
    style = "@page{size:A6;margin:15mm;@top-left{content:'Cabinet, 4 March 2021'}@bottom-right{content:'Page ' counter(page) ' of ' counter(pages)}}"
    texts = [LONG.replace("wall", f"wall {number}") for number in range(12)]
    found = read_pdf(pdf("".join(f"<p>{text}</p>" for text in texts), style))
    assert [one.words for one in found.lines] == texts
    assert found.notes == ("Running head or foot, left out: Cabinet, 4 March 2021",)


def test_lists_and_headings_begin_lines():
    body = "<h4>5. SCHOOLS</h4><p>RESOLVED:</p><ol><li>That tea be taken.<ol type=a><li>with milk; and</ol><li>That it rain.</ol>"
    found = lines(body, "ol ol{list-style-type:lower-alpha}")
    assert [(one.label, one.text, one.heading) for one in found] == [
        ("5.", "SCHOOLS", True),
        ("", "RESOLVED:", False),
        ("1.", "That tea be taken.", False),
        ("a.", "with milk; and", False),
        ("2.", "That it rain.", False),
    ]
    assert found[2].indent < found[3].indent


def test_number_in_a_column_of_its_own_stands_before_its_title():
    body = "<table><tr><td style='width:25mm'><b>77/21</b><td><b>SCHOOL PLACES</b></table><p>Tea.</p>"
    assert words(body) == ["77/21 SCHOOL PLACES", "Tea."]


@pytest.mark.parametrize(
    ("before", "after", "known", "joined"),
    [
        ("the neigh-", "bour said", "", "the neighbour said"),
        ("the neigh\x02", "bour said", "", "the neighbour said"),
        ("a well-", "known man", "", "a well-known man"),
        ("the re-", "organisation of", "the reorganisation was", "the reorganisation of"),
        ("a co-", "operative", "the co-operative society", "a co-operative"),
        ("a dog-", "collar", "one dog-collar more", "a dog-collar"),
        ("the Smith-", "Jones motion", "", "the Smith-Jones motion"),
        ("in 2020-", "2021", "", "in 2020-2021"),
        ("either -", "or", "", "either - or"),
        ("plain", "words", "", "plain words"),
    ],
)
def test_word_that_was_broken_is_mended_with_care(before, after, known, joined):
    assert mended(before, after, Counter(known.split())) == joined


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is not a PDF file."),
        (b"<html>Not found</html>", "is not a PDF file."),
        (b"%PDF-1.7 and nothing", "is a damaged PDF file (Failed to load document (PDFium: Data format error).)."),
        (pdf(""), "is a scan: its pages are pictures without text."),
    ],
)
def test_file_without_text_is_refused_with_one_sentence(data, sentence):
    with pytest.raises(NotPdf) as refused:
        read_pdf(data)
    assert str(refused.value) == sentence


def test_protected_file_is_refused():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("<p>Tea</p>"))) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(NotPdf) as refused:
        read_pdf(out.getvalue())
    assert str(refused.value) == "is protected with a password; save it without one first."


def test_page_without_text_is_named():
    assert read_pdf(pdf("<p>Tea</p><p style='break-before:page'></p>")).notes == ("Page 2 has no text.",)


def row(text, base, left=0.0):
    return Row(text, left, left + 5 * len(text), base, 10)


def test_repeated_line_inside_the_text_is_kept():
    texts = ["Head", "{} one", "RESOLVED:", "{} two", "{} three", "{}"]
    names = ["Ash", "Box", "Elm", "Yew"]
    pages = [[row(text.format(name), 700 - 50 * place) for place, text in enumerate(texts)] for name in names]
    kept, taken = without_furniture(pages)
    assert taken == ["Head"]
    assert [[one.text for one in page] for page in kept] == [
        [text.format(name) for text in texts[1:]] for name in names
    ]


ROWS = st.lists(
    st.tuples(
        st.integers(1, 6), st.integers(0, 3), st.sampled_from(["", ".", ":", "-", ";"]), st.sampled_from([12, 12, 24])
    ),
    max_size=12,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(ROWS, max_size=3))
def test_no_word_of_the_rows_is_lost(drawn):
    count, pages = 0, []
    for drawn_page in drawn:
        base, page = 800.0, []
        for size, indent, tail, gap in drawn_page:
            text = " ".join(f"w{count + place}x" for place in range(size)) + tail
            count, base = count + size, base - gap
            page.append(row(text, base, 10.0 * indent))
        pages.append(page)
    found = " ".join(one.words for one in paragraphs(pages))
    shown = " ".join(one.text for page in pages for one in page)
    assert found.replace(" ", "").replace("-", "") == shown.replace(" ", "").replace("-", "")
