"""The embedded server's life: the first process that needs it starts it, the last one that leaves stops it.

Every process that uses it holds a shared lock on a file in the data folder until it ends, however it ends: the kernel
drops the lock of a killed one. A second lock makes starting and stopping wait for each other.
"""

import atexit
import fcntl
import functools
import os
import shlex
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psycopg

from minutes.database import programs
from minutes.database.errors import NO_SPACE, SetupError, disk_full, is_full
from minutes.database.state import PORT, State

DATABASE = "minutebook"
USER = "minutebook"
# The kernel takes 107 bytes for a socket's whole path; PostgreSQL appends "/.s.PGSQL.5432".
LONGEST_SOCKET_FOLDER = 90
SHORT_FOLDER = "minutebook-"
LONGEST_LOG = 50 * 1024 * 1024
START_SECONDS = 300  # recovery after a power cut may take long


@functools.cache
def server_in(folder: Path, archive: Path | None = None) -> "Server":
    """The one Server object of this process for a data folder."""
    return Server(folder, archive)


class Server:
    """
    A PostgreSQL server whose files lie in a data folder, shared by the processes that use that folder.

    Who starts it says whether it keeps its log in an `archive` (minutes/database/journal.py).
    """

    def __init__(self, folder: Path, archive: Path | None = None) -> None:
        self.folder, self.archive = folder, archive
        self.data = folder / "postgres"
        self.state = State(self.data)
        self.log = self.data / "server.log"
        self._use: IO[str] | None = None
        self._starter: threading.Thread | None = None
        os.register_at_fork(after_in_child=self._forget)

    def ensure(self) -> str:
        """Hold the server for this process, start it unless it runs, and return the folder of its socket.

        Raises SetupError: another major version's data, a full disk, somebody else's folder, no start.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._alone():
            self._hold()
            if not self._runs():
                self._start()
            return str(self.state.socket_folder())

    def ensure_soon(self) -> str:
        """
        The same for a process that answers requests: once it has held the server, nobody waits for it to be started.

        Raises SetupError while it does not answer; a thread starts it meanwhile.
        """
        if self._use is None:
            return self.ensure()
        if self.state.answers():
            return str(self.state.socket_folder())
        if self._starter is None or not self._starter.is_alive():
            self._starter = threading.Thread(target=self._start_again, daemon=True)
            self._starter.start()
        raise SetupError(f"PostgreSQL does not answer in {self.data}: it is being started.")

    def leave(self) -> None:
        """Let go of the server; stop it if nobody else holds it."""
        if self._use is None:
            return
        with self._alone():
            try:
                fcntl.flock(self._use, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass  # another process holds it and will stop it
            else:
                self._stop()
            self._forget()

    def shorten_log(self, most: int = LONGEST_LOG) -> bool:
        """Begin the server's own log anew where it is longer than that many bytes; whether it was."""
        if not self.log.exists() or self.log.stat().st_size <= most:
            return False
        os.truncate(self.log, 0)  # pg_ctl has it opened to append: the server goes on at the new end
        return True

    def _leave_at_exit(self) -> None:
        """What goes wrong now is told in its sentence: the program has ended, and nobody is left to catch it."""
        try:
            self.leave()
        except SetupError as error:
            print(error, file=sys.stderr)

    def _start_again(self) -> None:
        try:
            self.ensure()
        except SetupError as error:  # the next request tries again
            print(error, file=sys.stderr)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.folder / "postgres.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _hold(self) -> None:
        if self._use is None:
            self._use = (self.folder / "postgres.users").open("a")
            fcntl.flock(self._use, fcntl.LOCK_SH)
            atexit.register(self._leave_at_exit)

    def _forget(self) -> None:
        """Close this process's handle. A forked child shares its parent's lock until it does so, too."""
        if self._use is not None:
            self._use.close()
            self._use = None

    def _runs(self) -> bool:
        """Whether a server accepts connections. One on its way up or down is waited for."""
        deadline = time.monotonic() + START_SECONDS
        while not self.state.answers():
            if not self.state.process_lives() or time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        return True

    def _start(self) -> None:
        if not self.data.exists():
            self._initialise()
        self._check_version()
        self.state.disown_dead_server()
        self.log.unlink(missing_ok=True)
        # No compiling of queries: for a page it takes longer than what is to be compiled. Tables are counted soon after
        # their first rows: until then, queries are planned as if they were empty.
        tuning = "-c jit=off -c autovacuum_naptime=15s"
        options = f"-c listen_addresses= {tuning} -c unix_socket_directories={self._new_socket_folder()}"
        options += self._archiving()
        self._run("start", "--wait", "-s", f"--timeout={START_SECONDS}", f"--log={self.log}", f"--options={options}")
        self._create_database()

    def _archiving(self) -> str:
        """Each finished piece of the log is copied to the archive, whole, and at least every minute."""
        if self.archive is None:
            return ""
        if not self.archive.exists():
            self.archive.mkdir(parents=True, mode=0o700)
        place = shlex.quote(f"basic_archive.archive_directory={self.archive}")
        return f" -c archive_mode=on -c archive_timeout=60 -c archive_library=basic_archive -c {place}"

    def _initialise(self) -> None:
        """Make the data folder: beside its place and then renamed, so that a broken attempt leaves nothing."""
        draft = self.folder / "postgres.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        result = programs.run(
            "initdb",
            *(f"--pgdata={draft}", f"--username={USER}", "--auth=trust", "--data-checksums", "--encoding=UTF8"),
            *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            folder=draft,
        )
        if result.returncode:
            shutil.rmtree(draft)
            raise self.failure(result.stdout)
        draft.rename(self.data)

    def _check_version(self) -> None:
        found = (self.data / "PG_VERSION").read_text().strip()
        result = programs.run("postgres", "--version", folder=self.data)
        ours = result.stdout.split()[-1].partition(".")[0]
        if found != ours:
            raise SetupError(
                f"{self.data} was written by PostgreSQL {found}, and this is PostgreSQL {ours}: dump it with "
                f"version {found}'s `pg_dump --format=custom --file=minutebook.dump {DATABASE}`, move the folder "
                f"away, and read the dump in with `pg_restore --clean --if-exists` (docs/setup.md has the steps)."
            )

    def _new_socket_folder(self) -> str:
        """ "." is the data folder itself; a short temporary folder where its path is too long for a socket."""
        if len(os.fsencode(self.data)) <= LONGEST_SOCKET_FOLDER:
            return "."
        folder = tempfile.mkdtemp(prefix=SHORT_FOLDER, dir="/tmp")
        owner = self.data.stat()
        os.chown(folder, owner.st_uid, owner.st_gid)
        return folder

    def _create_database(self) -> None:
        with psycopg.connect(
            host=str(self.state.socket_folder()), port=PORT, user=USER, dbname="postgres", autocommit=True
        ) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(f"CREATE DATABASE {DATABASE}")

    def _stop(self) -> None:
        sockets = self.state.socket_folder()
        if self.state.answers():
            # On a full disk an orderly stop waits in vain for its last checkpoint; the next start recovers.
            mode = "immediate" if is_full(self.folder) else "fast"
            self._run("stop", f"--mode={mode}", "--wait", "-s")
        if sockets.name.startswith(SHORT_FOLDER):
            shutil.rmtree(sockets, ignore_errors=True)  # /tmp may have been cleared

    def _run(self, action: str, *arguments: str) -> None:
        result = programs.run("pg_ctl", action, f"--pgdata={self.data}", *arguments, folder=self.data)
        if result.returncode:
            raise self.failure(result.stdout)

    def failure(self, output: str) -> SetupError:
        """What a program's output and the server's log tell, as one sentence."""
        if self.log.exists():
            output += self.log.read_text()
        if NO_SPACE in output or is_full(self.folder):
            return SetupError(disk_full(self.folder))
        reasons = [line for line in output.splitlines() if "FATAL:" in line or "PANIC:" in line or "error:" in line]
        reason = reasons[0] if reasons else output.strip().replace("\n", " ")
        return SetupError(f"PostgreSQL does not run in {self.data}: {reason}.")
