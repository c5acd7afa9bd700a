"""
veraPDF, the reference validator of PDF/A and PDF/UA, in a process beside the tests.

Java takes a process's signals for itself: where it ran beside Python, Ctrl-C ended everything at once, and pytest's
own handler of crashes, taken off at the end, let Java's checkpoints end the process as if it had crashed.
"""

import atexit
import functools
import pickle
import subprocess
import sys
from pathlib import Path
from typing import cast

ROOT = Path(__file__).resolve().parents[2]


def verify(pdf: bytes, profile: str) -> list[str]:
    """The rules of a profile ("3a" or "ua1") that a PDF breaks: clause, test, how often, what is asked. [] is valid."""
    process = _validator()
    assert process.stdin is not None
    assert process.stdout is not None
    pickle.dump((pdf, profile), process.stdin)
    process.stdin.flush()
    return cast(list[str], pickle.load(process.stdout))  # from the own child


@functools.cache
def _validator() -> "subprocess.Popen[bytes]":
    """The process that validates, started with the first PDF. Its input closed, it ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.verapdf.java"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for the tests
    )
    atexit.register(process.communicate)
    return process
