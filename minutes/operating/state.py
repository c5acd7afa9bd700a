"""How things stand at this moment: database, disk, processes, what waits and what was done last."""

import logging
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import psutil
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Min
from django.db.models.functions import Now
from prometheus_client.core import GaugeMetricFamily

from minutes.alerts.models import WAITING, AlertLetter
from minutes.database.errors import SetupError
from minutes.gauges import marks, shared
from minutes.gauges.counts import PREFIX
from minutes.models import ImportNote, LedgerEntry
from minutes.models.ledger import LedgerHead
from minutes.search.models import SearchQueue
from minutes.walls.role import has_door, open_door

logger = logging.getLogger(__name__)
PATIENCE = 2000  # milliseconds for each question
CONNECTIONS = """SELECT coalesce(state, 'none'), count(*) FROM pg_stat_activity
    WHERE datname = current_database() GROUP BY 1"""
# The planner's estimate: a count would read the whole table at every look.
SIZE = """SELECT pg_database_size(current_database()),
    (SELECT greatest(reltuples, 0) FROM pg_class WHERE oid = 'minutes_searchentry'::regclass)"""


class State:
    """Gauges of now. What cannot be asked for is left out, and `minutebook_database_up` says so."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """All of them."""
        yield from self.disk()
        yield from self.processes()
        yield self.commands()
        found: list[GaugeMetricFamily] = []
        try:
            self.ask(found)
        except (DatabaseError, SetupError) as error:
            logger.warning("The metrics lack what the database knows: %s", error)
        yield gauge("database_up", "Whether the database answered all questions in time.", bool(found))
        yield from found

    def ask(self, found: list[GaugeMetricFamily]) -> None:
        """What the database knows, all or nothing. Raises DatabaseError, SetupError."""
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL statement_timeout = {PATIENCE}")
                known = list(self.server())
            if has_door():  # a process of the public side may know none of it
                with open_door():
                    known += self.work()
        found.extend(known)

    def server(self) -> Iterator[GaugeMetricFamily]:
        """The database itself."""
        with connection.cursor() as cursor:
            cursor.execute(CONNECTIONS)
            yield gauges("database_connections", "Connections to this database.", "state", dict(cursor.fetchall()))
            cursor.execute(SIZE)
            size, entries = cursor.fetchone()
        yield gauge("database_bytes", "Size of this database.", size)
        yield gauge("public_items", "Public agenda items, as the search has them; an estimate.", entries)

    def work(self) -> Iterator[GaugeMetricFamily]:
        """What waits to be done, and what the public log has last."""
        yield gauge("search_waiting", "Items that the search has yet to take in.", SearchQueue.objects.due().count())
        letters = AlertLetter.objects.filter(WAITING, next_at__lte=Now())
        yield gauge("letters_waiting", "Letters of alerts whose time has come.", letters.count())
        oldest = letters.aggregate(Min("next_at"))["next_at__min"]
        yield gauge("letters_oldest", "Since when the oldest waits; 0: none does.", oldest.timestamp() if oldest else 0)
        notes = ImportNote.objects.filter(outcome="").count()
        yield gauge("import_notes_open", "What imports found and nobody has settled yet.", notes)
        entry, head = LedgerEntry.objects.last(), LedgerHead.objects.last()
        yield gauge("log_entries", "Entries of the public log.", entry.number if entry else 0)
        yield gauge("log_last_entry", "When the last one was entered; 0: never.", entry.at.timestamp() if entry else 0)
        yield gauge("log_last_head", "When a head was signed last; 0: never.", head.at.timestamp() if head else 0)

    def disk(self) -> Iterator[GaugeMetricFamily]:
        """Room where things are stored."""
        places = {"data": settings.DATA_DIR, "papers": settings.PAPERS_ROOT, "temporary": Path(tempfile.gettempdir())}
        use = {name: shutil.disk_usage(_there(Path(place))) for name, place in places.items()}
        free = {name: found.free for name, found in use.items()}
        yield gauges("disk_free_bytes", "Free where these lie.", "place", free)
        total = {name: found.total for name, found in use.items()}
        yield gauges("disk_bytes", "Size of the disk where these lie.", "place", total)

    def processes(self) -> Iterator[GaugeMetricFamily]:
        """Of each process that serves."""
        memory, begun = {}, {}
        for number, key in shared.processes():
            try:
                process = psutil.Process(key)
                memory[str(number)], begun[str(number)] = process.memory_info().rss, process.create_time()
            except psutil.NoSuchProcess:
                continue  # it has just ended
        yield gauges("process_memory_bytes", "Resident memory of a worker.", "worker", memory)
        yield gauges("process_start", "When a worker was started.", "worker", begun)

    def commands(self) -> GaugeMetricFamily:
        """Of the commands that timers run."""
        told = "When a command of a timer ended well for the last time."
        return gauges("command_last_success", told, "command", dict(marks.successes()))


def gauge(name: str, told: str, value: float) -> GaugeMetricFamily:
    """One number. Moments are seconds since 1970."""
    return GaugeMetricFamily(f"{PREFIX}_{name}", told, value=float(value))


def gauges(name: str, told: str, label: str, by: Mapping[str, float]) -> GaugeMetricFamily:
    """A number for each value of a label."""
    family = GaugeMetricFamily(f"{PREFIX}_{name}", told, labels=[label])
    for value, number in by.items():
        family.add_metric([value], float(number))
    return family


def _there(folder: Path) -> Path:
    """The folder, or the nearest above it that exists."""
    return folder if folder.exists() else _there(folder.parent)
