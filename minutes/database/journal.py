"""
The write-ahead log of the embedded server, kept: every change since a copy of its folder, to go back to any moment.

A server writes each finished piece of its log (16 MB, or what a minute has brought) to the folder that
MINUTEBOOK_WAL_ARCHIVE names. A base copy and the pieces since give the database as it was at any moment between.
"""

import datetime as dt
import re
import shutil
import time
from pathlib import Path

import psycopg

from minutes.database import programs
from minutes.database.errors import SetupError
from minutes.database.server import DATABASE, USER, Server
from minutes.database.state import PORT

RECOVERY_SECONDS = 24 * 3600
LABEL = re.compile(r"START WAL LOCATION: \S+ \(file (\w+)\)")
NAME = "%Y%m%dT%H%M%SZ"


def copy_base(server: Server, target: Path) -> Path:
    """
    Copy the server's folder while it runs, into a new folder under `target`, which is whole or not there.

    Raises SetupError.
    """
    sockets = server.ensure()
    target.mkdir(parents=True, exist_ok=True)
    for left in target.glob("*.part"):
        shutil.rmtree(left)
    place = target / f"{dt.datetime.now(dt.UTC):{NAME}}"
    draft = place.with_suffix(".part")
    result = programs.run(
        "pg_basebackup", f"--pgdata={draft}", f"--host={sockets}", f"--port={PORT}", f"--username={USER}",
        "--checkpoint=fast", "--no-password", folder=server.data,
    )  # fmt: skip
    if result.returncode:
        shutil.rmtree(draft, ignore_errors=True)
        raise SetupError(f"The base copy could not be made: {_first_line(result.stdout)}.")
    for left in draft.glob(".s.PGSQL.*"):  # the socket's lock lies in the folder, and is the running server's
        left.unlink()
    return draft.rename(place)


def keep_newest(target: Path, archive: Path, number: int, *, server: Server) -> None:
    """Delete all base copies but so many, and what of the log only they need. Raises SetupError."""
    copies = sorted(path for path in target.iterdir() if path.is_dir() and path.suffix != ".part")
    for old in copies[:-number]:
        shutil.rmtree(old)
    label = (copies[-number:][0] / "backup_label").read_text()
    first = LABEL.search(label)
    if first is not None and archive.is_dir():
        programs.run("pg_archivecleanup", str(archive), first[1], folder=server.data)


def recover(server: Server, base: Path, archive: Path, until: dt.datetime | None) -> dt.datetime | None:
    """
    Make the server's folder, which must not be there yet, from a base copy and the log: as it was at a moment, or at
    the last one that the log knows. The moment of its last change.

    Raises SetupError, and leaves no folder.
    """
    if server.data.exists():
        raise SetupError(f"{server.data} is there already: name another MINUTEBOOK_DATA, or move the folder away.")
    for folder in (base, archive):
        if not folder.is_dir():
            raise SetupError(f"{folder} is not there.")
    server.folder.mkdir(parents=True, exist_ok=True)
    draft = server.folder / "postgres.new"
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(base, draft)
    with (draft / "postgresql.auto.conf").open("a") as settings:
        settings.write(_settings(archive, until))
    (draft / "recovery.signal").touch()
    draft.rename(server.data)
    try:
        return _recovered(server)
    except SetupError:
        server.data.rename(draft)  # whoever starts the site is not to find half of it
        raise


def _settings(archive: Path, until: dt.datetime | None) -> str:
    """What PostgreSQL reads of its recovery. A quotation mark in a path would end the value."""
    place = str(archive.resolve()).replace("\\", "\\\\").replace("'", "''").replace('"', '\\"')
    lines = [f'restore_command = \'cp "{place}/%f" "%p"\'', "recovery_target_action = 'promote'"]
    if until is not None:
        lines.append(f"recovery_target_time = '{until.astimezone(dt.UTC).isoformat()}'")
    return "\n".join(lines) + "\n"


def _recovered(server: Server) -> dt.datetime | None:
    """The moment of the last change. A server that goes away while it reads the log has written why."""
    try:
        return _read_to_the_end(server.ensure())
    except psycopg.OperationalError as error:
        raise server.failure(str(error)) from error


def _read_to_the_end(sockets: str) -> dt.datetime | None:
    """Wait until the server has read the log and takes changes; then it forgets how it got there."""
    address = f"host={sockets} port={PORT} user={USER} dbname={DATABASE}"
    with psycopg.connect(address, autocommit=True) as connection:
        deadline = time.monotonic() + RECOVERY_SECONDS
        while _ask(connection, "SELECT pg_is_in_recovery()"):
            if time.monotonic() > deadline:
                raise SetupError("The log is still being read after a day.")
            time.sleep(0.1)
        last = _ask(connection, "SELECT pg_last_xact_replay_timestamp()")
        for name in ("restore_command", "recovery_target_action", "recovery_target_time"):
            connection.execute(f"ALTER SYSTEM RESET {name}")
        connection.execute("SELECT pg_reload_conf()")
        return last if isinstance(last, dt.datetime) else None


def _ask(connection: psycopg.Connection, question: str) -> object:
    row = connection.execute(question).fetchone()
    return row[0] if row else None


def _first_line(output: str) -> str:
    lines = [line for line in output.splitlines() if "error:" in line or "FATAL" in line] or output.splitlines()
    return (lines or ["it does not say why"])[0].strip().rstrip(".")
