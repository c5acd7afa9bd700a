"""
The mark of the record: as long as it is the same, everything that is public is the same.

The database keeps it (minutes/migrations/0012_record_marks.py). Read it before what depends on it: what is read after
it may be newer, and then the mark that it is filed under is never seen again.

Beside it stands the public mark, which is another one when something that everybody could read was changed or taken
away, and not when something came to it (minutes/migrations/0052_public_mark.py).
"""

from typing import NamedTuple

import psycopg
from django.db import connection

MARK = "SELECT minutes_record_mark()"
PUBLIC_MARK = "SELECT minutes_public_mark()"


class PublicMark(NamedTuple):
    """The mark, and until when it holds, in seconds since 1970: something may be withdrawn at that moment."""

    mark: str
    until: float


def record_mark() -> str:
    """A short text that is another one after any change to the record, or when a moment set ahead has come."""
    return _ask(MARK)


def public_mark() -> PublicMark:
    """What was public under this mark still is, until that moment."""
    mark, _, until = _ask(PUBLIC_MARK).partition(" ")
    return PublicMark(mark, float(until or "inf"))


def _ask(question: str) -> str:
    if not connection.in_atomic_block and (answer := _asked_directly(question)):
        return answer
    with connection.cursor() as cursor:
        cursor.execute(question)
        (answer,) = cursor.fetchone()
    return str(answer)


def _asked_directly(question: str) -> str:
    """
    Past Django's cursor, which takes several times as long as the answer.

    "" where the connection has died since it was used last; it is closed then, and Django makes another one.
    """
    connection.ensure_connection()
    try:
        result = connection.connection.pgconn.exec_(question.encode())
    except psycopg.Error:
        result = None
    if result is not None and result.status == psycopg.pq.ExecStatus.TUPLES_OK:
        return str((result.get_value(0, 0) or b"").decode())
    connection.close()
    return ""
