"""
Keeping the index true.

After any edit, in whatever way it was made, the index equals one made from nothing, as soon as the next search has
called `catch_up`; and before that, nothing that has ceased to be public can be matched. Why this holds:

1. Triggers on every table that matters (minutes/migrations/0004_search.py) delete what the index says about the items
   touched and note the items in the queue, in the transaction of whoever wrote. So the old text leaves the index at the
   same instant as it leaves the record, and an edit that is rolled back leaves no trace in either.
2. Whoever writes takes the lock of the index, shared, and keeps it until the transaction ends; the trigger takes it
   before it looks for the items. Whoever brings the index up to date takes it alone. So while the index is
   written, no other transaction has an edit under way whose deletion would be undone, and none can commit one: what is
   read for an item in several questions belongs together, although each sees what is committed by then (READ
   COMMITTED, PostgreSQL's default and Django's; the triggers count on it).
3. A search does not wait for the lock, and the index has no foreign key that PostgreSQL would check by locking a
   record: nobody waits in a circle. While a writer is at work, the items it and others have touched since are
   not found; the search after it finds them.
4. An item becomes public, or stops being so, at moments that may lie ahead. The queue holds the next of them; an entry
   of which something will be withdrawn also carries that moment, and is not matched once it has come.
5. Items are taken from the queue in the transaction that writes them, so that a crash loses none. The work is cut into
   batches, so that a writer waits for one batch at most.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from minutes.models import AgendaItem
from minutes.search.bulk import Workers
from minutes.search.entries import index_items
from minutes.search.models import SearchEntry, SearchPassage, SearchQueue, SearchWord
from minutes.walls.role import has_door, open_door

BATCH = 100
MANY = 1_000  # items due: from here on several work at it at once
GIN = ["minutes_search_words", "minutes_search_title", "minutes_search_resolutions", "minutes_search_word_trigrams"]
LOCK = 0x6D696E75  # the triggers take the same one


def catch_up(*, seconds: float | None = None) -> bool:
    """
    Bring the index up to date; whether it is. Every search begins with this.

    It is not when a writer or another search is at work on it, or when it takes longer than `seconds`: what is left
    over is done by the next one. Nor where this process may not write: there a timer does it (`update_search`). When
    nothing is due it costs one look into an index.
    """
    end = None if seconds is None else time.monotonic() + seconds
    while _is_behind():
        if not has_door():
            return False
        with open_door():
            held = _work(wait=False) is not None
        if not held or (end is not None and time.monotonic() > end):
            return not _is_behind()
    return True


def _is_behind() -> bool:
    """Whether anything is due, which the public side may know (minutes/migrations/0042_walls.py)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM minutes_search_due")
        return cursor.fetchone() is not None


def rebuild() -> Iterator[int]:
    """Make the index from nothing, whoever is at work; yields how many agenda items are done."""
    with transaction.atomic():
        _lock(wait=True)
        for table in (SearchEntry, SearchPassage, SearchQueue, SearchWord):
            table.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO minutes_searchqueue (item_id, due_at) SELECT id, now() FROM minutes_agendaitem")
    yield from work_off()


def work_off() -> Iterator[int]:
    """Bring the index up to date whoever is at work; yields how many items are done."""
    done, many = 0, False
    with Workers() as workers:
        while number := SearchQueue.objects.due().count():
            many = many or number >= MANY
            done += _work_together(workers) if number >= MANY and workers.can_help else _work(wait=True) or 0
            yield done
    if many:
        _settle()


def _settle() -> None:
    """
    After many changes: what waits to be put into its place in the indexes, which every search looks through.

    And figures: without them PostgreSQL reads every entry where a look into an index would do.
    """
    with connection.cursor() as cursor:
        for name in GIN:
            cursor.execute("SELECT gin_clean_pending_list(%s)", [name])
        cursor.execute("ANALYZE minutes_searchentry, minutes_searchpassage, minutes_searchword")


@contextmanager
def at_rest() -> Iterator[None]:
    """Within, the index is true and nobody writes to what it holds: what is asked of it misses nothing."""
    for _ in work_off():
        pass
    with transaction.atomic():
        _lock(wait=True)
        while items := set(SearchQueue.objects.due().values_list("item_id", flat=True)[:BATCH]):
            index_items(items)
        yield


def differences() -> Iterator[tuple[int, list[int]]]:
    """
    Where the index is not what one made from nothing would be: after each batch how many items are checked, and which
    of the batch differ.

    Each batch is written anew and the writing undone. What is due, and so not wrong, is worked off before.
    """
    for _ in work_off():
        pass
    items = AgendaItem.objects.values_list("pk", flat=True)
    known = {*items, *SearchEntry.objects.values_list("pk", flat=True)}
    known |= set(SearchPassage.objects.values_list("item_id", flat=True))
    ordered = sorted(known)
    for at in range(0, len(ordered), BATCH):
        batch = ordered[at : at + BATCH]
        with transaction.atomic():
            _lock(wait=True)
            stored = _contents(batch)
            index_items(batch)
            fresh = _contents(batch)
            transaction.set_rollback(True)
        yield at + len(batch), [item for item in batch if stored[item] != fresh[item]]


def _work(*, wait: bool) -> int | None:
    """Index a batch of what is due; how many items that were, None if somebody else is at work."""
    with transaction.atomic():
        if not _lock(wait=wait):
            return None
        due = SearchQueue.objects.due().values_list("item_id", flat=True)
        items = set(due.order_by("pk")[:BATCH])
        index_items(items)
        return len(items)


def _work_together(workers: Workers) -> int:
    """
    Let several workers index some of what is due, each a batch in a transaction of its own; how many items that were.

    The lock is held here for all of them. Were it lost, a batch could be written after an edit: but the edit has
    noted its items in the queue, from which a batch takes only what it saw before it read the record.
    """
    with transaction.atomic():
        _lock(wait=True)
        due = SearchQueue.objects.due().values_list("item_id", flat=True)
        items = list(dict.fromkeys(due.order_by("-item_id")[: workers.ROUND]))
        workers.index(items)
        return len(items)


def _lock(*, wait: bool) -> bool:
    """Take the lock of the index alone, until the transaction ends."""
    function = "pg_advisory_xact_lock" if wait else "pg_try_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [LOCK])
        return wait or bool(cursor.fetchone()[0])


def _contents(items: list[int]) -> dict[int, list[Any]]:
    """All that the index holds about these items; of the queue, the next moment to come."""
    contents: dict[int, list[Any]] = {item: [] for item in items}
    entries = SearchEntry.objects.filter(pk__in=items)
    passages = SearchPassage.objects.filter(item__in=items).order_by("ordinal")
    queue = SearchQueue.objects.filter(item_id__in=items).order_by("due_at")
    rows: list[Any] = [
        *entries.values_list(),
        *passages.values_list("item_id", "ordinal", "kind", "anchor", "label", "text", "vector"),
        *queue.values_list("item_id", "due_at"),
    ]
    for item, *values in rows:
        contents[item].append(values)
    return contents
