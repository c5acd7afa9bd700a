"""What every table of a database holds, as a number of rows and a hash: the same for the same rows, on any server."""

import hashlib
from typing import Any

from psycopg import Connection, sql

from minutes.preservation.manifest import Rows
from minutes.preservation.watching import Watch, nobody

# Every table of the database with the columns of its key, in the order of their names.
TABLES = """
SELECT n.nspname, c.relname, array(
    SELECT a.attname::text FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS k (number, place), pg_attribute a
    WHERE i.indrelid = c.oid AND i.indisprimary AND a.attrelid = c.oid AND a.attnum = k.number ORDER BY k.place)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
ORDER BY 1, 2
"""
# What the text of a value depends on besides the value.
AS_ANYWHERE = {
    "TimeZone": "UTC", "DateStyle": "ISO", "IntervalStyle": "postgres", "extra_float_digits": "1",
    "bytea_output": "hex",
}  # fmt: skip


def fingerprints(connection: Connection[Any], watch: Watch = nobody) -> dict[str, Rows]:
    """Of every table, by its name; within the transaction that is open, or one of its own."""
    with connection.transaction(), connection.cursor() as cursor:
        for setting in AS_ANYWHERE.items():
            cursor.execute("SELECT set_config(%s, %s, true)", setting)
        tables = cursor.execute(TABLES).fetchall()
        found = {}
        for done, (schema, name, key) in enumerate(tables, 1):
            found[f"{schema}.{name}"] = _rows(connection, schema, name, key)
            watch("Counting the rows", done, len(tables))
    return found


def _rows(connection: Connection[Any], schema: str, name: str, key: list[str]) -> Rows:
    """One table, in the order of its key; one without a key, in the order of its rows' text."""
    order = sql.SQL(", ").join(map(sql.Identifier, key)) if key else sql.SQL('t::text COLLATE "C"')
    copy = sql.SQL("COPY (SELECT * FROM {} t ORDER BY {}) TO STDOUT").format(sql.Identifier(schema, name), order)
    digest, number = hashlib.sha256(), 0
    with connection.cursor() as cursor, cursor.copy(copy) as rows:
        for block in rows:
            digest.update(block)
            number += bytes(block).count(b"\n")  # a row's own line ends are written as \n
    return Rows(number, digest.hexdigest())


def differences(wanted: dict[str, Rows], found: dict[str, Rows]) -> list[str]:
    """A sentence for each table that is not what it was."""
    told = [f"The table {name} is missing." for name in wanted if name not in found]
    told += [f"The table {name} was not there." for name in found if name not in wanted]
    for name in wanted.keys() & found.keys():
        was, now = wanted[name], found[name]
        if was.number != now.number:
            told.append(f"The table {name} has {now.number} rows instead of {was.number}.")
        elif was != now:
            told.append(f"The table {name} holds other rows than it did.")
    return sorted(told)
