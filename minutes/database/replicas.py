"""
Reading from another server than the one that is written to: copies that PostgreSQL itself keeps up to date.

A thread asks a replica for as long as `asking` lasts: Django's default connection is that replica's meanwhile. Within
`primary`, which everything that is written goes through, it is the server that DATABASE_URL names again.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.utils import ConnectionHandler


class _Thread(threading.local):
    def __init__(self) -> None:
        self.own: dict[int, Any] = {}  # connections to replicas, by their place in the settings
        self.primary: Any = None  # while a replica is asked


_thread = _Thread()


@contextmanager
def asking(place: int, config: dict[str, Any]) -> Iterator[None]:
    """Within, this thread asks the replica that stands there in the settings."""
    if place not in _thread.own:
        _thread.own[place] = ConnectionHandler({DEFAULT_DB_ALIAS: config}).create_connection(DEFAULT_DB_ALIAS)
    replica = _thread.own[place]
    replica.close_if_unusable_or_obsolete()
    _thread.primary = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = replica
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS], _thread.primary = _thread.primary, None


@contextmanager
def primary() -> Iterator[None]:
    """
    Within, this thread asks the server that is written to.

    And afterwards too, until `asking` ends: what was written must be there. In the middle of a transaction of the
    replica's it goes back to that.
    """
    before = connections[DEFAULT_DB_ALIAS]
    if _thread.primary is not None:
        connections[DEFAULT_DB_ALIAS] = _thread.primary
    try:
        yield
    finally:
        if before.in_atomic_block:
            connections[DEFAULT_DB_ALIAS] = before


@contextmanager
def primary_for_a_moment() -> Iterator[None]:
    """The same for something that only looks: afterwards the replica is asked again."""
    before = connections[DEFAULT_DB_ALIAS]
    try:
        with primary():
            yield
    finally:
        connections[DEFAULT_DB_ALIAS] = before
