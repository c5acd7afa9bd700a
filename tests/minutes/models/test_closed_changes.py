"""Nobody learns that what was withdrawn is edited; when it comes back, all of it has changed."""

import pytest
from django.utils import timezone

from minutes.models import PublicChange
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return make.AgendaItemFactory(meeting=make.MeetingFactory(stage="minutes_published_at"))


def records(item):
    return {"meeting": item.meeting, "item": item, "report": make.ReportFactory(item=item)}


def withdraw(record):
    record.withdrawn_at, record.withdrawal_note = timezone.now(), "An error."
    record.save()
    forget()


def restore(record):
    record.withdrawn_at, record.withdrawal_note = None, ""
    record.save()


def forget():
    """Within one transaction a record gets one row; as if another began."""
    PublicChange.objects.all().delete()


@pytest.mark.parametrize(
    ("closed", "edited"),
    [("meeting", "meeting"), ("item", "item"), ("report", "report"), ("meeting", "item"), ("meeting", "report"), ("item", "report")],
)  # fmt: skip
def test_edit_of_what_is_withdrawn_is_no_public_change(item, closed, edited):
    record = records(item)
    withdraw(record[closed])
    field = "venue" if edited == "meeting" else "title"
    setattr(record[edited], field, "Something else")
    record[edited].save()
    assert not PublicChange.objects.exists()


@pytest.mark.parametrize(
    ("closed", "noted"), [("meeting", {"meeting", "item", "report"}), ("item", {"item", "report", "meeting"})]
)
def test_what_comes_back_has_changed_with_all_that_is_in_it(item, closed, noted):
    record = records(item)
    withdraw(record[closed])
    restore(record[closed])
    told = set(PublicChange.objects.values_list("record", "key"))
    assert told == {(name, record[name].pk) for name in noted}


def test_what_comes_back_leaves_closed_what_is_closed_by_itself(item):
    record = records(item)
    withdraw(record["report"])
    withdraw(item.meeting)
    restore(item.meeting)
    assert set(PublicChange.objects.values_list("record", flat=True)) == {"meeting", "item"}


def list_committee(item, listed):
    committee = item.meeting.committee
    committee.is_listed = listed
    committee.save()


@pytest.mark.parametrize("edited", ["meeting", "item", "report", "narrative", "attendance", "issue"])
def test_edit_in_a_committee_off_the_site_is_no_public_change(item, edited):
    item.issue = make.IssueFactory()
    item.save()
    record = records(item) | {
        "narrative": make.NarrativeFactory(item=item),
        "attendance": make.AttendanceFactory(meeting=item.meeting),
        "issue": item.issue,
    }
    list_committee(item, False)
    forget()
    field = {"meeting": "venue", "narrative": "text", "attendance": "note"}.get(edited, "title")
    setattr(record[edited], field, "Something else")
    record[edited].save()
    assert not PublicChange.objects.exists()


def test_committee_that_comes_back_has_changed_with_all_that_is_in_it(item):
    record = records(item) | {"committee": item.meeting.committee}
    draft = make.AgendaItemFactory(meeting=make.MeetingFactory(committee=item.meeting.committee))
    make.ReportFactory(item=draft)
    make.ReportFactory(item=item, is_exempt=True, exempt_paragraph="3", exempt_reason="A")
    forget()
    list_committee(item, False)
    assert set(PublicChange.objects.values_list("record", flat=True)) == {"committee"}
    list_committee(item, True)
    assert set(PublicChange.objects.values_list("record", "key")) == {(name, row.pk) for name, row in record.items()}


def test_depth_of_an_item_is_public(item):
    forget()
    item.depth = 2
    item.save()
    assert set(PublicChange.objects.values_list("record", "key")) == {("item", item.pk), ("meeting", item.meeting_id)}
