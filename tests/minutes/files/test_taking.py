"""What is looked at in an uploaded file, and what is said of one that is not taken."""

import hashlib
import time

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from minutes.files import pdf as reading
from minutes.files import taking, word
from minutes.files.names import readable_name
from minutes.files.taking import take
from tests.factories import pdf
from tests.files import OLE, TYPES, blank_pdf, docx, pdf_bomb, pdf_that_claims, pdf_with_deep_tree, tagged_pdf, zip_bomb

pytestmark = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")


@pytest.fixture
def no_office(monkeypatch):
    """A machine without LibreOffice."""
    monkeypatch.setattr(word, "program", lambda: None)


def refused(data):
    with pytest.raises(ValidationError) as refusal:
        take(ContentFile(data))
    return refusal.value


def test_take_tells_size_pages_and_hash():
    data = blank_pdf(3)
    taken = take(ContentFile(data))
    assert taken.facts == {
        "file_type": "pdf", "size": len(data), "pages": 3, "sha256": hashlib.sha256(data).hexdigest(),
        "is_tagged": False,
    }  # fmt: skip


def test_take_reads_the_text_page_by_page_and_whether_it_is_tagged():
    assert [page.strip() for page in take(ContentFile(pdf("School places"))).text] == ["School places"]
    assert take(ContentFile(tagged_pdf())).is_tagged is True


def test_take_takes_a_pdf_with_rubbish_before_it():
    assert take(ContentFile(b"\r\n\r\n" + pdf("x"))).pages == 1


def test_take_leaves_the_file_to_be_read_from_its_beginning():
    file = ContentFile(pdf("x"))
    take(file)
    assert file.read(5) == b"%PDF-"


def test_take_looks_once_at_the_same_upload(monkeypatch):
    file = ContentFile(pdf("x"))
    first = take(file)
    monkeypatch.setattr(taking, "look_into", None)
    assert take(file) is first


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 a damaged Word file", "damaged"),
        (b"<html>%PDF" * 200, "not_pdf"),
        (b"MZ\x90\x00 a program", "program"),
        (b"%PDF-1.7\nand then nothing", "damaged"),
        (pdf("x")[:150], "damaged"),
        (OLE + b"W\0o\0r\0d\0D\0o\0c\0" * 50, "old_office"),
        (OLE + "EncryptedPackage".encode("utf-16-le") * 5, "locked"),
        (docx(types=TYPES.replace("wordprocessingml.document.main", "ms-word.document.macroEnabled.main")), "macros"),
        (docx(more={"word/vbaProject.bin": b"macro"}), "macros"),
        (docx()[:-40], "damaged"),
        (docx().replace(b"word/document.xml", b"excl/workbook.xml"), "not_pdf"),
    ],
    ids=["empty", "damaged zip", "html", "program", "header only", "cut short", "old Word", "locked Word",
         "macros by type", "macros", "Word cut short", "a spreadsheet"],
)  # fmt: skip
def test_take_refuses_what_is_no_whole_document(data, code):
    assert refused(data).code == code


def test_take_refuses_a_word_file_that_is_a_bomb():
    assert refused(zip_bomb()).code == "bomb"


def test_take_refuses_a_locked_pdf():
    locked = blank_pdf(encryption=pikepdf.Encryption(user="secret", owner="secret"))
    assert "password" in refused(locked).message


def test_take_refuses_what_is_over_the_limit_and_names_both_sizes(settings):
    settings.REPORT_MAX_BYTES = 1024
    said = refused(b"%PDF-" + b"x" * 2043).message
    assert "2.0\N{NO-BREAK SPACE}KB; at most 1.0\N{NO-BREAK SPACE}KB" in said


@pytest.mark.parametrize("data", [pdf_that_claims(5_000_000), pdf_with_deep_tree(20_000)], ids=["count", "deep"])
def test_take_of_a_pdf_with_a_false_page_tree_ends(data):
    started = time.monotonic()
    assert take(ContentFile(data)).pages == 1
    assert time.monotonic() - started < 60


def test_take_of_a_pdf_bomb_ends_and_keeps_the_site_small(monkeypatch):
    import resource

    monkeypatch.setattr(reading, "SECONDS", 5)
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    data = pdf_bomb(300)
    made = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert take(ContentFile(data)).pages == 1
    assert time.monotonic() - started < 60
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - max(before, made) < 100 * 1024


def test_take_refuses_more_pages_than_any_paper_has(monkeypatch):
    monkeypatch.setattr(reading, "MOST_PAGES", 2)
    assert refused(blank_pdf(3)).code == "too_many_pages"


def test_take_of_a_pdf_that_never_ends_is_refused_in_time(monkeypatch, tmp_path):
    endless = tmp_path / "probe.py"
    endless.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(reading, "PROBE", endless)
    monkeypatch.setattr(reading, "SECONDS", 1)
    assert refused(pdf("no other test has these words")).code == "too_much"


def test_take_keeps_word_as_it_is_without_libreoffice(no_office):
    data = docx()
    taken = take(ContentFile(data))
    assert (taken.file_type, taken.pages, taken.original, taken.file.read()) == ("docx", None, None, data)


@pytest.mark.skipif(word.program() is None, reason="LibreOffice is not installed")
def test_take_makes_a_tagged_pdf_of_word_and_keeps_the_original():
    data = docx("School places in the north")
    taken = take(ContentFile(data))
    assert (taken.file_type, taken.pages, taken.is_tagged) == ("pdf", 1, True)
    assert "School places in the north" in taken.text[0]
    assert taken.original.read() == data


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("School places 2027/28: options", "School-places-2027-28-options.pdf"),
        ("Tŷ Gwyn – “appendix”", "Ty-Gwyn-appendix.pdf"),
        ("../../etc/passwd", "etc-passwd.pdf"),
        ("日本", "document.pdf"),
        ("a" * 300, "a" * 100 + ".pdf"),
    ],
)
def test_readable_name_holds_plain_letters_alone(title, name):
    assert readable_name(title) == name
