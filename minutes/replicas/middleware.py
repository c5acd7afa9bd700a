"""Asks a replica for what readers read, and others where that one is lost."""

import itertools
import logging
import time
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponseBase

from minutes.database.errors import is_loss
from minutes.database.replicas import asking
from minutes.models.mark import public_mark
from minutes.replicas.pace import Pace, place
from minutes.standby.known import known
from minutes.standby.loss import loss_of, on_replica
from minutes.views.asking import is_admin, is_from_inside

logger = logging.getLogger(__name__)
AGAIN = 5.0  # seconds after which a replica that was lost is tried again


class Replica:
    """One of them, as this process has met it."""

    def __init__(self, number: int, config: dict[str, Any]) -> None:
        self.number, self.config = number, config
        self.lost_until = 0.0

    def is_there(self) -> bool:
        """Whether it may be tried."""
        return time.monotonic() >= self.lost_until

    def lose(self, error: BaseException) -> None:
        """It does not answer: the others do."""
        if self.is_there():
            logger.warning("Replica %s does not answer: %s", self.number + 1, str(error).partition("\n")[0])
        self.lost_until = time.monotonic() + AGAIN


class ReplicaMiddleware:
    """Stands before the pages that are kept without any server, and everything else that asks one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.replicas = [Replica(*each) for each in enumerate(settings.REPLICAS)]
        self.pace = Pace(settings.REPLICA_SECONDS)
        self.turns = itertools.count()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if self.replicas and is_readers(request):
            for replica in self.in_turn():
                response = self.asked(replica, request)
                if response is not None:
                    return response
        return self.get_response(request)

    def in_turn(self) -> Iterator[Replica]:
        """Those that are there, another one first each time."""
        first = next(self.turns) % len(self.replicas)
        for replica in [*self.replicas[first:], *self.replicas[:first]]:
            if replica.is_there():
                yield replica

    def asked(self, replica: Replica, request: HttpRequest) -> HttpResponseBase | None:
        """The answer with what a replica says; None where it is too far behind, or was lost."""
        self.pace.keep()
        with asking(replica.number, replica.config):
            try:
                if not self.is_near():
                    return None
            except Error as error:
                replica.lose(error)
                return None
            except OSError as error:  # the notes of this installation cannot be read
                logger.warning("No replica is asked: %s", error)
                return None
            with on_replica(request):
                response = self.get_response(request)
        loss = loss_of(request)
        if loss is None:
            return response
        if is_loss(loss) and not answers(replica):  # it may have been the primary, for what is written
            replica.lose(loss)
        response.close()
        return None

    def is_near(self) -> bool:
        """Whether what it shows is new enough, and nothing of it was taken away since. Raises Error."""
        newest = known().newest()
        return bool(newest) and self.pace.is_near(place()) and public_mark().mark == newest


def is_readers(request: HttpRequest) -> bool:
    """Whether a request reads what is public. Who asks from inside wants to know what is stored."""
    return request.method in ("GET", "HEAD") and not is_admin(request) and not is_from_inside(request)


def answers(replica: Replica) -> bool:
    """Whether a replica does."""
    with asking(replica.number, replica.config):
        try:
            public_mark()
        except Error:
            return False
    return True
