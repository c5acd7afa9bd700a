"""
How much of the site's time one network may take: a reader never comes near it, whoever copies the site does.

What counts is how long answers took, so that no list of costly addresses has to be kept: a kept page costs hardly
anything, a PDF that has to be made costs what it costs. Each process counts for itself, in memory, networks only.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from typing import cast

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse

from minutes.networks import outside_network_of
from minutes.views.errors import too_many
from minutes.walls.role import has_door, open_door

NETWORKS = 10_000  # that are remembered: about 2 MB
ADVANCE = 0.1  # seconds taken before an answer is begun, so that a hundred at once are not all let in


class Budgets:
    """
    What each network has left, in seconds of this process: `minute` of them at most, given back within a minute.

    The networks that asked last are remembered; one that is not has everything left.
    """

    def __init__(self, minute: float) -> None:
        self.minute = minute
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, network: str, seconds: float, now: float) -> float:
        """Take so many seconds, or give them back where they are negative; returns what is left."""
        with self._lock:
            left, since = self._left.pop(network, (self.minute, now))
            left = min(self.minute, left + (now - since) * self.minute / 60) - seconds
            self._left[network] = (max(left, -self.minute), now)
            if len(self._left) > NETWORKS:
                self._left.popitem(last=False)
        return left

    def wait(self, left: float) -> int:
        """Whole seconds until a network that has overdrawn may ask again."""
        return int(-left * 60 / self.minute) + 1


def is_signed_in(request: HttpRequest) -> bool:
    """Whether somebody who may sign in is there. Sessions are none of the public side's business."""
    if not has_door():
        return False
    with open_door():
        return bool(request.user.is_authenticated)


class BudgetMiddleware:
    """Refuses for a while (429, with `Retry-After`) whoever has used up the time; nobody who is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.budgets = Budgets(settings.NETWORK_SECONDS)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        network = outside_network_of(request) if self.budgets.minute else ""
        if not network:
            return self.get_response(request)
        began = time.monotonic()
        left = self.budgets.take(network, ADVANCE, began)
        if left < 0 and not is_signed_in(request):
            self.budgets.take(network, -ADVANCE, began)
            return too_many(self.budgets.wait(left))
        response = self.get_response(request)
        ended = time.monotonic()
        self.budgets.take(network, ended - began - ADVANCE, ended)
        if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
            response.streaming_content = self.counted(network, cast("Iterable[bytes]", response.streaming_content))
        return response

    def counted(self, network: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces of an export: the time counts in which they are made, not that in which they are sent."""
        spent, began = 0.0, time.monotonic()
        try:
            for piece in pieces:
                spent += time.monotonic() - began
                yield piece
                began = time.monotonic()
        finally:
            self.budgets.take(network, spent, time.monotonic())
