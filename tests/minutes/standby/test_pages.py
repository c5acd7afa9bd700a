"""Public pages while the database is down: as they were, and nothing that was taken away since."""

import contextlib
import datetime as dt
import errno
import gzip
import os
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from minutes.actions import withdraw
from minutes.closing.exempting import Ground, make_exempt
from minutes.models import AgendaItem, Committee, Meeting
from minutes.standby.doubts import Doubts
from minutes.standby.known import known, shelf
from tests import factories as make

BANNER, WELSH_BANNER = "This page is as it was at", "Mae’r dudalen hon fel yr oedd am"


@pytest.fixture
def item(database):
    return make.AgendaItemFactory(meeting=make.MeetingFactory(stage="minutes_published_at"), title="Allotments")


@pytest.fixture
def read(client, item):
    """The item's page, which was read while there was a database."""
    return client.get(item.get_absolute_url())


def pages():
    return list(shelf().files.rglob("*.page"))


def test_page_that_was_read_is_served_with_a_banner(client, database, item, read):
    database.lose()
    answer = client.get(item.get_absolute_url())
    text = answer.content.decode()
    assert answer.status_code == 200
    assert BANNER in text
    assert (
        text.replace(text[text.index("<aside") : text.index("</aside>") + 8], "<!-- standby -->")
        == read.content.decode()
    )
    assert 0 <= int(answer.headers["Age"]) < 60
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Security-Policy"] == read.headers["Content-Security-Policy"]
    assert "ETag" not in answer.headers


def test_page_comes_from_the_database_as_soon_as_it_answers(client, database, item, read):
    database.lose()
    client.get(item.get_absolute_url())
    database.back()
    AgendaItem.objects.update(title="Benches")
    text = client.get(item.get_absolute_url()).content.decode()
    assert "Benches" in text
    assert BANNER not in text


def test_welsh_page_is_served_with_a_welsh_banner(client, database, item):
    client.get(f"/cy{item.get_absolute_url()}")
    database.lose()
    assert WELSH_BANNER in client.get(f"/cy{item.get_absolute_url()}").content.decode()


def test_page_that_was_read_compressed_is_served_plain_and_the_other_way_round(client, database, item):
    plain = client.get(item.get_absolute_url())
    client.get("/committees/", headers={"Accept-Encoding": "gzip"})
    database.lose()
    squeezed = client.get(item.get_absolute_url(), headers={"Accept-Encoding": "gzip"})
    assert plain.content.decode()[-500:] in gzip.decompress(squeezed.content).decode()
    assert BANNER in client.get("/committees/").content.decode()


def test_head_is_answered_as_get_is(client, database, item, read):
    database.lose()
    assert client.head(item.get_absolute_url()).status_code == 200


def test_feed_is_served_as_it_was_and_compared_with_what_the_reader_has(client, database, item):
    feed = client.get("/feeds/all.atom")
    database.lose()
    assert client.get("/feeds/all.atom").content == feed.content
    again = client.get("/feeds/all.atom", headers={"If-None-Match": feed.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "address",
    ["/search/?q=allotments", "/people/", "/committees/?x=1", "/verify/", "/documents/1/x.pdf"],
    ids=["search", "never read", "another query", "form", "document"],
)
def test_what_is_not_kept_is_a_503_page_that_says_when_to_come_back(client, database, item, address):
    client.get("/search/?q=allotments")
    client.get("/committees/?x=1")
    client.get("/verify/")
    database.lose()
    answer = client.get(address)
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Cache-Control"] == "no-store"
    assert "This cannot be shown at the moment" in answer.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_clerk_is_told_that_nothing_typed_is_lost(client, clerk, database, method):
    clerk.get("/admin/")
    database.lose()
    answer = getattr(clerk, method)("/admin/minutes/meeting/add/")
    assert answer.status_code == 503
    assert "What you have typed is not lost" in answer.content.decode()


def test_nothing_is_kept_of_what_somebody_reads_who_is_signed_in(clerk, database, item):
    clerk.get("/admin/")
    clerk.get(item.get_absolute_url())
    assert pages() == []


HIDINGS = {
    "item withdrawn": lambda item: withdraw(record=item, by=None, note="An error."),
    "meeting withdrawn": lambda item: withdraw(record=item.meeting, by=None, note="An error."),
    "made exempt": lambda item: make_exempt(record=item, ground=Ground("3", "A", "B"), by=None),
    "committee off the site": lambda item: Committee.objects.update(is_listed=False),
    "corrected without a word": lambda item: AgendaItem.objects.update(title="Benches"),
}


@pytest.mark.parametrize("hide", HIDINGS.values(), ids=HIDINGS.keys())
def test_page_is_not_shown_once_what_it_shows_was_taken_away(client, database, item, read, hide):
    client.get("/")
    hide(item)
    database.lose()
    for address in (item.get_absolute_url(), "/"):
        answer = client.get(address)
        assert answer.status_code == 503
        assert "Allotments" not in answer.content.decode()


def test_page_is_not_shown_once_a_moment_has_come_at_which_it_was_to_be_withdrawn(
    client, database, item, settings, monkeypatch
):
    settings.STANDBY_MINUTES = 600
    now = timezone.now()
    AgendaItem.objects.update(withdrawn_at=now + dt.timedelta(hours=1), withdrawal_note="An error.")
    client.get(item.get_absolute_url())
    database.lose()
    assert client.get(item.get_absolute_url()).status_code == 200
    monkeypatch.setattr(timezone, "now", lambda: now + dt.timedelta(hours=2))
    assert client.get(item.get_absolute_url()).status_code == 503


def test_page_is_still_shown_after_something_was_added_or_a_draft_was_edited(client, database, item, read):
    draft = make.AgendaItemFactory(meeting=make.MeetingFactory())
    client.get("/committees/")  # nothing of the record's is read by it that the edit changes
    AgendaItem.objects.filter(pk=draft.pk).update(title="Secret")
    make.MeetingFactory(stage="agenda_published_at")
    database.lose()
    assert client.get(item.get_absolute_url()).status_code == 200


def test_page_is_not_shown_after_a_change_of_which_nobody_heard_whether_it_is_stored(client, database, item, read):
    with transaction.atomic():
        AgendaItem.objects.update(title="Benches")
        assert known().newest() == ""
    assert known().newest() != ""
    client.get(item.get_absolute_url())
    with contextlib.suppress(OperationalError), transaction.atomic():
        AgendaItem.objects.update(title="Bins")
        connection.connection.close()  # it never hears of the end
    database.lose()
    assert client.get(item.get_absolute_url()).status_code == 503


def test_change_that_was_taken_back_leaves_no_doubt(client, database, item, read):
    with transaction.atomic():
        AgendaItem.objects.update(title="Benches")
        transaction.set_rollback(True)
    client.get("/committees/")
    database.lose()
    assert client.get(item.get_absolute_url()).status_code == 200


def test_doubt_of_a_dead_process_goes_when_the_database_answers(client, database, item, read):
    left = known().doubts.root / "left"
    left.parent.mkdir(exist_ok=True)
    left.touch()
    client.get("/committees/")
    assert left.exists()  # what its process has sent may be stored at this moment
    os.utime(left, (0, 0))
    client.get("/committees/")
    assert not left.exists()


def test_database_lost_in_the_middle_of_a_page_is_no_error_of_the_page(
    client, database, item, read, monkeypatch, caplog
):
    database.back()
    ask = Meeting.get_absolute_url

    def lost(self):
        database.lose()
        list(Committee.public.all())
        return ask(self)

    monkeypatch.setattr(Meeting, "get_absolute_url", lost)
    answer = client.get(item.get_absolute_url())
    assert answer.status_code == 200
    assert BANNER in answer.content.decode()
    assert "Traceback" not in caplog.text


def test_pages_are_served_for_so_many_minutes_and_no_longer(client, database, item, read):
    database.lose()
    assert client.get(item.get_absolute_url()).status_code == 200
    os.utime(known().root / "down", (0, 0))
    assert client.get(item.get_absolute_url()).status_code == 503


def test_nothing_is_kept_where_it_is_switched_off(client, database, item, settings):
    settings.STANDBY_MINUTES = 0
    client.get(item.get_absolute_url())
    assert pages() == []


def test_page_of_another_version_of_the_site_is_not_shown(client, database, item, read, monkeypatch):
    monkeypatch.setattr("minutes.standby.middleware.site_version", lambda: "the next one")
    database.lose()
    assert client.get(item.get_absolute_url()).status_code == 503


def test_page_that_is_right_already_is_not_written_again(client, item, read):
    (path,) = pages()
    before = path.stat().st_ino
    client.get(item.get_absolute_url())
    client.get(item.get_absolute_url(), headers={"If-None-Match": read.headers["ETag"]})
    assert path.stat().st_ino == before


def test_page_of_what_was_withdrawn_is_deleted_when_somebody_asks_for_it(client, item, read):
    withdraw(record=item, by=None, note="An error.")
    assert client.get(item.get_absolute_url()).status_code == 410
    assert pages() == []


def full(*_):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/srv")


def test_full_disk_keeps_nothing_and_gives_the_page(client, item, monkeypatch, caplog):
    monkeypatch.setattr(Path, "write_bytes", full)
    assert client.get(item.get_absolute_url()).status_code == 200
    assert "could not be kept" in caplog.text
    assert pages() == []


def test_page_is_not_shown_after_a_change_of_which_nothing_could_be_written_down(
    client, database, item, read, monkeypatch
):
    monkeypatch.setattr(Doubts, "begin", full)
    AgendaItem.objects.update(title="Benches")
    database.lose()
    assert client.get(item.get_absolute_url()).status_code == 503
