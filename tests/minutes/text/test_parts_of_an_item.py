"""Report credit, documents, dates and dirt."""

from datetime import date

import pytest

from minutes.text.clean import clean
from minutes.text.credit import split_credit
from minutes.text.dates import find_date
from minutes.text.documents import read_documents, split_title, unsized_document
from minutes.text.records import Document

CREDITS = [
    (
        "(Report of the Director of Parks. To be introduced by the Cabinet Member for Leisure). To agree the lease.",
        "(Report of the Director of Parks. To be introduced by the Cabinet Member for Leisure).",
        "To agree the lease.",
    ),
    (
        "Report of the Director of Parks (copy attached). To agree it.",
        "Report of the Director of Parks (copy attached).",
        "To agree it.",
    ),
    ("Report by Cllr. Ash. To agree it.", "Report by Cllr. Ash.", "To agree it."),
    ("Report attached.", "Report attached.", ""),
    ("Report to follow", "Report to follow", ""),
    (
        "Joint report of the Head of Law and the Head of Finance.",
        "Joint report of the Head of Law and the Head of Finance.",
        "",
    ),
    ("Report of the Director of Parks. Copy attached. Lead member: Councillor Ash.", None, ""),
    ("The report asks for money.", "", "The report asks for money."),
    ("To consider a report of the Director.", "", "To consider a report of the Director."),
    ("Reporting lines were changed.", "", "Reporting lines were changed."),
]


@pytest.mark.parametrize(("text", "credit", "rest"), CREDITS, ids=[text for text, _, _ in CREDITS])
def test_report_credit_is_split_from_the_purpose(text, credit, rest):
    assert split_credit(text) == (text if credit is None else credit, rest)


TITLES = [
    ("Parks Plan pdf icon PDF 753 KB", "Parks Plan", 753),
    ("Parks Planpdf icon PDF 753 KB", "Parks Plan", 753),
    ("Parks Plan PDF 226 KB", "Parks Plan", 226),
    ("Parks PlanPDF 226 KB", "Parks Plan", 226),
    ("Cynllun Parciau pdf eicon PDF 301 KB", "Cynllun Parciau", 301),
    ("Parks Plan pdf icon PDF 1.5 MB", "Parks Plan", 1536),
    ("Parks Plan pdf icon PDF 1,204 KB", "Parks Plan", 1204),
    ("Parks Plan DOCX 12 KB", "Parks Plan", 12),
    ("Parks Plan (PDF 12 KB)", "Parks Plan", 12),
]


@pytest.mark.parametrize(("text", "title", "size"), TITLES, ids=[text for text, _, _ in TITLES])
def test_document_glued_to_the_title_is_split_off(text, title, size):
    assert split_title(text) == (title, [Document(title, "report", size)])


def test_title_without_a_document_is_left_alone():
    assert split_title("Converting PDF 1 files") == ("Converting PDF 1 files", [])


DOCUMENTS = [
    ("Appendix 1 - Map , item 7. pdf icon PDF 20 KB", Document("Appendix 1 - Map", "appendix", 20)),
    ("Annex B PDF 20 KB", Document("Annex B", "appendix", 20)),
    ("Background paper: survey PDF 20 KB", Document("Background paper: survey", "background", 20)),
    ("Supplementary agenda PDF 20 KB", Document("Supplementary agenda", "supplement", 20)),
    ("Late representations PDF 20 KB", Document("Late representations", "late", 20)),
    ("Report on trees PDF 20 KB", Document("Report on trees", "report", 20)),
    ("Photographs PDF 20 KB", Document("Photographs", "appendix", 20)),
    ("Appendix 2 , View reasons restricted (3)", Document("Appendix 2", "appendix", None, exempt=True)),
]


@pytest.mark.parametrize(("text", "document"), DOCUMENTS, ids=[text for text, _ in DOCUMENTS])
def test_kind_and_exemption_are_told_by_the_title(text, document):
    assert read_documents(text, "appendix") == [document]


def test_two_documents_on_one_line_are_two():
    assert read_documents("Report pdf icon PDF 10 KB Appendix A pdf icon PDF 5 KB", "appendix") == [
        Document("Report", "report", 10),
        Document("Appendix A", "appendix", 5),
    ]


def test_remark_behind_the_size_belongs_to_the_title():
    assert read_documents("Plan PDF 5 KB (second version)", "report") == [
        Document("Plan (second version)", "report", 5)
    ]


def test_sentence_behind_a_size_makes_it_no_document():
    assert read_documents("The map, PDF 5 KB, was shown. Members asked who had drawn it and when.", "report") == []


def test_document_without_size_is_exempt_where_its_title_says_so():
    assert unsized_document("Appendix C (exempt)", "appendix").exempt
    assert not unsized_document("Appendix C", "appendix").exempt


DATES = [
    ("16/10/2012", date(2012, 10, 16)),
    ("Thursday, 24th February, 2022 7.30 pm", date(2022, 2, 24)),
    ("Tuesday 10 November 2020 6.00 pm", date(2020, 11, 10)),
    ("Dydd Iau, 9fed Hydref, 2014 2.00 o'r gloch", date(2014, 10, 9)),
    ("1st of May 2019", date(2019, 5, 1)),
    ("2021-03-04", date(2021, 3, 4)),
    ("31/02/2012", None),
    ("soon", None),
]


@pytest.mark.parametrize(("text", "day"), DATES, ids=[text for text, _ in DATES])
def test_date_in_every_form_is_read(text, day):
    assert find_date(text) == day


DIRT = [
    ("\xa0 The\xa0lease \xa0", "The lease"),
    ("<AI7>The lease</AI7>", "The lease"),
    ("</TITLE_ONLY_LAYOUT_SECTION>", ""),
    ("The\u200b lea\xadse\ufeff", "The lease"),
    ('<?xml:namespace prefix = o ns = "urn:x" />The lease', "The lease"),
    ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
    ("\x00The\x07 lease", "The lease"),
]


@pytest.mark.parametrize(("text", "cleaned"), DIRT)
def test_dirt_is_washed_off_and_words_are_left(text, cleaned):
    assert clean(text) == cleaned
