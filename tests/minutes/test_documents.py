"""The files of documents: versions, text and stores."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import IntegrityError, transaction

from minutes import actions
from minutes.files import word
from minutes.models import Report, ReportPage, ReportVersion, settle
from minutes.models.lock import Way, unlocked
from tests import factories as make
from tests.files import docx

pytestmark = pytest.mark.django_db


@pytest.fixture
def public():
    """A document that the public reads."""
    return make.ReportFactory(item__meeting=make.MeetingFactory(stage="confirmed_at"), title="School places")


def replace(report, text="Corrected.", **said):
    for name, value in said.items():
        setattr(report, name, value)
    report.file = ContentFile(make.pdf(text), "new.pdf")
    report.save()
    return report


def ask(client, address, method="get", **options):
    """The response, read to its end, which closes the file."""
    response = getattr(client, method)(address, **options)
    response.sent = b"".join(response)
    return response


def stored(document):
    with document.file.open() as file:
        return file.read()


# Versions


def test_replacing_a_public_file_keeps_the_earlier_version_at_an_address_of_its_own(client, public):
    before, address = stored(public), public.get_absolute_url()
    replace(public, replaced_because="Table 3 is corrected.")
    version = ReportVersion.objects.get()
    assert (version.number, version.pages, version.note) == (1, 1, "Table 3 is corrected.")
    assert ask(client, version.get_absolute_url()).sent == before
    assert ask(client, address).sent == make.pdf("Corrected.")
    page = ask(client, public.item.get_absolute_url()).content.decode()
    assert f'href="{version.get_absolute_url()}"' in page
    assert "Replaced on" in page
    assert "Table 3 is corrected." in page


def test_replacing_a_draft_s_file_keeps_no_version():
    replace(make.ReportFactory())
    assert not ReportVersion.objects.exists()


def test_same_file_again_is_no_new_version(public):
    stored = str(public.file)
    replace(public, "A report.")
    assert (ReportVersion.objects.count(), str(Report.objects.get().file)) == (0, stored)


def test_file_replaced_while_its_document_is_withdrawn_stays_withdrawn_when_that_is_restored(client, public):
    actions.withdraw(record=public, note="It named a child.", by=None)
    public.refresh_from_db()
    replace(public)
    actions.restore(record=public, by=None)
    version = ReportVersion.objects.get()
    response = ask(client, version.get_absolute_url())
    assert response.status_code == 410
    assert "It named a child." in response.content.decode()
    assert version.get_absolute_url() not in ask(client, public.item.get_absolute_url()).content.decode()


def test_withdrawn_version_shows_its_note_and_the_document_stays(client, public):
    replace(public)
    version = ReportVersion.objects.get()
    actions.withdraw(record=version, note="It held an address.", by=None)
    assert ask(client, version.get_absolute_url()).status_code == 410
    assert ask(client, public.get_absolute_url()).status_code == 200
    page = ask(client, public.item.get_absolute_url()).content.decode()
    assert "It held an address." in page
    assert version.get_absolute_url() not in page
    actions.restore(record=ReportVersion.objects.get(), by=None)
    assert ask(client, version.get_absolute_url()).status_code == 200


def test_note_of_a_withdrawn_version_is_not_there_while_the_item_is_withdrawn(client, public):
    replace(public)
    version = ReportVersion.objects.get()
    actions.withdraw(record=version, note="It held an address.", by=None)
    actions.withdraw(record=public.item, note="An error.", by=None)
    assert ask(client, version.get_absolute_url()).status_code == 404
    assert ask(client, public.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("closed", ["exempt", "item exempt", "withdrawn", "draft"])
def test_version_is_closed_with_its_document(client, public, closed):
    replace(public)
    address = ReportVersion.objects.get().get_absolute_url()
    if closed == "exempt":
        Report.objects.update(is_exempt=True)
    elif closed == "item exempt":
        type(public.item).objects.update(is_exempt=True)
    elif closed == "withdrawn":
        actions.withdraw(record=public, note="An error.", by=None)
    else:
        with unlocked(Way.IMPORT):
            type(public.item.meeting).objects.update(agenda_published_at=None, decisions_published_at=None,
                                                     minutes_published_at=None, confirmed_at=None)  # fmt: skip
    assert ask(client, address).status_code == (410 if closed == "withdrawn" else 404)


def test_version_is_never_deleted(public):
    replace(public)
    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
        ReportVersion.objects.get().delete()


def test_published_pdf_is_not_replaced_by_a_word_file(public, monkeypatch):
    monkeypatch.setattr(word, "program", lambda: None)
    public.file = ContentFile(docx(), "new.docx")
    with pytest.raises(ValidationError, match="was published as PDF"):
        public.full_clean()


def test_address_stays_when_title_and_file_change(public):
    address = public.get_absolute_url()
    replace(public, title="Another title")
    assert Report.objects.get().get_absolute_url() == address


def test_word_file_gets_the_ending_and_type_of_word(client, monkeypatch):
    monkeypatch.setattr(word, "program", lambda: None)
    meeting = make.MeetingFactory(stage="confirmed_at")
    report = make.ReportFactory(item__meeting=meeting, title="Budget", file=ContentFile(docx(), "x.pdf"))
    response = ask(client, report.get_absolute_url())
    assert report.file_name == "Budget.docx"
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert response["Content-Disposition"] == 'attachment; filename="Budget.docx"'
    assert response["Content-Security-Policy"].startswith("sandbox;")
    assert response.sent == docx()


# Text


def test_text_of_each_page_is_stored_and_follows_its_report(public):
    assert ReportPage.public.get().text.strip() == "A report."
    replace(public)
    assert [page.text.strip() for page in ReportPage.public.all()] == ["Corrected."]
    Report.objects.update(is_exempt=True)
    assert not ReportPage.public.exists()


def test_stored_file_without_its_hash_is_refused(public):
    with pytest.raises(IntegrityError, match="minutes_report_file_measured"), transaction.atomic():
        Report.objects.update(sha256=None)
    make.ReportFactory(file="")


# Stores


def lies_in(report):
    return [alias for alias in ("default", "exempt") if storages[alias].exists(str(report.file))]


@pytest.mark.parametrize("what", ["document", "item"])
def test_file_moves_to_the_closed_store_when_it_becomes_exempt_and_back(
    public, what, django_capture_on_commit_callbacks
):
    record = public if what == "document" else public.item
    assert list(settle(Report.objects.all())) == [str(public.file)]
    assert lies_in(public) == ["default"]
    for is_exempt, store in ((True, "exempt"), (False, "default")):
        with django_capture_on_commit_callbacks(execute=True):
            record.is_exempt = is_exempt
            record.save()
        assert lies_in(public) == [store]


def test_draft_lies_in_the_closed_store_until_its_agenda_is_published(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        report = make.ReportFactory()
    assert lies_in(report) == ["exempt"]
    with django_capture_on_commit_callbacks(execute=True):
        actions.publish(meeting=report.item.meeting, stage="agenda_published_at", by=None)
    assert lies_in(report) == ["default"]
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(record=report.item.meeting, note="An error.", by=None)
    assert lies_in(report) == ["exempt"]


def test_file_in_the_wrong_store_is_read_by_the_rule_and_put_right_by_the_command(client, public):
    assert lies_in(public) == ["exempt"]
    assert ask(client, public.get_absolute_url()).status_code == 200
    call_command("settle_documents")
    assert lies_in(public) == ["default"]
    Report.objects.update(is_exempt=True)
    assert ask(client, public.get_absolute_url()).status_code == 404
    call_command("settle_documents")
    assert lies_in(public) == ["exempt"]


def test_versions_lie_where_they_belong(public):
    replace(public)
    replace(public, "Corrected again.")
    first, second = ReportVersion.objects.order_by("number")
    actions.withdraw(record=first, note="An address.", by=None)
    call_command("settle_documents")
    assert (lies_in(first), lies_in(second), lies_in(public)) == (["exempt"], ["default"], ["default"])


@pytest.mark.skipif(word.program() is None, reason="LibreOffice is not installed")
def test_word_original_is_kept_and_never_public(client, admin_client):
    meeting = make.MeetingFactory(stage="confirmed_at")
    report = make.ReportFactory(item__meeting=meeting, file=ContentFile(docx(), "x.docx"))
    call_command("settle_documents")
    assert lies_in(report) == ["default"]
    assert storages["exempt"].exists(str(report.original))
    assert not storages["default"].exists(str(report.original))
    assert ask(admin_client, f"/admin/minutes/report/{report.pk}/word/").sent == docx()
    assert report.file_name.endswith(".pdf")
