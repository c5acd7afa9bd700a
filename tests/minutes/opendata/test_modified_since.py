"""Asked for what was changed since a moment, programs get just that, whatever changed and however it was found."""

import datetime as dt

import pytest
from django.utils import timezone

from minutes.models import AgendaItem, Committee, Meeting, PublicChange, touched
from minutes.oparl import rows
from tests import factories as make

LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
STAGES = ["agenda_published_at", "decisions_published_at", "minutes_published_at", "confirmed_at"]


@pytest.fixture
def settled(transactional_db):
    """Four meetings whose papers have been public for years; nothing is noted of how they came."""
    for _ in range(4):
        meeting = make.MeetingFactory(stage="minutes_published_at", at=LONG_AGO)
        item = make.AgendaItemFactory(meeting=meeting, released_at=LONG_AGO)
        make.ReportFactory(item=item, released_at=LONG_AGO)
        make.ResolutionFactory(item=item)
    PublicChange.objects.all().delete()
    return timezone.now()


def told(client, path):
    found = []
    while path:
        answer = client.get(path.removeprefix("http://testserver")).json()
        found += [int(one["id"].rstrip("/").rsplit("/", 1)[1]) for one in answer["data"]]
        path = answer["links"].get("next")
    return found


def changed_since(moment, *sources):
    return sorted(pk for one in sources for pk in one.filter(modified_at__gte=moment).values_list("pk", flat=True))


def changed_title(item):
    item.title = "Another title"
    item.save()


def withdrawn_item(item):
    AgendaItem.objects.filter(pk=item.pk).update(withdrawn_at=timezone.now(), withdrawal_note="x")


def withdrawn_meeting(item):
    Meeting.objects.filter(pk=item.meeting_id).update(withdrawn_at=timezone.now(), withdrawal_note="x")


def minutes_published(item):
    Meeting.objects.filter(pk=item.meeting_id).update(minutes_published_at=timezone.now())


def released_report(item):
    make.ReportFactory(item=item, released_at=timezone.now())


def withdrawn_report(item):
    item.reports.update(withdrawn_at=timezone.now(), withdrawal_note="x")


def resolved(item):
    make.ResolutionFactory(item=item, ordinal=9)


def off_the_site(item):
    item.meeting.committee.is_listed = False
    item.meeting.committee.save()


CHANGES = [changed_title, withdrawn_item, withdrawn_meeting, minutes_published, released_report, withdrawn_report,
           resolved, off_the_site]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_programs_are_told_what_changed_and_nothing_else(client, settled, change):
    item = AgendaItem.objects.order_by("pk")[2]
    change(item)
    since = settled.isoformat().replace("+00:00", "Z")
    for kind, all_rows in (("Meeting", rows.meetings), ("AgendaItem", rows.items)):
        expected = changed_since(settled, all_rows(), rows.gone(kind))
        assert told(client, f"/oparl/v1.1/{kind.lower()}/?modified_since={since}") == list(expected), kind
        assert set(expected) <= {item.meeting_id if kind == "Meeting" else item.pk}
    files = changed_since(settled, rows.files(), rows.gone("File"))
    assert told(client, f"/oparl/v1.1/file/?modified_since={since}") == list(files)


def test_more_changes_than_are_named_one_by_one_are_told_as_well(client, settled, monkeypatch):
    monkeypatch.setattr(touched, "FEW", 0)
    item = AgendaItem.objects.order_by("pk")[2]
    changed_title(item)
    since = settled.isoformat().replace("+00:00", "Z")
    assert told(client, f"/oparl/v1.1/agendaitem/?modified_since={since}") == [item.pk]


@pytest.mark.parametrize("model", touched.LARGE)
def test_what_nothing_touched_is_not_looked_at(settled, model):
    Committee.objects.first().save()  # and nothing was changed
    assert not model.objects.filter(touched.touched(model, settled)).exists()
