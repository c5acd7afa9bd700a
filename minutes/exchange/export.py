"""Writing the record as JSON Lines: PostgreSQL makes the lines, so that the same record gives the same bytes."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from django.core.files.storage import Storage
from django.db import connection, transaction

from minutes.exchange.tables import FORMAT, USER_COLUMN, USER_KEY, VERSION, Table, tables
from minutes.models import Report, ReportVersion

PIECE = 1024 * 1024
LINES = 2_000


def export(out: TextIO, files: Path) -> Iterator[str]:
    """
    Write everything to `out` and every uploaded file to the folder `files`, as one consistent state.

    Yields the label of each table when it is written, and `missing …` for a file that is not in its place.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SET LOCAL TIME ZONE 'UTC'")
        out.write(json.dumps({"format": FORMAT, "version": VERSION}) + "\n")
        yield from _export_files(out, files)
        for table in tables():
            for row in _rows(table):
                out.write(f'{{"record": "{table.label}", "row": {row}}}\n')
            yield table.label


def _rows(table: Table) -> Iterator[str]:
    """Each row as PostgreSQL prints it, a batch in memory at a time."""
    columns = ", ".join(_column(name) for name in table.columns)
    rows = f'SELECT {columns} FROM "{table.name}" t ORDER BY "{table.model._meta.pk.column}"'  # noqa: S608  # own names
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT row_to_json(r)::text FROM ({rows}) r")  # noqa: S608  # own names
        while batch := cursor.fetchmany(LINES):
            yield from (row for (row,) in batch)


def _column(name: str) -> str:
    if name == USER_COLUMN:
        user = f"SELECT username FROM auth_user WHERE id = t.{USER_COLUMN}"  # noqa: S608  # own names
        return f'({user}) AS "{USER_KEY}"'
    return f't."{name}"'


def _export_files(out: TextIO, folder: Path) -> Iterator[str]:
    """A line for each file, of replaced versions and drafts too, with its hash, under which it lies in the folder."""
    storage = Report._meta.get_field("file").storage
    rows = [Report.objects, Report.history, ReportVersion.objects]
    names = {name for row in rows for pair in row.values_list("file", "original") for name in pair if name}
    for name in sorted(names):
        if not storage.exists(name):
            yield f"missing {name}"
            continue
        digest = _copy(storage, name, folder)
        out.write(json.dumps({"record": "file", "row": {"name": name, "sha256": digest}}) + "\n")


def _copy(storage: Storage, name: str, folder: Path) -> str:
    """Put the content of a stored file into the folder, once; its SHA-256 in hexadecimal."""
    folder.mkdir(parents=True, exist_ok=True)
    digest, draft = hashlib.sha256(), folder / "draft"
    with storage.open(name) as stored, draft.open("wb") as copy:
        while piece := stored.read(PIECE):
            digest.update(piece)
            copy.write(piece)
    draft.replace(folder / digest.hexdigest())
    return digest.hexdigest()
