"""The embedded server's life, with real processes and a real PostgreSQL."""

import os
import signal
import time
from pathlib import Path

import psycopg
import pytest

from minutes.database import programs
from minutes.database.errors import SetupError
from minutes.database.server import DATABASE, USER, Server
from minutes.database.state import PORT


def ask(socket_folder, sql):
    with psycopg.connect(host=socket_folder, port=PORT, user=USER, dbname=DATABASE) as connection:
        return connection.execute(sql).fetchone()[0]


def runs(folder):
    return (folder / "postgres" / "postmaster.pid").exists()


def postmaster(folder):
    return int((folder / "postgres" / "postmaster.pid").read_text().split()[0])


def leave(process):
    process.stdin.close()
    process.wait(timeout=60)


@pytest.mark.parametrize(
    ("setting", "value"),
    [("server_encoding", "UTF8"), ("data_checksums", "on"), ("listen_addresses", ""), ("fsync", "on"), ("jit", "off")],
)
def test_server_has_the_setting(server, setting, value):
    assert ask(server.ensure(), f"SHOW {setting}") == value


def test_database_knows_accented_letters_whatever_the_system_speaks(server):
    assert ask(server.ensure(), "SELECT upper('café')") == "CAFÉ"


def test_server_of_two_processes_stops_with_the_last_one(folder, start_user):
    first, second = start_user(folder), start_user(folder)
    leave(first)
    assert ask(second.socket_folder, "SELECT 1") == 1
    leave(second)
    assert not runs(folder)


def test_server_outlives_a_killed_process_and_stops_with_the_next(folder, start_user):
    killed = start_user(folder)
    pid = postmaster(folder)
    killed.kill()
    killed.wait(timeout=60)
    assert runs(folder)
    following = start_user(folder)
    assert postmaster(folder) == pid
    leave(following)
    assert not runs(folder)


def test_server_that_was_killed_starts_again_with_its_data(server, folder):
    with psycopg.connect(host=server.ensure(), port=PORT, user=USER, dbname=DATABASE, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS seven")
        os.kill(postmaster(folder), signal.SIGKILL)
        while server.state.answers():
            time.sleep(0.01)
    assert ask(server.ensure(), "SELECT seven FROM kept") == 7


def test_process_that_serves_does_not_wait_for_a_server_that_was_killed(server, folder):
    assert server.ensure_soon() == server.ensure()
    os.kill(postmaster(folder), signal.SIGKILL)
    while server.state.answers():
        time.sleep(0.01)
    with pytest.raises(SetupError, match="being started"):
        server.ensure_soon()
    deadline = time.monotonic() + 120
    while not server.state.answers():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert ask(server.ensure(), "SELECT 1") == 1


@pytest.mark.parametrize(
    "left", ["", "{pid}\n/somewhere\n1700000000\n5432\n.\n\n\n"], ids=["empty", "number given anew"]
)
def test_server_starts_over_the_state_file_of_a_power_cut(server, folder, left):
    (folder / "postgres" / "postmaster.pid").write_text(left.format(pid=os.getpid()))
    assert ask(server.ensure(), "SELECT 1") == 1


def test_interrupted_process_stops_the_server(folder, start_user):
    process = start_user(folder)
    process.send_signal(signal.SIGINT)
    process.wait(timeout=60)
    assert not runs(folder)


FORKING_PROGRAM = """
import os, sys
from pathlib import Path
from minutes.database.server import server_in
server = server_in(Path(sys.argv[1]))
socket = server.ensure()
child = os.fork()
if child == 0:
    sys.exit()
os.waitpid(child, 0)
print(socket, flush=True)
sys.stdin.read()
"""


def test_server_outlives_a_forked_child_that_ends(folder, start_user):
    parent = start_user(folder, FORKING_PROGRAM)
    assert ask(parent.socket_folder, "SELECT 1") == 1
    leave(parent)
    assert not runs(folder)


ORPHANING_PROGRAM = """
import os, sys
from pathlib import Path
from minutes.database.server import server_in
server = server_in(Path(sys.argv[1]))
socket = server.ensure()
if os.fork():
    print(socket, flush=True)
    sys.exit()
sys.stdin.read()
"""


def test_forked_child_that_uses_nothing_does_not_hold_the_server(folder, start_user):
    start_user(folder, ORPHANING_PROGRAM).wait()
    assert not runs(folder)


def test_sockets_of_a_long_path_lie_in_a_short_folder_until_the_end(folder):
    deep = folder.parent / ("a" * 60) / ("b c'" * 15)
    deep.parent.mkdir()
    server = Server(folder.rename(deep))
    sockets = server.ensure()
    assert ask(sockets, "SELECT 1") == 1
    assert len(sockets) < 60
    server.leave()
    assert not Path(sockets).exists()


def test_data_of_another_major_version_are_refused_and_left_alone(server, folder):
    version = folder / "postgres" / "PG_VERSION"
    version.write_text("17\n")
    with pytest.raises(SetupError, match=r"written by PostgreSQL 17.*pg_dump .*pg_restore"):
        server.ensure()
    assert version.read_text() == "17\n"
    assert not runs(folder)


def test_damaged_data_are_named_with_postgres_own_reason(server, folder):
    (folder / "postgres" / "global" / "pg_control").unlink()
    with pytest.raises(SetupError, match=r"does not run in .*pg_control"):
        server.ensure()


def test_broken_first_attempt_is_made_again(tmp_path):
    (tmp_path / "postgres.new").mkdir()
    (tmp_path / "postgres.new" / "half").touch()
    server = Server(tmp_path)
    assert ask(server.ensure(), "SELECT 1") == 1
    server.leave()


def test_folder_of_somebody_else_is_refused(monkeypatch, folder):
    monkeypatch.setattr(os, "geteuid", lambda: folder.stat().st_uid + 4242)
    with pytest.raises(SetupError, match="belongs to another user"):
        programs.as_owner_of(folder)


def test_log_that_is_too_long_begins_anew_while_the_server_runs(server):
    sockets = server.ensure()

    def fail(word):
        with pytest.raises(psycopg.errors.UndefinedTable):
            ask(sockets, f"SELECT 1 FROM {word}")

    fail("before_it")
    assert not server.shorten_log(10_000_000)
    assert "before_it" in server.log.read_text()
    assert server.shorten_log(10)
    fail("after_it")
    text = server.log.read_text()
    assert "after_it" in text
    assert "before_it" not in text
    assert "\0" not in text
