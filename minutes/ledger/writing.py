"""
Bringing the log up to date: what is public now is compared with what the log said last.

So whatever becomes public, is changed or ceases to be public gets its entry, whoever wrote it and however; what was set
for a moment to come, when somebody looks after that moment. Several may do it at once, and any may be stopped anywhere:
each batch is one transaction, and what a stopped one did not reach, the next one finds.
"""

import datetime as dt
import functools
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone, translation

from minutes.ledger import heads
from minutes.ledger.chain import New, add, alone, only_run
from minutes.ledger.papers import differing as differing_papers
from minutes.ledger.papers import given_out
from minutes.ledger.subjects import SUBJECTS
from minutes.models import AgendaItem, Meeting, Report, ReportVersion
from minutes.models.ledger import LedgerReach
from minutes.models.mark import record_mark
from minutes.pdf.store import papers
from minutes.preservation.watching import Watch, nobody
from minutes.walls.role import NoDoor, open_door

logger = logging.getLogger(__name__)
BATCH = 100  # records: for so long, well under a second, others wait who would add to the log
MARGIN = dt.timedelta(minutes=1)  # clocks of two machines may differ
One = TypeVar("One")
# Since when a change that is not stored yet may have been under way.
UNDER_WAY = """SELECT least(clock_timestamp(), min(xact_start)) FROM pg_stat_activity
    WHERE datname = current_database() AND xact_start IS NOT NULL"""


class Busy(Exception):
    """Somebody else adds to the log at this moment, or the time is over."""


def bring_up_to_date(*, everything: bool = False, watch: Watch = nobody) -> int:
    """
    Add what the log does not say yet; how many entries that were.

    Only what may have been touched since the last time is looked at; `everything`: each record and each PDF. Signs the
    head of the day, where there is a key for it; raises KeyRefused. Raises Busy where another process is at it already
    and not `everything` is asked for: after a large import a timer would start one a minute, each doing the same.
    """
    with only_run() as held:
        if not held and not everything:
            raise Busy
        added = sum(_steps(everything=everything, wait=True, watch=watch))
    heads.sign_if_due(timezone.now())
    return added


def catch_up(*, seconds: float = 1) -> None:
    """
    The same at a reader's look: for no longer than that.

    Nothing is done while somebody else is at it, or where this process may not write.
    """
    end = time.monotonic() + seconds
    try:
        with open_door():
            for _ in _steps(everything=False, wait=False, watch=nobody):
                if time.monotonic() > end:
                    return
    except (Busy, NoDoor):
        return
    except DatabaseError as error:  # a role that may only read: the command will do it
        logger.info("The public log was not brought up to date: %s", error)


def enter(record: Meeting | AgendaItem | Report | ReportVersion) -> None:
    """
    Add what the log does not say yet of a record's meeting and all that belongs to it: right after an act.

    Where that is not possible the act stands all the same, and the next run of the command finds it.
    """
    try:
        _enter(_meeting_of(record))
    except DatabaseError:
        logger.exception("The public log was not brought up to date")


def _meeting_of(record: Any) -> int:
    if isinstance(record, Meeting):
        return int(record.pk)
    if isinstance(record, AgendaItem):
        return int(record.meeting_id)
    return _meeting_of(record.item if isinstance(record, Report) else record.report)


def _enter(meeting: int) -> None:
    keys: dict[type[Any], list[int]] = {
        Meeting: [meeting],
        AgendaItem: list(AgendaItem.objects.filter(meeting=meeting).values_list("pk", flat=True)),
        Report: list(Report.objects.filter(item__meeting=meeting).values_list("pk", flat=True)),
    }
    for _ in _given_out(wait=True):
        pass
    for told in SUBJECTS:
        for batch in _batches(keys[told.model]):
            _add(told.differing, batch)


def _steps(*, everything: bool, wait: bool, watch: Watch) -> Iterator[int]:
    """How many entries each step has added."""
    mark = record_mark()  # before what depends on it is read
    with connection.cursor() as cursor:
        cursor.execute(UNDER_WAY)
        (under_way,) = cursor.fetchone()
    reach = LedgerReach.objects.first()
    since = None if everything or reach is None else reach.since - MARGIN
    yield from _given_out(wait=wait)
    if since is None or reach is None or reach.mark != mark:
        for told in SUBJECTS:
            keys = told.keys(since)
            for done, batch in enumerate(_batches(keys), 1):
                yield _add(told.differing, batch, wait=wait)
                watch(f"Comparing {told.source}", min(done * BATCH, len(keys)), len(keys))
    for addresses in _batches(list(papers().addresses(since.timestamp() if since else 0))):
        yield _add(differing_papers, addresses, wait=wait)
    LedgerReach.objects.update_or_create(pk=1, defaults={"mark": mark, "since": under_way})


def _given_out(*, wait: bool) -> Iterator[int]:
    """First: what was given out before something was withdrawn stands before that in the log."""
    untold = papers().untold
    for notes in _batches(untold.notes()):
        given = untold.read(notes)
        yield _add(given_out, given, wait=wait)
        transaction.on_commit(functools.partial(untold.take, given))


def _add(differing: Callable[[Sequence[One]], list[New]], batch: Sequence[One], *, wait: bool = True) -> int:
    """Add the entries of a batch, with the log to oneself; with addresses as they are in English, whoever looks."""
    with translation.override(settings.LANGUAGE_CODE), alone(wait=wait) as held:
        if not held:
            raise Busy
        return len(add(differing(batch)))


def _batches(rows: Sequence[One]) -> Iterator[Sequence[One]]:
    yield from (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))
