"""Saved pages: every labelled one is read as a person read it; files that are no page are named."""

import json
from pathlib import Path

import pytest

from minutes.moderngov.parse import NotAPage, parse
from minutes.text.records import Document, Page

ROOT = Path(__file__).parents[3]
PAGES = sorted(path for path in (ROOT / "fixtures" / "moderngov").iterdir() if path.suffix in (".txt", ".html"))
SAMPLES = ROOT.parent / "shared" / "samples"
ISSUE = "Issue - meetings\n\n{title}\n\nMeeting: 01/02/2020 - Cabinet (Item 7)\n\n7 Parks\n\nMinutes:\n\nTea.\n"


def read(path: Path) -> Page:
    return parse(path.read_bytes(), path.name)


@pytest.mark.parametrize("path", PAGES, ids=[path.name for path in PAGES])
def test_labelled_page_is_read_as_its_label_says(path):
    labelled = json.loads(path.with_suffix(path.suffix + ".json").read_text())
    assert read(path).to_json() == labelled


@pytest.mark.skipif(not SAMPLES.exists(), reason="the sample pages are not part of the project")
def test_real_issue_page_is_read():
    page = read(SAMPLES / "issue-263-school-improvement.txt")
    item = page.items[0]
    assert (page.issue, item.committee, item.date.isoformat(), item.label) == (
        "School Improvement Matters",
        "Cabinet",
        "2012-10-16",
        "263",
    )
    assert item.documents == (Document(item.title, "report", 753),)
    assert item.report_credit.endswith("for Children).")
    assert item.purpose.startswith("The report sets out")
    assert item.minutes.count("\n\n") == 2
    assert [one.label for one in item.resolutions] == ["1."] * 6
    assert [one.opening for one in item.resolutions] == ["RESOLVED:", "", "", "", "", ""]
    assert item.options_considered.startswith("There are a variety")
    assert item.reasons.startswith("To progress a model")
    assert page.unread == ()


@pytest.mark.skipif(not SAMPLES.exists(), reason="the sample pages are not part of the project")
def test_real_meeting_page_is_read():
    page = read(SAMPLES / "moderngov-html" / "meeting-with-decisions-and-minutes.html")
    assert [one.label for one in page.items] == [f"{number}." for number in range(54, 66)]
    assert [len(one.resolutions) for one in page.items] == [0, 0, 0, 0, 0, 3, 1, 0, 0, 2, 0, 0]
    assert [len(one.documents) for one in page.items] == [0, 0, 0, 0, 1, 5, 2, 1, 5, 2, 1, 0]
    assert len(page.unread) == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_any_encoding_is_read(encoding):
    assert parse(ISSUE.format(title="Café – “Père”").encode(encoding), "a.txt").issue == "Café – “Père”"


@pytest.mark.parametrize("declared", ["windows-1252", "iso-8859-1", "utf-8", "no-such-set"])
def test_declared_character_set_is_used_and_a_wrong_one_survived(declared):
    head = f'<html><head><meta charset="{declared}"></head>'
    page = f"{head}<body><h1>Issue - meetings</h1><h2>Café – bar</h2></body></html>"
    assert parse(page.encode("cp1252"), "a.html").issue == "Café – bar"


def test_declared_character_set_of_another_language_is_used():
    page = '<html><head><meta charset="iso-8859-2"></head><body><h1>Issue - meetings</h1><h2>Łódź Square</h2></body></html>'
    assert parse(page.encode("iso-8859-2"), "a.html").issue == "Łódź Square"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_of_any_system_are_read(end):
    assert parse(ISSUE.format(title="Parks").replace("\n", end).encode(), "a.txt").items[0].minutes == "Tea."


NO_PAGES = [
    (b"", "a is empty."),
    (b"  \n ", "a is empty."),
    (b"%PDF-1.7 x", "a is a PDF file, not a saved page."),
    (b"PK\x03\x04 x", "a is a zip archive or an office document, not a saved page."),
    (b"abc\0def", "a is a binary file, not a saved page."),
    (
        b"Dear Sir",
        "a is text that begins “Dear Sir”, not a page of an issue, an agenda item, a meeting, a decision, a committee or a member.",
    ),
    (
        b"<html><body></body></html>",
        "a is a page without words, not a page of an issue, an agenda item, a meeting, a decision, a committee or a member.",
    ),
    (
        b"<html><body><h1>Decision details</h1></body></html>",
        "a is a page “Decision details”, not a page of an issue, an agenda item, a meeting, a decision, a committee or a member.",
    ),
    (
        b"<html>",
        "a is a page without words, not a page of an issue, an agenda item, a meeting, a decision, a committee or a member.",
    ),
]


@pytest.mark.parametrize(("data", "sentence"), NO_PAGES, ids=[sentence for _, sentence in NO_PAGES])
def test_file_that_is_no_page_is_named(data, sentence):
    with pytest.raises(NotAPage) as refused:
        parse(data, "a")
    assert str(refused.value) == sentence


def test_date_that_is_no_day_is_named_and_the_item_kept():
    page = parse(ISSUE.format(title="Parks").replace("01/02/2020", "31/02/2020").encode(), "a.txt")
    assert page.items[0].date is None
    assert "31/02/2020" in page.unread[0]


def test_truncated_html_is_read_as_far_as_it_goes():
    text = "<html><body><h1>Issue - meetings</h1><h2>Parks</h2><h3>Meeting: 01/02/2020 - Cabinet (Item 7)</h3><p>7 Pa"
    assert parse(text.encode(), "a.html").items[0].title == "Pa"


def test_issue_without_meetings_has_no_items():
    assert parse(b"Issue - meetings\n\nParks\n", "a.txt").items == ()


def test_words_before_the_heading_are_named():
    page = parse(("Menu\n\n" + ISSUE.format(title="Parks")).encode(), "a.txt")
    assert page.unread == ("Outside any meeting: Menu",)


def test_minutes_that_differ_from_the_decision_are_kept_and_named():
    body = "Decision:\nRESOLVED: That A be done.\nMinutes:\nTea.\nRESOLVED: That B be done.\n"
    page = parse(ISSUE.format(title="Parks").replace("Minutes:\n\nTea.\n", body).encode(), "a.txt")
    assert [one.text for one in page.items[0].resolutions] == ["That A be done."]
    assert "That B be done." in page.items[0].minutes
    assert "otherwise" in page.unread[0]


def test_minutes_without_their_heading_are_known_by_their_opening():
    page = parse(
        ISSUE.format(title="Parks").replace("Minutes:\n\nTea.", "Tea.\n\nRESOLVED: That A be done.").encode(), "a.txt"
    )
    assert page.items[0].minutes == "Tea."
    assert page.items[0].purpose is None


def test_narrative_behind_an_empty_list_of_documents_is_minutes():
    body = "Additional documents:\n\nThe clerk read the letter aloud.\n\nTea."
    page = parse(ISSUE.format(title="Parks").replace("Minutes:\n\nTea.", body).encode(), "a.txt")
    assert page.items[0].minutes == "The clerk read the letter aloud.\n\nTea."
    assert page.items[0].documents == ()


PRIVATE = [
    ("EXEMPT - Sale of the mill", "To agree the sale.", True),
    ("Sale of the mill (Exempt)", "To agree the sale.", True),
    ("Sale of the mill", "Not for publication by virtue of paragraph 3 of Schedule 12A.", True),
    ("Sale of the mill", "By virtue of paragraph(s) 3 of Part 1 of Schedule 12A", True),
    ("Exempt Information", "To exclude the public under paragraph 3.", None),
    ("Exclusion of the public", "That under Schedule 12A the public be excluded.", None),
    ("Sale of the mill", "To agree the sale.", None),
]


@pytest.mark.parametrize(("title", "purpose", "exempt"), PRIVATE)
def test_item_that_was_considered_in_private_is_known(title, purpose, exempt):
    item = parse(f"Agenda item\n\n{title}\n\n{purpose}\n".encode(), "a.txt").items[0]
    assert item.exempt is exempt
    assert item.title == title
    assert purpose in (item.purpose or item.minutes)


def test_menu_above_the_heading_does_not_tell_the_kind():
    page = parse(b"Minutes\n\nDecisions\n\nCommittee details\n\nAgenda item\n\nWells\n\nMinutes:\n\nTea.\n", "a.txt")
    assert (page.page, page.items[0].title) == ("item", "Wells")


def test_document_keeps_where_the_page_links_it():
    page = read(ROOT / "fixtures" / "moderngov" / "item.html")
    assert [(one.old, one.url) for one in page.items[0].documents] == [("document:31", "documents/s31/c.pdf")]


def test_page_of_a_committee_keeps_the_keys_of_body_and_members():
    page = read(ROOT / "fixtures" / "moderngov" / "committee.html")
    assert page.bodies[0].old == "committee:12"
    assert [one.old for one in page.members] == ["member:21", "member:22"]


@pytest.mark.skipif(not SAMPLES.exists(), reason="the sample pages are not part of the project")
def test_real_committee_page_is_read():
    page = read(SAMPLES / "moderngov-html" / "committee-details.html")
    assert len(page.members) == len(page.places) == 15
    assert [one.role for one in page.places[:3]] == ["chair", "vice_chair", "member"]
    assert page.bodies[0].old == "committee:711"
    assert page.bodies[0].contact_email
    assert page.unread == ()


@pytest.mark.skipif(not SAMPLES.exists(), reason="the sample pages are not part of the project")
def test_real_list_of_meetings_is_read():
    page = read(SAMPLES / "moderngov-html" / "browse-meetings.html")
    statuses = [one.status for one in page.sittings]
    assert "cancelled" in statuses
    assert "held" in statuses
    assert all(one.old and one.starts_at for one in page.sittings)
