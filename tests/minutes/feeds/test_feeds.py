"""Feeds as a feed reader reads them."""

import datetime as dt
import re

import feedparser
import pytest
from django.utils import timezone

from minutes import actions
from minutes.feeds import news
from minutes.models import AgendaItem
from tests import factories as make

pytestmark = pytest.mark.django_db


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    found = feedparser.parse(response.content, response_headers={"content-type": response.headers["Content-Type"]})
    assert not found.bozo, found.get("bozo_exception")
    return found


def titles(client, address):
    return [entry.title for entry in read(client, address).entries]


def published(stage="agenda_published_at", *, days=0, **item):
    meeting = make.MeetingFactory(stage=stage, at=timezone.now() - dt.timedelta(days=days), **item.pop("meeting", {}))
    return make.AgendaItemFactory(meeting=meeting, **item)


@pytest.mark.parametrize(("form", "version"), [("atom", "atom10"), ("rss", "rss20")])
def test_feed_is_read_by_a_feed_reader_and_tells_what_was_resolved(client, form, version):
    item = published("decisions_published_at", label="12", title="Bread & <b>roses</b>\x07")
    make.ResolutionFactory(item=item, label="1.", text="That the bakery be kept.")
    found = read(client, f"/feeds/all.{form}")
    [entry] = found.entries
    assert found.version == version
    assert entry.link == f"http://testserver{item.get_absolute_url()}"
    assert entry.id == f"tag:testserver,2026:item/{item.pk}"
    assert "That the bakery be kept." in entry.summary
    assert "roses" in entry.title
    assert [link.href for link in found.feed.links if link.rel == "self"] == [f"http://testserver/feeds/all.{form}"]


def test_updated_is_the_moment_of_what_is_public_and_of_no_later_stage(client):
    item = published("agenda_published_at", days=3)
    before = read(client, "/feeds/all.atom").entries[0].updated
    actions.publish(
        meeting=item.meeting, stage="decisions_published_at", by=None, at=timezone.now() + dt.timedelta(hours=1)
    )
    make.NarrativeFactory(item=item)
    after = read(client, "/feeds/all.atom").entries[0]
    assert after.updated == before == item.released_at.isoformat()
    item.meeting.refresh_from_db()
    type(item.meeting).objects.filter(pk=item.meeting.pk).update(decisions_published_at=timezone.now())
    later = read(client, "/feeds/all.atom").entries[0]
    assert later.updated > before
    assert later.published == before


def test_late_document_brings_an_item_to_the_top(client):
    old, new = published(days=9, title="Old"), published(days=1, title="New")
    assert titles(client, "/feeds/all.atom") == ["New", "Old"]
    make.ReportFactory(item=old, released_at=timezone.now(), is_exempt=True)
    assert titles(client, "/feeds/all.atom") == ["New", "Old"]
    make.ReportFactory(item=old, released_at=timezone.now())
    assert titles(client, "/feeds/all.atom") == ["Old", "New"]
    assert new.pk


def test_each_subject_has_its_own_feed(client):
    ward, issue, member = (
        make.WardFactory(slug="weirside"),
        make.IssueFactory(slug="weir"),
        make.PersonFactory(slug="ada"),
    )
    item = published("minutes_published_at", title="The weir", issue=issue)
    item.wards.add(ward)
    make.VoteFactory(item=item, mover=member)
    published(title="A school")
    committee = item.meeting.committee.slug
    for address in (f"committee/{committee}.atom", "issue/weir.rss", "ward/weirside.atom", "member/ada.rss",
                    "search.atom?q=weir", f"search.rss?committee={committee}", "search.atom?q=%22the+weir%22&ward=weirside"):  # fmt: skip
        assert titles(client, f"/feeds/{address}") == ["The weir"], address
    assert titles(client, "/feeds/search.atom?q=nothing") == []


@pytest.mark.parametrize("address", ["committee/nope.atom", "issue/nope.rss", "search.atom?nonsense=1", "all.txt"])
def test_feed_of_nothing_is_404(client, address):
    assert client.get(f"/feeds/{address}").status_code == 404


def test_feed_answers_304_until_something_public_changes(client):
    item = published(days=1)
    first = client.get("/feeds/all.atom")
    known = {"if-none-match": first.headers["ETag"]}
    assert client.get("/feeds/all.atom", headers=known).status_code == 304
    make.NarrativeFactory(item=item)
    make.AgendaItemFactory(meeting=make.MeetingFactory())
    assert client.get("/feeds/all.atom", headers=known).status_code == 304, "a draft shows"
    AgendaItem.objects.filter(pk=item.pk).update(withdrawn_at=timezone.now(), withdrawal_note="x")
    assert client.get("/feeds/all.atom", headers=known).status_code == 200


@pytest.mark.parametrize("few", [0, 1_000])
def test_pages_follow_each_other_and_leave_nothing_out(client, monkeypatch, few):
    """RFC 5005; with `few` 0 as a large archive is read, look by look."""
    monkeypatch.setattr(news, "FEW", few)
    monkeypatch.setattr("minutes.feeds.views.PAGE", 3)
    meetings = [make.MeetingFactory(stage="agenda_published_at", at=timezone.now() - dt.timedelta(days=days))
                for days in (1, 1, 40, 50, 400, 4000)]  # fmt: skip
    items = [make.AgendaItemFactory(meeting=meeting) for meeting in meetings for _ in range(2)]
    make.ReportFactory(item=items[-1], released_at=timezone.now() - dt.timedelta(days=45))
    address, seen = "/feeds/all.atom", []
    while address:
        found = read(client, address)
        seen += [entry.id.rpartition("/")[2] for entry in found.entries]
        following = [link.href for link in found.feed.links if link.rel == "next"]
        address = following[0].removeprefix("http://testserver") if following else ""
    assert len(seen) == 12
    assert {int(pk) for pk in seen} == {item.pk for item in items}
    order = [meetings.index(AgendaItem.objects.get(pk=pk).meeting) for pk in seen]
    assert order == [0, 0, 1, 1, 2, 2, 5, 3, 3, 4, 4, 5] or order == [1, 1, 0, 0, 2, 2, 5, 3, 3, 4, 4, 5]


def test_correction_of_a_meeting_stands_in_the_feeds_of_what_it_dealt_with(client):
    item = published("minutes_published_at", days=3, issue=make.IssueFactory(slug="weir"), title="The weir")
    published("minutes_published_at", days=2, issue=make.IssueFactory(slug="oaks"), title="Oaks")
    hidden = published("decisions_published_at", days=3, title="Undecided")
    meeting = item.meeting
    correction = make.MeetingCorrectionFactory(meeting=meeting, text="Councillor Grey was there.", reason="A slip.")
    make.MeetingCorrectionFactory(meeting=hidden.meeting, text="Councillor Green was not.")
    for address in ("all.atom", f"committee/{meeting.committee.slug}.rss", "issue/weir.atom"):
        found = [entry for entry in read(client, f"/feeds/{address}").entries if "meeting-correction" in entry.id]
        assert [entry.id for entry in found] == [f"tag:testserver,2026:meeting-correction/{correction.pk}"], address
        assert found[0].title.startswith(f"Correction: {meeting.committee}, ")
        assert (found[0].summary, found[0].link) == (
            "Councillor Grey was there. A slip.", f"http://testserver{meeting.get_absolute_url()}#corrections",
        )  # fmt: skip
    assert titles(client, "/feeds/issue/oaks.atom") == ["Oaks"]
    assert titles(client, "/feeds/search.atom?q=weir") == ["The weir"]
    assert titles(client, "/feeds/all.atom")[0].startswith("Correction: ")


def test_each_correction_of_a_meeting_stands_on_one_page_of_a_feed_in_its_time(client, monkeypatch):
    monkeypatch.setattr("minutes.feeds.views.PAGE", 2)
    today = timezone.localdate()
    for days in (2, 4, 6, 8, 10):
        meeting = published("minutes_published_at", days=days, title=f"{days}").meeting
        for later in (days - 1, days - 1):
            make.MeetingCorrectionFactory(meeting=meeting, made_on=today - dt.timedelta(days=later))
    address, pages = "/feeds/all.atom", []
    while address:
        found = read(client, address)
        pages.append(list(found.entries))
        following = [link.href for link in found.feed.links if link.rel == "next"]
        address = following[0].removeprefix("http://testserver") if following else ""
    entries = [entry for page in pages for entry in page]
    assert [len(page) for page in pages] == [6, 6, 3]
    assert len({entry.id for entry in entries}) == len(entries) == 15
    assert [entry.updated for entry in entries] == sorted((entry.updated for entry in entries), reverse=True)


@pytest.mark.parametrize("after", ["nope", "1.2", "99999999999999.0.1", "1.0.99999999999999999999", "%00", "1.2.3.4"])
def test_bad_place_is_the_first_page(client, after):
    published()
    assert len(titles(client, f"/feeds/all.atom?after={after}")) == 1


def test_pages_name_their_feeds(client):
    item = published("minutes_published_at", issue=make.IssueFactory(slug="weir"))
    pages = {
        item.get_absolute_url(): "/feeds/issue/weir.atom",
        item.meeting.committee.get_absolute_url(): f"/feeds/committee/{item.meeting.committee.slug}.rss",
        item.meeting.get_absolute_url(): f"/committees/{item.meeting.committee.slug}/calendar.ics",
        "/search/?q=weir": "/feeds/search.atom?q=weir",
        "/": "/feeds/all.atom",
    }
    for page, feed in pages.items():
        text = client.get(page).content.decode()
        links = dict(re.findall(r'<link rel="alternate" type="([^"]*)" title="[^"]*" href="([^"]*)"', text))
        found = re.findall(r'<link rel="alternate"[^>]*href="([^"]*)"', text)
        assert feed in found, page
        assert "application/atom+xml" in links
        assert client.get(feed).status_code == 200
