"""A replica that is killed while people read, and one that takes the place of the primary."""

import os
import threading
import urllib.error
import urllib.request

import psutil
import psycopg
import pytest
from django.db import connection

from minutes.models import AgendaItem
from minutes.search.index import catch_up
from tests import factories as make
from tests.minutes.replicas.conftest import Replica
from tests.minutes.standby.servers import site_at, url_of
from tests.torture.site import wait_for

READERS = 3
KILLS = int(os.environ.get("MINUTEBOOK_REPLICA_KILLS", "1"))  # `make replica` wants more


@pytest.fixture
def item(transactional_db):
    return make.AgendaItemFactory(meeting=make.MeetingFactory(stage="minutes_published_at"), title="Allotments")


class Readers:
    """They read pages over and over; `with` them. What did not come, or not whole, is in `failed`."""

    def __init__(self, root, addresses):
        self.root, self.addresses = root, addresses
        self.asked, self.failed, self.is_over = 0, [], threading.Event()
        self.threads = [threading.Thread(target=self._read) for _ in range(READERS)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.is_over.set()
        for thread in self.threads:
            thread.join()

    def read_so_many_more(self, number):
        wanted = self.asked + number
        wait_for(lambda: self.asked >= wanted, "readers")

    def _read(self):
        while not self.is_over.is_set():
            for address in self.addresses:
                try:
                    with urllib.request.urlopen(self.root + address, timeout=60) as answer:
                        text = answer.read()
                    if b"Allotments" not in text or b"This page is as it was" in text:
                        self.failed.append((address, text))
                except (OSError, urllib.error.URLError) as error:
                    self.failed.append((address, error))
                self.asked += 1


def sessions(replica):
    """How many connections of a site there are to it."""
    return replica.ask("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'") - 1


def kill(server):
    """All of it at once."""
    processes = psutil.Process(int((server.data / "postmaster.pid").read_text().split()[0]))
    processes = [processes, *processes.children()]
    for process in processes:
        process.kill()
    psutil.wait_procs(processes, timeout=60)


def test_no_reader_notices_that_a_replica_is_killed(made, item, tmp_path):
    assert catch_up()
    made.catches_up()
    primary = url_of(connection.get_connection_params()["host"])
    addresses = [item.get_absolute_url(), item.meeting.get_absolute_url(), "/search/?q=allotments"]
    with (
        site_at(tmp_path / "site", DATABASE_URL=primary, DATABASE_REPLICA_URLS=made.url) as site,
        Readers(site.root, addresses) as readers,
    ):
        for _ in range(KILLS):
            wait_for(lambda: sessions(made) > 0, "the replica to be asked")
            readers.read_so_many_more(20)
            kill(made.server)
            readers.read_so_many_more(20)
            made.server.ensure()
        wait_for(lambda: sessions(made) > 0, "the replica to be asked again")
        readers.read_so_many_more(10)
    print(f"{readers.asked} pages, {KILLS} times the replica was killed, {len(readers.failed)} pages did not come.")
    assert readers.failed == []


@pytest.fixture
def another(item, tmp_path):
    """A replica for this test alone."""
    replica = Replica(tmp_path / "copy")
    yield replica
    replica.server.leave()


def read(site, address):
    with urllib.request.urlopen(site.root + address, timeout=60) as answer:
        return answer.read().decode()


def test_replica_that_is_promoted_has_what_was_stored_and_takes_the_place_of_the_primary(another, item, tmp_path):
    AgendaItem.objects.filter(pk=item.pk).update(title="Benches")
    another.catches_up()
    assert another.ask("SELECT pg_promote()") is True
    with site_at(tmp_path / "site", DATABASE_URL=another.url) as site:
        assert "Benches" in read(site, item.get_absolute_url())
        with psycopg.connect(another.url) as changed:
            changed.execute("UPDATE minutes_agendaitem SET title = 'Bins'")
        assert "Bins" in read(site, item.get_absolute_url())
