"""The embedded server's log: back to a moment, on real servers."""

import datetime as dt
import time

import psycopg
import pytest
from django.core.management import CommandError, call_command

from minutes.database.errors import SetupError
from minutes.database.journal import copy_base, keep_newest, recover
from minutes.database.server import DATABASE, USER, Server
from minutes.database.state import PORT


@pytest.fixture
def archive(tmp_path):
    return tmp_path / "the log's archive"  # with what a shell would take apart


@pytest.fixture
def kept(folder, archive):
    """A server that keeps its log."""
    server = Server(folder, archive)
    yield server
    server.leave()


@pytest.fixture
def new(tmp_path):
    """A server of which there is nothing yet."""
    server = Server(tmp_path / "new")
    yield server
    server.leave()


def ask(server, *questions):
    with psycopg.connect(host=server.ensure(), port=PORT, user=USER, dbname=DATABASE, autocommit=True) as connection:
        for question in questions:
            answer = connection.execute(question)
        return [row[0] for row in answer.fetchall()] if answer.description else None


def now(server):
    (moment,) = ask(server, "SELECT clock_timestamp()")
    return moment


def written(server, archive):
    """Wait until what was done is in the archive."""
    ask(server, "SELECT pg_create_restore_point('written')")  # a piece with nothing in it is never finished
    (name,) = ask(server, "SELECT pg_walfile_name(pg_current_wal_lsn())")
    ask(server, "SELECT pg_switch_wal()")
    deadline = time.monotonic() + 60
    while not (archive / name).exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def story(kept, archive, tmp_path):
    """A base copy, then a row, then a moment, then a row more, then the great mistake."""
    ask(kept, "CREATE TABLE minute (text text)", "INSERT INTO minute VALUES ('before the copy')")
    base = copy_base(kept, tmp_path / "copies")
    ask(kept, "INSERT INTO minute VALUES ('after the copy')")
    moment = now(kept)
    time.sleep(0.05)
    ask(kept, "INSERT INTO minute VALUES ('later')", "DROP TABLE minute")
    written(kept, archive)
    return base, moment


def test_server_comes_back_as_it_was_at_a_moment_and_takes_changes(story, archive, new):
    base, moment = story
    last = recover(new, base, archive, moment)
    assert ask(new, "SELECT text FROM minute") == ["before the copy", "after the copy"]
    assert last <= moment
    ask(new, "INSERT INTO minute VALUES ('a new beginning')")
    new.leave()
    assert ask(new, "SHOW restore_command") == [""]
    assert len(ask(new, "SELECT text FROM minute")) == 3


def test_server_comes_back_as_it_was_last(story, archive, new):
    base, _ = story
    recover(new, base, archive, None)
    assert ask(new, "SELECT count(*) FROM pg_tables WHERE tablename = 'minute'") == [0]


def test_moment_that_the_log_does_not_reach_is_told_and_nothing_is_left(story, archive, new):
    base, moment = story
    with pytest.raises(SetupError, match="recovery ended before configured recovery target was reached"):
        recover(new, base, archive, moment + dt.timedelta(days=1))
    assert not new.data.exists()


def test_log_that_was_cut_is_told(story, archive, new):
    base, moment = story
    for path in archive.iterdir():
        path.unlink()
    with pytest.raises(SetupError, match="recovery ended before"):
        recover(new, base, archive, moment)


def test_server_that_goes_away_while_it_reads_the_log_says_why(story, archive, new, monkeypatch):
    base, moment = story

    def goes_away(server):
        server.log.write_text("LOG:  redo starts\nFATAL:  recovery ended before the moment\n")
        raise psycopg.OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(Server, "ensure", goes_away)
    with pytest.raises(SetupError, match="FATAL:  recovery ended before the moment"):
        recover(new, base, archive, moment)
    assert not new.data.exists()


def test_folder_that_holds_a_database_is_left_alone(story, archive, kept):
    with pytest.raises(SetupError, match="is there already"):
        recover(kept, story[0], archive, None)


def test_recovered_server_can_go_on_with_the_same_archive(story, archive, tmp_path):
    """Its log has a new line of time: the old one stays beside it."""
    base, moment = story
    first = Server(tmp_path / "first", archive)
    recover(first, base, archive, moment)
    ask(first, "INSERT INTO minute VALUES ('a new beginning')")
    written(first, archive)
    first.leave()
    second = Server(tmp_path / "second")
    recover(second, base, archive, None)
    assert ask(second, "SELECT text FROM minute")[-1] == "a new beginning"
    second.leave()


def test_old_copies_go_with_the_log_that_they_alone_need(story, archive, kept, new, tmp_path):
    time.sleep(1)  # copies are named by the second
    newer = copy_base(kept, tmp_path / "copies")
    written(kept, archive)
    before = len(list(archive.iterdir()))
    keep_newest(tmp_path / "copies", archive, 1, server=kept)
    assert list((tmp_path / "copies").iterdir()) == [newer]
    assert len(list(archive.iterdir())) < before
    recover(new, newer, archive, None)


def test_copy_that_fails_leaves_nothing(kept, tmp_path):
    kept.ensure()
    place = tmp_path / "copies"
    place.mkdir()
    (place / "killed.part").mkdir()
    copy_base(kept, place)
    assert [path.suffix for path in place.iterdir()] == [""]


def test_commands_are_for_the_embedded_server_alone(settings, tmp_path):
    settings.DATABASES["default"]["ENGINE"], before = "django.db.backends.postgresql", "minutes.database"
    try:
        for command in (["base_copy", tmp_path], ["recover", tmp_path, "--archive", tmp_path]):
            with pytest.raises(CommandError, match="a server of your own"):
                call_command(*command)
    finally:
        settings.DATABASES["default"]["ENGINE"] = before


def test_copy_without_a_log_is_refused(tmp_path):
    with pytest.raises(CommandError, match="MINUTEBOOK_WAL_ARCHIVE is not set"):
        call_command("base_copy", tmp_path)
