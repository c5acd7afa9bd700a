"""As whom the server runs: PostgreSQL refuses root, and everybody must be able to start it."""

import os
import subprocess
import sys
from pathlib import Path

from minutes.database import programs

SOMEBODY = 54321
AS_SOMEBODY = ["setpriv", f"--reuid={SOMEBODY}", f"--regid={SOMEBODY}", "--clear-groups", "--"]
START_AND_LEAVE = """
import os, sys
from pathlib import Path
from minutes.database import programs
from minutes.database.server import server_in
if "no-namespaces" in sys.argv:
    programs._namespace_reaches = lambda folder: False
server = server_in(Path(sys.argv[1]))
server.ensure()
pid = server.state.lines()[0]
print(os.geteuid(), os.stat(f"/proc/{pid}").st_uid, server.data.stat().st_uid)
"""
root_only = os.geteuid() == 0


def start_and_leave(folder, *arguments, before=()):
    """Start the server in another process and let it end there. Returns who asked, who ran it, who owns its data."""
    command = [*before, sys.executable, "-c", START_AND_LEAVE, str(folder), *arguments]
    result = subprocess.run(command, cwd=programs_root(), capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return [int(number) for number in result.stdout.split()]


def programs_root():
    return Path(programs.__file__).resolve().parents[2]
