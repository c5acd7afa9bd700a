"""The request that a thread answers at the moment, by a number of its own that says nothing of who asks."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from django.http import HttpRequest

NUMBER = "minutebook.request"  # in the request, for what Django logs of it when all is over


class Current(NamedTuple):
    """A request and its number."""

    number: str
    request: HttpRequest

    @property
    def view(self) -> str:
        """The name of its view; "" until one is found."""
        match = self.request.resolver_match
        return match.view_name if match else ""


_current: ContextVar[Current | None] = ContextVar("current", default=None)


def current() -> Current | None:
    """The request that is answered, where it is numbered."""
    return _current.get()


@contextmanager
def answering(request: HttpRequest) -> Iterator[Current]:
    """Within, what is logged belongs to this request."""
    numbered = Current(secrets.token_hex(8), request)
    request.META[NUMBER] = numbered.number
    token = _current.set(numbered)
    try:
        yield numbered
    finally:
        _current.reset(token)
