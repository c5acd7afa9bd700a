"""
What this installation knows of the database: the newest public mark that any process has seen; since when it is down.

Both lie in the folder of the kept pages, for every process to read. A mark does not tell whether it is older than
another one. So whoever sees one that is not noted asks again while nobody else can note: the one that is written last
is the one that was read last.
"""

import contextlib
import fcntl
import functools
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import ProgrammingError

from minutes.database.replicas import primary_for_a_moment
from minutes.models.mark import PublicMark, public_mark
from minutes.standby.doubts import Doubts
from minutes.standby.shelf import Shelf, closed
from minutes.whole import write_whole

EVERY = 1  # seconds: how often what dead processes left is looked for


class Known:
    """The notes in the folder `root`."""

    def __init__(self, root: Path) -> None:
        self.root, self.doubts = root, Doubts(root / "doubts")
        self._newest, self._down, self._lock = root / "newest", root / "down", root / "lock"
        self._seen = ""  # the newest mark as this process knows it
        self._next_look = 0.0
        self._alone = threading.Lock()

    def note(self, mark: PublicMark) -> PublicMark:
        """
        A mark was read: noted where it is another one. The mark of now.

        Raises what reading a mark raises, ProgrammingError where `migrate` has not been run, and OSError where it
        cannot be written: then no page is shown.
        """
        if mark.mark != self._seen:
            mark = mark if mark.mark == self._noted() else self.renew()
            self._seen = mark.mark
        if time.monotonic() >= self._next_look:
            self._next_look = time.monotonic() + EVERY
            self._look_around()
        return mark

    def renew(self) -> PublicMark:
        """Read the mark, and note it. Raises as `note` does."""
        with self._alone, self._locked(), primary_for_a_moment():
            try:
                mark = public_mark()
                if mark.mark != self._noted():
                    write_whole(self._newest, json.dumps(mark.mark).encode())
            except (OSError, ProgrammingError):
                self.forget()
                raise
        return mark

    def newest(self) -> str:
        """The mark under which pages may be shown while the database is down; "" where that is not known."""
        return "" if self.doubts.are_there() else self._noted()

    def forget(self) -> None:
        """No page may be shown until a mark is noted again: something changes, and no doubt could be laid down."""
        self._newest.unlink(missing_ok=True)

    def down_since(self, here: float) -> float:
        """
        When somebody first found the database down, in seconds since 1970.

        `here`: when this process did, which counts where the others cannot be told, the disk being full.
        """
        try:
            return self._down.stat().st_mtime
        except FileNotFoundError:
            with contextlib.suppress(OSError):
                closed(self.root)
                self._down.touch()
            return here

    def _noted(self) -> str:
        try:
            return str(json.loads(self._newest.read_bytes()))
        except (FileNotFoundError, ValueError):
            return ""

    def _look_around(self) -> None:
        """The database answers: that it was down is over, and so is what dead processes left."""
        self._down.unlink(missing_ok=True)
        self.doubts.settle()
        if not self._newest.exists():
            self.renew()

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        closed(self.root)
        with self._lock.open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def is_on() -> bool:
    """Whether this site keeps pages at all."""
    return bool(settings.STANDBY_MINUTES) and not settings.DEBUG


def is_watching() -> bool:
    """Whether anybody has to know at once what is taken away: whoever keeps pages, or reads from a replica."""
    return is_on() or bool(settings.REPLICAS)


def known() -> Known:
    """What this site knows."""
    return _known_in(settings.STANDBY_ROOT)


def shelf() -> Shelf:
    """The pages of this site."""
    return _shelf_in(settings.STANDBY_ROOT, settings.STANDBY_MAX_BYTES)


@functools.lru_cache(maxsize=2)
def _known_in(root: Path) -> Known:
    return Known(root)


@functools.lru_cache(maxsize=2)
def _shelf_in(root: Path, room: int) -> Shelf:
    return Shelf(root, room)
