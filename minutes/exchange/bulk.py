"""
Filling tables with many rows at once.

PostgreSQL takes rows fastest when it does nothing else with each: so the tables are filled bare, by COPY, and get their
foreign keys, indexes and triggers back when all rows are there. It all happens in one transaction, so that nobody ever
sees a table without its rules; what the rows say of each other is checked when the rules come back.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import connection

from minutes.database.statistics import refresh
from minutes.exchange.tables import Table, Writer

FOREIGN_KEYS = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
    format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY (%s::regclass[]) ORDER BY conrelid::regclass::text, conname
"""
# Not those that keep a rule: a second row of what may be there once is refused at its line.
INDEXES = """
SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
FROM pg_index WHERE NOT indisunique AND NOT indisexclusion AND indrelid = ANY (%s::regclass[])
ORDER BY indexrelid::regclass::text
"""
NOTHING = "\\N"
MARKS = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"), ("\0s", "\t"), ("\0n", NOTHING))
PIECE = 200
QUEUE = "INSERT INTO minutes_searchqueue (item_id, due_at) SELECT id, now() FROM minutes_agendaitem"


class Rule(NamedTuple):
    """How a rule of a table is taken off and put back."""

    off: str
    back: str


@contextmanager
def bare(tables: Sequence[Table]) -> Iterator[None]:
    """The tables without foreign keys, indexes and triggers; in a transaction that began before."""
    names = [table.name for table in tables]
    rules = [*_rules(FOREIGN_KEYS, names), *_rules(INDEXES, names)]
    _run([f'ALTER TABLE "{name}" DISABLE TRIGGER USER' for name in names])
    _run([rule.off for rule in rules])
    yield
    _run(["SET CONSTRAINTS ALL IMMEDIATE", "SET LOCAL maintenance_work_mem = '256MB'"])
    # Indexes first: a foreign key is checked through them.
    _run([rule.back for rule in reversed(rules)])
    _run([f'ALTER TABLE "{name}" ENABLE TRIGGER USER' for name in names])
    # What the triggers would have told the index of the search, row by row.
    _run([QUEUE])
    refresh()


@contextmanager
def filling(table: Table) -> Iterator[Callable[[Sequence[Any]], None]]:
    """
    A function that puts a row's values into a table. Nothing else is asked of the database meanwhile.

    Raises DatabaseError, whose context names the line: the row's place among those that were put in.
    """
    columns = ", ".join(f'"{name}"' for name in table.columns)
    waiting: list[str] = []
    statement = f'COPY "{table.name}" ({columns}) FROM STDIN'
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as sink:

        def write(values: Sequence[Any]) -> None:
            waiting.append(_line(values, table.structured))
            if len(waiting) >= PIECE:
                sink.write("".join(waiting))
                waiting.clear()

        yield write
        sink.write("".join(waiting))


def _line(values: Sequence[Any], structured: dict[int, Writer]) -> str:
    """A row as COPY takes it: cells between tabs, and what would end a cell or a line marked."""
    if structured:
        values = list(values)
        for place, written in structured.items():
            if values[place] is not None:
                values[place] = written(values[place])
    cells = [NOTHING if value is None else value if value.__class__ is str else str(value) for value in values]
    line = "\t".join(cells)
    # Hardly any row needs marks, and one look at all of it is quicker than one at each cell.
    if (
        "\n" in line
        or "\r" in line
        or line.count("\t") != len(cells) - 1
        or ("\\" in line and line.count("\\") != values.count(None))
    ):
        line = _marked(values)
    return line + "\n"


def _marked(values: Sequence[Any]) -> str:
    """A row with its marks; until they are set, NUL, which no text of PostgreSQL holds, keeps the cells apart."""
    line = "\0s".join(["\0n" if value is None else str(value) for value in values])
    for character, mark in MARKS:
        line = line.replace(character, mark)
    return line


def _rules(question: str, names: list[str]) -> list[Rule]:
    with connection.cursor() as cursor:
        cursor.execute(question, [[f'"{name}"' for name in names]])
        return [Rule(*row) for row in cursor.fetchall()]


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
