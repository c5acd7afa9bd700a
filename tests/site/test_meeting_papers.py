"""The papers of a whole meeting and of a year: what is in them, from when, and how they are built."""

import datetime as dt
import hashlib
import io
import json
import os

import pikepdf
import pypdfium2
import pytest
from django.core.management import call_command
from django.urls import reverse

from minutes.actions import withdraw
from minutes.models import Committee, Meeting
from minutes.pdf import PdfUnavailable
from minutes.views.forms import PAPERS
from minutes.views.meetings import PAPERS as WITH_PACK
from tests import factories as make
from tests.site.test_odd_papers import elements, faults
from tests.site.test_papers import problems
from tests.site.test_walk import pdf_text

pytestmark = pytest.mark.django_db


def paper_url(meeting, paper):
    return reverse(f"minutes:{paper}-pdf", args=[meeting.committee.slug, meeting.key])


def year_url(committee, start):
    return reverse("minutes:year-pdf", args=[committee.slug, start])


def meeting_with_business(stage, **facts):
    """A meeting with one item that has something of every stage."""
    meeting = make.MeetingFactory(stage=stage, date=facts.pop("date", dt.date(2024, 2, 6)), **facts)
    item = make.AgendaItemFactory(meeting=meeting, label="7", title="The matter", purpose="The purpose.")
    make.ReportFactory(item=item, title="The document")
    make.DecisionFactory(item=item, reasons="The reasons.", options_considered="The options.")
    resolution = make.ResolutionFactory(item=item, opening="RESOLVED:", label="1.", text="That it be done.")
    make.ClauseFactory(resolution=resolution, text="the clause;")
    make.NarrativeFactory(item=item, text="The narrative.")
    make.VoteFactory(item=item, subject="The motion put")
    make.DeclarationFactory(item=item, person=make.PersonFactory(name="Dilys Declarer"))
    make.AttendanceFactory(meeting=meeting, person=make.PersonFactory(name="Petra Present"), is_chair=True)
    return meeting


def pages_of(content):
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range() for page in document]


@pytest.mark.parametrize("stage", [None, *PAPERS.values(), "confirmed_at"])
def test_each_paper_is_there_from_its_stage_on(client, stage):
    meeting = meeting_with_business(stage)
    reached = ["agenda_published_at", "decisions_published_at", "minutes_published_at", "confirmed_at"]
    reached = reached[: reached.index(stage) + 1] if stage else []
    found = {paper: client.get(paper_url(meeting, paper)).status_code for paper in WITH_PACK}
    assert found == {paper: 200 if WITH_PACK[paper] in reached else 404 for paper in WITH_PACK}
    year = client.get(year_url(meeting.committee, 2023))
    assert year.status_code == (200 if stage == "confirmed_at" else 404)


def test_who_attended_remotely_is_told_on_page_and_in_every_form_of_the_minutes(client):
    meeting = meeting_with_business("minutes_published_at")
    make.AttendanceFactory(meeting=meeting, person=make.PersonFactory(name="Rhys Remote", slug="rhys"), is_remote=True)
    assert "Rhys Remote</a> (remotely)" in client.get(meeting.get_absolute_url()).content.decode()
    assert "(o bell)" in client.get(f"/cy{meeting.get_absolute_url()}").content.decode()
    assert "(remotely)" in client.get("/people/rhys/").content.decode()
    assert "Rhys Remote (remotely)" in " ".join(pages_of(client.get(paper_url(meeting, "minutes")).content))
    told = client.get(f"{meeting.get_absolute_url()}minutes.json").json()["attendance"]
    assert {one["person"]: one["is_remote"] for one in told} == {"Petra Present": False, "Rhys Remote": True}
    [record] = client.get("/api/v1/meetings/").json()["records"]
    assert [one["is_remote"] for one in record["attendance"]] == [False, True]


@pytest.mark.parametrize("word", ["decisions", "Decisions", "supplement"])
def test_item_that_was_released_under_the_word_of_a_paper_keeps_its_page_and_pdf(client, word):
    meeting = meeting_with_business("minutes_published_at")
    item = meeting.items.get()
    type(item).objects.update(slug=word)
    item.refresh_from_db()
    assert "The matter" in client.get(item.get_absolute_url()).content.decode()
    assert "The narrative." in pdf_text(client.get(item.get_pdf_url()).content)
    withdraw(record=item, by=None, note="Published by mistake.")
    for address in (item.get_absolute_url(), item.get_pdf_url()):
        answer = client.get(address)
        assert (answer.status_code, "Published by mistake." in answer.content.decode()) == (410, True)


def test_papers_of_a_withdrawn_meeting_say_so(client):
    note = {"withdrawn_at": make.PAST + dt.timedelta(days=1), "withdrawal_note": "Published by mistake."}
    meeting = meeting_with_business("decisions_published_at", **note)
    answers = {paper: client.get(paper_url(meeting, paper)) for paper in WITH_PACK}
    assert {paper: answer.status_code for paper, answer in answers.items()} == {
        "agenda": 410, "decisions": 410, "minutes": 404, "pack": 410,
    }  # fmt: skip
    assert "Published by mistake." in answers["agenda"].content.decode()


def test_each_paper_holds_its_part_of_the_record_and_no_more(client):
    meeting = meeting_with_business("confirmed_at")
    texts = {paper: pdf_text(client.get(paper_url(meeting, paper)).content) for paper in PAPERS}
    told = {
        "The purpose.": {"agenda"},
        "The document": {"agenda"},
        "That it be done.": {"decisions", "minutes"},
        "the clause;": {"decisions", "minutes"},
        "The reasons.": {"decisions", "minutes"},
        "The options.": {"decisions", "minutes"},
        "The narrative.": {"minutes"},
        "The motion put": {"minutes"},
        "Dilys Declarer": {"minutes"},
        "Petra Present": {"minutes"},
        "The matter": {"agenda", "decisions", "minutes"},
    }
    assert {words: {paper for paper, text in texts.items() if words in text} for words in told} == told


def test_a_later_stage_leaves_the_earlier_papers_as_they_are(client):
    meeting = meeting_with_business("agenda_published_at")
    agenda = client.get(paper_url(meeting, "agenda")).content
    Meeting.objects.filter(pk=meeting.pk).update(decisions_published_at=make.PAST)
    decisions = client.get(paper_url(meeting, "decisions")).content
    Meeting.objects.filter(pk=meeting.pk).update(minutes_published_at=make.PAST, confirmed_at=make.PAST)
    assert client.get(paper_url(meeting, "agenda")).content == agenda
    assert client.get(paper_url(meeting, "decisions")).content == decisions


def test_draft_minutes_have_the_place_for_a_signature_and_confirmed_ones_who_confirmed_them(client):
    draft = meeting_with_business("minutes_published_at")
    by = make.MeetingFactory(stage="announced_at", date=dt.date(2024, 3, 5), committee__name="Standards Panel")
    confirmed = meeting_with_business("confirmed_at", confirmed_in=by)
    texts = [pdf_text(client.get(paper_url(meeting, "minutes")).content) for meeting in (draft, confirmed)]
    assert ["Confirmed and signed as a correct record:" in text for text in texts] == [True, False]
    assert "confirmed as a correct record by the meeting of Standards Panel on 5 March 2024" in texts[1]
    with pikepdf.open(io.BytesIO(client.get(paper_url(confirmed, "minutes")).content)) as document:
        links = [
            str(note.A.URI)
            for page in document.pages
            for note in page.get("/Annots", [])
            if "/URI" in note.get("/A", {})
        ]
    assert f"http://testserver{by.get_absolute_url()}" in links


@pytest.mark.parametrize("paper", ["agenda", "decisions", "minutes", "pack"])
def test_parts_of_an_item_are_indented_in_the_contents_and_their_numbers_are_not(client, paper):
    meeting = meeting_with_business("minutes_published_at")
    part = make.AgendaItemFactory(meeting=meeting, label="7a", title="The portion", depth=2)
    make.ReportFactory(item=part)
    make.ResolutionFactory(item=part)
    make.NarrativeFactory(item=part)
    assert 'class="hung part"' in client.get(meeting.get_absolute_url()).content.decode()
    with pypdfium2.PdfDocument(client.get(paper_url(meeting, paper)).content) as document:
        page = document[1 if paper == "pack" else 0].get_textpage()
        found = [page.search(words).get_next()[0] for words in ("The matter", "The portion", "7a")]
        whole, portion, number = (page.get_charbox(place)[0] for place in found)
    assert portion - whole > 12  # points
    assert number < whole


def test_contents_name_the_page_on_which_an_item_stands(client):
    meeting = meeting_with_business("minutes_published_at")
    long = make.AgendaItemFactory(meeting=meeting, label="8", title="A long debate")
    make.NarrativeFactory(item=long, text="\n\n".join(["Something was said at length. " * 20] * 40))
    make.AgendaItemFactory(meeting=meeting, label="9", title="Any other business")
    pages = pages_of(client.get(paper_url(meeting, "minutes")).content)
    at = next(number for number, page in enumerate(pages[1:], 2) if "Any other business" in page)
    line = next(line for line in pages[0].splitlines() if line.startswith("Any other business"))
    assert at > 4
    assert line.split()[-1] == str(at)


def test_year_holds_confirmed_minutes_alone_with_an_index(client):
    committee = make.CommitteeFactory()
    first = meeting_with_business("confirmed_at", committee=committee, date=dt.date(2023, 5, 1))
    meeting_with_business("confirmed_at", committee=committee, date=dt.date(2024, 4, 30))
    for stage, date in [("minutes_published_at", dt.date(2024, 1, 9)), ("confirmed_at", dt.date(2024, 5, 1))]:
        other = make.MeetingFactory(committee=committee, stage=stage, date=date)
        make.NarrativeFactory(item__meeting=other, text="Not in this volume.")
    content = client.get(year_url(committee, 2023)).content
    text = pdf_text(content)
    assert "1 May 2023" in text
    assert "30 April 2024" in text
    assert "Not in this volume." not in text
    pages = pages_of(content)
    at = next(number for number, page in enumerate(pages, 1) if "1 May 2023" in page and "The narrative." in page)
    entry = next(
        line
        for page in pages[-2:]
        for line in page.splitlines()
        if line.startswith("Petra Present") and "chair" not in line
    )
    assert str(at) in entry.replace(",", " ").split()
    assert first.municipal_year == "2023/24"


def test_paper_of_a_welsh_council_speaks_welsh(client):
    make.CouncilFactory(language="cy", jurisdiction="wales")
    meeting = meeting_with_business("confirmed_at")
    content = client.get(paper_url(meeting, "minutes")).content
    text = pdf_text(content)
    for words in (
        "Cofnodion",
        "6 Chwefror 2024",
        "tudalen 1 o 2",
        "Presenoldeb",
        "Cadarnhawyd y cofnodion",
        "Rhesymau dros",
    ):
        assert words in text
    assert "page 1" not in text
    with pikepdf.open(io.BytesIO(content)) as document:
        assert str(document.Root.Lang) == "cy-GB"


def test_first_page_has_a_qr_code_with_words_and_the_address(client):
    meeting = meeting_with_business("agenda_published_at")
    content = client.get(paper_url(meeting, "agenda")).content
    with pikepdf.open(io.BytesIO(content)) as document:
        figures = [element for kind, _, element in elements(document.Root.StructTreeRoot.K[0]) if kind == "/Figure"]
    assert [str(figure.Alt) for figure in figures] == [
        f"QR code that leads to http://testserver{paper_url(meeting, 'agenda')}"
    ]
    assert f"Permanent address: http://testserver{paper_url(meeting, 'agenda')}" in pages_of(content)[0]


def test_paper_carries_its_record_as_data_with_the_hash_in_its_foot(client):
    meeting = meeting_with_business("confirmed_at")
    for paper in PAPERS:
        content = client.get(paper_url(meeting, paper)).content
        with pikepdf.open(io.BytesIO(content)) as document:
            data = document.attachments[f"{paper}.json"].get_file().read_bytes()
        assert json.loads(data)["items"][0]["title"] == "The matter"
        assert f"record {hashlib.sha256(data).hexdigest()[:12]}" in pages_of(content)[0]


def test_papers_without_native_libraries_say_what_to_install(client, monkeypatch):
    def fail(*paper):
        raise PdfUnavailable("libpango")

    monkeypatch.setattr("minutes.pdf.child.printed", fail)
    meeting = meeting_with_business("confirmed_at")
    for url in [*(paper_url(meeting, paper) for paper in WITH_PACK), year_url(meeting.committee, 2023)]:
        response = client.get(url)
        assert response.status_code == 503
        assert "apt-get install libpango" in response.content.decode()
    assert client.get(meeting.get_absolute_url()).status_code == 200


def test_page_of_a_meeting_leads_to_the_papers_that_it_has(client):
    meeting = meeting_with_business("decisions_published_at")
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert {paper: paper_url(meeting, paper) in page for paper in WITH_PACK} == {
        "agenda": True, "decisions": True, "minutes": False, "pack": True,
    }  # fmt: skip


# `make papers` looks at every paper; otherwise at those of every twentieth meeting.
THOROUGH = "MINUTEBOOK_PAPERS" in os.environ


def test_every_paper_of_every_meeting_of_the_demo_council_is_valid(client):
    call_command("sync_groups", verbosity=0)
    call_command("load_demo")
    meetings = list(Meeting.public.select_related("committee"))[:: 1 if THOROUGH else 20]
    urls = [paper_url(meeting, paper) for meeting in meetings for paper in PAPERS]
    years = {(meeting.committee, meeting.municipal_year_start) for meeting in meetings}
    urls += [year_url(committee, start) for committee, start in sorted(years, key=str)]
    assert Committee.public.count() > 5
    found, printed = {}, 0
    for url in urls:
        response = client.get(url)
        if response.status_code == 404:
            continue
        printed += 1
        with pikepdf.open(io.BytesIO(response.content)) as document:
            found[url] = [*problems(response.content), *faults(document, "en-GB")]
    assert printed > (80 if THOROUGH else 5)
    assert {url: broken for url, broken in found.items() if broken} == {}
