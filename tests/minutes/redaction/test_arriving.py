"""A withheld name in what comes later: in an import, in a scan that is read by machine."""

import pytest

from minutes.loading.load import load
from minutes.models import AgendaItem, ImportNote, Narrative, Person, Report
from minutes.redaction.arriving import keep_recognised
from minutes.text.records import Item, Page
from tests import factories as make
from tests.minutes.redaction.withheld import withheld

pytestmark = pytest.mark.django_db


def page():
    item = Item("Cabinet", make.PAST.date(), "4", "Complaint", minutes="Ada Thornley spoke.")
    return Page("pages/issue.html", "issue", "Paths", (item,))


def test_import_that_is_read_again_does_not_bring_the_name_back():
    make.CouncilFactory()
    load(page())
    assert "Ada Thornley" in Narrative.objects.get().text
    withheld()
    outcome = load(page())
    assert Narrative.objects.get().text == "[name withheld] spoke."
    assert not outcome.changed
    assert not ImportNote.objects.filter(kind="conflict").exists()


def test_page_that_is_read_for_the_first_time_is_taken_without_the_name():
    make.CouncilFactory()
    make.IssueFactory(title="Ada Thornley")
    withheld()
    load(page())
    assert Narrative.objects.get().text == "[name withheld] spoke."
    assert AgendaItem.objects.get().title == "Complaint"
    assert not Person.objects.filter(name__contains="Thornley").exists()


def test_scan_in_which_a_machine_reads_the_name_is_closed():
    make.CouncilFactory()
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="confirmed_at"), title="By Ada Thornley")
    scan, other = make.ReportFactory(item=item), make.ReportFactory(item=item)
    for report in (scan, other):
        report.page_texts.all().delete()
    withheld()
    assert keep_recognised(scan, {1: "Signed: Ada Thornley"})
    assert keep_recognised(other, {1: "Signed: Eda Thornley"})
    assert [report.pk for report in Report.public.all()] == [other.pk]
    assert scan.page_texts.get().text == "Signed: Ada Thornley"
