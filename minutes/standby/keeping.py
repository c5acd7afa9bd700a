"""Which answers are kept, under which address, and when one has to be written."""

import gzip
import logging
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from minutes.models.mark import PublicMark
from minutes.standby.known import shelf
from minutes.standby.shelf import Page, digest_of
from minutes.views.asking import is_admin
from minutes.views.kept import site_version

logger = logging.getLogger(__name__)

# Pages, feeds, calendars and data. Documents and PDFs ask for themselves whether they are public, each time.
KINDS = ("text/", "application/json", "application/xml", "application/atom+xml", "application/rss+xml", "image/",
         "application/opensearchdescription+xml")  # fmt: skip
# What there is no end of, and what is somebody's own.
NEVER = {"search", "search-suggest", "feed-search", "verify"}
MONTH = re.compile(r"(month=\d{4}-\d{2})?", re.ASCII)  # any other query could be made up, to push out what is read
LEFT_OUT = {"content-encoding", "content-length", "date", "vary", "set-cookie", "cache-control"}
SEEN = 4096  # pages of which this process knows what is kept
CONFIRMED = 30  # seconds after which that a page is still right is written down again


class Keeper:
    """Keeps the answers of one process."""

    def __init__(self) -> None:
        self.recent: OrderedDict[str, tuple[Page, float]] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, request: HttpRequest, response: HttpResponseBase, mark: PublicMark) -> None:
        """Keep an answer that was made while the mark was read before it; a full disk keeps nothing."""
        if not is_askable(request) or request.method != "GET" or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return
        address = address_of(request)
        try:
            if response.status_code in (404, 410):
                self.forget(address)
            elif may_be_kept(request, response):
                self.hold(address, response, mark)
        except OSError as error:
            logger.warning("The page %s could not be kept: %s", request.path, error)

    def hold(self, address: str, response: HttpResponseBase, mark: PublicMark) -> None:
        """Write it, unless the same bytes are kept under the same mark."""
        etag, version = response.headers["ETag"].removeprefix("W/"), site_version()
        page, confirmed = self.seen(address)
        if page is None or page.etag != etag or not page.is_right(mark, version):
            page = self.written(address, response, page, (etag, *mark, version))
            if page is None:
                return
        elif time.monotonic() - confirmed < CONFIRMED:
            return
        else:
            shelf().confirm(address)
        self.see(address, page)

    def written(
        self, address: str, response: HttpResponseBase, before: Page | None, right: tuple[str, str, float, str]
    ) -> Page | None:
        """The page that is on disk now; None where its bytes are not known. `right`: ETag, mark, moment and version."""
        if response.status_code == 304:
            found = shelf().get(address) if before is not None and before.etag == right[0] else None
            if found is None:
                return None
            page, body, _ = found
            page = Page(address, *right, page.headers, page.digest)
        else:
            body = plain(response)
            headers = {name: value for name, value in response.items() if name.lower() not in LEFT_OUT}
            page = Page(address, *right, headers | {"ETag": right[0]}, digest_of(body))
        shelf().put(page, body)
        return page

    def seen(self, address: str) -> tuple[Page | None, float]:
        """What is kept of an address, and when this process last wrote that it is right."""
        known = self.recent.get(address)
        return known or (shelf().head(address), 0.0)

    def see(self, address: str, page: Page) -> None:
        """Keep in memory what is kept on disk."""
        with self._lock:
            self.recent[address] = page, time.monotonic()
            self.recent.move_to_end(address)
            if len(self.recent) > SEEN:
                self.recent.popitem(last=False)

    def forget(self, address: str) -> None:
        """There is nothing at that address any more."""
        with self._lock:
            self.recent.pop(address, None)
        shelf().drop(address)


def address_of(request: HttpRequest) -> str:
    """What an answer depends on: scheme, host, path and query; its language is part of the path."""
    return request.build_absolute_uri()


def is_askable(request: HttpRequest) -> bool:
    """Whether a kept page can answer a request: a reader's, for an address that is the same for everybody."""
    return (
        request.method in ("GET", "HEAD")
        and not is_admin(request)
        and bool(MONTH.fullmatch(request.META.get("QUERY_STRING", "")))
    )


def may_be_kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    """A whole page that is the same for everybody."""
    match, told = request.resolver_match, response.headers.get("Cache-Control", "")
    name = (match.url_name or "") if match else ""
    return (
        response.status_code in (200, 304)
        and "ETag" in response.headers
        and not response.cookies
        and "public" in told
        and not any(word in told for word in ("no-store", "private", "no-cache"))
        and "cookie" not in response.headers.get("Vary", "").lower()
        and name not in NEVER
        and not name.startswith("alert")
        and not isinstance(response, StreamingHttpResponse)
        and (response.status_code == 304 or response.headers["Content-Type"].startswith(KINDS))
    )


def plain(response: HttpResponseBase) -> bytes:
    """The bytes of an answer as they were before they were compressed."""
    content = b"".join(cast("Iterable[bytes]", response))
    return gzip.decompress(content) if response.headers.get("Content-Encoding") == "gzip" else content
