"""The chain: what the database refuses, and what is said of a log that was changed all the same."""

import datetime as dt
import hashlib
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from minutes.ledger import canonical
from minutes.ledger.chain import first_faults
from minutes.ledger.heads import faults as faults_of_heads
from minutes.ledger.heads import sign_if_due
from minutes.ledger.keys import write_key
from minutes.models import LedgerEntry, LedgerHead
from minutes.models.ledger import BEGINNING
from minutes.models.refusals import sentence
from tests import factories as make
from tests.tampering import past_the_triggers

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)


@pytest.fixture
def log():
    return [make.LedgerEntryFactory() for _ in range(5)]


@pytest.fixture
def key(tmp_path, settings):
    write_key(tmp_path / "key")
    settings.LEDGER_KEY_FILE = tmp_path / "key"
    return tmp_path / "key"


def changed(statement):
    """The first faults of the log after that was done to it by hand."""
    with past_the_triggers() as cursor:
        cursor.execute(statement)
    return first_faults(10)


def test_entry_holds_the_hash_of_the_one_before_it(log):
    lines = [canonical.line(entry) for entry in LedgerEntry.objects.all()]
    hashes = [hashlib.sha256(line).hexdigest() for line in lines]
    assert [json.loads(line)["previous"] for line in lines] == [BEGINNING, *hashes[:-1]]
    assert [json.loads(line)["number"] for line in lines] == [1, 2, 3, 4, 5]
    assert first_faults(10) == []


def test_line_is_json_with_its_keys_in_order_and_no_spaces():
    entry = LedgerEntry(number=1, at=NOW, act="published", kind="item", key=7, address="/é/", previous="p", hash="h")
    assert canonical.line(entry).decode() == (
        '{"act":"published","address":"/é/","at":"2026-11-24T09:30:00.000000Z","corrections":0,"file":"","key":7,'
        '"kind":"item","moment":null,"number":1,"previous":"p","record":"","stage":""}'
    )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE minutes_ledgerentry SET address = '/' WHERE number = 3",
        "UPDATE minutes_ledgerentry SET address = address",
        "DELETE FROM minutes_ledgerentry WHERE number = 5",
        "TRUNCATE minutes_ledgerentry",
    ],
)
def test_database_refuses_to_change_the_log(log, statement):
    with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert sentence(refused.value) == "The public log is only ever added to: nothing in it is changed or taken away."


def test_database_refuses_to_change_a_head():
    make.LedgerHeadFactory()
    with pytest.raises(IntegrityError, match="only ever added to"), transaction.atomic():
        LedgerHead.objects.update(number=2)


@pytest.mark.parametrize("wrong", [{"number": 7}, {"number": 5}, {"previous": "0" * 64}])
def test_database_refuses_an_entry_that_does_not_follow_the_last(log, wrong):
    facts = {"number": 6, "previous": log[-1].hash, **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerEntry.objects.create(at=NOW, act="published", kind="item", key=1, address="/", hash="0" * 64, **facts)


def test_site_of_its_own_role_lacks_the_rights():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT grantee::regrole::text, privilege_type FROM pg_class, aclexplode(relacl)"
            " WHERE relname IN ('minutes_ledgerentry', 'minutes_ledgerhead')"
        )
        rights = {right for _, right in cursor.fetchall()}
    assert {"SELECT", "INSERT"} <= rights
    assert rights & {"UPDATE", "DELETE"} == set()


def test_entry_that_was_changed_is_named(log):
    assert changed("UPDATE minutes_ledgerentry SET address = '/x/' WHERE number = 3") == [
        (3, "changed: its hash is another one")
    ]


def test_entry_that_was_changed_with_its_hash_is_named_by_the_next(log):
    entry = LedgerEntry.objects.get(number=3)
    entry.address = "/x/"
    found = changed(
        f"UPDATE minutes_ledgerentry SET address = '/x/', hash = '{canonical.digest(canonical.line(entry))}'"
        " WHERE number = 3"
    )
    assert [number for number, _ in found] == [4]


def test_entry_that_was_removed_is_named(log):
    assert changed("DELETE FROM minutes_ledgerentry WHERE number = 3") == [(3, "missing: there is nothing at 3")]


def test_entries_that_changed_places_are_named(log):
    found = changed(
        "UPDATE minutes_ledgerentry SET number = -3 WHERE number = 3;"
        "UPDATE minutes_ledgerentry SET number = 3 WHERE number = 4;"
        "UPDATE minutes_ledgerentry SET number = 4 WHERE number = -3"
    )
    assert {number for number, _ in found} == {3, 4, 5}


def test_end_that_was_cut_off_is_shown_by_the_signed_head(log, key):
    assert sign_if_due(NOW).number == 5
    assert list(faults_of_heads()) == []
    assert changed("DELETE FROM minutes_ledgerentry WHERE number > 3") == []
    assert list(faults_of_heads()) == ["Entries 4 to 5 are missing: the head of 2026-11-24 has 5"]


def test_log_that_was_made_anew_is_shown_by_the_signed_head(log, key):
    sign_if_due(NOW)
    with past_the_triggers() as cursor:
        cursor.execute("DELETE FROM minutes_ledgerentry")
    for _ in range(6):
        make.LedgerEntryFactory()
    assert first_faults(10) == []
    assert list(faults_of_heads()) == ["Entry 5 is not the one of which the head of 2026-11-24 was signed"]


def test_head_that_was_made_without_the_key_is_named(log, key):
    head = sign_if_due(NOW)
    with past_the_triggers():
        LedgerHead.objects.filter(day=head.day).update(number=4, hash=log[3].hash)
    assert list(faults_of_heads()) == ["The head of 2026-11-24 has a wrong signature"]


def test_head_is_signed_once_a_day_and_where_there_is_a_key(log, key, settings):
    assert sign_if_due(NOW) is not None
    assert sign_if_due(NOW + dt.timedelta(hours=14)) is None
    assert sign_if_due(NOW + dt.timedelta(hours=15)).number == 5
    settings.LEDGER_KEY_FILE = None
    assert sign_if_due(NOW + dt.timedelta(days=3)) is None


def test_head_of_an_empty_log_is_not_signed(key):
    assert sign_if_due(NOW) is None


def test_key_that_others_may_read_is_refused(log, key):
    key.chmod(0o640)
    with pytest.raises(CommandError, match="Others may read the key"):
        call_command("log_publications")


@pytest.mark.parametrize("content", [b"", b"a key", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_file_that_holds_no_key_is_refused(log, key, content):
    key.write_bytes(content)
    with pytest.raises(CommandError, match="holds no key"):
        call_command("log_publications")


def test_key_that_is_not_there_is_told(log, key):
    key.unlink()
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("log_publications")


def test_key_is_written_for_its_owner_alone_and_never_over_another(tmp_path, capsys):
    call_command("make_log_key", tmp_path / "key")
    assert len(bytes.fromhex(capsys.readouterr().out.strip())) == 32
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="not written over"):
        call_command("make_log_key", tmp_path / "key")


def test_verify_log_tells_how_many_entries_are_whole(log, key, capsys):
    head = sign_if_due(NOW)
    call_command("verify_log", head=["5", head.hash])
    assert capsys.readouterr().out.splitlines() == [
        "5 entries, all as they were written.",
        f"The last has the hash {log[-1].hash}.",
        "Signed up to entry 5, on 2026-11-24.",
    ]


def test_verify_log_names_each_entry_that_was_changed(log, capsys):
    changed("UPDATE minutes_ledgerentry SET stage = 'confirmed' WHERE number IN (2, 4)")
    with pytest.raises(CommandError, match="not the one that was written"):
        call_command("verify_log")
    assert [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()] == ["Entry 2", "Entry 4"]


def test_verify_log_compares_a_head_that_was_kept_elsewhere(log, capsys):
    with pytest.raises(CommandError):
        call_command("verify_log", head=["4", log[4].hash])
    assert "Entry 4: it is not the one that was kept elsewhere." in capsys.readouterr().out
