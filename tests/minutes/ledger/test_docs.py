"""docs/public-log.md: its page of Python proves what is downloaded, and its hash of a record is the log's."""

import datetime as dt
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from minutes.ledger.canonical import record_hash
from minutes.ledger.heads import sign_if_due
from minutes.ledger.keys import write_key
from minutes.ledger.writing import bring_up_to_date
from minutes.models import LedgerEntry
from tests import factories as make
from tests.site.world import State, build

pytestmark = pytest.mark.django_db
TEXT = (Path(__file__).resolve().parents[3] / "docs" / "public-log.md").read_text()
HASH, PROVE = re.findall(r"^```python\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)


@pytest.fixture
def downloads(client, tmp_path, settings):
    """The files that the page asks for, and the public key."""
    key = write_key(tmp_path / "key")
    settings.LEDGER_KEY_FILE = tmp_path / "key"
    make.LedgerEntryFactory.create_batch(3)
    bring_up_to_date()
    (tmp_path / "log.jsonl").write_bytes(b"".join(client.get("/log.jsonl")))
    (tmp_path / "heads.jsonl").write_bytes(client.get("/log/heads.jsonl").content)
    (tmp_path / "prove.py").write_text(PROVE)
    return tmp_path, key


def prove(folder, *key):
    command = [sys.executable, "prove.py", "log.jsonl", "heads.jsonl", *key]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_page_proves_the_log_and_its_signature(downloads):
    folder, key = downloads
    last = LedgerEntry.objects.last()
    assert last.number >= 3
    for run in (prove(folder), prove(folder, key)):
        assert run.stdout.splitlines() == [
            f"{last.number} entries, each after the one before it. The hash of the last is {last.hash}.",
            f"Signed up to entry {last.number}.",
        ], run.stderr


def test_page_names_an_entry_that_was_changed(downloads):
    folder, _ = downloads
    log = folder / "log.jsonl"
    log.write_bytes(log.read_bytes().replace(b'"published"', b'"withdrawn"', 1))
    assert "Entry 2 does not follow" in prove(folder).stderr


def test_page_shows_an_end_that_was_cut_off(downloads):
    folder, _ = downloads
    log = folder / "log.jsonl"
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:2]))
    assert "Entries 3 to 3 are missing" in prove(folder).stderr


def test_page_refuses_another_key(downloads):
    folder, _ = downloads
    assert prove(folder, write_key(folder / "other")).returncode != 0


def test_hash_of_a_record_is_the_one_of_the_log(client):
    world = build(State("confirmed_at"))
    names = {}
    exec(HASH, names)  # what the page says
    address = f"{world.item.get_absolute_url()[:-1]}.json"
    for host in ("localhost", "127.0.0.1"):
        told = json.loads(client.get(address, headers={"host": host}).content)
        assert names["record_hash"](told) == record_hash(told)
    bring_up_to_date()
    assert LedgerEntry.objects.filter(kind="item", key=world.item.pk).get().record == names["record_hash"](told)


def test_head_says_its_day_in_utc(downloads):
    assert sign_if_due(dt.datetime.now(dt.UTC)) is None  # signed by the run above
