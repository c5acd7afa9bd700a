"""A replica of the tests' own server, as PostgreSQL makes one."""

import psycopg
import pytest
from django.conf import settings as project
from django.db import connection, connections

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
def made(django_db_setup, tmp_path_factory):
    """One for all tests of a module."""
    replica = Replica(tmp_path_factory.mktemp("replica") / "copy")
    yield replica
    replica.server.leave()


@pytest.fixture
def replica(made, transactional_db, settings, monkeypatch):
    """Readers are served from it; it is asked how far it is each time."""
    monkeypatch.setattr(pace, "EVERY", 0)
    monkeypatch.setattr(middleware, "AGAIN", 0)
    settings.REPLICAS = [environment.database(made.url)]
    yield made
    made.go_on()
    for one in _thread.own.values():
        one.close()
    _thread.own.clear()
    assert connections["default"] is connection._connections["default"]
