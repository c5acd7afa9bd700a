"""Pastes, files and corrections that are wrong: told at their field, and nothing is lost."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from decisions.models import Resolution
from minutes.models import AgendaItem, Attendance, Narrative, PastedMinutes, Person
from tests import factories as make
from tests.files import docx, zip_bomb
from tests.minutes.admin.pastes import MINUTES, answer, paste, said
from tests.minutes.admin.test_entering import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    make.CouncilFactory(name="Testbury Council")
    return make.MeetingFactory(committee=make.CommitteeFactory(name="Highways Committee"), date=dt.date(2026, 10, 6))


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"MZ\x90\x00 a program", "is a program"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "is protected with a password"),
        (OLD * 9, "is an old Office document (.doc)"),
        (zip_bomb(), "far larger inside than it looks"),
        (b"", "is empty"),
        (b"%PDF-1.4", "is a PDF file"),
        (docx(""), "holds no text"),
        (docx("Dear Ann, thank you for the cake."), "No headings of items were found"),
        (b"PK\x03\x04 cut short", "is a damaged Word document"),
    ],
)  # fmt: skip
def test_file_that_cannot_be_read_is_told_at_its_field_and_the_text_stays(clerk, meeting, data, words):
    page = paste(clerk, meeting, "", file=SimpleUploadedFile("minutes.docx", data))
    assert words in " ".join(said(page, "file"))
    assert not PastedMinutes.objects.exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Nothing was pasted"),
        (" \n\t\xa0\n", "Nothing was pasted"),
        ("Dear Ann,\nthank you for the cake.", "No headings of items were found"),
        ("x" * 2_000_001, "too long to be minutes"),
    ],
)
def test_paste_that_cannot_be_read_is_told_at_its_field_and_stays_in_it(clerk, meeting, text, words):
    page = paste(clerk, meeting, text)
    assert words in " ".join(said(page, "text"))
    assert page.context["form"]["text"].value() == text
    assert text.strip()[:20] in page.content.decode()
    assert not PastedMinutes.objects.exists()


def test_megabyte_without_minutes_is_refused_in_time_and_stays(clerk, meeting):
    text = "It was a bright cold day and 14 clocks were striking; they struck again.\n" * 14_000
    page = paste(clerk, meeting, text)
    assert "No headings of items were found" in " ".join(said(page, "text"))
    assert page.context["form"]["text"].value() == text


def test_file_over_the_limit_is_told_at_its_field(clerk, meeting, settings):
    settings.REPORT_MAX_BYTES = 1000
    page = paste(clerk, meeting, "", file=SimpleUploadedFile("big.docx", b"PK\x03\x04" + b"x" * 5000))
    assert "at most 1000 bytes are taken" in " ".join(said(page, "file")).replace("\xa0", " ")


def test_html_whose_words_are_not_those_of_the_text_is_left(clerk, meeting):
    page = paste(clerk, meeting, "5. SCHOOLS\nMembers met.\n6. ROADS\nTea.", html="<p>5. SCHOOLS</p>")
    assert [form.heading for form in page.context["page"].matters] == ["5. SCHOOLS", "6. ROADS"]


def test_refused_paste_changes_nothing(clerk, meeting):
    done = answer(clerk, paste(clerk, meeting), step="discard")
    assert "Nothing has changed." in done.content.decode()
    counts = [model.objects.count() for model in (PastedMinutes, AgendaItem, Person, Attendance, Resolution)]
    assert counts == [0] * 5


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"item-0-title": None}, "title", "required"),
        ({"item-0-outcome_0": "carried", "item-0-for_0": "1"}, "outcome_0", "fewer votes for it"),
        ({"item-0-against_0": None}, "for_0", "Give the votes for and the votes against"),
        ({"item-0-label": "9" * 41}, "label", "at most 40"),
        ({"item-0-resolutions_0": "1.\n2. That it be noted."}, "resolutions_0", "has no words"),
    ],
)  # fmt: skip
def test_field_that_is_wrong_says_so_and_nothing_is_saved_or_lost(clerk, meeting, changes, field, words):
    page = answer(clerk, paste(clerk, meeting), {**changes, "item-1-minutes": "Corrected."})
    form = page.context["page"].matters[0]
    assert words in " ".join(form.errors[field])
    assert not AgendaItem.objects.exists()
    assert page.context["page"].matters[1]["minutes"].value() == "Corrected."
    assert PastedMinutes.objects.get().answers["item-1-minutes"] == "Corrected."


def test_meeting_that_ends_before_it_starts_is_told_at_the_field(clerk, meeting):
    page = answer(clerk, paste(clerk, meeting), {"sitting-ends_at": "18:00"})
    assert page.context["page"].sitting.errors == {"ends_at": ["The meeting ends before it starts."]}
    assert not AgendaItem.objects.exists()


def test_two_items_for_one_of_the_agenda_are_told_at_the_field(clerk, meeting):
    item = make.AgendaItemFactory(meeting=meeting, title="Anything")
    page = paste(clerk, meeting)
    page = answer(clerk, page, {"item-0-target": str(item.pk), "item-1-target": str(item.pk)})
    assert "target" in page.context["page"].matters[0].errors
    assert not Narrative.objects.exists()


def test_published_minutes_are_not_pasted_over(publisher):
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="minutes_published_at"))
    waiting = make.PastedMinutesFactory(meeting=item.meeting)
    for address in (
        page_of(item, "paste"),
        page_of(item.meeting, "paste"),
        f"{page_of(item.meeting, 'paste')}{waiting.pk}/",
    ):
        page = publisher.post(address, {"text": MINUTES, "accept": "1"}, follow=True)
        assert "are published and cannot be pasted over" in page.content.decode()
    assert not Narrative.objects.exists()
    assert "Paste or upload" not in publisher.get(page_of(item)).content.decode()


@pytest.mark.parametrize(("group", "may"), [("Clerk", False), ("Publisher", True)])
def test_published_decisions_are_replaced_by_those_who_publish_alone(log_in, meeting, group, may):
    for stage in ("announced_at", "agenda_published_at", "decisions_published_at"):
        setattr(meeting, stage, make.PAST)
    meeting.save()
    item = make.AgendaItemFactory(meeting=meeting, label="5", title="School places")
    make.ResolutionFactory(item=item, text="That it stand.")
    client = log_in(group)
    page = paste(client, meeting)
    assert ("Published already" in page.content.decode()) is not may
    answer(client, page, {"item-0-replace_resolutions": "on"})
    assert (Resolution.objects.order_by("ordinal")[0].text == "That it stand.") is not may
    assert item.narrative.text.startswith("Members asked")


def test_page_is_for_those_who_write_minutes(log_in, meeting):
    client = log_in("Officer")
    assert client.get(page_of(meeting, "paste")).status_code == 403
    waiting = make.PastedMinutesFactory(meeting=meeting)
    assert client.get(f"{page_of(meeting, 'paste')}{waiting.pk}/").status_code == 403
    assert client.get(page_of(make.MeetingFactory(), "paste") + f"{waiting.pk}/").status_code in (403, 404)


def test_paste_of_another_meeting_is_not_found(clerk, meeting):
    waiting = make.PastedMinutesFactory()
    assert clerk.get(f"{page_of(meeting, 'paste')}{waiting.pk}/").status_code == 404
