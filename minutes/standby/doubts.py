"""
Changes of which this installation does not know yet whether they are stored: while there is one, no kept page is shown.

Whoever is about to change or delete a record lays down a file first, and takes it away once the change is stored or
taken back and the mark after it is noted. Had the database died in between, the file would still lie there. It is
locked as long as its process may be at work; one that a dead process has left goes when the database answers again.
"""

import contextlib
import fcntl
import time
from pathlib import Path
from typing import IO, NamedTuple
from uuid import uuid4

from minutes.standby.shelf import closed

STORED = 5  # seconds after which what a dead process has sent is stored or not


class Doubt(NamedTuple):
    """One of them, of this thread."""

    path: Path
    file: IO[bytes]

    def end(self, *, is_known: bool) -> None:
        """The change is over; whether the mark after it is noted."""
        if is_known:
            self.path.unlink(missing_ok=True)
        self.file.close()


class Doubts:
    """The files in the folder `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def are_there(self) -> bool:
        """Whether there is one, of whatever process."""
        return bool(self._found())

    def settle(self) -> None:
        """The database has answered: what dead processes left goes."""
        for path in self._found():
            with contextlib.suppress(FileNotFoundError, BlockingIOError), path.open("rb") as file:
                if path.stat().st_mtime < time.time() - STORED:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    path.unlink()

    def begin(self) -> Doubt:
        """Lay one down. Raises OSError."""
        closed(self.root)
        path = self.root / uuid4().hex
        file = path.open("wb")
        fcntl.flock(file, fcntl.LOCK_EX)
        return Doubt(path, file)

    def _found(self) -> list[Path]:
        try:
            return list(self.root.iterdir())
        except FileNotFoundError:
            return []
