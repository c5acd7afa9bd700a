"""
Counting together: each process of the web server into a file of its own, and whichever is asked adds them up.

A process takes the lowest number that no other holds, and gives it back by ending, however it ends: the kernel
drops its lock. Whoever has the number next counts on in the same file, so that nothing falls back when a worker is
recycled, and there are never more files than there were processes at once. The first process of a site begins anew.
"""

import fcntl
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from django.conf import settings
from prometheus_client import CollectorRegistry, values
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.values import MultiProcessValue

from minutes.gauges.counts import counts

logger = logging.getLogger(__name__)
MOST = 64  # processes at once
FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # prometheus_client reads it whenever it meets a new label


class TooMany(Exception):
    """More processes count for this site than there are numbers."""

    is_for_operators = True  # its words go into the log


class Place(NamedTuple):
    """Where this process counts: its number, and the file that it holds locked."""

    folder: Path
    number: int
    held: IO[str]


_places: list[Place] = []


def is_on() -> bool:
    """Whether anybody may see what is counted; otherwise nothing is."""
    return bool(settings.METRICS_NETWORKS or settings.METRICS_TOKEN)


def start() -> None:
    """Begin, for a process of the web server. Where the folder cannot be written it counts by itself."""
    if is_on():
        try:
            begin(settings.GAUGES_ROOT)
        except (OSError, TooMany) as error:
            logger.warning("This process counts by itself, and /metrics tells of one process: %s", error)


def begin(folder: Path) -> None:
    """
    Count into this folder from now on, from the numbers that are there. Once in a process, before it serves.

    Raises OSError where the folder cannot be written, and TooMany.
    """
    place = _take(folder)
    _places[:] = [place]
    os.environ[FOLDER] = str(folder)
    values.ValueClass = MultiProcessValue(lambda: place.number)  # type: ignore[no-untyped-call]
    counts.cache_clear()


def registry() -> CollectorRegistry:
    """What all processes have counted; where this one counts by itself, what it has."""
    if not _places:
        return counts().registry
    together = CollectorRegistry()
    MultiProcessCollector(together, path=str(_places[0].folder))  # type: ignore[no-untyped-call]
    return together


def processes() -> Iterator[tuple[int, int]]:
    """Of each process that counts, its number and its process id."""
    if _places:
        yield from _living(_places[0].folder)


def _take(folder: Path) -> Place:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a") as alone:
        fcntl.flock(alone, fcntl.LOCK_EX)
        if not any(_living(folder)):
            for old in folder.glob("*.db"):
                old.unlink()
        for number in range(1, MOST + 1):
            held = _file(folder, number).open("a+")
            if _lock(held, fcntl.LOCK_EX):
                held.truncate(0)
                held.write(str(os.getpid()))
                held.flush()
                return Place(folder, number, held)
            held.close()
    raise TooMany(f"More than {MOST} processes count in {folder}.")


def _living(folder: Path) -> Iterator[tuple[int, int]]:
    for path in sorted(folder.glob("worker-*")):
        number = int(path.name.removeprefix("worker-"))
        if _places and _places[0].folder == folder and _places[0].number == number:
            yield number, os.getpid()
            continue
        with path.open() as file:
            if not _lock(file, fcntl.LOCK_SH):
                yield number, int(file.read() or 0)


def _file(folder: Path, number: int) -> Path:
    return folder / f"worker-{number}"


def _lock(file: IO[str], kind: int) -> bool:
    """Whether it could be had at once."""
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
