"""The acts of publication in the admin, and the preview."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from minutes.models import AgendaItem, AskedCorrection, Correction, Meeting, Report
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
    make.ReportFactory(item=item, title="Tenders", is_exempt=True, exempt_paragraph="3", exempt_test="Weighed.",
                       released_at=None)  # fmt: skip
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
    make.NarrativeFactory(item=item)
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


def test_supplement_at_a_moment_to_come_is_told_and_taken_back(publisher):
    meeting = make.MeetingFactory(stage="agenda_published_at")
    late = make.AgendaItemFactory(meeting=meeting, released_at=None)
    ahead = timezone.localtime() + dt.timedelta(days=2)
    said = text(publisher.post(act(meeting, "supplement"), {"at": f"{ahead:%Y-%m-%dT%H:%M}"}, follow=True))
    assert f"It will be public on {ahead:%-d %B %Y, %H:%M}. Until then it can be taken back." in said
    assert f"what was added to the agenda published: will be public on {ahead:%-d %B %Y, %H:%M}" in said
    assert not AgendaItem.public.exists()
    publisher.post(act(meeting, "call-off"))
    late.refresh_from_db()
    assert late.released_at is None
    assert "will be public" not in text(publisher.get(act(meeting, "change")))


def test_what_is_in_the_way_is_told_with_links_and_nothing_is_published_while_it_stands(publisher):
    item = make.AgendaItemFactory(title="Lease", is_exempt=True, released_at=None)
    page = publisher.get(act(item.meeting, "publish-agenda"))
    (mended,) = page.context["in_the_way"]
    assert mended.url == f"{act(item, 'change')}#id_exempt_paragraph"
    assert mended.url in page.content.decode()
    assert 'id="id_exempt_paragraph"' in publisher.get(act(item, "change")).content.decode()
    refused = publisher.post(act(item.meeting, "publish-agenda"), {"at": ""})
    assert "Nothing is published while" in refused.context["form"].non_field_errors()[0]
    assert not AgendaItem.public.exists()
    item.exempt_paragraph = "3"
    item.save()
    assert publisher.post(act(item.meeting, "publish-agenda"), {"at": ""}).status_code == 302
    assert AgendaItem.public.get() == item


@pytest.mark.parametrize("group", ["Clerk", "Publisher"])
def test_whoever_enters_sees_what_is_missing_before_the_next_stage(log_in, group):
    client, item = log_in(group), make.AgendaItemFactory(title="Lease", is_exempt=True, released_at=None)
    page = client.get(act(item.meeting, "checks"))
    assert page.context["stage"] == "agenda published"
    assert [finding.url for finding in page.context["in_the_way"]] == [f"{act(item, 'change')}#id_exempt_paragraph"]
    assert act(item.meeting, "checks") in client.get(act(item.meeting, "change")).content.decode()
    item.exempt_paragraph, item.exempt_reason, item.exempt_test = "3", "Prices.", "A bidder would gain."
    item.urgency_reason = "It ends."
    item.save()
    assert "Nothing is missing" in text(client.get(act(item.meeting, "checks")))


def test_what_is_missing_is_told_to_nobody_who_does_not_enter_and_not_after_the_last_stage(log_in):
    meeting = make.MeetingFactory(stage="minutes_published_at")
    assert log_in("Officer").get(act(meeting, "checks")).status_code == 403
    assert "Agenda, decisions and minutes are published." in text(log_in("Clerk").get(act(meeting, "checks")))


def test_what_does_not_become_public_is_told(publisher):
    make.AgendaItemFactory(meeting=make.MeetingFactory(), title="Lease", is_exempt=True, exempt_paragraph="3")
    page = text(publisher.get(act(Meeting.objects.get(), "publish-agenda")))
    _, closed = page.split("Does not become public")
    assert "what is said and resolved at item Lease" in closed
    assert "decisions and resolutions" in closed
    assert "minutes, votes, attendance and declarations" in closed


def test_publishing_page_of_sixty_items_asks_no_more_than_one_of_four(publisher):
    item = make.AgendaItemFactory()

    def questions():
        with CaptureQueriesContext(connection) as captured:
            assert publisher.get(act(item.meeting, "publish-minutes")).status_code == 200
        return len(captured)

    def grow(number):
        for _ in range(number):
            one = make.AgendaItemFactory(meeting=item.meeting, is_exempt=True)
            make.ReportFactory(item=one, is_exempt=True)
            other = make.AgendaItemFactory(meeting=item.meeting)
            make.ReportFactory(item=other, file="")
            make.NarrativeFactory(item=other, text="RESOLVED: That the hornbeam be kept.")

    questions()  # what is asked once in a process
    grow(2)
    few = questions()
    grow(28)
    assert questions() == few <= 40


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
    publisher.post(act(item, "correct"), {"text": "For north read south.", "reason": "A slip."})
    assert Correction.public.get().text == "For north read south."


def test_clerk_asks_for_a_correction_that_a_publisher_makes(log_in):
    item = published(make.AgendaItemFactory)
    clerk = log_in("Clerk")
    offered = {link.label for link in clerk.get(act(item, "change")).context["acts"]}
    assert "Ask for a correction" in offered
    assert not {"Add a correction", "Turn down a correction"} & offered
    assert clerk.post(act(item, "correct"), {"text": "x"}).status_code == 403
    clerk.post(act(item, "ask-correction"), {"text": " For north read south. "})
    assert AskedCorrection.objects.get().text == "For north read south."
    assert not Correction.objects.exists()
    publisher = log_in("Publisher")
    page = publisher.get(act(item, "correct"))
    assert page.context["form"]["text"].value() == "For north read south."
    assert "For north read south. (clerk, " in text(page)
    asked = AskedCorrection.objects.get()
    publisher.post(act(item, "correct"), {"text": "For “north” read “south”.", "reason": "A slip.", "asked": asked.pk})
    assert Correction.public.get().text == "For “north” read “south”."
    assert not AskedCorrection.objects.exists()


def test_correction_that_was_asked_for_is_turned_down(publisher):
    item = published(make.AgendaItemFactory)
    asked, other = make.AskedCorrectionFactory(item=item), make.AskedCorrectionFactory(item=item, text="Two")
    foreign = make.AskedCorrectionFactory()
    assert "valid choice" in text(publisher.post(act(item, "turn-down"), {"asked": foreign.pk}))
    publisher.post(act(item, "turn-down"), {"asked": asked.pk})
    assert set(AskedCorrection.objects.all()) == {other, foreign}
    assert not Correction.objects.exists()
    publisher.post(act(item, "correct"), {"text": "Something else.", "reason": "A slip.", "asked": ""})
    assert other in AskedCorrection.objects.all()


def test_correction_is_asked_for_of_published_minutes_alone(clerk):
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="decisions_published_at"))
    assert "cannot be done now" in text(clerk.post(act(item, "ask-correction"), {"text": "x"}, follow=True))
    assert not AskedCorrection.objects.exists()


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
    pages = {"Paste or upload minutes", "Upload documents", "Preview", "Full pack with exempt papers (PDF)",
             "What is missing", "Workbench", "Attendance and interests"}  # fmt: skip
    assert offered == pages | acts
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
