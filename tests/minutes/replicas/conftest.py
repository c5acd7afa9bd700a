"""A replica of the tests' own server, as PostgreSQL makes one."""

import psutil
import psycopg
import pytest
from django.conf import settings as project
from django.db import connection

from minutes.config import environment
from minutes.database.replicas import _thread
from minutes.database.server import USER, server_in
from minutes.database.state import PORT
from minutes.replicas import middleware, pace
from tests.minutes.standby.servers import copied, url_of
from tests.torture.site import wait_for


class Replica:
    """A server that follows the one in which tests write."""

    def __init__(self, folder):
        self.server = copied(folder)
        primary = server_in(project.DATA_DIR, project.WAL_ARCHIVE).ensure()
        told = f"host='{primary}' port={PORT} user={USER}".replace("'", "''")
        with (self.server.data / "postgresql.auto.conf").open("a") as written:
            written.write(f"primary_conninfo = '{told}'\n")
        (self.server.data / "standby.signal").touch()
        self.url = url_of(self.server.ensure())

    def kill(self):
        """All of it at once."""
        first = psutil.Process(int((self.server.data / "postmaster.pid").read_text().split()[0]))
        processes = [first, *first.children()]
        for process in processes:
            process.kill()
        psutil.wait_procs(processes, timeout=60)

    def start(self):
        """Start it again."""
        self.server.ensure()

    def sessions(self):
        """How many connections there are to it, but this one."""
        return self.ask("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'") - 1

    def ask(self, question, server=None):
        """The one value of the answer."""
        with psycopg.connect(self.url if server is None else server, autocommit=True) as asked:
            row = asked.execute(question).fetchone()
        return row[0] if row else None

    def catches_up(self):
        """Wait until everything that is stored can be read here."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_wal_flush_lsn()")
            (at,) = cursor.fetchone()
        wait_for(lambda: self.ask(f"SELECT pg_last_wal_replay_lsn() >= '{at}'::pg_lsn"), "the replica to catch up")

    def stand_still(self):
        self.catches_up()
        self.ask("SELECT pg_wal_replay_pause()")
        wait_for(lambda: self.ask("SELECT pg_get_wal_replay_pause_state()") == "paused", "the replica to stand still")

    def go_on(self):
        self.ask("SELECT pg_wal_replay_resume()")


@pytest.fixture(scope="module")
def following(django_db_setup, tmp_path_factory):
    """What gives a replica: one for all tests of a module, and a new one after it has been promoted."""
    made = []

    def replica():
        if not made or not made[-1].ask("SELECT pg_is_in_recovery()"):
            made.append(Replica(tmp_path_factory.mktemp("replica") / "copy"))
        return made[-1]

    yield replica
    for each in made:
        each.server.leave()


@pytest.fixture
def server(following, transactional_db):
    """A replica that sites of their own ask."""
    return following()


@pytest.fixture
def replica(server, settings, monkeypatch):
    """The same, asked by the tests' own client; how far it is, is looked at each time."""
    monkeypatch.setattr(pace, "EVERY", 0)
    monkeypatch.setattr(middleware, "AGAIN", 0)
    settings.REPLICAS = [environment.database(server.url)]
    yield server
    server.go_on()
    for one in _thread.own.values():
        one.close()
    _thread.own.clear()
