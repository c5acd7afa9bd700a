"""
Making a backup while the site runs.

Database and files are of one moment: that of a snapshot of the database, in which the files are named, the rows are
counted and pg_dump reads. A file is never written to once it has its name, so that its bytes are those of that moment
whenever they are copied. Most are copied before the moment, so that the snapshot, which keeps PostgreSQL from
tidying up, does not last longer than the database takes.
"""

import contextlib
import datetime as dt
from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from django.core.files.storage import Storage
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from minutes.files.stores import Stores
from minutes.preservation.chest import Chest, content_of
from minutes.preservation.dumps import dumped
from minutes.preservation.errors import BackupError
from minutes.preservation.fingerprints import fingerprints
from minutes.preservation.held import earlier_files, held_files, public_files
from minutes.preservation.manifest import Content, Manifest
from minutes.preservation.watching import Watch, nobody

ATTEMPTS = 5


class Collected(NamedTuple):
    """Files by their name, as they are in the folder now; names of such as nobody has, or have changed."""

    files: dict[str, Content]
    missing: list[str]
    changed: list[str]


def make_backup(chest: Chest, *, watch: Watch = nobody) -> tuple[str, Manifest]:
    """
    Add a backup of this site to a folder; its name and its list.

    A file that is missing or changed in the site itself does not keep the rest from being kept: the list names it.
    Raises BackupError, and OSError on a full disk; earlier backups are then as they were.
    """
    with chest.alone():
        _collect(chest, watch)
        missing: set[str] | None = None
        for _ in range(ATTEMPTS):
            with _snapshot() as snapshot:
                collected = _collect(chest, watch)
                # What was named a moment ago may have been moved or deleted by now: looked for once more.
                if collected.missing and (missing is None or not missing.issuperset(collected.missing)):
                    missing = set(collected.missing)
                    continue
                manifest = _written(chest, snapshot, collected, watch)
            return chest.keep(manifest), manifest
    raise BackupError("Files are being deleted faster than they can be copied: try again when less is being done.")


def _written(chest: Chest, snapshot: str, collected: Collected, watch: Watch) -> Manifest:
    """The database put into the folder, and the list of it all."""
    watch("Copying the database", 0, 1)
    with dumped(snapshot) as dump:
        database = chest.put(dump)
    watch("Copying the database", 1, 1)
    return Manifest(
        made_at=dt.datetime.now(dt.UTC).isoformat(timespec="microseconds"),
        database=database,
        tables=fingerprints(connection.connection, watch),
        files=collected.files,
        public=sorted(public_files() & collected.files.keys()),
        migrations=last_migrations(),
        missing=collected.missing,
        changed=collected.changed,
    )


@contextlib.contextmanager
def _snapshot() -> Iterator[str]:
    """The database as it is at one moment, for this connection and for whoever is told the name."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield str(cursor.fetchone()[0])


def _collect(chest: Chest, watch: Watch) -> Collected:
    """Copy what is not in the folder yet. What the record knows the hash of is not even read."""
    files, missing, changed = {}, [], []
    held, earlier = held_files(), earlier_files()
    wanted = {**earlier, **held}
    for done, (name, known) in enumerate(sorted(wanted.items(), key=itemgetter(0)), 1):
        content = _content(chest, name, known)
        if content is not None:
            files[name] = content
            if known is not None and content != known:
                changed.append(name)
        elif name in held:
            missing.append(name)
        watch("Copying files", done, len(wanted))
    return Collected(files, missing, changed)


def _content(chest: Chest, name: str, known: Content | None) -> Content | None:
    """A file's content, put into the folder where it was not; None where there is no such file."""
    if known is not None and chest.has(known):
        return known
    store: Storage = Stores()
    for _ in range(2):  # while it was looked for in one store, it may have been moved to the other
        with contextlib.suppress(FileNotFoundError), store.open(name) as stored:
            found = known or content_of(stored)
            return found if known is None and chest.has(found) else chest.put(stored)
    return None


def last_migrations() -> dict[str, str]:
    """By app, the last migration that the database has had."""
    applied = MigrationRecorder(connection).applied_migrations()
    return {app: max(name for other, name in applied if other == app) for app in {app for app, _ in applied}}
