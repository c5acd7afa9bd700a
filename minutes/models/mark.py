"""
The mark of the record: as long as it is the same, everything that is public is the same.

The database keeps it (minutes/migrations/0012_record_marks.py). Read it before what depends on it: what is read after
it may be newer, and then the mark that it is filed under is never seen again.
"""

from django.db import connection

MARK = """
SELECT string_agg(mark::text, ' ' ORDER BY place), set_config('minutebook.marked', '', true),
    (SELECT max(at) FROM minutes_recordmoment WHERE at <= statement_timestamp())::text
FROM minutes_recordmark
"""


def record_mark() -> str:
    """A short text that is another one after any change to the record, or when a moment set ahead has come."""
    with connection.cursor() as cursor:
        cursor.execute(MARK)
        marks, _, moment = cursor.fetchone()
    return f"{marks} {moment}"
