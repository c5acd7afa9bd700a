"""Pages from a replica: what is shown of it, and what never is."""

import pytest
from django.db import connection

from minutes.actions import withdraw
from minutes.models import LedgerEntry
from minutes.replicas.pace import place
from minutes.search.models import SearchEntry
from tests import factories as make


@pytest.fixture
def item(replica):
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
