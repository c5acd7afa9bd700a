"""The acts of publication in the admin, and the preview."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from minutes.models import AgendaItem, Correction, Meeting, Report
from tests import factories as make

pytestmark = pytest.mark.django_db


def act(record, name):
    model = type(record)._meta.model_name
    return reverse(f"admin:minutes_{model}_{name}", args=[record.pk])


def text(response):
    return " ".join(response.content.decode().split())


def test_publish_agenda_asks_first_and_names_what_becomes_public(publisher):
    item = make.AgendaItemFactory(title="Crossing in Weir Lane", released_at=None)
    make.ReportFactory(item=item, title="Survey", released_at=None)
    make.ReportFactory(item=item, title="Tenders", is_exempt=True, released_at=None)
    page = text(publisher.get(act(item.meeting, "publish-agenda")))
    assert not AgendaItem.public.exists()
    public, closed = page.split("Stays closed")
    assert "Crossing in Weir Lane" in public
    assert "Survey" in public
    assert "Tenders" not in public
    assert "Tenders" in closed


def test_publish_agenda_confirmed_publishes_and_names_the_user_in_the_history(publisher):
    item = make.AgendaItemFactory(released_at=None)
    response = publisher.post(act(item.meeting, "publish-agenda"), {"at": ""}, follow=True)
    assert "Published" in text(response)
    assert AgendaItem.public.get() == item
    assert item.meeting.history.first().history_user.username == "publisher"


def test_publish_at_a_moment_to_come_is_kept_and_called_off(publisher):
    item = make.AgendaItemFactory(released_at=None)
    ahead = timezone.localtime() + dt.timedelta(days=2)
    publisher.post(act(item.meeting, "publish-minutes"), {"at": f"{ahead:%Y-%m-%dT%H:%M}"})
    meeting = Meeting.objects.get()
    assert meeting.minutes_published_at.date() == ahead.astimezone(dt.UTC).date()
    assert not AgendaItem.public.exists()
    assert "draft minutes published" in text(publisher.get(act(meeting, "call-off")))
    publisher.post(act(meeting, "call-off"))
    meeting.refresh_from_db()
    item.refresh_from_db()
    assert (meeting.announced_at, meeting.minutes_published_at, item.released_at) == (None, None, None)


def test_publish_at_a_past_moment_is_refused_with_the_reason(publisher):
    meeting = make.MeetingFactory()
    response = publisher.post(act(meeting, "announce"), {"at": "2020-01-01T10:00"})
    assert "has passed" in text(response)
    assert not Meeting.public.exists()


def test_supplement_releases_what_was_added(publisher):
    meeting = make.MeetingFactory(stage="agenda_published_at")
    late = make.AgendaItemFactory(meeting=meeting, released_at=None)
    assert late.title in text(publisher.get(act(meeting, "supplement")))
    publisher.post(act(meeting, "supplement"))
    assert AgendaItem.public.get() == late


def test_confirm_offers_later_meetings_of_the_committee(publisher):
    meeting = make.MeetingFactory(stage="minutes_published_at", date=dt.date(2024, 2, 6))
    later = make.MeetingFactory(committee=meeting.committee, date=dt.date(2024, 3, 5))
    make.MeetingFactory(committee=meeting.committee, date=dt.date(2024, 1, 5))
    form = publisher.get(act(meeting, "confirm")).context["form"]
    assert list(form.fields["in_meeting"].queryset) == [later]
    publisher.post(act(meeting, "confirm"), {"in_meeting": later.pk})
    meeting.refresh_from_db()
    assert meeting.confirmed_in == later


@pytest.mark.parametrize("kind", [make.MeetingFactory, make.AgendaItemFactory, make.ReportFactory])
def test_withdraw_asks_for_a_note_and_restore_takes_it_down(publisher, kind):
    record = published(kind)
    assert "required" in text(publisher.post(act(record, "withdraw"), {"note": " "}))
    assert type(record).public.exists()
    publisher.post(act(record, "withdraw"), {"note": "Published in error."})
    assert not type(record).public.exists()
    assert "Published in error." in text(publisher.get(act(record, "restore")))
    publisher.post(act(record, "restore"))
    record.refresh_from_db()
    assert (record.withdrawn_at, record.withdrawal_note) == (None, "")
    assert type(record).public.exists()


def test_correct_adds_a_dated_correction_and_leaves_the_text(publisher):
    item = published(make.AgendaItemFactory)
    publisher.post(act(item, "correct"), {"text": "For north read south."})
    assert Correction.public.get().text == "For north read south."


def test_act_that_cannot_be_done_any_more_says_so_and_changes_nothing(publisher):
    meeting = make.MeetingFactory(stage="agenda_published_at")
    before = meeting.history.count()
    response = publisher.post(act(meeting, "publish-agenda"), follow=True)
    assert "cannot be done now" in text(response)
    assert meeting.history.count() == before


@pytest.mark.parametrize("group", ["Clerk", "Officer"])
def test_act_by_somebody_who_may_not_publish_is_refused(log_in, group):
    client, meeting = log_in(group), make.MeetingFactory()
    assert client.post(act(meeting, "announce")).status_code == 403
    assert not Meeting.public.exists()


def test_act_by_nobody_leads_to_the_login(client):
    meeting = make.MeetingFactory()
    assert "/login/" in client.post(act(meeting, "announce")).url
    assert not Meeting.public.exists()


def test_record_page_offers_the_acts_that_can_be_done(publisher):
    meeting = make.MeetingFactory(stage="agenda_published_at")
    page = publisher.get(act(meeting, "change"))
    offered = {link.label for link in page.context["acts"]}
    acts = {"Publish the decisions", "Publish the draft minutes", "Withdraw"}
    assert offered == {"Upload documents", "Preview", "Full pack with exempt papers (PDF)", *acts}
    assert all(link.url in page.content.decode() for link in page.context["acts"])


@pytest.mark.parametrize("group", ["Clerk", "Publisher", "Officer"])
def test_preview_shows_a_draft_to_staff_and_lets_no_cache_keep_it(log_in, group):
    item = make.AgendaItemFactory(title="Crossing in Weir Lane", released_at=None)
    make.NarrativeFactory(item=item, text="Members asked about kerbs.")
    client = log_in(group)
    meeting, page = client.get(act(item.meeting, "preview")), client.get(act(item, "preview"))
    assert "Crossing in Weir Lane" in text(meeting)
    assert act(item, "preview") in text(meeting)
    assert "Members asked about kerbs." in text(page)
    assert "no-store" in page.headers["Cache-Control"]
    assert client.get(item.get_absolute_url()).status_code == 404


def test_preview_shows_nothing_that_stays_closed(publisher):
    item = make.AgendaItemFactory(is_exempt=True, released_at=None)
    make.NarrativeFactory(item=item, text="The price is secret.")
    make.ReportFactory(item=item, title="Tenders", is_exempt=True)
    page = text(publisher.get(act(item, "preview")))
    assert item.title in page
    assert "secret" not in page
    assert "Tenders" not in page


def test_preview_by_staff_without_the_right_is_refused(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("temp", is_staff=True))
    assert client.get(act(make.MeetingFactory(), "preview")).status_code == 403


def published(factory):
    """A record of this kind that the public sees."""
    meeting = make.MeetingFactory(stage="minutes_published_at")
    if factory is make.MeetingFactory:
        return meeting
    item = make.AgendaItemFactory(meeting=meeting)
    record = item if factory is make.AgendaItemFactory else make.ReportFactory(item=item)
    assert type(record).public.filter(pk=record.pk).exists()
    assert type(record) in (AgendaItem, Report)
    return record
