"""Asking the site's own public views, as a stranger: no page is written twice."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponseBase
from django.http.response import HttpResponseRedirectBase

from minutes.deposit.errors import DepositError
from minutes.views.asking import reading

REDIRECTS = 3


class Answer(NamedTuple):
    """What came back: its status, its bytes in pieces, and whether it is a page."""

    status: int
    pieces: Iterable[bytes]
    is_page: bool = False


class Site:
    """The site at `url`, as it stands in citations and papers."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._handler = WSGIHandler()

    @contextmanager
    def asked(self, address: str, sha256: str = "") -> Iterator[Answer]:
        """
        The answer to an address as it stands in a link; what leads elsewhere on the site is followed.

        `sha256`, in hexadecimal, is of the file that is there already: documents have it as their ETag, and are
        answered with 304 where they are the same. Raises DepositError for a static file that was not collected.
        """
        if address.startswith(settings.STATIC_URL):
            yield Answer(200, _static(address.removeprefix(settings.STATIC_URL)))
            return
        response = self._followed(address, f'"{sha256}"' if sha256 else "")
        try:
            is_page = response.headers.get("Content-Type", "").startswith("text/html")
            yield Answer(response.status_code, cast("Iterable[bytes]", response), is_page)
        finally:
            response.close()

    def _followed(self, address: str, etag: str) -> HttpResponseBase:
        response: HttpResponseBase = self._handler.get_response(reading(address, self.url, etag))
        for _ in range(REDIRECTS):
            if not isinstance(response, HttpResponseRedirectBase):
                break
            response.close()
            target = urlsplit(response.url)
            query = f"?{target.query}" if target.query else ""
            response = self._handler.get_response(reading(target.path + query, self.url, etag))
        return response


def _static(name: str) -> list[bytes]:
    """A collected style sheet, script or picture; where none are collected, one as it lies."""
    path = staticfiles_storage.path(name) if staticfiles_storage.exists(name) else finders.find(name)
    if path is None:
        raise DepositError(f"The static file {name} is not there: run collectstatic.")
    return [Path(path).read_bytes()]
