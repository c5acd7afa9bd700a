"""Whether PostgreSQL can read every row: its pages carry checksums, and a damaged one cannot be read."""

from collections.abc import Iterator

from django.db import DatabaseError, connection
from psycopg import sql

from minutes.inspection.finding import Finding
from minutes.preservation.fingerprints import TABLES
from minutes.preservation.watching import Watch

RESTORE = "Restore the newest backup that is whole (docs/operations.md)."


def look(url: str, watch: Watch) -> Iterator[Finding]:
    """Every table, row by row."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables = cursor.fetchall()
    for done, (schema, name, _) in enumerate(tables, 1):
        try:
            with connection.cursor() as cursor:
                # The text of each row, counted by its letters: every value is read, the long ones too.
                question = sql.SQL("SELECT sum(length(t::text)) FROM {} t")
                cursor.execute(question.format(sql.Identifier(schema, name)))
        except DatabaseError as error:
            yield Finding(f"The table {name}", str(error).strip().partition("\n")[0], RESTORE)
        watch("Reading tables", done, len(tables))
