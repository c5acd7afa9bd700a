"""Questions to the database in plain SQL."""

from django.db import ProgrammingError, connection, transaction
from psycopg.errors import InsufficientPrivilege


def ask(question, *values):
    """The rows of the answer."""
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchall() if cursor.description else []


def refused(statement):
    """Whether the role that asks has no right to it; nothing comes of it if it has."""
    try:
        with transaction.atomic():
            ask(statement)
            transaction.set_rollback(True)
    except ProgrammingError as error:
        if not isinstance(error.__cause__, InsufficientPrivilege):
            raise
        return True
    return False


def user():
    """The role that asks."""
    return ask("SELECT current_user")[0][0]
