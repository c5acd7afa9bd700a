"""News of meetings: called off, moved, corrected as a whole."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from minutes import actions
from minutes.alerts.news import note_news
from minutes.alerts.preparing import prepare
from tests import factories as make
from tests.minutes.alerts.following import follower, published, send, titles

pytestmark = pytest.mark.django_db


def test_correction_of_a_meeting_is_told_once_to_those_who_follow_it(client, mailbox):
    item = published(
        "minutes_published_at", at=timezone.now() - dt.timedelta(days=1), issue=make.IssueFactory(slug="weir")
    )
    hidden = published("decisions_published_at", meeting={"committee": item.meeting.committee})
    other = make.IssueFactory(slug="oaks")
    published("minutes_published_at", issue=other)
    for name, about in (("all", ""), ("committee", f"committee={item.meeting.committee.slug}"), ("issue", "issue=weir"),
                        ("other", "issue=oaks"), ("search", "q=item")):  # fmt: skip
        follower(client, mailbox, about, f"{name}@example.org")
    make.MeetingCorrectionFactory(meeting=item.meeting, text="Councillor Grey sent apologies.")
    make.MeetingCorrectionFactory(meeting=hidden.meeting, text="Councillor Green was absent.")
    send()
    send()
    assert sorted(there for there, _ in mailbox.letters) == [
        "all@example.org",
        "committee@example.org",
        "issue@example.org",
    ]
    for _, letter in mailbox.letters:
        text = letter.get_body(["plain"]).get_content()
        assert letter["Subject"].startswith(f"Correction: {item.meeting.committee}, ")
        assert "Correction: Councillor Grey sent apologies." in text
        assert f"http://testserver{item.meeting.get_absolute_url()}#corrections" in text
        assert "Green" not in text


def test_letter_about_a_corrected_meeting_is_not_sent_after_it_was_withdrawn(client, mailbox):
    meeting = published("minutes_published_at", at=timezone.now() - dt.timedelta(days=1)).meeting
    follower(client, mailbox)
    make.MeetingCorrectionFactory(meeting=meeting)
    note_news()
    prepare()
    actions.withdraw(record=meeting, by=None, note="Published by mistake.")
    send()
    assert mailbox.letters == []


def coming(days=9, **facts):
    facts = {"stage": "announced_at", "venue": "Room 1", "starts_at": dt.time(18), **facts}
    return make.MeetingFactory(date=timezone.localdate() + dt.timedelta(days=days), **facts)


def change(meeting, **facts):
    type(meeting).objects.filter(pk=meeting.pk).update(**facts)
    send()


def test_meeting_that_is_called_off_is_told_once(client, mailbox):
    meeting = coming()
    follower(client, mailbox, f"committee={meeting.committee.slug}")
    follower(client, mailbox, f"committee={make.CommitteeFactory().slug}", "other@example.org")
    send()
    assert mailbox.letters == [], "that it was announced is not told"
    change(meeting, status="cancelled", status_note="For want of business.")
    send()
    [letter] = mailbox.to("reader@example.org")
    text = letter.get_body(["plain"]).get_content()
    assert letter["Subject"].startswith(f"Cancelled: {meeting.committee}, ")
    assert "For want of business." in text
    assert f"http://testserver{meeting.get_absolute_url()}" in text
    assert mailbox.to("other@example.org") == []


@pytest.mark.parametrize("about", ["", "issue", "ward"])
def test_meeting_that_is_moved_is_told_with_both_days_to_who_follows_what_is_on_it(client, mailbox, about):
    meeting = coming(stage="agenda_published_at", at=make.PAST)
    item = make.AgendaItemFactory(meeting=meeting, issue=make.IssueFactory(), released_at=make.PAST)
    item.wards.add(make.WardFactory())
    slugs = {"": "", "issue": f"issue={item.issue.slug}", "ward": f"ward={item.wards.get().slug}"}
    follower(client, mailbox, slugs[about])
    follower(client, mailbox, f"issue={published(issue=make.IssueFactory()).issue.slug}", "other@example.org")
    mailbox.letters.clear()
    change(meeting, date=meeting.date + dt.timedelta(days=7))
    change(meeting, venue="Room 2")
    first, second = titles(mailbox)
    assert f"It was to be on {meeting.date:%-d %B %Y}" in re.sub(r"on \w+day ", "on ", first)
    assert "Room 2" in second
    assert "It was to be" not in second
    assert mailbox.to("other@example.org") == []


def test_meeting_of_a_past_day_and_one_that_is_not_public_is_not_told(client, mailbox):
    past, draft, hidden = coming(days=-3), coming(stage=None), coming(committee__is_listed=False)
    follower(client, mailbox)
    send()
    for meeting in (past, draft, hidden):
        change(meeting, status="cancelled", status_note="A secret.")
    assert mailbox.letters == []


def test_meeting_withdrawn_before_its_letter_goes_is_not_told(client, mailbox):
    meeting = coming()
    follower(client, mailbox)
    send()
    type(meeting).objects.filter(pk=meeting.pk).update(status="cancelled", status_note="A secret.")
    note_news()
    prepare()
    change(meeting, withdrawn_at=timezone.now(), withdrawal_note="x")
    assert mailbox.letters == []
