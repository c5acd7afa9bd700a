"""Scans: told apart from PDFs with text, named to the clerk, read by machine, and found at their page."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from PIL import Image, ImageDraw, ImageFont

from minutes.files import scans
from minutes.models import Report, ReportPage
from minutes.search.index import differences
from tests import factories as make

pytestmark = pytest.mark.django_db
needs_tesseract = pytest.mark.skipif(scans.program() is None, reason="Tesseract is not installed")


def scan(*pages):
    """A PDF with a picture of each text, as a scanner makes it."""
    pictures = []
    for text in pages:
        picture = Image.new("L", (1240, 600), 255)
        ImageDraw.Draw(picture).text((90, 200), text, fill=0, font=ImageFont.load_default(54))
        pictures.append(picture)
    sink = io.BytesIO()
    pictures[0].save(sink, "PDF", save_all=True, append_images=pictures[1:], resolution=150)
    return ContentFile(sink.getvalue(), "scan.pdf")


@pytest.fixture
def scanned():
    """A public document of two scanned pages."""
    meeting = make.MeetingFactory(stage="confirmed_at")
    file = scan("The committee met in 1963.", "The lighthouse was sold for 400 pounds.")
    return make.ReportFactory(item__meeting=meeting, title="Sale of property", file=file)


def settled():
    out = io.StringIO()
    call_command("settle_documents", stdout=out)
    return out.getvalue()


def test_scan_is_told_apart_from_a_pdf_with_text(scanned):
    make.ReportFactory(item=scanned.item)
    make.ReportFactory(item=scanned.item, file="", title="To follow")
    assert list(Report.objects.scans()) == [scanned]
    assert not ReportPage.objects.filter(report=scanned).exists()


def test_clerk_is_told_of_a_scan(admin_client, scanned):
    address = f"/admin/minutes/report/{scanned.pk}/change/"
    assert "a scan: its pages are pictures without text" in admin_client.get(address).content.decode()
    assert scanned.keep_recognised({2: "The lighthouse"})
    assert "a scan: its text was read by machine" in admin_client.get(address).content.decode()


def test_without_tesseract_the_command_says_in_one_line_what_is_missing(scanned, monkeypatch):
    monkeypatch.setattr(scans, "program", lambda: None)
    assert settled().splitlines()[1:] == ["1 scans without text. Install tesseract-ocr, and their text is read here."]
    assert not ReportPage.objects.exists()


@needs_tesseract
def test_scan_is_read_by_machine_and_found_at_its_page(client, scanned):
    assert "1 scans read by machine, 2 pages with text." in settled()
    page = ReportPage.public.get(number=2)
    assert (page.text, page.is_recognised) == ("The lighthouse was sold for 400 pounds.", True)
    found = client.get("/search/", {"q": "lighthouse pounds"}).content.decode()
    assert f'href="{scanned.get_absolute_url()}#page=2"' in found
    assert "Sale of property, page 2" in found
    assert "(text read by machine)" in found
    assert [wrong for _, wrong in differences() if wrong] == []
    assert "scans" not in settled()  # it is read once


@needs_tesseract
def test_page_that_cannot_be_read_is_left_and_the_others_are_read(scanned, monkeypatch):
    monkeypatch.setattr(scans, "SECONDS", 0)
    assert "1 scans read by machine, 0 pages with text." in settled()
    assert not ReportPage.objects.exists()


def test_file_that_was_replaced_meanwhile_keeps_its_own_text(scanned):
    before = Report.objects.get(pk=scanned.pk)
    scanned.file = ContentFile(make.pdf("A report."), "new.pdf")
    scanned.save()
    assert not before.keep_recognised({1: "The committee met."})
    assert [page.text.strip() for page in ReportPage.objects.all()] == ["A report."]


def test_new_scan_is_to_be_read_again(scanned):
    assert scanned.keep_recognised({1: "The committee met."})
    assert not Report.objects.scans().unread().exists()
    scanned.refresh_from_db()
    scanned.file = scan("Another page")
    scanned.save()
    assert list(Report.objects.scans().unread()) == [scanned]
    assert not ReportPage.objects.exists()
