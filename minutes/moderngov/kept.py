"""What was fetched from the old system, kept on disk, so that a run that was stopped goes on and asks nothing twice."""

import fcntl
import hashlib
import json
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from minutes.moderngov.client import Reply
from minutes.whole import write_whole

ROUND = "round.json"
AFRESH = "afresh"
# A round that was left unfinished for longer is not gone on with: what it holds is old.
LONGEST_ROUND = 20 * 3600


class Busy(Exception):
    """Another process asks the same host."""


class Kept:
    """
    The folder of one host. A key is a readable path in it: "meeting-10230.xml".

    A round is one going through everything that the old system has. A reply is current when it came in this round;
    one that was killed is gone on with, and so asks for nothing again that it has.
    """

    def __init__(self, folder: Path, *, now: Callable[[], float] = time.time) -> None:
        self.folder = folder
        self._now = now
        self.started = 0.0

    def path(self, key: str) -> Path:
        return self.folder / key

    def has(self, key: str) -> bool:
        return self.path(key).exists()

    def is_current(self, key: str) -> bool:
        """Whether it was fetched, or was found unchanged, in this round."""
        path = self.path(key)
        return path.exists() and path.stat().st_mtime >= self.started

    def is_settled(self, key: str) -> bool:
        """Whether it was fetched, or was found unchanged, after everything was last to be asked for again."""
        path, afresh = self.path(key), self.folder / AFRESH
        return path.exists() and not (afresh.exists() and path.stat().st_mtime < afresh.stat().st_mtime)

    def ask_afresh(self) -> None:
        """
        Have everything asked for again, once.

        It begins a round, and is no setting of one, so that what was stopped goes on with it.
        """
        write_whole(self.folder / AFRESH, b"")
        self._stamp(self.folder / AFRESH)
        (self.folder / ROUND).unlink(missing_ok=True)

    def known(self, key: str) -> Reply | None:
        """What the server said of the kept reply, for asking whether it has changed; None without any."""
        told = read_told(self._about(key)) if self.has(key) else {}
        return Reply(None, str(told.get("etag", "")), str(told.get("modified", ""))) if told else None

    def keep(self, key: str, reply: Reply) -> None:
        """
        Keep what came, or note that it has not changed.

        Whole or not at all, and what the server said of it last: a kept reply never bears the marks of another.
        """
        path, about = self.path(key), self._about(key)
        self.path(f"{key}.refused").unlink(missing_ok=True)
        if reply.body is not None and not (path.exists() and path.read_bytes() == reply.body):
            about.unlink(missing_ok=True)
            write_whole(path, reply.body)
        self._stamp(path)
        if reply.etag or reply.modified:
            write_whole(about, json.dumps({"etag": reply.etag, "modified": reply.modified}).encode())

    def _stamp(self, path: Path) -> None:
        os.utime(path, (self._now(), self._now()))

    def refuse(self, key: str, reason: str) -> None:
        """Note why something will not come, the next time either."""
        write_whole(self.path(f"{key}.refused"), reason.encode())
        self._stamp(self.path(f"{key}.refused"))

    def refused(self, key: str) -> str:
        """Why it will not come; an empty text where nobody said so, or all is to be asked for again."""
        return self.path(f"{key}.refused").read_text() if self.is_settled(f"{key}.refused") else ""

    def _about(self, key: str) -> Path:
        return self.path(f"{key}.about")

    @contextmanager
    def round(self) -> Iterator[None]:
        """
        Go on with the round that was left unfinished, or begin one. It ends when all was gone through.

        Raises Busy while another process is in one.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Busy(f"Another import that uses {self.folder} is running.") from error
            self.started = self._unfinished() or self._now()
            write_whole(self.folder / ROUND, json.dumps({"started": self.started}).encode())
            yield
            (self.folder / ROUND).unlink()

    def _unfinished(self) -> float | None:
        started = float(read_told(self.folder / ROUND).get("started", 0))
        return started if 0 <= self._now() - started < LONGEST_ROUND else None


def read_told(path: Path) -> dict[str, Any]:
    """What such a file says; nothing where there is none, or where somebody else has written into it."""
    try:
        told = json.loads(path.read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def document_key(target: str) -> str:
    """The key of a document by its place on the host: readable, and its own."""
    digest = hashlib.sha256(target.encode()).hexdigest()[:10]
    readable = re.sub(r"[^A-Za-z0-9]+", "-", target.partition("?")[0].rpartition(".")[0] or target).strip("-")[-80:]
    return f"documents/{readable.strip('-') or 'document'}-{digest}"
