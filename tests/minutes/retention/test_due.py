"""What is due, to the day, and what a person makes of it."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.utils import timezone

from minutes.actions import NotPossible
from minutes.files.stores import Stores
from minutes.models import Disposal, ImportNote, Report, ReportVersion, RetentionKind, Upload
from minutes.retention.disposing import dispose, keep_longer
from minutes.retention.kinds import KINDS, due, period_of
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
TODAY = dt.date(2026, 5, 31)
K = RetentionKind


def at(day):
    return timezone.make_aware(dt.datetime.combine(day, dt.time(23, 30)))


def upload(day):
    row = make.UploadFactory()
    Upload.objects.filter(pk=row.pk).update(uploaded_at=at(day))
    return row


def paste(day):
    row = make.PastedMinutesFactory()
    type(row).objects.filter(pk=row.pk).update(at=at(day))
    return row


def asked(day):
    row = make.AskedCorrectionFactory()
    type(row).objects.filter(pk=row.pk).update(at=at(day))
    return row


def question(day):
    return make.ImportNoteFactory(outcome="settled", settled_at=at(day))


def draft(day):
    return make.ReportFactory(item=make.AgendaItemFactory(meeting=make.MeetingFactory(date=day)), released_at=None)


def background(day):
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(date=day, stage="agenda_published_at"))
    return make.ReportFactory(item=item, kind="background")


def version(day):
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="agenda_published_at"))
    return make.ReportVersionFactory(report=make.ReportFactory(item=item), replaced_at=at(day))


KEPT = [(K.UPLOAD, upload, 12), (K.PASTE, paste, 12), (K.ASKED, asked, 24), (K.QUESTION, question, 24),
        (K.DRAFT, draft, 12), (K.BACKGROUND, background, 48), (K.VERSION, version, 72)]  # fmt: skip


def months_before(months):
    years, left = divmod(months, 12)
    assert left == 0
    return TODAY.replace(year=TODAY.year - years)


@pytest.mark.parametrize(("name", "made", "months"), KEPT, ids=[name for name, *_ in KEPT])
def test_it_is_due_on_its_day_and_not_the_day_before(name, made, months):
    row = made(months_before(months))
    kind = KINDS[name]
    assert list(due(kind, TODAY - DAY)) == []
    assert [(one.pk, one.due_on) for one in due(kind, TODAY)] == [(row.pk, TODAY)]


@pytest.mark.parametrize(("began", "ends"), [((2026, 1, 31), (2026, 2, 28)), ((2024, 1, 31), (2024, 2, 29))])
def test_month_that_is_shorter_ends_on_its_last_day(began, ends):
    make.RetentionPeriodFactory(kind=K.UPLOAD, months=1)
    upload(dt.date(*began))
    assert not due(KINDS[K.UPLOAD], dt.date(*ends) - DAY)
    assert due(KINDS[K.UPLOAD], dt.date(*ends))


def test_period_of_the_council_counts():
    make.RetentionPeriodFactory(kind=K.UPLOAD, months=6, source="Line 12")
    assert period_of(KINDS[K.UPLOAD]).in_words == "6 months"
    upload(dt.date(2025, 11, 30))
    assert due(KINDS[K.UPLOAD], TODAY)


def test_what_is_kept_for_ever_is_never_due():
    make.RetentionPeriodFactory(kind=K.UPLOAD, months=None)
    upload(dt.date(1990, 1, 1))
    assert [kind.name for kind in KINDS.values() if due(kind, TODAY)] == []


def test_record_itself_has_no_period():
    with pytest.raises(IntegrityError, match="record_for_ever"):
        make.RetentionPeriodFactory(kind=K.RECORD, months=72)


@pytest.mark.parametrize("facts", [{"is_exempt": True, "exempt_paragraph": "3"}, {"released_at": make.PAST}])
def test_document_that_is_exempt_or_was_published_is_no_draft(facts):
    report = draft(dt.date(2000, 1, 4))
    Report.objects.filter(pk=report.pk).update(**facts)
    assert not due(KINDS[K.DRAFT], TODAY)


def test_question_that_is_open_is_not_due():
    make.ImportNoteFactory()
    assert not due(KINDS[K.QUESTION], TODAY)


def test_upload_is_deleted_with_its_file_and_noted_without_its_content(django_capture_on_commit_callbacks):
    row = upload(dt.date(2020, 1, 1))
    Upload.objects.update(name="Ada Thornley.pdf")
    name = str(row.file)
    with django_capture_on_commit_callbacks(execute=True):
        dispose(kind=KINDS[K.UPLOAD], keys=[row.pk], by=None)
    assert not Upload.objects.exists()
    assert not Stores().exists(name)
    note = Disposal.objects.get()
    assert (note.act, note.due_on, note.made_by) == ("deleted", dt.date(2021, 1, 1), "the system")
    assert "1 year. UK GDPR, Article 5(1)(e)" in note.rule
    assert note.what.startswith(f"Upload {row.pk} (PDF, ")
    assert "Thornley" not in f"{note.what}{note.rule}"


def test_draft_goes_with_its_history_and_its_file(django_capture_on_commit_callbacks):
    row = draft(dt.date(2020, 1, 7))
    name = str(row.file)
    with django_capture_on_commit_callbacks(execute=True):
        dispose(kind=KINDS[K.DRAFT], keys=[row.pk], by=None)
    assert not Report.objects.exists()
    assert not Report.history.exists()
    assert not Stores().exists(name)


def test_question_goes_with_its_history():
    row = question(dt.date(2020, 1, 7))
    dispose(kind=KINDS[K.QUESTION], keys=[row.pk], by=None)
    assert not ImportNote.objects.exists()
    assert not ImportNote.history.exists()


def test_what_was_published_is_withdrawn_and_stays():
    papers = [background(dt.date(2020, 1, 7)), version(dt.date(2010, 1, 7))]
    for kind, row in zip((K.BACKGROUND, K.VERSION), papers, strict=True):
        dispose(kind=KINDS[kind], keys=[row.pk], by=None)
        row.refresh_from_db()
        assert row.withdrawal_note == "The time for which it is kept open to inspection is over."
    assert (Report.objects.count(), ReportVersion.objects.count()) == (2, 1)
    assert set(Disposal.objects.values_list("act", flat=True)) == {"withdrawn"}


def test_what_is_kept_longer_is_due_again_on_that_day():
    row, until = upload(dt.date(2020, 1, 1)), timezone.localdate() + 9 * DAY
    assert keep_longer(kind=KINDS[K.UPLOAD], keys=[row.pk], until=until, reason="A claim.", by=None) == 1
    assert not due(KINDS[K.UPLOAD], until - DAY)
    assert due(KINDS[K.UPLOAD], until)


@pytest.mark.parametrize(("days", "reason"), [(0, "A claim."), (-1, "A claim."), (9, " "), (40_000, "A claim.")])
def test_keeping_longer_names_a_day_ahead_and_a_reason(days, reason):
    row, until = upload(dt.date(2020, 1, 1)), timezone.localdate() + days * DAY
    with pytest.raises(NotPossible):
        keep_longer(kind=KINDS[K.UPLOAD], keys=[row.pk], until=until, reason=reason, by=None)


def test_nothing_is_disposed_of_where_something_of_it_is_not_due():
    old, new = upload(dt.date(2020, 1, 1)), make.UploadFactory()
    with pytest.raises(NotPossible, match="not due any more"):
        dispose(kind=KINDS[K.UPLOAD], keys=[old.pk, new.pk], by=None)
    assert Upload.objects.count() == 2


def test_command_lists_what_is_due_and_deletes_nothing(capsys):
    row = upload(dt.date(2020, 1, 1))
    call_command("list_due")
    told = capsys.readouterr().out
    assert f"2021-01-01  Upload {row.pk} (" in told
    assert "1 due. Nothing goes by itself" in told
    assert Upload.objects.count() == 1
