"""
Which role this thread's questions are asked as: the clerks', who own the tables, or the public side's.

In a process for everybody a thread becomes the public side for as long as it answers a public request. In a process of
the public side (MINUTEBOOK_SIDE) it is so from the first statement on, and there is no way back.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.db.backends.signals import connection_created
from django.dispatch import receiver
from psycopg import sql
from psycopg.pq import TransactionStatus

from minutes.database.replicas import primary


class NoDoor(Exception):
    """This process belongs to the public side: nothing can be written here."""


class NotTheReader(Exception):
    """The connection could not be given the public side's role; nothing is read with another one."""

    is_for_operators = True  # its words go into the log


class _Thread(threading.local):
    is_reading = False


_thread = _Thread()


def is_walled() -> bool:
    """Whether there is a role for the public side at all."""
    return bool(settings.READER_ROLE)


def has_door() -> bool:
    """Whether this process can write: it is not one of the public side."""
    return settings.SIDE != "public"


def is_reading() -> bool:
    """Whether this thread asks as the public side."""
    return is_walled() and (_thread.is_reading or not has_door())


@contextmanager
def reading() -> Iterator[None]:
    """Within, this thread asks as the public side. Raises NotTheReader."""
    with _as(reading=True):
        yield


@contextmanager
def open_door() -> Iterator[None]:
    """
    Within, this thread asks as the clerks do, though it answers a public request: for the few things that one writes.

    Raises NoDoor in a process of the public side.
    """
    if not has_door():
        raise NoDoor
    with _as(reading=False), primary():  # each server is told its role while it is asked
        yield


@contextmanager
def _as(*, reading: bool) -> Iterator[None]:
    before = _thread.is_reading
    try:
        _become(reading=reading)
        yield
    finally:
        _become(reading=before)


def _become(*, reading: bool) -> None:
    if _thread.is_reading == reading:
        return
    _thread.is_reading = reading
    if is_walled() and has_door():
        _tell(connection)


@receiver(connection_created)
def _on_connection(sender: Any, connection: Any, **told: Any) -> None:
    """A new connection belongs to whoever this thread is at the moment."""
    if is_reading() and connection.settings_dict["USER"] != settings.READER_ROLE:
        _tell(connection)


def _tell(connection: Any) -> None:
    """
    Give an open connection the role that this thread has; one that is not open yet gets it when it is.

    Past Django, which would count and log it as a question of the page's, but not past psycopg, which begins the
    transaction that it stands in: taken back, it takes back the role. In one that has failed nothing can be read or
    written before that.
    """
    server = connection.connection
    if server is None or server.closed or server.info.transaction_status == TransactionStatus.INERROR:
        return
    role = sql.Identifier(settings.READER_ROLE)
    try:
        server.execute(sql.SQL("SET ROLE {}").format(role) if is_reading() else "RESET ROLE", prepare=False)
    except psycopg.OperationalError:
        connection.close()  # it has died; the next one is told when it is made
    except psycopg.Error as error:
        connection.close()
        raise NotTheReader(f"{error}: run manage.py make_reader_role (docs/operations.md).") from error
