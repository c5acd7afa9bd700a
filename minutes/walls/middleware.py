"""Public requests are answered as the public side."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast

from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse

from minutes.walls.role import has_door, open_door, reading


class WallMiddleware:
    """
    Asks as the public side for every address but the admin's, until the last piece of an answer is made.

    A process of the public side is that already.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not has_door():
            return self.get_response(request)
        if request.path_info.startswith(reverse("admin:index")):
            with open_door():  # a stream that was given up may have left this thread reading
                return self.get_response(request)
        with reading():
            response = self.get_response(request)
        if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
            response.streaming_content = _read(cast("Iterable[Any]", response.streaming_content))
        return response


def _read(pieces: Iterable[Any]) -> Iterator[Any]:
    """The pieces of an answer, made as the public side. Whoever sends them asks nothing in between."""
    with reading():
        yield from pieces
