"""Addresses: every name resolves to its view, and parts of addresses mean what they should."""

import datetime as dt

import pytest
from django.urls import Resolver404, resolve

from minutes.converters import MeetingKey
from minutes.models.labels import item_slug

TABLE = {
    "/": "home",
    "/search/": "SearchView",
    "/committees/": "committee_list",
    "/committees/cabinet/": "committee_detail",
    "/committees/cabinet/2012-10-16/": "meeting_detail",
    "/committees/cabinet/2012-10-16-2/": "meeting_detail",
    "/committees/cabinet/2012-10-16/263/": "item_detail",
    "/committees/cabinet/2012-10-16/12.1/": "item_detail",
    "/committees/cabinet/2012-10-16/P-142.pdf": "item_pdf",
    "/committees/cabinet/2012-10-16/12.1.pdf": "item_pdf",
    "/committees/cabinet/2012-10-16/12.1.docx": "item_form",
    "/committees/cabinet/2012-10-16/77-21.odt": "item_form",
    "/committees/cabinet/2012-10-16/263.txt": "item_form",
    "/committees/cabinet/2012-10-16-2/4b.json": "item_form",
    "/committees/cabinet/2012-10-16/decisions/": "item_detail",
    "/committees/cabinet/2012-10-16/3.docx.docx": "item_form",
    "/committees/cabinet/2012-10-16/agenda.docx": "meeting_form",
    "/committees/cabinet/2012-10-16/decisions.odt": "meeting_form",
    "/committees/cabinet/2012-10-16-2/minutes.json": "meeting_form",
    "/committees/cabinet/2012-10-16/agenda.pdf": "meeting_paper",
    "/committees/cabinet/2012-10-16-2/decisions.pdf": "meeting_paper",
    "/committees/cabinet/2012-10-16/minutes.pdf": "meeting_paper",
    "/committees/cabinet/2012-13.pdf": "year_paper",
    "/committees/cabinet/1999-00.pdf": "year_paper",
    "/meetings/": "meeting_list",
    "/decisions/": "register",
    "/issues/school-places/": "issue_detail",
    "/people/": "person_list",
    "/people/ada-thornley/": "person_detail",
    "/documents/7/School-places.pdf": "document_file",
}


@pytest.mark.parametrize(("address", "view"), TABLE.items())
def test_address_resolves_to_its_view(address, view):
    func = resolve(address).func
    assert getattr(func, "view_class", func).__name__ == view


@pytest.mark.parametrize(
    "address",
    ["/committees/cabinet/2012-02-31/", "/committees/cabinet/2012-13-01/", "/committees/cabinet/2012-10-16-1/",
     "/committees/cabinet/12-10-16/", "/committees/cabinet/2012-10-16/a--b/", "/committees/cabinet/2012-10-16/pack-2.pdf",
     "/committees/cabinet/2012-10-16/pack.docx", "/committees/cabinet/2012-10-16/263.doc", "/committees/cabinet/2012-10-16/minutes.rtf",
     "/committees/cabinet/2012-14.pdf", "/committees/cabinet/2012.pdf"],
)  # fmt: skip
def test_address_of_an_impossible_day_or_label_resolves_to_nothing(address):
    with pytest.raises(Resolver404):
        resolve(address)


def test_meeting_key_reads_day_and_number():
    assert MeetingKey().to_python("2012-10-16-2") == (dt.date(2012, 10, 16), 2)


@pytest.mark.parametrize(
    ("label", "slug"),
    [("263", "263"), ("276.", "276"), ("77/21", "77-21"), ("P/142", "P-142"), ("4b", "4b"), ("12.1", "12.1"),
     ("", "5"), ("(a)", "a"), ("  ", "5"), ("§", "5"), ("Eitem 3ŵ", "Eitem-3w"), ("7 / 21 /", "7-21"),
     ("agenda", "agenda-item"), ("3.pdf", "3-pdf-item"), ("3.docx", "3-docx-item"), ("A.JSON", "A-JSON-item"),
     ("Decisions", "Decisions-item"), ("supplement", "supplement-item"), ("3.txt.1", "3.txt.1"), ("1..2", "1.2"), ("a.-b", "a.b")],
)  # fmt: skip
def test_item_slug_of_a_label(label, slug):
    assert item_slug(label, 5, set()) == slug


def test_item_slug_that_is_taken_in_any_letter_case_is_numbered():
    assert item_slug("4B", 1, {"4b", "4B-2"}) == "4B-3"
