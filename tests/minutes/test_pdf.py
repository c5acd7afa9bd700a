"""PDFs: both standards, the same bytes, nothing fetched, and a page that reads as the record does."""

import datetime as dt
import hashlib
import io
import os
import re
import subprocess
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from django.utils.safestring import mark_safe

from minutes import pdf
from tests.verapdf import verify

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = ROOT / "tests" / "templates"
ABOUT = {
    "title": "77/25 Station Quarter",
    "language": "en-GB",
    "url": "https://minutes.marlbridge.example/committees/cabinet/2025-10-16/77-25/",
    "modified": dt.datetime(2025, 10, 20, 9, 30, tzinfo=dt.UTC),
}
CONTEXT = {
    "head_left": "Marlbridge Council, Cabinet",
    "head_right": "16 October 2025",
    "state": "Draft minutes, not yet confirmed",
}
# WeasyPrint leaves its colour profile to be closed by the interpreter.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning")

PARAGRAPH = "<p>" + "The committee considered the matter and said what it had to say. " * 6 + "</p>"
RESOLUTION = """<li><span class="label">{0}.</span><div class="text"><p>{1}</p><ol class="clauses">
<li><span class="label">(a)</span><div class="text">{1}</div></li><li><span class="label">(b)</span><div class="text">{1}</div></li>
</ol></div></li>"""
RESOLUTIONS = '<ol class="resolutions">{}</ol>'.format(
    "".join(RESOLUTION.format(n, "That the thing be done. " * (2 + n * 7 % 23)) for n in range(1, 50))
)
HARD_PARTS = {
    "nothing more": "",
    "emoji": "<p>\U0001f600 \U0001f4dc ❤️ 1️⃣ \U0001f1ec\U0001f1e7 \U0001f468‍\U0001f469‍\U0001f467</p>",
    "scripts": "<p>漢字 한국어 ਪੰਜਾਬੀ বাংলা ไทยคำ Ελληνικά Русский اردو עברית</p>",
    "private and control codes": "<p>\uf0b7 \ue000 \U000f0001 a\x01b\x0bc\x7fd\x85e \ufeff \ufffe \u2028 \xad \u200b \u202e</p>",
    "empty parts": "<p></p><ul></ul><ol><li></li></ol><dl><dt></dt><dd></dd></dl><table></table><blockquote></blockquote>",
    "definitions with lists": "<dl><dt>Term</dt><dd><p>One</p><ul><li>a<ol><li><p>b</p><ul><li>c</li></ul></li></ol></li></ul></dd></dl>",
    "links": '<p><a href="#votes">to <em>the</em> <span>votes</span></a>, <a href="#nowhere">nowhere</a>, <a href="">empty</a>,'
    ' <a href="mailto:clerk@marlbridge.example">e-mail</a>, <a href="/x/"><mark>m</mark> <time>2025</time></a></p>',
    "refused images": '<p><img src="https://x.example/a.png" alt="Plan"></p><figure><img src="/b.png" alt="Map"></figure>',
    "table without heads": "<table><tr><td colspan=2>a</td></tr><tr><td rowspan=2>b</td><td>c</td></tr><tr><td>d</td></tr></table>",
    "table over pages": "<table><caption>Rows</caption><thead><tr><th scope=col>No.</th><th scope=col>What</th></tr></thead>"
    + "".join(f"<tr><th scope=row>{n}</th><td>{'words ' * (n % 30)}</td></tr>" for n in range(60))
    + "</table>",
    "resolutions over pages": RESOLUTIONS,
    "sixty pages": "".join(f"<h2>Part {n}</h2>{PARAGRAPH * 11}" for n in range(56)),
}


@pytest.fixture
def paper(settings):
    """The trial page as a PDF; `more` is HTML at its end."""
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], TEMPLATES]}]

    def make(more: str = "", **about) -> bytes:
        return pdf.render("pdf_trial.html", {**CONTEXT, "more": mark_safe(more)}, **{**ABOUT, **about})

    return make


def pages_of(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range() for page in document]


def elements_of(content: bytes) -> list[tuple[str, list[str]]]:
    """Every structure element of a PDF with the kinds of its children, in reading order."""
    found = []

    def walk(element):
        kids = element.get("/K", [])
        children = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
        found.append((str(element.S), [str(child.S) for child in children]))
        for child in children:
            walk(child)

    with pikepdf.open(io.BytesIO(content)) as document:
        walk(document.Root.StructTreeRoot.K[0])
    return found


@pytest.mark.parametrize("more", HARD_PARTS.values(), ids=HARD_PARTS.keys())
def test_pdf_with_hard_parts_meets_both_standards(paper, more):
    content = paper(more)

    assert (verify(content, "3a"), verify(content, "ua1")) == ([], [])


def test_verapdf_on_headings_out_of_order_names_the_broken_rule(paper):
    assert verify(paper("<h6>Six after two</h6>"), "ua1")[0].startswith("7.4.2-1 (1 times): ")


def test_pdf_of_the_same_input_is_the_same_bytes(paper):
    attachment = pdf.Attachment("record.json", b"{}", "The record")

    assert paper(attachment=attachment) == paper(attachment=attachment)


def test_pdf_made_in_another_process_is_the_same_bytes(paper):
    script = f"""
import datetime, hashlib, django
from django.conf import settings
settings.configure(
    INSTALLED_APPS=["django.contrib.staticfiles"], STATICFILES_DIRS=[{str(ROOT / "static")!r}], STATIC_URL="/static/",
    TEMPLATES=[{{"BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [{str(ROOT / "templates")!r}, {str(TEMPLATES)!r}]}}],
)
django.setup()
from minutes import pdf
content = pdf.render("pdf_trial.html", {CONTEXT!r} | {{"more": ""}}, **{{**{ABOUT | {"modified": None}!r},
    "modified": datetime.datetime(2025, 10, 20, 9, 30, tzinfo=datetime.UTC)}})
print(hashlib.sha256(content).hexdigest())
"""
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    other = subprocess.run(
        [sys.executable, "-c", script], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert other.stdout.split()[-1] == hashlib.sha256(paper()).hexdigest()


def test_pdf_made_by_threads_at_once_is_the_same_bytes(paper):
    alone = paper()
    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(lambda _: paper(), range(8))) == {alone}


def test_pdf_metadata_carries_title_language_and_the_one_date(paper):
    with pikepdf.open(io.BytesIO(paper(language="cy"))) as document:
        assert document.docinfo["/Title"] == "77/25 Station Quarter"
        assert document.docinfo["/CreationDate"] == document.docinfo["/ModDate"] == "D:20251020093000Z"
        assert document.Root.Lang == "cy"


def test_pdf_bookmarks_follow_the_headings(paper):
    with pikepdf.open(io.BytesIO(paper())) as document, document.open_outline() as outline:
        (item,) = outline.root
        assert item.title.startswith("77/25 Marlbridge Station Quarter")
        assert "What was resolved" in [section.title for section in item.children]


def test_pdf_attachment_is_inside_as_data(paper):
    content = paper(attachment=pdf.Attachment("record.json", b'{"label": "77/25"}', "The record as data"))

    with pikepdf.open(io.BytesIO(content)) as document:
        assert document.attachments["record.json"].get_file().read_bytes() == b'{"label": "77/25"}'
        assert document.Root.AF[0].AFRelationship == "/Data"
    assert (verify(content, "3a"), verify(content, "ua1")) == ([], [])


def test_pdf_pages_carry_head_state_address_and_number(paper):
    pages = pages_of(paper())

    for number, page in enumerate(pages, start=1):
        assert all(words in page for words in (*CONTEXT.values(), ABOUT["url"], f"page {number} of {len(pages)}"))


def test_pdf_labels_are_labels_of_their_list_items(paper):
    items = [children for kind, children in elements_of(paper()) if kind == "/LI"]

    assert items.count(["/Lbl", "/LBody"]) >= 11
    assert {tuple(children) for children in items} <= {("/Lbl", "/LBody"), ("/LBody",)}


def test_pdf_heading_with_a_label_is_one_heading(paper):
    assert [children for kind, children in elements_of(paper()) if kind == "/H1"] == [["/Span", "/NonStruct"]]


def test_pdf_label_at_a_page_end_goes_with_its_text(paper):
    pages = pages_of(paper(RESOLUTIONS))
    last_lines = [page.split(CONTEXT["state"])[0].strip().splitlines()[-1] for page in pages]

    assert len(pages) > 20
    assert not [line for line in last_lines if re.fullmatch(r"\d+\.|\([ab]\)", line.strip())]


def test_pdf_table_over_pages_repeats_its_head(paper):
    pages = pages_of(paper(HARD_PARTS["table over pages"]))

    assert sum("No." in page for page in pages) >= 2


def test_pdf_relative_link_starts_from_the_permanent_address(paper):
    with pikepdf.open(io.BytesIO(paper('<p><a href="/people/idris/">Idris</a></p>'))) as document:
        targets = [str(note.A.URI) for page in document.pages for note in page.get("/Annots", []) if "/A" in note]

    assert "https://minutes.marlbridge.example/people/idris/" in targets


def test_pdf_character_that_no_font_has_is_printed_as_its_code(paper, caplog):
    assert "before [U+0378] after" in "".join(pages_of(paper("<p>before \u0378 after</p>")))
    assert "U+0378" in caplog.text


def test_pdf_bullet_of_words_symbol_font_is_a_bullet(paper):
    assert "• Fuller" in "".join(pages_of(paper("<p>\uf0b7 Fuller</p>")))


@pytest.mark.parametrize(
    "html",
    [
        '<img src="{}" alt="x">',
        '<object data="{}">x</object>',
        '<p style="background: url({})">x</p>',
        '<style>@import url("{}");</style>',
        '<link rel="stylesheet" href="{}">',
        '<link rel="attachment" href="{}">',
        '<a rel="attachment" href="{}">x</a>',
        '<svg width="9" height="9"><title>x</title><image href="{}" width="9" height="9"/></svg>',
    ],
)
@pytest.mark.parametrize(
    "address", ["http://192.0.2.1/a", "file:///etc/passwd", "data:text/css,p%7Bcolor:red%7D", "ftp://x.example/"]
)
def test_pdf_of_a_page_that_asks_for_a_file_opens_nothing(paper, monkeypatch, html, address):
    opened = []
    monkeypatch.setattr(
        urllib.request.OpenerDirector, "open", lambda self, request, *rest, **more: opened.append(request)
    )

    with pikepdf.open(io.BytesIO(paper(html.format(address)))) as document:
        assert not document.attachments
    assert not opened


@pytest.mark.parametrize(
    "address",
    [
        "https://x.example/a.png",
        "file:///etc/passwd",
        "data:,x",
        "font:../../../../etc/passwd",
        "font:SourceSerifPro-/../../__init__.py",
        "font:Other-Regular.ttf",
        "/etc/passwd",
    ],
)
def test_fetcher_of_another_address_refuses_and_logs(address, caplog):
    from minutes.pdf.press import FontsOnly

    with pytest.raises(ValueError, match="nothing but its fonts"):
        FontsOnly().fetch(address)
    assert "Refused to fetch" in caplog.text
    assert address not in caplog.text


def test_importing_pdf_leaves_weasyprint_alone():
    script = "import sys, minutes.pdf; assert 'weasyprint' not in sys.modules"
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)


@pytest.mark.parametrize("library", ["pango", "harfbuzz-subset"])
def test_pdf_without_a_native_library_says_what_to_install(library):
    script = f"""
import cffi, warnings
warnings.simplefilter("ignore")
from django.conf import settings
settings.configure(TEMPLATES=[{{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [{str(TEMPLATES.parent.parent / "templates")!r}]}}])
import django; django.setup()
real = cffi.FFI.dlopen
def dlopen(self, name, flags=0):
    if {library!r} in name:
        raise OSError("cannot load library " + name)
    return real(self, name, flags)
cffi.FFI.dlopen = dlopen
import datetime
from minutes import pdf
try:
    pdf.render("pdf/base.html", {{}}, title="t", language="en", url="https://x.example/", modified=datetime.datetime.now(datetime.UTC))
except pdf.PdfUnavailable as error:
    print(error)
"""
    said = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert library in said
    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in said
