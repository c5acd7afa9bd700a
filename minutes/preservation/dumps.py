"""The database as PostgreSQL's own programs write and read it."""

import contextlib
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from django.db import connection

from minutes.database import programs
from minutes.preservation.errors import BackupError

# libpq's words for where a database is, as its programs read them from the environment.
VARIABLES = {
    "host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY",
    "service": "PGSERVICE", "passfile": "PGPASSFILE",
}  # fmt: skip
# In one transaction: all of it or nothing. Owners and rights are the new place's own.
RESTORE = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")


def site_address() -> dict[str, str]:
    """Where the site's database is, in libpq's words."""
    return {name: str(value) for name, value in connection.get_connection_params().items() if name in VARIABLES}


@contextlib.contextmanager
def dumped(snapshot: str) -> Iterator[IO[bytes]]:
    """What pg_dump writes of the site's database as that snapshot shows it. Raises BackupError."""
    with _running("pg_dump", ["--format=custom", f"--snapshot={snapshot}"], site_address(), stdout=True) as process:
        yield cast(IO[bytes], process.stdout)


@contextlib.contextmanager
def restored(address: dict[str, str]) -> Iterator[IO[bytes]]:
    """What pg_restore reads into an empty database; when all is written, it is in. Raises BackupError."""
    with _running("pg_restore", [*RESTORE, f"--dbname={address['dbname']}"], address, stdout=False) as process:
        reads = cast(IO[bytes], process.stdin)
        yield reads
        reads.close()


@contextlib.contextmanager
def _running(
    name: str, arguments: list[str], address: dict[str, str], *, stdout: bool
) -> Iterator[subprocess.Popen[bytes]]:
    """The program while it runs, with its output or its input to hand. No password is on the command line."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_", "LANG"))}
    environment |= {VARIABLES[key]: value for key, value in address.items()} | {"LC_ALL": "C"}
    with tempfile.TemporaryFile() as said, _started(
        [_program(name), *arguments], env=environment, stderr=said, start_new_session=True,
        stdin=subprocess.DEVNULL if stdout else subprocess.PIPE, stdout=subprocess.PIPE if stdout else said,
    ) as process:  # fmt: skip
        broken = False
        try:
            yield process
        except BrokenPipeError:
            broken = True  # it ended early: it has said why
        if process.wait() or broken:
            said.seek(0)
            words = said.read().decode(errors="replace").strip().replace("\n", " ")
            raise BackupError(f"{name} has failed: {words[:500]}")


@contextlib.contextmanager
def _started(command: list[str], **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A process that does not outlive its use."""
    process = subprocess.Popen(command, **options)
    try:
        yield process
    finally:
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        process.wait()


def _program(name: str) -> str:
    """
    The program that fits the server: not older than it.

    A server of one's own is asked by the system's program where there is a fitting one, because it speaks TLS; the one
    that comes along does not. Raises BackupError.
    """
    ours = str(programs.FOLDER / name)
    if connection.settings_dict["ENGINE"] == "minutes.database":
        return ours
    needed = connection.pg_version // 10_000  # type: ignore[attr-defined]
    folders = [Path(folder) / name for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    debian = [Path(f"/usr/lib/postgresql/{needed}/bin/{name}")]
    for path in [*folders, *debian, Path(ours)]:
        if path.is_file() and _major(path) >= needed:
            return str(path)
    raise BackupError(f"The server is PostgreSQL {needed}: install postgresql-client-{needed}, whose {name} reads it.")


def _major(program: Path) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(found[1]) if found else 0
