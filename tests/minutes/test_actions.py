"""Publish, withdraw, restore, confirm, correct."""

import datetime as dt

import pytest
from django.utils import timezone

from minutes import actions
from minutes.models import AgendaItem, Meeting, Report
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(django_user_model):
    return django_user_model.objects.create_user("publisher")


def test_publish_takes_a_meeting_through_the_stages_before(user):
    meeting = make.MeetingFactory()
    actions.publish(meeting=meeting, stage="minutes_published_at", by=user)
    meeting.refresh_from_db()
    assert meeting.announced_at == meeting.agenda_published_at == meeting.minutes_published_at
    assert meeting.confirmed_at is None


def test_publish_agenda_releases_items_and_open_documents(user):
    item = make.AgendaItemFactory()
    make.ReportFactory(item=item)
    exempt = make.ReportFactory(item=item, is_exempt=True)
    actions.publish(meeting=item.meeting, stage="agenda_published_at", by=user)
    assert AgendaItem.public.get() == item
    assert Report.public.count() == 1
    exempt.refresh_from_db()
    assert exempt.released_at is None


def test_publish_announcement_releases_no_item(user):
    item = make.AgendaItemFactory()
    actions.publish(meeting=item.meeting, stage="announced_at", by=user)
    item.refresh_from_db()
    assert item.released_at is None


def test_publish_twice_is_refused(user):
    meeting = make.MeetingFactory(stage="agenda_published_at")
    with pytest.raises(actions.NotPossible, match="already"):
        actions.publish(meeting=meeting, stage="agenda_published_at", by=user)


def test_publish_at_a_moment_ahead_comes_true_by_itself(user):
    item = make.AgendaItemFactory()
    ahead = timezone.now() + dt.timedelta(hours=1)
    actions.publish(meeting=item.meeting, stage="agenda_published_at", by=user, at=ahead)
    assert not AgendaItem.public.exists()
    AgendaItem.objects.update(released_at=make.PAST)
    Meeting.objects.update(announced_at=make.PAST, agenda_published_at=make.PAST)
    assert AgendaItem.public.exists()


def test_publish_minutes_before_the_scheduled_agenda_is_refused(user):
    meeting = make.MeetingFactory(stage="agenda_published_at", at=timezone.now() + dt.timedelta(hours=1))
    with pytest.raises(actions.NotPossible, match="later moment"):
        actions.publish(meeting=meeting, stage="minutes_published_at", by=user)


def test_publish_a_withdrawn_meeting_is_refused(user):
    meeting = make.MeetingFactory(stage="announced_at", withdrawn_at=make.PAST, withdrawal_note="Wrong date.")
    with pytest.raises(actions.NotPossible, match="Restore"):
        actions.publish(meeting=meeting, stage="agenda_published_at", by=user)


def test_publish_notes_who_and_what_in_the_history(user):
    item = make.AgendaItemFactory()
    actions.publish(meeting=item.meeting, stage="agenda_published_at", by=user)
    for record, reason in [(item.meeting, "agenda published"), (item, "released")]:
        entry = record.history.first()
        assert (entry.history_user, entry.history_change_reason) == (user, reason)


def test_late_item_is_not_public_until_the_supplement(user):
    meeting = make.MeetingFactory(stage="agenda_published_at")
    late = make.AgendaItemFactory(meeting=meeting, released_at=None)
    assert not AgendaItem.public.exists()
    actions.publish_supplement(meeting=meeting, by=user)
    assert AgendaItem.public.get() == late


def test_supplement_with_nothing_new_is_refused(user):
    meeting = make.MeetingFactory(stage="agenda_published_at")
    with pytest.raises(actions.NotPossible, match="Nothing"):
        actions.publish_supplement(meeting=meeting, by=user)


def test_withdraw_asks_for_a_note(user):
    meeting = make.MeetingFactory(stage="announced_at")
    with pytest.raises(actions.NotPossible, match="why"):
        actions.withdraw(record=meeting, note="  ", by=user)


def test_withdraw_a_draft_is_refused(user):
    with pytest.raises(actions.NotPossible, match="not been published"):
        actions.withdraw(record=make.MeetingFactory(), note="Wrong.", by=user)


def test_withdraw_and_restore_take_it_off_and_put_it_back(user):
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="confirmed_at"))
    actions.withdraw(record=item, note="Names a child.", by=user)
    assert not AgendaItem.public.exists()
    actions.restore(record=item, by=user)
    assert AgendaItem.public.get() == item


def test_calling_off_takes_back_withdrawals_that_were_to_follow(user):
    soon, later = (timezone.now() + dt.timedelta(days=days) for days in (1, 2))
    meeting = make.MeetingFactory(stage="agenda_published_at", at=soon)
    report = make.ReportFactory(item=make.AgendaItemFactory(meeting=meeting, released_at=soon), released_at=soon)
    for record in (meeting, report.item, report):
        type(record).objects.filter(pk=record.pk).update(withdrawn_at=later, withdrawal_note="Only for two days.")
    actions.call_off(meeting=meeting, by=user)
    for record in (meeting, report.item, report):
        record.refresh_from_db()
        assert (record.withdrawn_at, record.withdrawal_note) == (None, "")
    assert (meeting.announced_at, report.item.released_at, report.released_at) == (None, None, None)
