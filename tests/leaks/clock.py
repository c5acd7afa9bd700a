"""
A clock that stands still until it is moved, for Python and for the database alike.

Moments that lie ahead come true by the clock alone: nothing is written when they do. So it is the clock that moves here,
and not the moments in the record.
"""

import datetime as dt
from contextlib import contextmanager
from unittest import mock

from django.db import connection

START = dt.datetime(2035, 6, 5, 9, tzinfo=dt.UTC)  # a Tuesday, after whatever the database itself has timed
FUNCTIONS = """
CREATE SCHEMA leaks;
GRANT USAGE ON SCHEMA leaks TO PUBLIC;
CREATE FUNCTION leaks.now() RETURNS timestamptz LANGUAGE sql STABLE
    AS $$ SELECT current_setting('leaks.now')::timestamptz $$;
CREATE FUNCTION leaks.statement_timestamp() RETURNS timestamptz LANGUAGE sql STABLE
    AS $$ SELECT current_setting('leaks.now')::timestamptz $$;
SET search_path TO leaks, pg_catalog, public;
"""
# Policies and views have the time's functions by their identity, not by their name: they are made anew.
MADE = """
SELECT format('ALTER POLICY %I ON %I USING (%s)', policyname, tablename, qual) FROM pg_policies
UNION ALL SELECT format('CREATE OR REPLACE VIEW public.%I %s AS %s', c.relname,
    'WITH (' || array_to_string(c.reloptions, ', ') || ')', pg_get_viewdef(c.oid))
FROM pg_class c WHERE c.relkind = 'v' AND c.relnamespace = 'public'::regnamespace
"""


class Clock:
    """The moment that it is."""

    def __init__(self):
        self.now = START

    def tell(self):
        return self.now

    def move(self, **by):
        """Let so much time go by."""
        self.now += dt.timedelta(**by)
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('leaks.now', %s, false)", [self.now.isoformat()])


@contextmanager
def clock():
    """
    The clock; within a transaction that is taken back, and with it what the database was told.

    The database's own functions stand behind these on the search path: whoever asks for the time by its plain name gets
    the moment of the test.
    """
    it = Clock()
    with connection.cursor() as cursor:
        it.move()
        cursor.execute(MADE)
        made = [statement for (statement,) in cursor.fetchall()]
        cursor.execute(FUNCTIONS)
        for statement in made:
            cursor.execute(statement)
        cursor.execute("SELECT statement_timestamp(), now()")
        assert set(cursor.fetchone()) == {START}
    with mock.patch("django.utils.timezone.now", side_effect=it.tell):
        yield it
