"""A name that was withheld does not come back: the database refuses it, whoever writes."""

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from minutes import actions
from minutes.closing.exempting import make_public
from minutes.models import AgendaItem, Redaction, Report
from minutes.models.lock import Way, unlocked
from minutes.redaction.fields import holders
from tests import factories as make
from tests.minutes.admin.forms import errors, filled
from tests.minutes.redaction.withheld import withheld

pytestmark = pytest.mark.django_db
GUARDED = [(make.AgendaItemFactory, "title"), (make.NarrativeFactory, "text"), (make.PersonFactory, "name"),
           (make.CommitteeFactory, "remit"), (make.AttendanceFactory, "note"), (make.ResolutionFactory, "text"),
           (make.ClauseFactory, "text"), (make.DecisionFactory, "reasons"), (make.VoteFactory, "wording"),
           (make.CorrectionFactory, "before"), (make.IssueFactory, "title"), (make.ReportFactory, "title"),
           (make.DeclarationFactory, "text"), (make.FairSummaryFactory, "text"), (make.MeetingFactory, "status_note")]  # fmt: skip


@pytest.fixture
def item():
    make.CouncilFactory()
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="minutes_published_at"), title="By Ada Thornley")
    withheld()
    item.refresh_from_db()
    return item


@pytest.mark.parametrize(
    ("factory", "field"), GUARDED, ids=[f"{one._meta.model.__name__}.{name}" for one, name in GUARDED]
)
def test_name_is_refused_wherever_it_is_written(item, factory, field):
    row = factory()
    setattr(row, field, "What **ÁDA**\u00a0Thornley’s neighbour said.")
    with pytest.raises(IntegrityError, match="withheld from the public record"), unlocked(Way.IMPORT):
        row.save()


def test_refusal_does_not_say_the_name(item):
    item.title = "By Ada Thornley"
    with pytest.raises(IntegrityError) as refused:
        item.save()
    assert "Thornley" not in str(refused.value)


def test_whole_words_alone_are_refused(item):
    item.title = "Canada Thornleys"
    item.save()


def test_name_of_somebody_else_is_taken_where_it_is_not_guarded(item):
    Redaction.objects.update(is_guarded=False)
    item.title = "By Ada Thornley, another one"
    item.save()


def test_what_was_undone_is_refused_no_more(item):
    Redaction.objects.update(undone_at=make.PAST, undone_by="officer", undone_because="A mistake.")
    item.title = "By Ada Thornley"
    item.save()


def test_form_that_was_open_meanwhile_is_refused(publisher):
    make.CouncilFactory()
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(), title="By Ada Thornley")
    page = reverse("admin:minutes_agendaitem_change", args=[item.pk])
    form = filled(publisher.get(page), {"title": "Complaint by Ada Thornley"})
    withheld()
    response = publisher.post(page, form)
    response = publisher.post(page, filled(response, {"title": "Complaint by Ada Thornley"}))  # told, and again
    assert any("withheld from the public record" in error for error in errors(response))
    assert AgendaItem.objects.get().title == "By [name withheld]"


def closed_report(item, **facts):
    return make.ReportFactory(item=item, file=ContentFile(make.pdf("By Ada Thornley."), "a.pdf"), **facts)


def test_document_whose_file_says_the_name_is_not_released(item):
    draft = make.AgendaItemFactory(meeting=make.MeetingFactory())
    closed_report(draft)
    with pytest.raises(IntegrityError, match="Replace the file first"), transaction.atomic():
        actions.publish(meeting=draft.meeting, stage="agenda_published_at", by=None)
    assert Report.public.count() == 0


def test_public_document_takes_no_file_that_says_the_name(item):
    report = make.ReportFactory(item=item)
    report.file = ContentFile(make.pdf("By Ada Thornley."), "b.pdf")
    with pytest.raises(IntegrityError, match="Replace the file first"):
        report.save()


def test_exempt_document_whose_file_says_the_name_is_not_made_public(item):
    report = closed_report(item, is_exempt=True, exempt_paragraph="1")
    with pytest.raises(IntegrityError, match="Replace the file first"):
        make_public(record=report, reason="It is over.", by=None)


def test_exempt_item_with_a_file_that_says_the_name_is_not_made_public(item):
    private = make.AgendaItemFactory(meeting=item.meeting, is_exempt=True, exempt_paragraph="1")
    report = closed_report(private)
    assert report.released_at is None or not Report.public.filter(pk=report.pk).exists()
    with pytest.raises(IntegrityError, match="Replace the file first"):
        make_public(record=private, reason="It is over.", by=None)


def test_closed_document_is_restored_with_another_file():
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="minutes_published_at"))
    report = closed_report(item)
    withheld()
    with pytest.raises(IntegrityError, match="Replace the file first"), transaction.atomic():
        actions.restore(record=report, by=None)
    report.refresh_from_db()
    report.file = ContentFile(make.pdf("By somebody."), "b.pdf")
    report.save()
    actions.restore(record=report, by=None)
    assert Report.public.get().page_texts.get().text.strip() == "By somebody."
    assert report.versions.get().withdrawn_at is not None


def test_version_that_was_closed_stays_closed(item):
    report = make.ReportFactory(item=item)
    version = make.ReportVersionFactory(report=report, file=ContentFile(make.pdf("By Eda Thornley."), "a.pdf"))
    withheld("Eda Thornley")
    with pytest.raises(IntegrityError, match="Replace the file first"):
        actions.restore(record=version, by=None)


def test_every_table_of_which_rows_are_public_is_guarded():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = tgrelid::regclass || '_withheld'")
        guarded = {table for (table,) in cursor.fetchall()}
    wanted = {holder.model._meta.db_table for holder in holders() if hasattr(holder.model, "public")}
    assert wanted - guarded == {"minutes_oldaddress"}  # numbers
