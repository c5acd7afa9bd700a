"""
Bringing a backup back: into an empty site, or into a place that is thrown away, to see whether it can be.

The folder's bytes are checked before anything is written. Files come first, the database last and in one transaction:
a restore that is killed has left an empty site, and is begun again; what it has brought is found and not copied twice.
"""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model
from psycopg import sql

from minutes.database.server import DATABASE, USER, Server
from minutes.database.state import PORT
from minutes.files.stores import CLOSED, PUBLIC
from minutes.models import Committee, Council, Person
from minutes.preservation.chest import Chest, content_of
from minutes.preservation.dumps import restored, site_address
from minutes.preservation.errors import BackupError
from minutes.preservation.fingerprints import TABLES, differences, fingerprints
from minutes.preservation.manifest import Content, Manifest
from minutes.preservation.watching import Watch, nobody
from minutes.walls.upkeep import renew_rights

OURS = ("minutes_", "decisions_", "django_migrations")


def restore(chest: Chest, name: str, *, watch: Watch = nobody) -> list[str]:
    """
    Bring a backup into this site, which must be empty; what then is not as it was, in sentences.

    Raises BackupError: where the site holds something, for bytes that have changed, for a backup of a newer version.
    """
    manifest = chest.read(name)
    _refuse_newer(manifest)
    _refuse_full_site()
    check(chest, manifest, watch)
    put_files(chest, manifest, watch=watch)
    watch("Restoring the database", 0, 1)
    _clear_schema()
    _fill(chest, manifest, site_address())
    renew_rights()  # a backup brings the policies, and neither roles nor rights
    watch("Restoring the database", 1, 1)
    return compare(manifest, watch=watch)


def compare(manifest: Manifest, *, watch: Watch = nobody) -> list[str]:
    """What in this site is not as it is in a backup: every row of every table, every byte of every file."""
    connection.ensure_connection()
    told = differences(manifest.tables, fingerprints(connection.connection, watch))
    for done, (file, content) in enumerate(manifest.files.items(), 1):
        found = [store for store in _stores() if store.exists(file)]
        if not found:
            told.append(f"The file {file} is missing.")
        for store in found:
            if _content(store, file) != content:
                told.append(f"The file {file} is not what it was.")
        watch("Comparing files", done, len(manifest.files))
    return told


def verify(chest: Chest, name: str, *, watch: Watch = nobody) -> list[str]:
    """
    Restore a backup into a server of its own that is thrown away; what then is not as it was, in sentences.

    Raises BackupError as `restore` does, but for what the site holds: the site is not touched.
    """
    manifest = chest.read(name)
    check(chest, manifest, watch)
    with _server() as address:
        watch("Restoring the database", 0, 1)
        _fill(chest, manifest, address)
        watch("Restoring the database", 1, 1)
        with psycopg.connect(**address) as found:
            return differences(manifest.tables, fingerprints(found, watch))


def check(chest: Chest, manifest: Manifest, watch: Watch = nobody) -> None:
    """Read everything that a backup holds. Raises BackupError with all that is missing or has changed."""
    wrong, contents = [], manifest.contents()
    for done, content in enumerate(contents, 1):
        try:
            chest.push(content)
        except BackupError as error:
            wrong.append(str(error))
        watch("Checking the backup", done, len(contents))
    if wrong:
        more = f" And {len(wrong) - 5} more." if len(wrong) > 5 else ""
        raise BackupError(" ".join(wrong[:5]) + more)


def _refuse_full_site() -> None:
    """Raises BackupError where the site's database holds more than a new one does, or something else's tables."""
    tables = _tables()
    strange = [name for _, name in tables if not name.startswith(OURS) and name not in _model_tables()]
    if strange:
        raise BackupError(
            f"The database holds {', '.join(strange[:5])}, which is not Minutebook's: nothing was restored. A backup "
            "goes into a database of its own."
        )
    models: list[type[Model]] = [Council, Committee, Person, get_user_model()]
    there = {name for _, name in tables}
    held = [model for model in models if model._meta.db_table in there and model._default_manager.exists()]
    if held:
        names = ", ".join(str(model._meta.verbose_name_plural) for model in held)
        raise BackupError(
            f"This site holds {names}: nothing was restored. A backup goes into an empty site alone: name another "
            "MINUTEBOOK_DATA or DATABASE_URL. Was a restore cut short just now, --compare says whether all is here."
        )


def _tables() -> list[tuple[str, str]]:
    """Every table of the site's database, with its schema."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return [(schema, name) for schema, name, _ in cursor.fetchall()]


def _model_tables() -> set[str]:
    return {model._meta.db_table for model in apps.get_models(include_auto_created=True)}


def _refuse_newer(manifest: Manifest) -> None:
    known = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    unknown = ", ".join(f"{app}.{name}" for app, name in manifest.migrations.items() if (app, name) not in known)
    if unknown:
        raise BackupError(f"The backup is of a newer version, with {unknown}: restore it with that version.")


def put_files(chest: Chest, manifest: Manifest, *, watch: Watch = nobody) -> None:
    """Put every file of a backup into the store in which it lay. Raises BackupError."""
    public = set(manifest.public)
    for done, (file, content) in enumerate(manifest.files.items(), 1):
        _put_file(chest, file, content, public=file in public)
        watch("Restoring files", done, len(manifest.files))


def _put_file(chest: Chest, name: str, content: Content, *, public: bool) -> None:
    """One file in its store, and in that alone. What is there already, whole, is left."""
    here, other = (storages[PUBLIC], storages[CLOSED]) if public else (storages[CLOSED], storages[PUBLIC])
    if not here.exists(name) or _content(here, name) != content:
        here.delete(name)  # the part that a killed restore has left
        with chest.opened(content) as whole:
            saved = here.save(name, File(whole))
        if saved != name:
            raise BackupError(f"The file {name} could not be stored under its name, but as {saved}.")
    other.delete(name)


def _stores() -> list[Storage]:
    return [storages[PUBLIC], storages[CLOSED]]


def _content(store: Storage, name: str) -> Content:
    with store.open(name) as stored:
        return content_of(stored)


def _clear_schema() -> None:
    """Take away the tables that `migrate` has made in an empty site: the backup brings them."""
    with connection.cursor() as cursor:
        for name in sorted({"public", *(schema for schema, _ in _tables())}):
            cursor.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(name)))
        cursor.execute("CREATE SCHEMA public")
    connection.close()


def _fill(chest: Chest, manifest: Manifest, address: dict[str, str]) -> None:
    """Read a backup's database into an empty one, and gather its statistics."""
    with restored(address) as program:
        chest.push(manifest.database, program)
    with psycopg.connect(**address, autocommit=True) as filled:  # type: ignore[arg-type]
        filled.execute("ANALYZE")


@contextlib.contextmanager
def _server() -> Iterator[dict[str, Any]]:
    """An embedded server in a temporary folder, empty; where it is, in libpq's words."""
    with tempfile.TemporaryDirectory(prefix="minutebook-verify-") as folder:
        server = Server(Path(folder))
        try:
            yield {"host": server.ensure(), "port": PORT, "user": USER, "dbname": DATABASE}
        finally:
            server.leave()
