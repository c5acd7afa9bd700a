"""What is news, and noted once."""

import datetime as dt

import pytest
from django.utils import timezone

from minutes import actions
from minutes.alerts.models import AlertNews
from minutes.models import Meeting
from tests import factories as make
from tests.minutes.alerts.following import follower, published, send, titles

pytestmark = pytest.mark.django_db


def test_each_stage_is_told_once_and_at_its_moment(client, mailbox):
    follower(client, mailbox)
    item = published()
    send()
    meeting = item.meeting
    actions.publish(meeting=meeting, stage="decisions_published_at", by=None, at=timezone.now() + dt.timedelta(hours=1))
    make.ResolutionFactory(item=item, text="That it be agreed.")
    send()
    send()
    assert len(titles(mailbox)) == 1, "told before its moment"
    Meeting.objects.filter(pk=meeting.pk).update(decisions_published_at=timezone.now())
    send()
    send()
    assert len(titles(mailbox)) == 2
    assert "That it be agreed." in titles(mailbox)[1]


def test_late_document_and_correction_are_news(client, mailbox):
    item = published("minutes_published_at", at=timezone.now() - dt.timedelta(days=1))
    make.ReportFactory(item=item, title="With the agenda")
    follower(client, mailbox)
    make.ReportFactory(item=item, title="A late paper", released_at=timezone.now())
    make.ReportFactory(item=item, title="A secret paper", is_exempt=True)
    make.CorrectionFactory(item=item, text="For “north” read “south”.")
    send()
    [text] = titles(mailbox)
    assert "A late paper" in text
    assert "For “north” read “south”." in text
    assert "With the agenda" not in text
    assert "secret" not in text


def test_import_of_old_years_is_no_news(client, mailbox):
    follower(client, mailbox)
    published("confirmed_at", at=make.PAST)
    send()
    assert mailbox.letters == []


def test_news_is_noted_once(mailbox):
    published()
    send()
    send()
    assert AlertNews.objects.count() == 1
