"""A deposit that is written again: what changed, what was withdrawn, what is private now."""

import datetime as dt

import pytest
from django.utils import timezone

from minutes.deposit.checking import check
from minutes.ledger.writing import bring_up_to_date
from minutes.models import AgendaItem, LedgerEntry, Report
from tests import factories as make

pytestmark = pytest.mark.django_db
ITEM = "committees/cabinet/2024-02-06/"


@pytest.fixture
def council():
    """One meeting of two items, of which the first has a document."""
    make.CouncilFactory()
    meeting = make.MeetingFactory(
        committee__name="Cabinet", committee__slug="cabinet", stage="minutes_published_at", date=dt.date(2024, 2, 6)
    )
    first = make.AgendaItemFactory(meeting=meeting, label="1", title="Crossing in Weir Lane")
    make.AgendaItemFactory(meeting=meeting, label="2", title="Library hours")
    make.ReportFactory(item=first, title="Report on the crossing")
    make.ResolutionFactory(item=first, text="That the crossing be built.")
    return meeting


def stamps(folder):
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def document(report):
    return report.get_absolute_url().lstrip("/")


def test_second_run_writes_nothing_where_nothing_changed(write, payload, council):
    first = write()
    before = stamps(payload.parent)
    again = write()
    assert (again.new, again.gone, again.changed) == (0, 0, False)
    assert (again.files, again.size, again.items) == (first.files, first.size, 2)
    assert stamps(payload.parent) == before
    assert check(payload.parent) == first.files
    assert not (payload / "cy").exists()  # of a council that offers no Welsh


def test_changed_item_is_written_and_no_other(write, payload, council):
    write()
    before = stamps(payload)
    item = AgendaItem.objects.get(label="2")
    item.purpose = "To open it on Sundays."
    item.save()
    assert write().changed
    after = stamps(payload)
    assert after[f"{ITEM}2/index.html"] != before[f"{ITEM}2/index.html"]
    assert after[f"{ITEM}2.pdf"] != before[f"{ITEM}2.pdf"]
    assert after[f"{ITEM}1.pdf"] == before[f"{ITEM}1.pdf"]
    assert after[document(Report.objects.get())] == before[document(Report.objects.get())]
    assert b"Sundays" in (payload / f"{ITEM}2/index.html").read_bytes()


def test_withdrawn_item_leaves_its_note_and_nothing_else(write, payload, council):
    write()
    AgendaItem.objects.filter(label="1").update(withdrawn_at=timezone.now(), withdrawal_note="It named a child.")
    write()
    assert b"It named a child." in (payload / f"{ITEM}1/index.html").read_bytes()
    assert not (payload / f"{ITEM}1.pdf").exists()
    assert not (payload / document(Report.objects.get())).exists()
    told = [str(path) for path in payload.rglob("*") if path.is_file() and b"crossing be built" in path.read_bytes()]
    assert told == []
    assert check(payload.parent)


def test_what_was_withdrawn_has_its_note_in_a_first_deposit_too(write, payload, council):
    gone = {"withdrawn_at": timezone.now(), "withdrawal_note": "It named a child."}
    AgendaItem.objects.filter(label="2").update(**gone)
    Report.objects.update(**gone)
    write()
    assert b"It named a child." in (payload / f"{ITEM}2/index.html").read_bytes()
    assert b"It named a child." in (payload / f"{document(Report.objects.get())}.html").read_bytes()


def test_document_made_exempt_is_gone(write, payload, council):
    write()
    report = Report.objects.get()
    assert (payload / document(report)).exists()
    Report.objects.update(is_exempt=True, exempt_paragraph="3")
    write()
    assert not (payload / document(report)).exists()
    assert not (payload / document(report)).parent.exists()
    assert b"Report on the crossing" not in (payload / f"{ITEM}1/index.html").read_bytes()


def test_papers_have_the_checksums_that_the_log_gives(write, payload, council):
    write()
    bring_up_to_date()
    write()
    with (payload.parent / "manifest-sha256.txt").open() as lines:
        sums = {
            name.removeprefix("data"): sha256 for sha256, name in (line.rstrip("\n").split("  ", 1) for line in lines)
        }
    logged = dict(LedgerEntry.objects.filter(kind="paper").values_list("address", "file"))
    assert f"/{ITEM}1.pdf" in logged
    assert {address: sums[address] for address in logged} == logged
