"""
The mark of the record: as long as it is the same, everything that is public is the same.

The database keeps it (minutes/migrations/0012_record_marks.py). Read it before what depends on it: what is read after
it may be newer, and then the mark that it is filed under is never seen again.
"""

import psycopg
from django.db import connection

MARK = "SELECT minutes_record_mark()"


def record_mark() -> str:
    """A short text that is another one after any change to the record, or when a moment set ahead has come."""
    if not connection.in_atomic_block and (mark := _asked_directly()):
        return mark
    with connection.cursor() as cursor:
        cursor.execute(MARK)
        (mark,) = cursor.fetchone()
    return str(mark)


def _asked_directly() -> str:
    """
    Past Django's cursor, which takes several times as long as the answer.

    "" where the connection has died since it was used last; it is closed then, and Django makes another one.
    """
    connection.ensure_connection()
    try:
        result = connection.connection.pgconn.exec_(MARK.encode())
    except psycopg.Error:
        result = None
    if result is not None and result.status == psycopg.pq.ExecStatus.TUPLES_OK:
        return str((result.get_value(0, 0) or b"").decode())
    connection.close()
    return ""
