"""
The PDFs that were given out and that the public log may not have yet (minutes/ledger): a folder of notes, oldest first.

A PDF can be replaced before the log is brought up to date, and a process of the public side can enter nothing. So
whoever notes a PDF lays down here what bytes it has; whoever enters them takes the notes away.
"""

import contextlib
import hashlib
import json
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from minutes.whole import write_whole


class Given(NamedTuple):
    """That a PDF with these bytes stood at that address; `note` is where it is written."""

    note: Path
    address: str
    sha256: str


class Untold:
    """The notes in the folder `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def add(self, address: str, path: Path) -> None:
        """Note the file that an address has now. Raises OSError where it is gone, or the disk is full."""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        note = self.root / f"{time.time_ns():020}-{uuid4().hex}.json"
        write_whole(note, json.dumps([address, digest]).encode())

    def notes(self) -> list[Path]:
        """All notes, in order."""
        return sorted(self.root.glob("*.json"))

    def read(self, notes: Sequence[Path]) -> list[Given]:
        """What they say; one that is gone was entered meanwhile."""
        given = []
        for note in notes:
            with contextlib.suppress(FileNotFoundError):
                given.append(Given(note, *json.loads(note.read_bytes())))
        return given

    def take(self, told: Collection[Given]) -> None:
        """These are in the log."""
        for one in told:
            one.note.unlink(missing_ok=True)
