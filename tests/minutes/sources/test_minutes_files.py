"""Folders, archives and single files of Word and PDF minutes."""

import datetime as dt
import zipfile

import pytest
from weasyprint import HTML

from minutes.sources import LeftOut, NoSource, is_document, is_source, read, read_document
from tests.docx import docx, heading, paragraph

ITEMS = [heading("1. PARKS"), paragraph("RESOLVED: That tea be taken."), heading("2. ROADS"), paragraph("Cake.")]
WORD = docx(paragraph("Planning Committee"), paragraph("4 March 2021"), *ITEMS)
BARE = docx(*ITEMS)
PDF = HTML(
    string="<html lang=en><p>Cabinet</p><p>5 March 2021</p><h4>1. PARKS</h4><p>Tea.</p><h4>2. ROADS</h4><p>Cake.</p>"
).write_pdf()
SCAN = HTML(string="<html lang=en>").write_pdf()


def folder(tmp_path, **files):
    for name, data in files.items():
        path = tmp_path / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path


def outcome(path):
    """Whose and when of each page; the sentences about what was left out, without the folder's name."""
    found = list(read(path))
    pages = [(one.items[0].committee, one.items[0].date.isoformat()) for one in found if not isinstance(one, LeftOut)]
    return pages, [str(one).replace(f"{path}/", "") for one in found if isinstance(one, LeftOut)]


def test_word_and_pdf_minutes_of_a_folder_are_read_in_order(tmp_path):
    path = folder(tmp_path, **{"b.pdf": PDF, "a.docx": WORD, "2020__Cabinet 01022020.docx": BARE})
    pages = [("Cabinet", "2020-02-01"), ("Planning Committee", "2021-03-04"), ("Cabinet", "2021-03-05")]
    assert outcome(path) == (pages, [])


def test_single_file_is_read(tmp_path):
    path = folder(tmp_path, **{"a.docx": WORD}) / "a.docx"
    [page] = read(path)
    assert (page.source, page.page, [item.title for item in page.items]) == (str(path), "meeting", ["PARKS", "ROADS"])
    assert is_source(path)


def test_archive_is_read_and_a_name_that_leads_out_of_it_is_not(tmp_path):
    path = tmp_path / "minutes.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("a.docx", "../b.docx", "/c.docx", "d\\..\\..\\e.docx", "__MACOSX/f.docx", ".g.docx"):
            archive.writestr(name, WORD)
    pages, left_out = outcome(path)
    assert pages == [("Planning Committee", "2021-03-04")]
    assert left_out == [
        f"{name}: Its name leads out of the archive; it was not opened."
        for name in ("../b.docx", "/c.docx", "d\\..\\..\\e.docx")
    ]


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(tmp_path):
    files = {
        "a.docx": WORD,
        "b.docx": b"MZ program",
        "c.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "d.pdf": SCAN,
        "e.pdf": PDF[: len(PDF) // 3],
        "f.docx": BARE,
        "g.docx": docx(paragraph("Dear Ann, thank you for the cake.")),
        "h.xlsx": b"PK",
        "i.pdf": b"<html>Not found</html>",
        "j.docx": PDF,
    }
    pages, left_out = outcome(folder(tmp_path, **files))
    assert pages == [("Planning Committee", "2021-03-04"), ("Cabinet", "2021-03-05")]
    assert left_out == [
        "b.docx: It is a program, not a Word document.",
        "c.doc: It is an old Office document (.doc); save it as .docx in Word first.",
        "d.pdf: It is a scan: its pages are pictures without text.",
        "e.pdf: It is a damaged PDF file (Failed to load document (PDFium: Data format error).).",
        "f.docx: It names no committee and date in its text or its file name.",
        "g.docx: It was read as text, but no headings of agenda items were found in it.",
        "i.pdf: It is not a PDF file.",
        "h.xlsx: It is no file that is read here.",
    ]


def test_table_beside_them_says_whose_and_when(tmp_path):
    rows = "File,Committee,Date\na.docx,Cabinet,1 February 2020\nsub/b.docx,,02/02/2020\n"
    path = folder(tmp_path, **{"list.csv": rows.encode(), "a.docx": WORD, "sub__b.docx": WORD})
    assert outcome(path) == ([("Cabinet", "2020-02-01"), ("Planning Committee", "2020-02-02")], [])


def test_rows_of_the_table_that_say_nothing_are_named(tmp_path):
    rows = "file;date\na.docx;31/02/2020\n;01/02/2020\nb.docx;01/02/2020\nb.docx;02/02/2020\nz.docx;01/02/2020\n\n"
    path = folder(
        tmp_path, **{"list.csv": rows.encode("utf-8-sig"), "a.docx": WORD, "b.docx": WORD, "other.csv": b"x,y\n1,2\n"}
    )
    pages, left_out = outcome(path)
    assert pages == [("Planning Committee", "2021-03-04"), ("Planning Committee", "2020-02-01")]
    assert left_out == [
        "list.csv, row 2: “31/02/2020” is no date.",
        "list.csv, row 3: It names no file.",
        "list.csv, row 5: It names b.docx a second time; the first row counts.",
        "other.csv: Its first row names no columns file, committee and date.",
        "list.csv, row 6: There is no file “z.docx” in this source.",
    ]


def test_pdf_beside_the_word_file_of_its_name_is_not_read_too(tmp_path):
    pages, left_out = outcome(folder(tmp_path, **{"a.docx": WORD, "a.pdf": PDF}))
    assert pages == [("Planning Committee", "2021-03-04")]
    assert left_out == ["a.pdf: The Word file of the same name was read instead."]


def test_notes_of_the_file_are_for_a_person_to_look_at(tmp_path):
    data = docx(paragraph("Cabinet"), paragraph("4 March 2021"), *ITEMS, '<w:altChunk r:id="r1"/>')
    [page] = read(folder(tmp_path, **{"a.docx": data}))
    assert page.unread == ("Another file is built into the document; its words were not read.",)
    assert page.items[0].date == dt.date(2021, 3, 4)


def test_folder_without_anything_that_is_read_is_refused(tmp_path):
    path = folder(tmp_path, **{"a.txt": b"Tea", "b.json": b'{"tea": 1}'})
    with pytest.raises(NoSource) as refused:
        list(read(path))
    assert str(refused.value).startswith(f"{path}: no Word or PDF minutes")
    assert not is_source(path)


def test_mixture_with_saved_pages_is_read_file_by_file(tmp_path):
    path = folder(tmp_path, **{"a.docx": WORD, "b.html": b"<html>", "c.pdf": PDF})
    assert not is_source(path)
    found = {name: is_document((path / name).read_bytes()) for name in ("a.docx", "b.html", "c.pdf")}
    assert found == {"a.docx": True, "b.html": False, "c.pdf": True}
    page = read_document(BARE, "Cabinet 2020-02-01.docx", "x/Cabinet 2020-02-01.docx")
    assert (page.source, page.items[0].committee, page.items[0].date) == (
        "x/Cabinet 2020-02-01.docx",
        "Cabinet",
        dt.date(2020, 2, 1),
    )
    with pytest.raises(NoSource) as refused:
        read_document(BARE, "a.docx", "x/a.docx")
    assert str(refused.value) == "x/a.docx: It names no committee and date in its text or its file name."


def test_path_that_is_not_there_raises(tmp_path):
    with pytest.raises(FileNotFoundError):
        list(read(tmp_path / "none"))
