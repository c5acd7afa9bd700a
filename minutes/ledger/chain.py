"""Adding to the log, and proving it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection, transaction

from minutes.ledger.canonical import digest, line
from minutes.models.ledger import BEGINNING, LedgerEntry

LOCK, RUN = 0x6D696E6C, 0x6D696E6D
READ = 2_000


@dataclass(frozen=True)
class New:
    """What an entry is to say."""

    act: str
    kind: str
    address: str
    key: int | None = None
    stage: str = ""
    corrections: int = 0
    moment: datetime | None = None
    record: str = ""
    file: str = ""


@contextmanager
def alone(*, wait: bool = True) -> Iterator[bool]:
    """
    A transaction in which nobody else adds to the log, and the record stands still; False if somebody else does.

    The lock comes before the transaction: what is read in it was stored before anybody can add again. Within another
    transaction, of a test or of who counts on what it has not stored yet, it lasts until that one ends.
    """
    if connection.in_atomic_block:
        held = _lock("xact_lock", wait=wait)
        with transaction.atomic():
            yield held
        return
    held = _lock("lock", wait=wait)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield held
    finally:
        _release(LOCK, held=held)


@contextmanager
def only_run() -> Iterator[bool]:
    """Whether no other process is bringing the log up to date; within, none begins to."""
    held = bool(_ask(f"SELECT pg_try_advisory_lock({RUN})"))
    try:
        yield held
    finally:
        _release(RUN, held=held)


def add(news: Sequence[New]) -> list[LedgerEntry]:
    """Add entries; `alone` alone."""
    last = LedgerEntry.objects.last()
    number, previous = (last.number, last.hash) if last else (0, BEGINNING)
    now = _ask("SELECT clock_timestamp()")
    at = max(now, last.at) if last else now  # a clock that was put back does not turn the order round
    entries = []
    for new in news:
        number += 1
        entry = LedgerEntry(number=number, at=at, previous=previous, **vars(new))
        entry.hash = previous = digest(line(entry))
        entries.append(entry)
    return LedgerEntry.objects.bulk_create(entries)


def entries(after: int = 0) -> Iterator[LedgerEntry]:
    """All entries behind that number in order, some in memory at a time."""
    while batch := list(LedgerEntry.objects.filter(number__gt=after).order_by("number")[:READ]):
        yield from batch
        after = batch[-1].number


def faults(chain: Iterator[LedgerEntry]) -> Iterator[tuple[int, str]]:
    """What is wrong with a chain: the number of each entry that is not as it was, and what is the matter with it."""
    number, previous = 0, BEGINNING
    for entry in chain:
        if entry.number > number + 1:
            missing = f"{number + 1} to {entry.number - 1}" if entry.number > number + 2 else str(number + 1)
            yield number + 1, f"missing: there is nothing at {missing}"
        elif entry.previous != previous:
            yield entry.number, f"not the one that was entered after {number}: it has another hash before it"
        if digest(line(entry)) != entry.hash:
            yield entry.number, "changed: its hash is another one"
        number, previous = entry.number, entry.hash


def first_faults(most: int) -> list[tuple[int, str]]:
    """The first so many of the site's own log."""
    return list(islice(faults(entries()), most))


def _lock(function: str, *, wait: bool) -> bool:
    if not wait:
        return bool(_ask(f"SELECT pg_try_advisory_{function}({LOCK})"))
    _ask(f"SELECT pg_advisory_{function}({LOCK})")
    return True


def _release(lock: int, *, held: bool) -> None:
    """A connection that was lost has let go already."""
    if held and connection.connection is not None and not connection.connection.closed:
        _ask(f"SELECT pg_advisory_unlock({lock})")


def _ask(question: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]
