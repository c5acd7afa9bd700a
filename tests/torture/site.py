"""A whole site in a folder of its own, and SIGKILL for any part of it."""

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
from django.conf import settings
from django.db import connection

from minutes.standby.loss import AGAIN

PATIENCE = 120  # seconds for what should take five: the machine may be busy


class Site:
    """Embedded server, web server with two workers, commands. `with` it; Django's settings name the same folder."""

    options = ("--blocking-threads", "2", "--log-level", "critical")  # of the web server
    log = subprocess.DEVNULL  # where what it says goes

    def __init__(self, folder: Path):
        self.folder = folder
        self.environment = {**os.environ, "MINUTEBOOK_DATA": str(folder), "DATABASE_URL": ""}
        self.environment.pop("PYTEST_CURRENT_TEST", None)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.root = f"http://127.0.0.1:{self.port}"
        self.web: subprocess.Popen | None = None
        self.has_lost_database = False

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.kill_web()

    def start(self) -> None:
        """Start whatever does not run, as an operator would after a crash, and wait until pages are served."""
        connection.close()
        wait_for(self.is_ready, "the site to serve")
        if self.has_lost_database:
            self.has_lost_database = False
            time.sleep(AGAIN + 1)  # for so long a worker may not look whether it is there again
        connection.ensure_connection()

    def is_ready(self) -> bool:
        """
        Whether each of three requests is answered: there are two workers, and one may be on its way down.

        A web server that has ended is started again, as systemd does it: it may end a while after a kill.
        """
        if self.web is None or self.web.poll() is not None:
            self.web = self._started(
                sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port),
                "--workers", "2", "--respawn-failed-workers", *self.options, "minutes.config.wsgi:application",
                stderr=self.log,
            )  # fmt: skip
        try:
            for _ in range(3):
                with urllib.request.urlopen(f"{self.root}/readyz", timeout=10) as answer:
                    answer.read()
        except (OSError, urllib.error.URLError):
            return False
        return True

    def command(self, *words: str) -> subprocess.Popen:
        """`manage.py` with these words, in a process group of its own; what it says is in `stderr`."""
        return self._started(sys.executable, "manage.py", *words, stderr=subprocess.PIPE, text=True)

    def run(self, *words: str) -> None:
        """A command, to its end. Raises AssertionError with what it said."""
        process = self.command(*words)
        _, said = process.communicate(timeout=10 * PATIENCE)
        assert process.returncode == 0, f"{' '.join(words)}: {said}"

    def kill_web(self) -> None:
        """The web server with all its workers and whatever makes their PDFs."""
        kill_group(self.web)

    def kill_worker(self, chance: random.Random) -> None:
        """One of the two: the other goes on, and the web server starts a new one."""
        workers = psutil.Process(self.web.pid).children()
        if workers:
            _kill([chance.choice(workers)])

    def kill_database(self) -> None:
        """The whole PostgreSQL server, in the middle of whatever it does."""
        self.has_lost_database = True
        try:
            server = psutil.Process(int((self.folder / "postgres" / "postmaster.pid").read_text().split()[0]))
            _kill([server, *server.children()])
        except (FileNotFoundError, psutil.NoSuchProcess):
            return  # it is down already

    def _started(self, *program: str, **options) -> subprocess.Popen:
        return subprocess.Popen(
            program, cwd=settings.BASE_DIR, env=self.environment, start_new_session=True,
            **{"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **options},
        )  # fmt: skip


def kill_group(process: subprocess.Popen) -> None:
    """A process that leads its group, with the whole of it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _kill(processes: list[psutil.Process]) -> None:
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(processes, timeout=PATIENCE)


def wait_for(there, what: str) -> None:
    """Until it is so. Raises AssertionError when it never is."""
    deadline = time.monotonic() + PATIENCE
    while not there():
        assert time.monotonic() < deadline, f"waited {PATIENCE} s for {what}"
        time.sleep(0.05)
