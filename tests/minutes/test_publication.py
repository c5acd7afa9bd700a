"""The rule "is this public?" beyond what the walk over the whole site shows."""

import datetime as dt

import pytest
from django.utils import timezone

from minutes.models import AgendaItem, Issue, Meeting, Report
from tests import factories as make

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def test_moment_that_has_come_needs_no_one_to_act():
    ahead = make.MeetingFactory(stage="announced_at", at=timezone.now() + HOUR)
    assert not Meeting.public.exists()
    Meeting.objects.update(announced_at=timezone.now() - HOUR)
    assert Meeting.public.get() == ahead


def test_queryset_made_before_the_moment_sees_it_come():
    rows = Meeting.public.all()
    assert not rows.exists()
    make.MeetingFactory(stage="announced_at")
    assert rows.all().exists()


def test_reverse_relation_through_public_leaves_out_exempt_documents():
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="agenda_published_at"))
    make.ReportFactory(item=item, is_exempt=True)
    shown = make.ReportFactory(item=item)
    assert list(item.reports(manager="public").all()) == [shown]
    assert item.reports.count() == 2


def test_withdrawal_ahead_leaves_the_item_public_until_then():
    meeting = make.MeetingFactory(stage="agenda_published_at")
    item = make.AgendaItemFactory(meeting=meeting, withdrawn_at=timezone.now() + HOUR, withdrawal_note="Out of date.")
    assert AgendaItem.public.get() == item


def test_preview_shows_drafts_and_keeps_exempt_and_withdrawn_closed():
    item = make.AgendaItemFactory()
    make.ReportFactory(item=item, is_exempt=True)
    draft = make.ReportFactory(item=item)
    assert AgendaItem.preview.get() == item
    assert not AgendaItem.public.exists()
    assert list(Report.preview.all()) == [draft]


def test_ever_public_knows_the_withdrawn_and_not_the_drafts():
    meeting = make.MeetingFactory(stage="agenda_published_at")
    gone = make.AgendaItemFactory(meeting=meeting, withdrawn_at=timezone.now() - HOUR, withdrawal_note="Wrong.")
    make.AgendaItemFactory()
    assert list(AgendaItem.ever_public.all()) == [gone]
    assert not AgendaItem.public.exists()


def test_issue_is_public_with_its_first_public_item():
    issue = make.IssueFactory()
    make.AgendaItemFactory(issue=issue)
    assert not Issue.public.exists()
    make.AgendaItemFactory(issue=issue, meeting=make.MeetingFactory(stage="agenda_published_at"))
    assert Issue.public.get() == issue
