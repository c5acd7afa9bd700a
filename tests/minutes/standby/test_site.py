"""A real site with two workers, and its database server killed."""

import os
import time
import urllib.error
import urllib.request

import pytest

from tests import factories as make
from tests.minutes.standby.servers import copied, site_at, url_of
from tests.torture.site import wait_for

OUTAGE = int(os.environ.get("MINUTEBOOK_OUTAGE", "0"))  # seconds; `make outage` wants more
SLOW = 20.0  # seconds, on a busy machine: a reader does not wait for a database that is not there


@pytest.fixture
def item(transactional_db):
    return make.AgendaItemFactory(meeting=make.MeetingFactory(stage="minutes_published_at"), title="Allotments")


@pytest.fixture
def server(item, tmp_path):
    server = copied(tmp_path / "copy")
    server.ensure()
    yield server
    server.leave()


def ask(site, address):
    """Status, text, and how long it took."""
    start = time.monotonic()
    try:
        with urllib.request.urlopen(site.root + address, timeout=60) as answer:
            status, text = answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        status, text = error.code, error.read().decode()
    return status, text, time.monotonic() - start


def read_on(site, page):
    """Twenty answers, and then two a second while there is time."""
    answers, end = [], time.monotonic() + OUTAGE
    while len(answers) < 20 or time.monotonic() < end:
        answers.append(ask(site, page))
        if len(answers) > 20:
            time.sleep(0.5)
    return answers


def test_readers_of_two_workers_read_on_while_the_database_is_down(server, item, tmp_path):
    page = item.get_absolute_url()
    with site_at(server.folder, DATABASE_URL=url_of(server.ensure())) as site:
        assert ask(site, page)[0] == 200
        site.kill_database()
        answers = read_on(site, page)
        assert {status for status, *_ in answers} == {200}
        assert all("This page is as it was at" in text for _, text, _ in answers)
        refused = [
            ask(site, address) for address in ("/search/?q=allotments", "/admin/login/", "/people/") for _ in "ab"
        ]
        assert {status for status, *_ in refused} == {503}
        slowest = max(seconds for *_, seconds in [*answers, *refused])
        print(f"{len(answers)} pages without the database, {slowest:.2f} s the slowest answer.")
        assert slowest < SLOW
        server.ensure()
        wait_for(lambda: "This page is as it was at" not in ask(site, page)[1], "pages from the database")
        # The other worker may not have looked again yet.
        wait_for(lambda: ask(site, "/search/?q=allotments")[0] == 200, "answers that are never kept")
