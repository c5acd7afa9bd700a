"""`manage.py import_moderngov SOURCE…`: what it takes, what it refuses by name, and the report."""

import csv
import io
import json
import stat
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from minutes.loading.readers import Reading
from minutes.loading.sources import readings
from minutes.models import AgendaItem, Committee, ImportedPage, ImportNote, Report
from tests import factories as make
from tests.minutes.loading.pages import item, page, record
from tests.minutes.moderngov.test_addresses import PAGE
from tests.minutes.moderngov.test_import import PAGES

pytestmark = pytest.mark.django_db


def run(*arguments):
    """What the command printed, and its last sentence if it failed."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_moderngov", *map(str, arguments), stdout=out, stderr=err)
    except CommandError as error:
        return out.getvalue(), err.getvalue(), str(error)
    return out.getvalue(), err.getvalue(), ""


def zipped(path, files):
    """A zip of these files; a name may come with a ZipInfo."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


@pytest.fixture
def folder(tmp_path):
    """A folder of a mixture: a page with its documents and what a browser saved beside it, a text page, clutter."""
    root = tmp_path / "export"
    (root / "2024" / "meeting_files").mkdir(parents=True)
    (root / "2024" / "meeting.html").write_text(PAGE)
    (root / "2024" / "meeting_files" / "style.css").write_text("p { }")
    (root / "documents" / "s900").mkdir(parents=True)
    (root / "documents" / "s900" / "Dredging.pdf").write_bytes(make.pdf())
    (root / "issue.txt").write_bytes((PAGES / "every-item-numbered-one.txt").read_bytes())
    (root / ".DS_Store").write_bytes(b"\0")
    return root


def test_folder_of_a_mixture_is_walked_and_its_documents_stored(folder, client):
    _, _, failed = run(folder)
    assert failed == ""
    assert {committee.name for committee in Committee.objects.all()} == {"Harbour Committee", "Cabinet"}
    report = Report.objects.get(title="Dredging the basin")
    assert b"".join(client.get(report.get_absolute_url())).startswith(b"%PDF")
    assert client.get("/documents/s900/x.pdf").headers["Location"] == report.get_absolute_url()


def test_zip_is_read_as_its_folder_is(folder, tmp_path):
    _, said, _ = run(folder)
    told = [AgendaItem.objects.count(), Report.objects.exclude(file="").count(), ImportedPage.objects.count()]
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    archive = zipped(tmp_path / "export.zip", files)
    out, err, failed = run(archive)
    assert (err, failed) == (said.replace(str(folder), str(archive)), "")
    assert "nothing new" in out
    assert [AgendaItem.objects.count(), Report.objects.exclude(file="").count(), ImportedPage.objects.count()] == told


def test_zip_that_leads_out_of_itself_is_read_for_the_rest(tmp_path):
    link = zipfile.ZipInfo("link.html")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    inner = zipped(tmp_path / "inner.zip", {"page.html": PAGE}).read_bytes()
    files = {"../out.html": PAGE, "/etc/page.html": PAGE, "C:\\page.html": PAGE, "a/../../b.html": PAGE,
             link: "/etc/passwd", "inner.zip": inner, "bomb.html": b"\0" * 40_000_000, "good.html": PAGE}  # fmt: skip
    _, err, failed = run(zipped(tmp_path / "export.zip", files))
    assert "7 of 8" in failed
    for name in ("../out.html", "/etc/page.html", "page.html", "a/../../b.html", "link.html", "inner.zip", "bomb.html"):
        assert name in err
    assert AgendaItem.objects.count() == 1
    assert not (tmp_path.parent / "out.html").exists()


def test_zip_cut_short_is_named(tmp_path):
    whole = zipped(tmp_path / "whole.zip", {"page.html": PAGE}).read_bytes()
    (tmp_path / "half.zip").write_bytes(whole[: len(whole) // 2])
    _, err, failed = run(tmp_path / "half.zip", PAGES / "tables.html")
    assert "half.zip is no archive that can be opened" in err
    assert failed
    assert AgendaItem.objects.count() == 1


def test_link_in_a_folder_is_not_followed(folder, tmp_path):
    (tmp_path / "secret.html").write_text(PAGE.replace("Harbour Committee", "Secret Committee"))
    (folder / "link.html").symlink_to(tmp_path / "secret.html")
    _, err, failed = run(folder)
    assert "link.html is a link to another place and was not followed" in err
    assert failed
    assert not Committee.objects.filter(name="Secret Committee").exists()


def test_document_that_is_an_error_page_is_named_and_the_rest_goes_on(folder):
    (folder / "documents" / "s900" / "Dredging.pdf").write_text("<html>500 Server error</html>")
    _, err, failed = run(folder)
    assert "document “Dredging the basin” (" in err
    assert "documents/s900/Dredging.pdf): file could not be stored. This is neither a PDF nor a Word file." in err
    assert failed
    assert (AgendaItem.objects.count(), Report.objects.exclude(file="").count()) == (2, 0)
    (folder / "documents" / "s900" / "Dredging.pdf").write_bytes(make.pdf())
    assert run(folder)[2] == ""
    assert ImportNote.objects.get(kind="left_out").outcome == "gone"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bad.html", b"", "is empty"),
        ("bad.html", b"<html><body><p>Recipes for jam</p></body></html>", "not a page of"),
        ("bad.xml", b"<?xml version='1.0'?><committees><committee>", "not a page of"),
        ("bad.txt", b"\x00\x01\x02 not text", "binary"),
        ("bad.gz", b"\x1f\x8b\x08", "gzip"),
    ],
    ids=["empty", "another system", "truncated xml", "binary", "gzip"],
)
def test_bad_input_is_named_with_its_place_and_the_rest_goes_on(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    _, err, failed = run(tmp_path / name, PAGES / "tables.html")
    assert str(tmp_path / name) in err
    assert said in err
    assert "1 of 2" in failed
    assert AgendaItem.objects.count() == 1


def test_page_in_another_encoding_is_read(tmp_path):
    (tmp_path / "page.html").write_bytes(PAGE.replace("Dredging the basin", "Café “Quay”").encode("cp1252"))
    assert run(tmp_path / "page.html")[2] == ""
    assert Report.objects.filter(title="Café “Quay”").exists()


def test_address_of_no_known_service_is_named():
    _, err, failed = run("https://council.example.org/somewhere")
    assert "is no address of a service that is read here" in err
    assert failed


def test_reader_of_whole_sources_is_asked_first(monkeypatch):
    class Service:
        def recognises(self, source):
            return source.endswith("mgWebService.asmx")

        def read(self, source):
            yield Reading(f"{source}/GetMeeting?1", page(item()))
            yield Reading(f"{source}/GetMeeting?2", problem=f"{source}/GetMeeting?2: half a document")

    monkeypatch.setattr("minutes.loading.sources.WHOLES", [Service()])
    _, err, failed = run("https://council.example.org/mgWebService.asmx")
    assert "half a document" in err
    assert "1 of 2" in failed
    assert AgendaItem.objects.count() == 1


def test_dry_run_writes_nothing_and_prints_a_page_a_line(folder):
    out, _, failed = run("--dry-run", "--json", folder)
    assert [json.loads(line)["page"] for line in out.splitlines()] == ["meeting", "issue"]
    assert failed == ""
    assert not ImportedPage.objects.exists()
    assert not AgendaItem.objects.exists()


def test_report_says_everything_with_its_place(folder, tmp_path):
    (folder / "zz.gif").write_bytes(b"GIF89a")
    odd = (
        PAGE.replace("Harbour Committee", "=HYPERLINK(1) <b>Board</b>").replace("5678", "5679").replace("4321", "4400")
    )
    (folder / "odd.html").write_text(odd.replace("<b>Board</b>", "&lt;b&gt;Board&lt;/b&gt;"))
    out, _, failed = run("--report", tmp_path / "report", folder)
    assert "1 of 4" in failed
    assert "3 pages read" in out
    assert "Not read: 1" in out
    with (tmp_path / "report" / "import.csv").open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    assert {row["kind"] for row in rows} >= {"made", "not_read"}
    assert next(row["place"] for row in rows if row["kind"] == "not_read") == str(folder / "zz.gif")
    page_told = (tmp_path / "report" / "import.html").read_text()
    assert str(folder / "zz.gif") in page_told
    assert "<script" not in page_told
    assert "http" not in page_told.replace("http-equiv", "")
    assert (tmp_path / "report" / "import.txt").read_text().startswith("3 pages read")


def test_report_escapes_and_defuses_what_comes_from_outside(tmp_path):
    from minutes.loading.outcome import Outcome
    from minutes.loading.report import Report as ImportReport

    report = ImportReport(tmp_path, ["<i>source</i>"])
    outcome = Outcome()
    for words in ("=1+1", "+1", "-1", "@SUM(1)", "\t=1", " =1", "<script>alert(1)</script>"):
        outcome.note_unread(words)
    report.read("<b>place</b>", outcome)
    report.close()
    html = (tmp_path / "import.html").read_text()
    assert "<script>" not in html
    assert "<b>place" not in html
    assert "<i>source" not in html
    assert "&lt;script&gt;" in html
    with (tmp_path / "import.csv").open(encoding="utf-8-sig", newline="") as table:
        cells = [row["what"] for row in csv.DictReader(table)]
    assert [cell for cell in cells if cell.startswith("'")] == ["'=1+1", "'+1", "'-1", "'@SUM(1)", "'\t=1", "' =1"]


def test_report_into_a_place_that_cannot_be_written_says_so(tmp_path):
    (tmp_path / "file").write_text("")
    assert "cannot be written" in run("--report", tmp_path / "file", PAGES / "tables.html")[2]


def test_readings_of_a_missing_file_name_it():
    assert [reading.problem for reading in readings("nowhere.html")] == [
        "nowhere.html: cannot be opened (No such file or directory)."
    ]


def replaced(folder, words):
    """The file beside the page holds other words now."""
    (folder / "documents" / "s900" / "Dredging.pdf").write_bytes(make.pdf(words))


def content(client, record):
    return b"".join(client.get(record.get_absolute_url()).streaming_content)


def test_document_replaced_at_its_source_is_replaced_here_and_its_version_kept(folder, client):
    run(folder)
    replaced(folder, "Corrected.")
    out, _, failed = run(folder)
    assert failed == ""
    assert "file" in out
    report = Report.objects.get(title="Dredging the basin")
    assert b"Corrected." in content(client, report)
    assert b"A report." in content(client, report.versions.get())
    before = record()
    run(folder)
    assert record() == before


def test_clerk_s_own_file_is_left_and_the_difference_listed_once(folder, client):
    run(folder)
    report = Report.objects.get(title="Dredging the basin")
    report.file = ContentFile(make.pdf("A clerk's."), "own.pdf")
    report.save()
    replaced(folder, "Corrected.")
    for _ in range(2):
        _, err, failed = run(folder)
        assert failed == ""
        assert "file differs here and was left" in err
    assert b"A clerk's." in content(client, report)
    assert ImportNote.objects.still_open().filter(kind="conflict", fact="file").count() == 1
