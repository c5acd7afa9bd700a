"""
How far the primary is: by this a replica is measured.

Once a second a thread of each process asks the primary for the place that its log has come to, and for the public mark.
Whatever this installation itself changes is known at once, by the notes that all its processes share (minutes/standby).
"""

import threading
import time
from collections import deque

from django.db import Error, connection

from minutes.database.errors import SetupError
from minutes.database.replicas import primary_for_a_moment
from minutes.standby.known import known

EVERY = 1.0  # seconds
AGAIN = 2.0  # seconds until a primary that did not answer is asked again
PLACE = (
    "SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END - '0/0'::pg_lsn"
)


class Pace:
    """What one process knows of the primary. `seconds`: how old what a replica shows may be."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._places: deque[tuple[float, int]] = deque()
        self._next = 0.0
        self._asking = threading.Lock()

    def keep(self) -> None:
        """Ask the primary, where it is time and no other thread does. One that does not answer has come no further."""
        if time.monotonic() < self._next or not self._asking.acquire(blocking=False):
            return
        try:
            with primary_for_a_moment():
                self._places.append((time.monotonic(), place()))
                known().renew()
            self._next = time.monotonic() + EVERY
        except (Error, SetupError, OSError):
            self._next = time.monotonic() + AGAIN
        finally:
            self._asking.release()
        while len(self._places) > 1 and self._places[1][0] <= self._places[-1][0] - self.seconds:
            self._places.popleft()

    def is_near(self, at: int) -> bool:
        """Whether a replica that has come to this place shows what the primary did so many seconds ago, or later."""
        return not self._places or at >= self._places[0][1]


def place() -> int:
    """How far the log of the server that is asked has come, in bytes; of a replica, how much of it can be read."""
    with connection.cursor() as cursor:
        cursor.execute(PLACE)
        (at,) = cursor.fetchone()
    return int(at or 0)
