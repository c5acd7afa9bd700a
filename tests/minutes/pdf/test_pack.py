"""The pack: every page numbered as a viewer numbers it, whatever the reports are like."""

import io
import re

import pikepdf
import pypdfium2
import pytest
from django.core.files.base import ContentFile
from pikepdf import Array, Dictionary, Name

from minutes.models import Meeting, Report
from minutes.pdf.store import papers
from tests import factories as make
from tests.minutes.pdf.packs import document, pack_of, report, texts, words

pytestmark = pytest.mark.django_db


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


def test_links_inside_a_report_lead_to_its_pages_in_the_pack(client, meeting):
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(document(words("one"), words("two"), words("three")))) as opened:

        def note(**leads):
            return Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), **leads)

        third = Array([opened.pages[2].obj, Name.XYZ, 72, 700, None])
        opened.Root.Names = Dictionary(Dests=Dictionary(Names=Array([pikepdf.String("end"), Dictionary(D=third)])))
        opened.Root.Dests = Dictionary(Old=Array([opened.pages[1].obj, Name.Fit]))
        opened.pages[0].obj.Annots = Array([
            note(Dest=third), note(Dest=pikepdf.String("end")), note(Dest=Name.Old),
            note(A=Dictionary(S=Name.GoTo, D=pikepdf.String("end"))), note(Dest=pikepdf.String("nowhere")),
            note(Dest=Array([7, Name.Fit])), note(A=Dictionary(S=Name.GoTo, D=Array([]))),
        ])  # fmt: skip
        opened.save(made)
    report(meeting, document(words("before")), title="Another")
    report(meeting, made.getvalue())
    with pikepdf.open(io.BytesIO(pack_of(client, meeting))) as opened:
        first = next(n for n, page in enumerate(opened.pages) if len(page.get("/Annots", [])) > 3 and n > 3)
        *found, back = opened.pages[first].Annots
        leads = [(pikepdf.Page(each.Dest[0]).index - first, str(each.Dest[1])) for each in found]
    assert leads == [(2, "/XYZ"), (2, "/XYZ"), (1, "/Fit"), (2, "/XYZ")]
    assert str(back.Contents) == "Back to the agenda"


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
