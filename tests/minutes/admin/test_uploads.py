"""Many files at once: what came is proposed to items, and what is refused holds up none of the others."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minutes.files import word
from minutes.files.stores import Stores
from minutes.models import Report, Upload
from tests import factories as make
from tests.files import docx, tagged_pdf
from tests.minutes.admin.test_entering import accepted, errors, page_of, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    meeting = make.MeetingFactory()
    for label in ("262", "263", "77/21"):
        make.AgendaItemFactory(meeting=meeting, label=label, title=f"Item {label}")
    return meeting


def send(client, meeting, *files):
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(page_of(meeting, "documents"), {"send": "1", "files": sent}, follow=True)


def proposal(client, meeting, changes=None):
    """What the form of the waiting files sends, with changes."""
    rows = client.get(page_of(meeting, "documents")).context["rows"]
    data = {field.html_name: field.value() for row in rows for field in row if field.value() not in (False, None)}
    return {"place": "1", **data, **(changes or {})}


def add(client, meeting, changes=None):
    return client.post(page_of(meeting, "documents"), proposal(client, meeting, changes), follow=True)


def test_files_are_matched_by_number_and_are_no_documents_until_they_are_added(clerk, meeting):
    page = send(clerk, meeting, ("263 School places.pdf", make.pdf("Places")), ("77-21 Appendix A.pdf", tagged_pdf()))
    assert not Report.objects.exists()
    assert [(row.upload.name, row.initial["kind"], row.is_matched) for row in page.context["rows"]] == [
        ("263 School places.pdf", "report", True), ("77-21 Appendix A.pdf", "appendix", True),
    ]  # fmt: skip
    assert "not tagged: screen readers cannot follow it" in page.content.decode()
    add(clerk, meeting)
    report = Report.objects.get(item__label="263")
    assert (report.title, report.pages, report.released_at) == ("School places", 1, None)
    assert [text.text.strip() for text in report.page_texts.all()] == ["Places"]
    with report.file.open() as file:
        assert file.read() == make.pdf("Places")
    assert report.history.get().history_user.username == "clerk"
    assert not Upload.objects.exists()


def test_files_that_are_refused_are_named_with_the_reason_and_the_others_wait(clerk, meeting):
    page = send(
        clerk, meeting, ("263 Good.pdf", make.pdf()), ("262 bad.pdf", b"MZ a program"), ("262 cut.pdf", make.pdf()[:150]),
        ("262 old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9), ("262 empty.pdf", b""),
    )  # fmt: skip
    said = " ".join(page.context["files_form"].errors["files"])
    assert all(name in said for name in ("262 bad.pdf", "262 cut.pdf", "262 old.doc", "262 empty.pdf"))
    assert all(reason in said for reason in ("a program", "damaged", "old form of Office", "is empty"))
    assert [upload.name for upload in Upload.objects.all()] == ["263 Good.pdf"]


def test_nothing_sent_is_told_at_the_field(clerk, meeting):
    assert send(clerk, meeting).context["files_form"].errors["files"] == ["Choose one or more files."]


@pytest.mark.parametrize("name", ["../../263 etc/passwd.pdf", "263 " + "x" * 300 + ".pdf", "263.pdf", "\u202e263.pdf"])
def test_any_name_is_taken_without_harm(clerk, meeting, name):
    send(clerk, meeting, (name, make.pdf()))
    upload = Upload.objects.get()
    assert "/" not in upload.name
    assert Stores().exists(str(upload.file))
    add(clerk, meeting, {f"upload-{upload.pk}-target": f"item-{meeting.items.first().pk}"})
    assert Report.objects.get().file_name.endswith(".pdf")


def test_unmatched_file_waits_until_an_item_is_chosen(clerk, meeting):
    send(clerk, meeting, ("Budget.pdf", make.pdf()))
    add(clerk, meeting)
    upload = Upload.objects.get()
    add(clerk, meeting, {f"upload-{upload.pk}-target": f"item-{meeting.items.get(label='262').pk}"})
    assert Report.objects.get().item.label == "262"


def test_row_that_is_refused_says_so_and_the_others_go_on(clerk, meeting):
    send(clerk, meeting, ("262 A.pdf", make.pdf()), ("263 B.pdf", make.pdf()))
    first, second = Upload.objects.all()
    page = add(clerk, meeting, {f"upload-{first.pk}-title": " ", f"upload-{second.pk}-title": "My own title"})
    assert [report.title for report in Report.objects.all()] == ["My own title"]
    assert [row.errors for row in page.context["rows"]] == [{"title": ["Give the document a title."]}]
    assert [upload.pk for upload in Upload.objects.all()] == [first.pk]


def test_item_of_another_meeting_is_refused(clerk, meeting):
    send(clerk, meeting, ("263 A.pdf", make.pdf()))
    other = make.AgendaItemFactory()
    page = add(clerk, meeting, {f"upload-{Upload.objects.get().pk}-target": f"item-{other.pk}"})
    assert "target" in page.context["rows"][0].errors
    assert not Report.objects.exists()


def test_document_that_was_to_follow_gets_its_file(clerk, meeting):
    report = make.ReportFactory(item=meeting.items.get(label="263"), title="To come", file="")
    send(clerk, meeting, ("263 Places.pdf", make.pdf()))
    add(clerk, meeting, {f"upload-{Upload.objects.get().pk}-target": f"file-{report.pk}"})
    report.refresh_from_db()
    assert (report.title, report.pages, Report.objects.count()) == ("To come", 1, 1)


def test_name_that_says_exempt_is_proposed_as_exempt(clerk, meeting):
    send(clerk, meeting, ("263 Exempt appendix.pdf", make.pdf()))
    data = proposal(clerk, meeting)
    assert data[f"upload-{Upload.objects.get().pk}-is_exempt"] is True
    clerk.post(page_of(meeting, "documents"), data)
    assert Report.objects.get().is_exempt


def test_file_thrown_away_is_gone(clerk, meeting, django_capture_on_commit_callbacks):
    send(clerk, meeting, ("263 A.pdf", make.pdf()))
    upload = Upload.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        add(clerk, meeting, {f"upload-{upload.pk}-discard": "on"})
    assert not Upload.objects.exists()
    assert not Stores().exists(str(upload.file))


def test_word_file_is_told_to_stay_one_without_libreoffice(clerk, meeting, monkeypatch):
    monkeypatch.setattr(word, "program", lambda: None)
    page = send(clerk, meeting, ("263 Places.docx", docx()))
    assert "stays a Word file" in page.content.decode()
    add(clerk, meeting)
    assert Report.objects.get().file_name == "Places.docx"


def test_page_is_for_those_who_enter_documents(log_in, meeting):
    assert log_in("Officer").get(page_of(meeting, "documents")).status_code == 403


def test_page_asks_the_same_number_of_questions_however_many_wait(clerk, meeting):
    def questions():
        with CaptureQueriesContext(connection) as captured:
            clerk.get(page_of(meeting, "documents"))
        return len(captured)

    make.UploadFactory.create_batch(2, meeting=meeting)
    few = questions()
    make.UploadFactory.create_batch(10, meeting=meeting)
    assert questions() == few <= 15


# The same files on an item's own page


def test_upload_over_the_limit_is_dropped_as_it_comes_and_told_at_its_field(clerk, settings):
    settings.REPORT_MAX_BYTES = 200_000
    item = make.AgendaItemFactory()
    file = SimpleUploadedFile("big.pdf", b"%PDF-" + b"x" * 900_000)
    said = refused(clerk, page_of(item), {"reports-0-title": "Big", "reports-0-kind": "report", "reports-0-file": file,
                                          "purpose": "To decide."})  # fmt: skip
    assert len(said) == 1
    assert said[0].startswith("The file has 878.9")


def test_other_fields_stay_where_a_file_is_refused(clerk):
    item = make.AgendaItemFactory()
    changes = {"reports-0-title": "A program", "reports-0-kind": "late", "purpose": "To decide.",
               "reports-0-file": SimpleUploadedFile("x.pdf", b"MZ")}  # fmt: skip
    page = clerk.post(page_of(item), _filled(clerk, item, changes))
    assert errors(page) == ["This is a program and not a document."]
    assert "To decide." in page.content.decode()
    assert 'value="A program"' in page.content.decode()


def test_replaced_file_of_a_published_document_is_kept_with_what_is_different(publisher):
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="agenda_published_at"))
    report = make.ReportFactory(item=item)
    assert refused(publisher, page_of(item), {"reports-0-replaced_because": "Table 3."}) == [
        "Choose the new file as well: this says how it differs from the one before."
    ]
    new = SimpleUploadedFile("n" * 240 + ".pdf", make.pdf("New"))
    accepted(publisher, page_of(item), {"reports-0-replaced_because": "Table 3.", "reports-0-file": new})
    version = report.versions.get()
    assert version.note == "Table 3."
    page = publisher.get(page_of(report)).content.decode()
    assert page_of(version) in page
    done = publisher.post(page_of(version, "withdraw"), {"note": "An address."}, follow=True)
    assert done.status_code == 200
    version.refresh_from_db()
    assert version.withdrawal_note == "An address."
    accepted_page = publisher.get(page_of(item)).content.decode()
    assert "SHA-256" in accepted_page


def _filled(client, item, changes):
    from tests.minutes.admin.forms import filled

    return filled(client.get(page_of(item)), changes)
