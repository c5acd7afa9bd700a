"""What becomes of each kind of record when a name in it is withheld."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from decisions.models import Resolution
from minutes.actions import NotPossible
from minutes.alerts.models import AlertNews, AlertSubscription
from minutes.alerts.news import note_news
from minutes.ledger.writing import bring_up_to_date
from minutes.models import (
    AgendaItem,
    Correction,
    Council,
    LedgerEntry,
    MeetingCorrection,
    Narrative,
    Person,
    RedactedPlace,
    Report,
)
from minutes.pdf.store import Note, papers
from minutes.search.index import catch_up
from minutes.search.models import SearchWord
from tests import factories as make
from tests.minutes.redaction.withheld import withheld

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    make.CouncilFactory()
    meeting = make.MeetingFactory(stage="confirmed_at")
    return make.AgendaItemFactory(meeting=meeting, title="Complaint by Ada Thornley")


def test_words_of_confirmed_minutes_are_changed_and_kept(item):
    make.NarrativeFactory(item=item, text="Ada THORNLEY spoke.")
    redaction = withheld()
    assert Narrative.objects.get().text == "[name withheld] spoke."
    place = redaction.places.get(record="minutes.narrative")
    assert (place.field, place.before, place.after) == ("text", "Ada THORNLEY spoke.", "[name withheld] spoke.")
    assert Narrative.history.first().history_change_reason == "a name withheld"


def test_mark_is_in_the_language_of_the_council(item):
    Council.objects.update(language="cy")
    withheld()
    assert AgendaItem.objects.get().title == "Complaint by [enw wedi’i ddal yn ôl]"


def test_person_loses_page_post_and_e_mail_address(item):
    person = make.PersonFactory(name="Ada Thornley", slug="ada-thornley", post="Head of Paths", email="at@example.org")
    withheld()
    person.refresh_from_db()
    assert (str(person), person.slug, person.post, person.email, person.is_listed) == (
        "Councillor [name withheld]" if person.title else "[name withheld]", f"withheld-{person.pk}", "", "", False,
    )  # fmt: skip


def test_person_who_is_chosen_loses_the_name_however_it_is_spelt(item):
    person = make.PersonFactory(name="A. T. Thornley")
    withheld(person=person)
    assert Person.objects.get(pk=person.pk).name == "[name withheld]"


def test_old_address_of_a_person_answers_as_if_nothing_had_been_there(client, item):
    make.PersonFactory(name="Ada Thornley", slug="ada-thornley")
    assert client.get("/people/ada-thornley/").status_code == 200
    withheld()
    gone, nothing = client.get("/people/ada-thornley/"), client.get("/people/eda-thornley/")
    assert gone.status_code == 404
    assert gone.content.replace(b"ada", b"eda") == nothing.content


def test_document_whose_file_says_the_name_is_withdrawn_with_a_note(item):
    report = make.ReportFactory(item=item, title="Paths", file=ContentFile(make.pdf("By Ada Thornley."), "a.pdf"))
    other = make.ReportFactory(item=item, title="Roads")
    redaction = withheld()
    assert [one.key for one in redaction.places.filter(kind="file")] == [report.pk]
    assert (
        Report.objects.get(pk=report.pk).withdrawal_note
        == "A name in it is withheld. A version without it will follow."
    )
    assert Report.objects.get(pk=other.pk).withdrawn_at is None


def test_earlier_version_whose_file_says_the_name_is_withdrawn(item):
    report = make.ReportFactory(item=item)
    version = make.ReportVersionFactory(report=report, file=ContentFile(make.pdf("By Ada Thornley."), "a.pdf"))
    withheld()
    version.refresh_from_db()
    assert version.withdrawn_at is not None
    assert Report.objects.get().withdrawn_at is None


def test_document_that_was_never_public_is_named_and_left(item):
    file = ContentFile(make.pdf("By Ada Thornley."), "a.pdf")
    make.ReportFactory(item=item, is_exempt=True, exempt_paragraph="1", file=file)
    redaction = withheld()
    assert redaction.places.filter(kind="held").count() == 1
    assert Report.objects.get().withdrawn_at is None


def test_name_of_a_file_in_an_address_is_changed(item):
    report = make.ReportFactory(item=item, title="Ada Thornley’s paths")
    assert report.file_name == "Ada-Thornleys-paths.pdf"
    withheld()
    report.refresh_from_db()
    assert (report.title, report.file_name) == ("[name withheld]’s paths", "withheld-paths.pdf")


def test_note_beside_the_minutes_says_why_and_not_who(client, item):
    withheld(reason="erasure")
    note = Correction.objects.get()
    assert (note.kind, note.text) == ("redaction", "A name was withheld.")
    page = client.get(item.get_absolute_url()).content.decode()
    assert "A name was withheld." in page
    assert "right to erasure (UK GDPR, Article 17)" in page


def test_meeting_of_which_words_were_changed_has_a_note_of_its_own(item):
    make.AttendanceFactory(meeting=item.meeting, note="For Ada Thornley")
    withheld()
    assert MeetingCorrection.objects.get().kind == "redaction"


def test_nobody_is_sent_to_where_a_name_stood(client, item):
    note_news()
    before = AlertNews.objects.filter(kind="correction").count()
    withheld()
    note_news()
    assert AlertNews.objects.filter(kind="correction").count() == before
    assert "#corrections" not in client.get("/new/").content.decode()


def test_search_no_longer_offers_the_words(item):
    make.AgendaItemFactory(meeting=item.meeting, title="Thornley Road")
    catch_up()
    assert SearchWord.objects.filter(word__in=["ada", "thornley"]).count() == 2
    withheld()
    assert [one.word for one in SearchWord.objects.filter(word__in=["ada", "thornley"])] == ["thornley"]


def test_alert_that_asks_for_the_name_ends(item):
    for subject in ("member=ada-thornley", "q=Ada+Thornley", "q=paths"):
        make.AlertSubscriptionFactory(subject=subject)
    withheld()
    assert [one.subject for one in AlertSubscription.objects.all()] == ["q=paths"]


def test_kept_papers_of_its_meeting_are_thrown_away(item):
    other = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="confirmed_at"))
    for number, one in enumerate((item, other)):
        papers().note(one.get_pdf_url(), Note("state", f"{number:064}", "a.pdf"))
    withheld()
    assert list(papers().addresses()) == [other.get_pdf_url()]


def test_address_that_is_taken_gets_a_number(item):
    make.IssueFactory(title="Withheld", slug="withheld")
    issue = make.IssueFactory(title="Ada Thornley", slug="ada-thornley")
    withheld()
    issue.refresh_from_db()
    assert issue.slug == "withheld-2"


def test_text_too_long_with_the_mark_is_cut_at_its_end(item):
    item.title = "Ada Thornley " + "x" * 987
    item.save()
    withheld()
    title = AgendaItem.objects.get().title
    assert len(title) == 1000
    assert title.startswith("[name withheld] xx")


def test_name_that_stands_nowhere_is_not_withheld(item):
    with pytest.raises(NotPossible, match="nowhere"):
        withheld("Eda Thornley")
    assert RedactedPlace.objects.count() == 0


@pytest.mark.parametrize("words", ["Ada", "name withheld", "  "])
def test_words_that_would_be_found_where_no_name_is_are_refused(item, words):
    with pytest.raises(ValidationError):
        withheld(words)


def test_resolution_keeps_its_number_and_its_place(item):
    make.ResolutionFactory(item=item, label="1.", text="That Ada Thornley be thanked.")
    withheld()
    resolution = Resolution.objects.get()
    assert (resolution.label, resolution.ordinal, resolution.text) == ("1.", 1, "That [name withheld] be thanked.")


def test_public_log_says_that_a_name_was_withheld_and_not_which(client, item):
    make.NarrativeFactory(item=item, text="Ada Thornley spoke.")
    bring_up_to_date(everything=True)
    withheld()
    bring_up_to_date(everything=True)
    entry = LedgerEntry.objects.filter(kind="item").last()
    assert (entry.act, entry.key) == ("redacted", item.pk)
    assert "Name withheld" in client.get("/log/").content.decode()
    assert "hornley" not in b"".join(client.get("/log.jsonl")).decode()
