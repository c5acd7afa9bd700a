"""
Several workers that index many items at once.

Each is a thread with a connection of its own: most of the work is PostgreSQL's, which has a process for each
connection, and while it works another thread reads the record. Whoever has them work holds the lock of the index.
"""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self

from django.db import connection, transaction

from minutes.search.entries import write
from minutes.search.gathering import gather
from minutes.search.spelling import remember

WORKERS = 3  # two cores are busy with three: one waits for the disk, or for Python
BATCH = 250  # items
# What PostgreSQL needs to sort the words of a batch in memory, and to collect those that go into the index together.
ROOM = "SET work_mem = '64MB'; SET gin_pending_list_limit = '16MB'; SET synchronous_commit = off"


class Workers:
    """Threads that index batches; `can_help` outside of a transaction alone, whose changes they would not see."""

    ROUND = 16 * BATCH

    def __init__(self) -> None:
        self.can_help = not connection.in_atomic_block
        self._pool: ThreadPoolExecutor | None = None
        self._known: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._pool is not None:
            together = threading.Barrier(WORKERS)  # so that each thread closes its own connection
            list(self._pool.map(_close, [together] * WORKERS))
            self._pool.shutdown()

    def index(self, items: Sequence[int]) -> None:
        """Bring the index of these items up to date; raises what went wrong with one of the batches."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(WORKERS, initializer=_prepare)
        batches = [items[at : at + BATCH] for at in range(0, len(items), BATCH)]
        list(self._pool.map(self._index, batches))

    def _index(self, items: Sequence[int]) -> None:
        """The words go before: a list that others wait for is not held until the batch is written."""
        found = gather(items)
        new = found.words - self._known
        if new:
            remember(new)
            self._known |= new
        with transaction.atomic():
            write(found)


def _prepare() -> None:
    with connection.cursor() as cursor:
        cursor.execute(ROOM)


def _close(together: threading.Barrier) -> None:
    connection.close()
    together.wait()
