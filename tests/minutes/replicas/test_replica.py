"""Pages from a replica: what is shown of it, and what never is; its loss, and its promotion."""

import os
import urllib.request

import psycopg
import pytest
from django.conf import settings as project
from django.db import connection, transaction

from minutes.actions import withdraw
from minutes.database import base
from minutes.database.replicas import asking
from minutes.models import AgendaItem, LedgerEntry
from minutes.replicas import middleware
from minutes.replicas.pace import place
from minutes.search.index import catch_up
from minutes.search.models import SearchEntry
from minutes.walls.role import open_door, reading
from tests import factories as make
from tests.minutes.replicas.reading import Readers
from tests.minutes.standby.servers import site_at, url_of
from tests.minutes.walls.asking import ask
from tests.torture.site import wait_for

KILLS = int(os.environ.get("MINUTEBOOK_REPLICA_KILLS", "1"))  # `make replica` wants more


@pytest.fixture
def item(server):
    return make.AgendaItemFactory(meeting=make.MeetingFactory(stage="minutes_published_at"), title="Allotments")


def test_readers_are_served_from_the_replica(client, replica, item):
    client.get("/committees/")
    replica.stand_still()
    make.CommitteeFactory(name="Harbours")
    assert "Harbours" not in client.get("/committees/").content.decode()
    replica.go_on()
    replica.catches_up()
    assert "Harbours" in client.get("/committees/").content.decode()


def test_replica_that_is_too_far_behind_is_not_asked(client, replica, item, settings):
    settings.REPLICA_SECONDS = 0
    replica.stand_still()
    make.CommitteeFactory(name="Harbours")
    assert "Harbours" in client.get("/committees/").content.decode()


def test_what_was_withdrawn_is_gone_though_the_replica_still_has_it(client, replica, item):
    assert client.get(item.get_absolute_url()).status_code == 200
    replica.stand_still()
    withdraw(record=item, by=None, note="An error.")
    assert client.get(item.get_absolute_url()).status_code == 410


def test_clerks_read_what_they_have_written(log_in, replica):
    clerk = log_in("Clerk")
    replica.stand_still()
    meeting = make.MeetingFactory()
    assert clerk.get(f"/admin/minutes/meeting/{meeting.pk}/change/").status_code == 200


def test_what_a_reader_has_written_is_written_to_the_primary_and_read_there(client, replica, item):
    replica.catches_up()
    assert "Allotments" in client.get("/search/?q=allotments").content.decode()
    assert SearchEntry.objects.count() == 1
    replica.catches_up()
    client.get("/verify/", {"address": item.get_absolute_url()})
    assert LedgerEntry.objects.exists()


def who():
    """Whether a replica answers, and as which role."""
    return ask("SELECT pg_is_in_recovery(), current_user = %s", project.READER_ROLE)[0]


def test_what_is_written_goes_to_the_primary_and_so_does_what_is_read_after_it(replica, item, settings):
    with asking(0, settings.REPLICAS[0]):
        assert who() == (True, False)
        with reading():
            assert who() == (True, True)
            with open_door():
                assert who() == (False, False)
            assert who() == (False, True)
        assert who() == (False, False)
    with asking(0, settings.REPLICAS[0]):
        assert who() == (True, False)


def test_transaction_of_a_replica_goes_on_after_something_was_written(replica, item, settings):
    with asking(0, settings.REPLICAS[0]), reading():
        with transaction.atomic():
            with open_door():
                assert who() == (False, False)
            assert who() == (True, True)
        assert who() == (True, True)
    assert who() == (False, False)


def test_page_goes_on_with_the_primary_when_the_replica_goes_away_in_the_middle(client, replica, item, monkeypatch):
    replica.catches_up()
    ask, seen = type(item.meeting).get_absolute_url, []

    def lost(meeting):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_is_in_recovery()")
            seen.append(cursor.fetchone()[0])
        if len(seen) == 1:
            connection.connection.close()
        return ask(meeting)

    monkeypatch.setattr(type(item.meeting), "get_absolute_url", lost)
    assert client.get(item.get_absolute_url()).status_code == 200
    assert (seen[0], seen[-1]) == (True, False)


def test_replica_is_asked_on_when_only_the_primary_is_away(client, replica, item, settings, monkeypatch, tmp_path):
    settings.STANDBY_MINUTES = 60
    client.get(item.get_absolute_url())
    replica.catches_up()
    connection.close()
    there = base.address
    monkeypatch.setattr(base, "address", lambda: there() | {"host": str(tmp_path)})
    monkeypatch.setattr(middleware, "AGAIN", 3600)
    try:
        assert client.get("/search/?q=allotments").status_code == 503  # the index would have to be written
        answers = [client.get(address) for address in (item.get_absolute_url(), "/committees/", "/people/")]
    finally:
        monkeypatch.setattr(base, "address", there)
    assert {answer.status_code for answer in answers} == {200}
    assert "This page is as it was" not in answers[0].content.decode()


def test_question_that_a_replica_refuses_is_asked_of_the_primary(client, replica, item, monkeypatch):
    replica.catches_up()
    ask = type(item.meeting).get_absolute_url

    def written(meeting):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()")
        return ask(meeting)

    monkeypatch.setattr(type(item.meeting), "get_absolute_url", written)
    assert client.get(item.get_absolute_url()).status_code == 200


def test_replica_that_never_was_there_is_not_noticed(client, replica, item, settings, tmp_path):
    settings.REPLICAS = [{**settings.REPLICAS[0], "HOST": str(tmp_path)}]
    assert client.get(item.get_absolute_url()).status_code == 200


def test_place_of_a_replica_is_that_of_the_primary_once_it_has_caught_up(replica, item):
    replica.catches_up()
    assert place() <= int(replica.ask("SELECT pg_last_wal_receive_lsn() - '0/0'::pg_lsn")) + 64 * 1024


def test_no_reader_notices_that_a_replica_is_killed(server, item, tmp_path):
    assert catch_up()
    server.catches_up()
    primary = url_of(connection.get_connection_params()["host"])
    addresses = [item.get_absolute_url(), item.meeting.get_absolute_url(), "/search/?q=allotments"]
    with (
        site_at(tmp_path / "site", DATABASE_URL=primary, DATABASE_REPLICA_URLS=server.url) as site,
        Readers(site.root, addresses) as readers,
    ):
        for _ in range(KILLS):
            wait_for(lambda: server.sessions() > 0, "the replica to be asked")
            readers.read_so_many_more(6)
            server.kill()
            readers.read_so_many_more(12)
            server.start()
        wait_for(lambda: server.sessions() > 0, "the replica to be asked again")
        readers.read_so_many_more(6)
    print(f"{readers.asked} pages, {KILLS} times the replica was killed, {len(readers.failed)} pages did not come.")
    assert readers.failed == []


def read(site, address):
    with urllib.request.urlopen(site.root + address, timeout=60) as answer:
        return answer.read().decode()


def test_replica_that_is_promoted_has_what_was_stored_and_takes_the_place_of_the_primary(server, item, tmp_path):
    AgendaItem.objects.filter(pk=item.pk).update(title="Benches")
    server.catches_up()
    server.ask("SELECT pg_promote(wait => false)")
    wait_for(lambda: server.ask("SELECT pg_is_in_recovery()") is False, "the replica to be promoted")
    with site_at(tmp_path / "site", DATABASE_URL=server.url) as site:
        assert "Benches" in read(site, item.get_absolute_url())
        with psycopg.connect(server.url) as changed:
            changed.execute("UPDATE minutes_agendaitem SET title = 'Bins'")
        assert "Bins" in read(site, item.get_absolute_url())
