"""Data folders of the embedded server, each its own, from one that was made once."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from minutes.database.server import Server

ROOT = Path(__file__).resolve().parents[3]
# A process that holds the server until its input ends. Ctrl-C reaches it even where the tests run in the background,
# for which a shell has it ignored.
USER_PROGRAM = """
import signal, sys
from pathlib import Path
from minutes.database.server import server_in
signal.signal(signal.SIGINT, signal.default_int_handler)
print(server_in(Path(sys.argv[1])).ensure(), flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="session")
def made_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    server = Server(folder)
    server.ensure()
    server.leave()
    return folder


@pytest.fixture
def folder(made_folder, tmp_path):
    shutil.copytree(made_folder, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def server(folder):
    server = Server(folder)
    yield server
    server.leave()


@pytest.fixture
def start_user():
    """Start another process that uses a folder; .stdin.close() or .kill() ends it."""
    processes = []

    def start(folder, program=USER_PROGRAM, before=()):
        command = [*before, sys.executable, "-c", program, str(folder)]
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        processes.append(process)
        process.socket_folder = process.stdout.readline().strip()
        return process

    yield start
    for process in processes:
        process.stdin.close()
        process.wait(timeout=60)
        process.stdout.close()
