"""Backups and restores that are killed, meet a full disk, or run while clerks work."""

import random
import resource
import signal
import subprocess
import sys
import threading
import time

import psycopg
import pytest
from django.conf import settings as project
from django.db import connection

from minutes import actions
from minutes.preservation.backup import make_backup
from minutes.preservation.restore import verify
from tests import factories as make
from tests.minutes.moderngov.killing import Place, server_address
from tests.minutes.preservation.places import files, make_file, rows, tell

pytestmark = pytest.mark.django_db(transaction=True)
LARGE = 400_000
TRIES = 6  # to kill what may have ended by then


@pytest.fixture
def site(record, tmp_path):
    """The tests' own site, as other processes reach it: a copy of its database and its files."""
    place = Place(server_address(connection), connection.settings_dict["NAME"], tmp_path / "site")
    for number in range(12):
        make.ReportFactory(item=record.item, file=make_file(f"Report {number}. " + "x" * LARGE))
    connection.close()
    (tmp_path / "site").mkdir()
    project.MEDIA_ROOT.rename(tmp_path / "site" / "documents")
    project.EXEMPT_ROOT.rename(tmp_path / "site" / "exempt")
    with place:
        yield place


def kill_at(place, moment, *command):
    """Start `manage.py` there and kill it after so many seconds; whether it was still at work."""
    process = place.start(*command)
    try:
        process.communicate(timeout=moment)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.communicate()
        return True
    assert process.returncode == 0
    return False


def wait_for(there):
    deadline = time.monotonic() + 60
    while not there():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def timed(place, *command):
    start = time.monotonic()
    place.run(*command)
    return time.monotonic() - start


def test_killed_backup_leaves_the_earlier_one_whole_and_is_gone_on_with(site, chest, record):
    chance = random.Random(20261)
    whole = timed(site, "backup", str(chest.folder))
    kills = 0
    for number in range(TRIES):
        held = {content.sha256 for content in chest.read(chest.last()).contents()}
        for path in chest.objects.glob("*/*"):  # so that there is something to copy again
            if chance.random() < 0.5 and path.name not in held:
                path.unlink()
        kills += kill_at(site, whole * chance.uniform(0.3, 0.95), "backup", str(chest.folder))
        assert verify(chest, chest.last()) == [], f"after {number}"
        if kills == 2:
            break
    assert kills
    site.run("backup", str(chest.folder))
    assert verify(chest, chest.last()) == []
    assert list(chest.making.iterdir()) == []


def test_killed_first_backup_is_no_backup_and_the_next_one_is(site, chest):
    process = site.start("backup", str(chest.folder))
    wait_for(lambda: list(chest.objects.glob("*/*")))  # it is at work
    process.kill()
    process.communicate()
    assert chest.names() == []
    site.run("backup", str(chest.folder))
    assert verify(chest, chest.last()) == []


def test_killed_restore_is_begun_again_and_ends_as_if_it_never_was(site, chest, empty_place):
    site.run("backup", str(chest.folder))
    whole = timed(empty_place, "restore", str(chest.folder))
    kills = 0
    for number, part in enumerate([0.35, 0.5, 0.7]):
        with Place(empty_place.server, "template0", empty_place.folder.with_name(f"again-{number}")) as again:
            kills += kill_at(again, whole * part, "restore", str(chest.folder))
            status, said = tell(again, "restore", str(chest.folder))
            if status:  # killed while it compared or after its end, it had restored everything
                assert "This site holds" in said
                assert tell(again, "restore", str(chest.folder), "--compare")[0] == 0
            assert rows(again) == rows(site)
            assert files(again) == files(site)
    assert kills


def test_full_disk_is_told_in_a_sentence_and_leaves_the_earlier_backup(site, chest):
    """A limit on the size of files is met as a full disk is: at a write, half-way through a file."""
    site.run("backup", str(chest.folder))
    first = chest.names()
    for path in chest.objects.glob("*/*"):
        if path.stat().st_size > LARGE:
            path.unlink()
    limited = subprocess.run(
        [sys.executable, "manage.py", "backup", str(chest.folder)], cwd=project.BASE_DIR, env=site.environment,
        capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (LARGE // 2, LARGE // 2)),
    )  # fmt: skip
    assert limited.returncode == 1
    assert f"The disk that holds {chest.folder} is full: free some space. Nothing is lost" in limited.stderr
    assert "Traceback" not in limited.stderr
    assert chest.names() == first
    assert list(chest.making.iterdir()) == []
    site.run("backup", str(chest.folder))
    assert verify(chest, chest.last()) == []


def test_backup_is_of_one_moment_while_clerks_publish_and_replace(record, chest, empty_place):
    """What is in the database of a backup has its file in it, whichever moment that was."""
    ended, done = threading.Event(), []

    def work():
        chance = random.Random(20263)
        try:
            while not ended.is_set():
                report = make.ReportFactory(
                    item__meeting__date=record.meeting.date, file=make_file(str(chance.random()))
                )
                actions.publish(meeting=report.item.meeting, stage="agenda_published_at", by=None)
                report.refresh_from_db()
                report.file = make_file(str(chance.random()))
                report.save()
                upload = make.UploadFactory(meeting=record.meeting, file=make_file(str(chance.random())))
                if chance.random() < 0.5:
                    actions.discard_upload(upload=upload)
                done.append(report)
        finally:
            connection.close()

    clerk = threading.Thread(target=work)
    clerk.start()
    made = []
    try:
        for _ in range(3):
            known = len(done)
            # The report at work now may be in the backup before: the one after it is begun from here on.
            wait_for(lambda known=known: len(done) > known + 1)
            made.append(make_backup(chest))
    finally:
        ended.set()
        clerk.join()
    counts = [manifest.tables["public.minutes_report"].number for _, manifest in made]
    assert counts == sorted(set(counts)), "the clerk was at work"
    for name, manifest in made:
        assert (manifest.missing, manifest.changed) == ([], [])
        assert verify(chest, name) == []
    status, said = tell(empty_place, "restore", str(chest.folder), "--set", made[1][0])
    assert status == 0, said
    there = {name for _, name in files(empty_place)}
    assert set(_file_names(empty_place)) <= there


def _file_names(place):
    with psycopg.connect(**place.server, dbname=place.name) as asked:
        for table in ("minutes_report", "minutes_reportversion", "minutes_upload"):
            yield from (name for (name,) in asked.execute(f"SELECT file FROM {table} WHERE file <> ''"))
