"""The database was lost while a request was answered; and not asking it again for a moment."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.signals import got_request_exception
from django.db import Error
from django.dispatch import receiver
from django.http import HttpRequest

from minutes.database.errors import is_loss

AGAIN = 2  # seconds after which one request tries again whether it answers, and the others do not wait for that
# What a replica alone refuses: to write, and to wait while it catches up (PostgreSQL, hot standby).
REFUSED = ("25006", "40")
ERROR, ON_REPLICA = "database_error", "is_asked_of_replica"  # are set on a request


def is_refused(error: BaseException | None) -> bool:
    """Whether another server would have answered."""
    state = getattr(error.__cause__, "sqlstate", None) if isinstance(error, Error) else None
    return state is not None and state.startswith(REFUSED)


@contextmanager
def on_replica(request: HttpRequest) -> Iterator[None]:
    """Within, a request is asked of a replica: where it is lost, others are asked."""
    setattr(request, ON_REPLICA, True)
    setattr(request, ERROR, None)
    try:
        yield
    finally:
        setattr(request, ON_REPLICA, False)


def may_be_asked_again(request: HttpRequest) -> bool:
    """Whether it is asked of a replica."""
    return bool(getattr(request, ON_REPLICA, False))


def loss_of(request: HttpRequest) -> Exception | None:
    """What kept the server from answering this request, the last time that it was asked."""
    error: Exception | None = getattr(request, ERROR, None)
    return error


def note_loss(request: HttpRequest, error: BaseException | None) -> bool:
    """Write down what kept a server from answering, if this is such an error."""
    is_one = is_loss(error) or (may_be_asked_again(request) and is_refused(error))
    if is_one:
        setattr(request, ERROR, error)
    return is_one


@receiver(got_request_exception)
def notice(sender: Any, request: HttpRequest | None = None, **told: Any) -> None:
    """What stands around the views lost the database."""
    if request is not None:
        note_loss(request, sys.exc_info()[1])


class Outage:
    """Whether the database was down when this process asked last."""

    def __init__(self) -> None:
        self.is_on, self.since = False, 0.0  # seconds since 1970
        self._next = 0.0
        self._trying = threading.Lock()

    def begin(self) -> None:
        """It was lost just now."""
        if not self.is_on:
            self.is_on, self.since = True, time.time()
        self._next = time.monotonic() + AGAIN

    def end(self) -> None:
        """It has answered."""
        self.is_on = False

    def may_try(self) -> bool:
        """Whether this request is the one that tries; then `tried` follows."""
        return time.monotonic() >= self._next and self._trying.acquire(blocking=False)

    def tried(self) -> None:
        """The next one may."""
        self._trying.release()
