"""The pack: every page numbered as a viewer numbers it, whatever the reports are like."""

import io
import re
import zlib
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from django.core.files.base import ContentFile
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from minutes.models import Meeting, Report
from minutes.pdf.store import papers
from tests import factories as make

pytestmark = pytest.mark.django_db


def document(*pages, **page_facts):
    """A PDF whose pages have these contents (bytes, or a list of pieces), with what else its pages have."""
    made = Pdf.new()
    font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for content in pages:
        pieces = content if isinstance(content, list) else [content]
        streams = [made.make_indirect(Stream(made, piece)) for piece in pieces]
        page = Dictionary(
            Type=Name.Page, MediaBox=Array([0, 0, 595, 842]), Resources=Dictionary(Font=Dictionary(F1=font)),
            Contents=streams[0] if len(streams) == 1 else Array(streams),
        )  # fmt: skip
        for name, value in page_facts.items():
            page[f"/{name}"] = value
        made.pages.append(pikepdf.Page(made.make_indirect(page)))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def words(text):
    return f"BT /F1 12 Tf 72 600 Td ({text}) Tj ET".encode()


@pytest.fixture
def meeting():
    return make.MeetingFactory(stage="agenda_published_at")


def report(meeting, content, label="1", **facts):
    item = meeting.items.filter(label=label).first() or make.AgendaItemFactory(
        meeting=meeting, label=label, title=f"Business {label}"
    )
    made = make.ReportFactory(item=item, **facts)
    if content is not None:  # past the look that uploads get
        with made.file.storage.open(made.file.name) as stored:
            Path(stored.name).write_bytes(content)
    return made


def pack_of(client, meeting, name="pack"):
    response = client.get(f"{meeting.get_absolute_url()}{name}.pdf")
    assert response.status_code == 200
    return b"".join(response)


def texts(data):
    with pypdfium2.PdfDocument(data) as opened:
        return [page.get_textpage().get_text_bounded() for page in opened]


def test_every_page_bears_the_number_that_a_viewer_shows(client, meeting):
    for label in ("1", "2"):
        report(meeting, document(*[words(f"page {n} of report {label}") for n in range(1, 4)]), label)
    data = pack_of(client, meeting)
    pages = texts(data)
    assert [number for number, text in enumerate(pages, 1) if f"page {number}" not in text.lower()] == []
    with pypdfium2.PdfDocument(data) as opened:
        assert [opened.get_page_label(n) for n in range(len(opened))] == [str(n + 1) for n in range(len(pages))]
    assert [i for i, text in enumerate(pages) if "of report 1" in text] == [3, 4, 5]


def test_contents_agenda_and_bookmarks_lead_to_the_documents_and_those_back(client, meeting):
    for label in ("1", "2"):
        report(meeting, document(words(f"report {label}"), words("more")), label, title=f"Report {label}")
    with pikepdf.open(io.BytesIO(pack_of(client, meeting))) as opened:
        place = {page.objgen: number for number, page in enumerate(opened.pages, 1)}
        of_front = [
            [place[note.Dest[0].objgen] for note in page.obj.get("/Annots", []) if isinstance(note.get("/Dest"), Array)]
            for page in list(opened.pages)[:3]
        ]
        of_front = [list(dict.fromkeys(numbers)) for numbers in of_front]  # a line of the contents is several links
        assert (of_front[1], of_front[2]) == ([4, 6], [4, 6])
        assert [place[page.Annots[-1].Dest[0].objgen] for page in list(opened.pages)[3:]] == [3, 3, 3, 3]
        with opened.open_outline() as outline:
            titles = [(entry.title, [child.title for child in entry.children]) for entry in outline.root]
    assert titles == [
        ("Cover and contents", []), ("1 Business 1", ["Report 1"]), ("2 Business 2", ["Report 2"]),
    ]  # fmt: skip


def test_page_numbers_in_the_contents_are_right_when_they_fill_pages(client, meeting):
    for label in range(1, 41):
        report(meeting, document(words(f"this is report {label}")), str(label), title=f"Report {label} " + "word " * 12)
    pages = texts(pack_of(client, meeting))
    listed = dict(re.findall(r"Report (\d+) (?:word ?|\s)+[ .]*(\d+)", " ".join(pages[:6])))
    assert len(listed) == 40
    assert [label for label, page in listed.items() if f"report {label}" not in pages[int(page) - 1]] == []


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
    assert "in this pack" in pages[3]
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


def test_pack_of_the_same_record_is_the_same_bytes(client, meeting):
    report(meeting, document(words("one"), words("two")))
    first = client.get(f"{meeting.get_absolute_url()}pack.pdf")
    content = b"".join(first)
    papers().forget(f"{meeting.get_absolute_url()}pack.pdf")  # the second one is made from nothing
    assert b"".join(client.get(f"{meeting.get_absolute_url()}pack.pdf")) == content


def test_replaced_file_makes_another_pack(client, meeting):
    made = report(meeting, document(words("before")))
    before = client.get(f"{meeting.get_absolute_url()}pack.pdf").headers["ETag"]
    made.file = ContentFile(document(words("after")), "new.pdf")
    made.save()
    answer = client.get(f"{meeting.get_absolute_url()}pack.pdf")
    assert answer.headers["ETag"] != before
    assert "after" in texts(b"".join(answer))[3]


def test_meeting_without_an_agenda_has_no_pack(client):
    announced = make.MeetingFactory(stage="announced_at")
    assert client.get(f"{announced.get_absolute_url()}pack.pdf").status_code == 404


def test_supplement_holds_what_was_released_together_after_the_agenda(client, meeting):
    report(meeting, document(words("with the agenda")), "1")
    for day, text in ((2, "on the second"), (5, "on the fifth")):
        late = report(meeting, document(words(text)), "2", title=f"Late {day}")
        Report.objects.filter(pk=late.pk).update(released_at=make.PAST.replace(day=day))
    assert ["on the second" in text for text in texts(pack_of(client, meeting, "pack-supplement-1"))[3:]] == [True]
    assert ["on the fifth" in text for text in texts(pack_of(client, meeting, "pack-supplement-2"))[3:]] == [True]
    assert client.get(f"{meeting.get_absolute_url()}pack-supplement-3.pdf").status_code == 404
    assert len(texts(pack_of(client, meeting))) == 6


def test_supplement_keeps_its_number_when_an_earlier_one_is_withdrawn(client, meeting):
    for day in (2, 5):
        late = report(meeting, document(words(f"of day {day}")), "2")
        Report.objects.filter(pk=late.pk).update(released_at=make.PAST.replace(day=day))
    first = Report.objects.order_by("released_at").first()
    Report.objects.filter(pk=first.pk).update(withdrawn_at=make.PAST.replace(day=9), withdrawal_note="An error.")
    assert "of day 5" in texts(pack_of(client, meeting, "pack-supplement-2"))[3]
    assert Meeting.public.count() == 1


def test_pack_of_a_welsh_council_speaks_welsh(client, meeting):
    make.CouncilFactory(language="cy", jurisdiction="wales")
    report(meeting, document(words("first"), words("second")), "1")
    report(meeting, b"no PDF", "2")
    pages = texts(pack_of(client, meeting))
    text = " ".join(" ".join(pages).split())
    for said in (
        "Agenda ac adroddiadau", "Cynnwys", "tudalennau 4 i 5", "Tudalen 4", "Eitem 1: yn ôl i'r agenda",
        "yw'r ddogfen hon", "nid yw yn y pecyn hwn",
    ):  # fmt: skip
        assert said in text.replace("’", "'"), said
    for said in ("Page ", "Contents", "back to", "this pack", " to 5"):
        assert said not in text, said
