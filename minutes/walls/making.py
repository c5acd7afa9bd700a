"""Making the public side's role, and giving it its rights in this database."""

from collections.abc import Iterator

import psycopg
from django.conf import settings
from django.db import ProgrammingError, connection, transaction
from psycopg import sql

from minutes.walls.columns import CLOSED
from minutes.walls.tables import BY_ROW, readable

# What there is of the tables: of an older version, some are not there, or have no policies yet.
KNOWN = """
SELECT c.relname, c.relrowsecurity, array(
    SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v') AND c.relname = ANY (%s)
"""


class NoRight(Exception):
    """The site's own role may not make another one."""

    is_for_operators = True  # its words go into the log


def make_reader_role() -> None:
    """
    Make the role unless it is there, and give it what minutes/walls/tables.py names, and nothing else. Raises NoRight.

    Roles belong to the server, rights to the database: a restored one has none.
    """
    role = settings.READER_ROLE
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            _create(role)
            for statement in _rights(role):
                cursor.execute(statement)
    except ProgrammingError as error:
        if not isinstance(error.__cause__, psycopg.errors.InsufficientPrivilege):
            raise
        user = connection.settings_dict["USER"]
        raise NoRight(
            f"The public side has no role of its own: the database does not let “{user}” make one. Whoever runs the "
            f'server says: CREATE ROLE "{role}"; GRANT "{role}" TO "{user}"; and then you: manage.py make_reader_role. '
            "Or set MINUTEBOOK_READER_ROLE to nothing, to do without (docs/operations.md)."
        ) from error


def _create(role: str) -> None:
    with connection.cursor() as asked:
        asked.execute("SELECT FROM pg_roles WHERE rolname = %s", [role])
        if asked.fetchone() is None:
            # The embedded server lets in nobody but this machine's own user: a process of the public side logs in.
            login = "LOGIN" if settings.DATABASES["default"]["ENGINE"] == "minutes.database" else "NOLOGIN"
            try:
                with transaction.atomic():
                    asked.execute(sql.SQL(f"CREATE ROLE {{}} {login}").format(sql.Identifier(role)))
            except ProgrammingError as error:
                if not isinstance(error.__cause__, psycopg.errors.DuplicateObject):  # somebody was quicker
                    raise
        asked.execute("SELECT pg_has_role(%s, 'MEMBER')", [role])
        if not asked.fetchone()[0]:
            asked.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(role)))


def _rights(role: str) -> Iterator[sql.Composable]:
    """What the role may do here, after all that it might is taken away."""
    who, database = sql.Identifier(role), sql.Identifier(str(connection.settings_dict["NAME"]))
    yield sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(database)
    yield sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(who)
    yield sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(who)
    with connection.cursor() as asked:
        asked.execute(KNOWN, [readable()])
        known = asked.fetchall()
    for table, has_policies, columns in known:
        if table in BY_ROW and not has_policies:
            continue
        closed = CLOSED.get(table, set())
        part = sql.SQL(" ({})").format(
            sql.SQL(", ").join(sql.Identifier(name) for name in columns if name not in closed)
        )
        what = part if closed else sql.SQL("")
        yield sql.SQL("GRANT SELECT{} ON {} TO {}").format(what, sql.Identifier(table), who)
