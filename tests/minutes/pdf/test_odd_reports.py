"""Reports that are broken, locked, missing, bombs or of odd pages: the pack is made all the same."""

import io
import zlib

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from tests import factories as make
from tests.minutes.pdf.packs import document, pack_of, report, texts, words

pytestmark = pytest.mark.django_db


WRONG = {
    "empty": (b"", "not a PDF"),
    "a web page": (b"<html>no</html>", "not a PDF"),
    "cut short": (make.pdf()[:200], "damaged"),
    "false ending": (b"%PDF-1.7\n" + b"x" * 5000, "damaged"),
    "no pages": (document(), "damaged"),
}


@pytest.mark.parametrize(("content", "said"), WRONG.values(), ids=WRONG.keys())
def test_broken_report_has_a_page_that_says_so(client, meeting, content, said):
    report(meeting, content, title="The broken one")
    report(meeting, document(words("the good one")))
    pages = texts(pack_of(client, meeting))
    assert "The broken one" in pages[3]
    assert said in pages[3]
    assert "Page 4" in pages[3]
    assert "the good one" in pages[4]


def test_locked_report_has_a_page_that_says_so(client, meeting):
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(document(words("secret")))) as opened:
        opened.save(locked, encryption=pikepdf.Encryption(owner="o", user="u"))
    report(meeting, locked.getvalue())
    pages = texts(pack_of(client, meeting))
    assert "password" in pages[3]


def test_report_that_may_be_read_by_all_but_not_changed_is_shown(client, meeting):
    guarded = io.BytesIO()
    with pikepdf.open(io.BytesIO(document(words("for all to read")))) as opened:
        opened.save(guarded, encryption=pikepdf.Encryption(owner="o", user=""))
    report(meeting, guarded.getvalue())
    assert "for all to read" in texts(pack_of(client, meeting))[3]


def test_missing_report_and_one_to_follow_have_a_page_that_says_so(client, meeting):
    gone = report(meeting, None)
    gone.file.storage.delete(gone.file.name)
    make.ReportFactory(item=gone.item, file="")
    pages = texts(pack_of(client, meeting))
    assert "missing" in pages[3]
    assert "to follow" in pages[4]


def test_large_report_has_a_page_that_says_so(client, meeting, settings):
    settings.PACK_DOCUMENT_MAX_BYTES = 100
    report(meeting, document(words("large")))
    assert "too large" in texts(pack_of(client, meeting))[3]


def bomb():
    """A small file whose list of objects unpacks to two gigabytes."""
    packer, packed = zlib.compressobj(9), b""
    for _ in range(2048):
        packed += packer.compress(bytes(1 << 20))
    packed += packer.flush()
    head = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    stream = (
        b"3 0 obj\n<</Type/ObjStm/N 1/First 10/Filter/FlateDecode/Length %d>>\nstream\n" % len(packed)
        + packed + b"\nendstream\nendobj\n"
    )  # fmt: skip
    table = bytes([0, 0, 0, 0, 255]) + bytes([1, 0, 0, 9, 0]) + bytes([2, 0, 0, 3, 0])
    table += bytes([1, *len(head).to_bytes(3, "big"), 0])
    start = len(head) + len(stream)
    xref = b"4 0 obj\n<</Type/XRef/Size 4/W[1 3 1]/Root 1 0 R/Length %d>>\nstream\n" % len(table) + table
    return head + stream + xref + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start


def test_bomb_ends_its_own_process_and_the_pack_is_made(client, meeting):
    report(meeting, bomb(), title="The bomb")
    report(meeting, document(words("after the bomb")))
    pages = texts(pack_of(client, meeting))
    assert "The bomb" in pages[3]
    assert "in this pack" in " ".join(pages[3].split())
    assert "after the bomb" in pages[4]


def test_bomb_in_the_content_of_a_page_is_not_unpacked(client, meeting):
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"q Q " * (1 << 18)) for _ in range(1024)) + packer.flush()
    data = io.BytesIO()
    with pikepdf.open(io.BytesIO(document(words("x")))) as opened:
        opened.pages[0].obj.Contents = Stream(opened, packed, Filter=Name.FlateDecode)
        opened.save(data, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    report(meeting, data.getvalue())
    pack = pack_of(client, meeting)
    assert len(pack) < 8 << 20
    with pikepdf.open(io.BytesIO(pack)) as opened:
        assert len(opened.pages) == 4


ODD = {
    "state left open": {"content": b"q 0 0 0 0 0 0 cm q 5 0 0 5 900 900 cm " + words("odd")},
    "state closed too often": {"content": words("odd") + b" Q Q Q Q"},
    "text left open": {"content": b"BT /F1 12 Tf 72 600 Td (odd) Tj"},
    "clipped to nothing": {"content": b"0 0 1 1 re W n " + words("odd")},
    "in pieces": {"content": [b"q BT /F1 12 Tf 72 600", b"Td (odd) Tj ET", b"Q"]},
    "turned": {"content": words("odd"), "Rotate": 90},
    "turned over": {"content": words("odd"), "Rotate": 180},
    "turned back": {"content": words("odd"), "Rotate": -90},
    "cropped": {"content": words("odd"), "CropBox": Array([50, 300, 400, 800])},
    "elsewhere": {"content": words("odd"), "MediaBox": Array([-1000, -500, 595, 842])},
    "upside down box": {"content": words("odd"), "MediaBox": Array([595, 842, 0, 0])},
    "a plan": {"content": words("odd"), "MediaBox": Array([0, 0, 2384, 3370])},
    "no box": {"content": words("odd"), "MediaBox": Array([])},
}


@pytest.mark.parametrize("facts", ODD.values(), ids=ODD.keys())
def test_odd_page_bears_its_number_where_it_is_seen(client, meeting, facts):
    report(meeting, document(facts["content"], **{k: v for k, v in facts.items() if k != "content"}))
    data = pack_of(client, meeting)
    with pypdfium2.PdfDocument(data) as opened:
        page = opened[3]
        found = page.get_textpage().search("Page 4").get_next()
        assert found, page.get_textpage().get_text_bounded()
        picture = page.render(scale=1).to_pil().convert("L")
    foot = picture.crop((picture.width // 2, picture.height * 9 // 10, picture.width, picture.height))
    assert foot.getextrema()[0] < 100  # ink in the lower right corner as it is seen


def test_pages_that_share_their_content_are_both_shown(client, meeting):
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(document(words("shared"), words("x")))) as opened:
        opened.pages[1].obj.Contents = opened.pages[0].obj.Contents
        opened.save(made)
    report(meeting, made.getvalue())
    assert [("shared" in text) for text in texts(pack_of(client, meeting))[3:]] == [True, True]


def test_what_acts_by_itself_is_left_out_and_links_stay(client, meeting):
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(document(words("x")))) as opened:

        def note(**action):
            return Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=Dictionary(**action))

        opened.pages[0].obj.Annots = Array([
            note(S=Name.JavaScript, JS="app.alert(1)"), note(S=Name.Launch, F="x.exe"),
            note(S=Name.URI, URI="https://council.example/"), 7,
        ])  # fmt: skip
        opened.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS="app.alert(2)"))
        opened.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(3)")
        opened.save(made)
    report(meeting, made.getvalue())
    with pikepdf.open(io.BytesIO(pack_of(client, meeting))) as opened:
        found = opened.pages[3].Annots
        everything = b"".join(each.unparse(resolved=True) for each in opened.objects if not isinstance(each, Stream))
    assert [str(each.A.URI) for each in found if "/A" in each] == ["https://council.example/"]
    assert b"alert" not in everything
    assert b"x.exe" not in everything
