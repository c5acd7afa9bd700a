"""Reading the record from JSON Lines into an empty database: all of it or nothing."""

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple, TextIO

import orjson
from django.contrib.auth.models import User
from django.core.files.base import File
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction

from minutes.exchange.bulk import bare, filling
from minutes.exchange.tables import FORMAT, USER_KEY, VERSION, Table, tables
from minutes.models import Committee, Council, Phrase, Report, Synonyms, Term

BATCH = 2_000


class NotReadable(Exception):
    """The file cannot be read in; the message says what is wrong, in which line."""


class Row(NamedTuple):
    """A line of the file: its number from 1, the label of its table, its columns."""

    line: int
    record: str
    values: dict[str, Any]


class Users(dict[str | None, int | None]):
    """Keys of users by name; nobody has none."""

    def __init__(self) -> None:
        super().__init__({None: None, "": None})

    def meet(self, name: str) -> None:
        """Find a user. One who is unknown here is made, without a password and unable to log in."""
        user, _ = User.objects.get_or_create(username=name, defaults={"is_active": False, "password": "!"})
        self[name] = user.pk


def load(source: TextIO, files: Path) -> Iterator[tuple[str, int]]:
    """
    Read everything in; yields each table's label and how many rows of it are in so far.

    Raises NotReadable where the database holds a council already, or at the first line that cannot be read.
    """
    if Council.objects.exists() or Committee.objects.exists():
        raise NotReadable("The database holds a council already. The records go into an empty one.")
    stored: list[str] = []
    try:
        with transaction.atomic():
            yield from _load(source, files, stored)
    except BaseException:
        _forget(stored)
        raise


def _clear() -> None:
    """Take away what an empty database comes with, words and phrases: the records bring their own."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(model._meta.db_table for model in (Synonyms, Term, Phrase))}")


def _load(source: TextIO, files: Path, stored: list[str]) -> Iterator[tuple[str, int]]:
    known, users = {table.label: table for table in tables()}, Users()
    rows = _read(source)
    with _checked(), bare(list(known.values())):
        _clear()
        for label, group in groupby(rows, key=itemgetter(1)):
            if label == "file":
                for row in group:
                    _store(row, files, stored)
            elif label in known:
                yield from _insert_all(known[label], group, users)
            else:
                raise NotReadable(f"Line {next(group).line}: a record “{label[:60]}” is not known here.")
    with connection.cursor() as cursor:  # new rows count on from the highest keys
        for statement in connection.ops.sequence_reset_sql(no_style(), [table.model for table in known.values()]):
            cursor.execute(statement)


@contextmanager
def _checked() -> Iterator[None]:
    """What the rows say of each other is checked when all are there."""
    try:
        yield
    except DatabaseError as error:
        reason = str(error).partition("\n")[0]
        raise NotReadable(f"The records do not fit together; the file may be cut short: {reason}") from error


def _read(source: TextIO) -> Iterator[Row]:
    """The lines after the first, which must name the form and its version."""
    first = source.readline()
    try:
        head = json.loads(first)
    except ValueError:
        head = None
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise NotReadable("Line 1: this is no file of records: its first line does not say so.")
    if head.get("version") != VERSION:
        raise NotReadable(f"Line 1: the file has version {head.get('version')}, and version {VERSION} is read here.")
    exact = {table.label for table in tables() if table.structured}
    for number, line in enumerate(source, 2):
        try:
            told = orjson.loads(line)
            if told["record"] in exact:  # orjson would round a number of more than 64 bits
                told = json.loads(line)
            yield Row(number, told["record"], dict(told["row"]))
        except (ValueError, TypeError, KeyError) as error:
            raise NotReadable(f"Line {number}: it is no record; the file may be cut short.") from error


def _insert_all(table: Table, rows: Iterator[Row], users: Users) -> Iterator[tuple[str, int]]:
    """
    One COPY for all rows of a table that follow each other: PostgreSQL stores them while the next are read.

    It is interrupted for a user who is new here: no question can be asked while it runs, by the caller neither.
    """
    done, row = 0, next(rows, None)
    while row is not None:
        first, before = row.line, done
        try:
            with filling(table) as write:
                while row is not None and (cells := _cells(table, row, users)) is not None:
                    write(cells)
                    done += 1
                    row = next(rows, None)
                    if done % BATCH == 0:
                        yield table.label, done
        except DatabaseError as error:
            reason = str(error).partition("\n")[0]
            raise NotReadable(f"{_place(error, first, first + done - before)}: {table.label}: {reason}") from error
        yield table.label, done
        if row is not None:
            users.meet(str(row.values[USER_KEY]))


def _cells(table: Table, row: Row, users: Users) -> list[Any] | None:
    """
    The values of a row in the order of the table; None for an unknown user.

    An older file may lack columns that came later, never one that a record cannot be without; it has no unknown ones.
    """
    values = row.values
    if tuple(values) == table.keys:
        cells = list(values.values())
    else:
        whole = table.later | values
        if odd := ", ".join(sorted(whole.keys() ^ set(table.keys))):
            raise NotReadable(f"Line {row.line}: a {table.label} with other columns than here: {odd[:200]}.")
        cells = [whole[name] for name in table.keys]
    if table.user is not None:
        name = cells[table.user]
        if not isinstance(name, str | None):
            raise NotReadable(f"Line {row.line}: a {table.label} by a user who is no name.")
        if name not in users:
            return None
        cells[table.user] = users[name]
    return cells


def _place(error: DatabaseError, first: int, last: int) -> str:
    """The line of the file that PostgreSQL would not take, by the context of its complaint."""
    context = getattr(getattr(error.__cause__, "diag", None), "context", None) or ""
    found = re.search(r"\bline (\d+)", context)
    return f"Line {first + int(found[1]) - 1}" if found else f"Lines {first} to {last}"


def _store(row: Row, folder: Path, stored: list[str]) -> None:
    """Put a file from beside the records into its place, and its name into `stored`."""
    name, digest = str(row.values.get("name")), str(row.values.get("sha256"))
    storage = Report._meta.get_field("file").storage
    path = folder / digest
    if not path.is_file() or len(digest) != 64:
        raise NotReadable(f"Line {row.line}: the file {digest} of {name} is not in {folder}.")
    with path.open("rb") as content:
        if hashlib.file_digest(content, "sha256").hexdigest() != digest:
            raise NotReadable(f"Line {row.line}: the file {path} is not what was exported: its content has changed.")
        content.seek(0)
        if storage.exists(name):
            return
        saved = storage.save(name, File(content))
        stored.append(saved)
    if saved != name:
        raise NotReadable(f"Line {row.line}: {name} cannot be stored under that name.")


def _forget(stored: list[str]) -> None:
    """Take back files of an import that came to nothing."""
    storage = Report._meta.get_field("file").storage
    for name in stored:
        storage.delete(name)
