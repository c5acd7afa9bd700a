"""Addresses of the old system: read in every form, answered with the record here."""

import re

import pytest
from django.core.management import CommandError, call_command

from minutes.actions import restore, withdraw
from minutes.models import OldAddress
from minutes.moderngov.addresses import Named, read_address
from minutes.moderngov.parse import parse
from tests import factories as make
from tests.minutes.moderngov.test_import import PAGES, run


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("mgCommitteeDetails.aspx?ID=118", ("committee", "118")),
        ("/ieListMeetings.aspx?CommitteeId=118", ("committee", "118")),
        ("ieListMeetings.aspx?CId=118&Year=0", ("committee", "118")),
        ("ieListDocuments.aspx?CId=118&MId=5678", ("meeting", "5678")),
        ("IELISTDOCUMENTS.ASPX?mid=05678&cid=118&Ver=4", ("meeting", "5678")),
        ("ieListDocuments.aspx?MeetingId=5678", ("meeting", "5678")),
        ("ieListDocuments.aspx?CId=118&MId=5678#AI4321", ("item", "4321")),
        ("https://minutes.example.gov.uk/(S(abc45def))/ieListDocuments.aspx?MId=5678", ("meeting", "5678")),
        ("/modgov/mgAi.aspx?LLL=0&ID=4321", ("item", "4321")),
        ("ieIssueDetails.aspx?IId=263&Opt=3&PlanId=0", ("issue", "263")),
        ("mgIssueHistoryHome.aspx?IId=263", ("issue", "263")),
        ("ieDecisionDetails.aspx?AIId=4321", ("item", "4321")),
        ("documents/s112380/Annex%204%20-%20Survey.pdf", ("document", "112380", "Annex 4 Survey")),
        ("/Documents/S112380/Annex_4.pdf?T=10", ("document", "112380", "Annex 4")),
        ("documents/g5678/Printed minutes.pdf?T=1", ("meeting", "5678", "Printed minutes", "minutes")),
        ("documents/g5678/Agenda%20frontsheet.pdf?T=0", ("meeting", "5678", "Agenda frontsheet", "agenda")),
        ("documents/g5678/Decisions.pdf?T=4", ("meeting", "5678", "Decisions", "decisions")),
        ("documents/g5678/Supplement.pdf?T=9", ("meeting", "5678", "Supplement", "supplement")),
        ("(S(a1))/documents/g5678/Public%20reports%20pack.pdf?t=10", ("meeting", "5678", "Public reports pack", "pack")),
        ("documents/g5678/Pack.pdf", ("meeting", "5678", "Pack", "pack")),
        ("ieDecisionDetails.aspx?ID=903", ("decision", "903")),
        ("IeDecisionDetails.ASPX?LLL=0&aiid=4321", ("item", "4321")),
        ("ieDecisionDetails.aspx?AIId=4321&ID=903", ("decision", "903")),
        ("mgUserInfo.aspx?UID=0031", ("member", "31")),
        ("mgMemberIndex.aspx?bcr=1", ("people",)),
        ("ieListDocuments.aspx?CId=118&Year=0", ("committee", "118")),
        ("ieListDocuments.aspx", ("meetings",)),
        ("ieListDocuments.aspx?CId=118&amp;MId=5678&amp;Ver=4", ("meeting", "5678")),
        ("ieIssueDetails.aspx?PlanId=12&IId=263&LLL=0", ("issue", "263")),
        ("mgAi.aspx?ID=0", ("item", "0")),
        ("mgListCommittees.aspx?bcr=1", ("committees",)),
        ("ieDocHome.aspx", ("committees",)),
        ("ieListMeetings.aspx", ("meetings",)),
        ("mgAi.aspx?ID=", ("item",)),
        ("mgAi.aspx?ID=4321%27", ("item",)),
    ],
)  # fmt: skip
def test_old_address_is_read_in_every_form(address, named):
    assert read_address(address) == Named(*named)


@pytest.mark.parametrize("address", ["", "/decisions/", "x.aspx.html", "http://[", "/documents/7/x.pdf", "s1/x.pdf"])
def test_other_address_is_none_of_the_old_system(address):
    assert read_address(address) is None


PAGE = """<html><body><div id="modgov"><h2 class="mgSubTitleTxt">Harbour Committee - Tuesday, 6th February, 2024 6.30 pm</h2>
<a href="ieListMeetings.aspx?CommitteeId=118">Meetings</a> <a href="documents/g5678/Agenda.pdf?T=0">Agenda</a>
<table class="mgItemTable"><tr><td class="mgItemNumberCell"><a name="AI4321"></a><p>7.</p></td><td><p>Dredging</p>
<ul><li><a href="documents/s900/Dredging.pdf">Dredging the basin <span>PDF 120 KB</span></a></li>
<li><a href="documents/s901/Plan.pdf">Appendix A - Plan <span>PDF 90 KB</span></a></li></ul></td></tr></table></div></body></html>"""
OLD = {
    "ieListMeetings.aspx?CId=118": "/committees/harbour-committee/",
    "ielistdocuments.aspx?mid=5678": "/committees/harbour-committee/2024-02-06/",
    "documents/g5678/Agenda.pdf?T=0": "/committees/harbour-committee/2024-02-06/agenda.pdf",
    "mgAi.aspx?ID=4321": "/committees/harbour-committee/2024-02-06/7/",
    "documents/s901/Plan.pdf": "/committees/harbour-committee/2024-02-06/7/",
}


def test_meeting_s_page_tells_where_its_records_stood():
    (item,) = parse(PAGE.encode(), "page.html").items
    assert set(item.old) == {"committee:118", "meeting:5678", "item:4321"}
    assert [document.old for document in item.documents] == ["document:900", "document:901"]


@pytest.mark.django_db
def test_imported_page_answers_at_its_old_addresses(client, tmp_path):
    (tmp_path / "page.html").write_text(PAGE)
    run(tmp_path / "page.html")
    for old, new in OLD.items():
        response = client.get(f"/{old}")
        assert (response.status_code, response.headers["Location"]) == (301, new), old
    assert client.get("/(S(abc))/mgAi.aspx?x=1&iD=4321").status_code == 301


@pytest.mark.django_db
def test_import_twice_notes_an_old_address_once(tmp_path):
    (tmp_path / "page.html").write_text(PAGE)
    run(tmp_path / "page.html")
    before = OldAddress.objects.count()
    out, _ = run(tmp_path / "page.html")
    assert "nothing new" in out
    assert OldAddress.objects.count() == before == 5


@pytest.mark.django_db
def test_document_with_a_file_answers_with_the_file(client):
    report = make.ReportFactory(item=make.AgendaItemFactory(meeting=make.MeetingFactory(stage="confirmed_at")))
    make.OldAddressFactory(kind="document", number="900", item=None, report=report)
    assert client.get("/documents/s900/x.pdf").headers["Location"] == report.get_absolute_url()


@pytest.mark.django_db
def test_old_address_of_a_document_does_not_tell_its_name_once_its_item_was_withdrawn(client):
    report = make.ReportFactory(item=make.AgendaItemFactory(meeting=make.MeetingFactory(stage="confirmed_at")))
    make.OldAddressFactory(kind="document", number="900", item=None, report=report)
    withdraw(record=report, by=None, note="An error.")
    assert client.get("/documents/s900/x.pdf", follow=True).status_code == 410
    restore(record=report, by=None)
    withdraw(record=report.item, by=None, note="An error.")
    gone, nothing = client.get("/documents/s900/x.pdf"), client.get("/documents/s99/x.pdf")
    assert (gone.status_code, gone.content) == (404, nothing.content)


@pytest.mark.django_db
def test_draft_s_old_address_says_what_one_never_imported_says(client):
    make.OldAddressFactory(number="4321", item=make.AgendaItemFactory())
    draft, nothing = client.get("/mgAi.aspx?ID=4321"), client.get("/mgAi.aspx?ID=99")
    assert (draft.status_code, nothing.status_code) == (404, 404)
    assert draft.content == nothing.content


@pytest.mark.django_db
def test_document_never_imported_offers_a_search_for_its_name(client):
    page = client.get("/documents/s77/Weir%20Lane%20survey.pdf")
    assert page.status_code == 404
    assert re.search(r'name="q" value="Weir Lane survey"', page.content.decode())


@pytest.mark.django_db
def test_withdrawn_record_s_old_address_leads_to_its_note(client):
    item = make.AgendaItemFactory(
        meeting=make.MeetingFactory(stage="confirmed_at"), withdrawn_at=make.PAST, withdrawal_note="An error."
    )
    make.OldAddressFactory(number="4321", item=item)
    assert client.get("/mgAi.aspx?ID=4321", follow=True).status_code == 410


@pytest.mark.django_db
def test_check_links_tells_which_lead_somewhere(tmp_path, capsys):
    (tmp_path / "page.html").write_text(PAGE)
    run(tmp_path / "page.html")
    links = tmp_path / "links.txt"
    links.write_text("\n".join(OLD))
    call_command("check_links", links)
    told = capsys.readouterr()
    assert told.out.splitlines() == [f"{old}\t{new}" for old, new in OLD.items()]
    assert "5 addresses, by what they lead to: 1 committee, 1 document, 1 item, 2 meeting." in told.err
    links.write_text("mgAi.aspx?ID=4321\n\nmgAi.aspx?ID=5\nhttps://example.org/\n")
    with pytest.raises(CommandError, match="2 of 3"):
        call_command("check_links", links)
    assert "mgAi.aspx?ID=5\tnot public here" in capsys.readouterr().out


def test_every_sample_page_is_read_as_before():
    for path in sorted(PAGES.glob("*.html")):
        page = parse(path.read_bytes(), path.name)
        assert page.items or page.bodies or page.members or page.sittings
