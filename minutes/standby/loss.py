"""Losing the database: what an exception says of it, and not asking it again for a moment."""

import threading
import time

from django.db import InterfaceError, OperationalError

from minutes.database.errors import SetupError

AGAIN = 2  # seconds after which one request tries again whether it answers, and the others do not wait for that
# Of PostgreSQL's classes of errors: connections, an operator's shutdown or a crash; too many connections.
LOST, FULL = ("08", "57P"), "53300"


def is_loss(error: BaseException | None) -> bool:
    """Whether the database cannot be reached or has gone away: not that it refuses a question."""
    if isinstance(error, SetupError | InterfaceError):
        return True
    if not isinstance(error, OperationalError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith(LOST) or state == FULL


class Outage:
    """Whether the database was down when this process asked last."""

    def __init__(self) -> None:
        self.is_on = False
        self._next = 0.0
        self._trying = threading.Lock()

    def begin(self) -> None:
        """It was lost just now."""
        self.is_on, self._next = True, time.monotonic() + AGAIN

    def end(self) -> None:
        """It has answered."""
        self.is_on = False

    def may_try(self) -> bool:
        """Whether this request is the one that tries; then `tried` follows."""
        return time.monotonic() >= self._next and self._trying.acquire(blocking=False)

    def tried(self) -> None:
        """The next one may."""
        self._trying.release()
