"""Asking again for what is kept: after a change of the record, before anybody does, and before the database is lost."""

import time
from urllib.parse import urlsplit

from django.core.handlers.wsgi import WSGIHandler

from minutes.models.mark import public_mark
from minutes.standby.known import known, shelf
from minutes.views.asking import from_outside, reading
from minutes.views.kept import site_version


def refresh(seconds: float) -> tuple[int, int]:
    """
    Ask the site for pages that were kept before something was changed or taken away, those first that were read last.

    For so many seconds; how many were asked for, and how many are left. What is public no more is deleted.
    """
    end, done, left = time.monotonic() + seconds, list[str](), 0
    handler, mark, version = WSGIHandler(), known().note(public_mark()), site_version()
    for address in shelf().addresses():
        page = shelf().head(address)
        if page is None or page.is_right(mark, version):
            continue
        if time.monotonic() > end:
            left += 1
            continue
        ask(handler, address, page.etag)
        done.append(address)
    for address in reversed(done):  # what was read last is deleted last
        shelf().confirm(address)
    return len(done), left


def ask(handler: WSGIHandler, address: str, etag: str) -> None:
    """Ask for an address as a reader does who has the kept page; one that has no page any more is not kept."""
    parts = urlsplit(address)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    response = handler.get_response(from_outside(reading(path, f"{parts.scheme}://{parts.netloc}", etag)))
    response.close()
    if response.status_code not in (200, 304, 503):
        shelf().drop(address)
