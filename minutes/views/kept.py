"""
Kept PDFs, served like static files: conditional requests, ranges, HEAD.

`KeptMiddleware` stands beside WhiteNoise, before everything that reads a body or starts a session. Where neither the
record nor the site has changed since an address was noted, it serves the file; otherwise the view finds and checks
the record as for any page, says with `Kept` which file it is, and that is noted.
"""

import contextlib
import functools
import hashlib
import logging
import os
import re
from collections.abc import Callable, Iterator
from importlib.metadata import distributions
from typing import BinaryIO

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_cache_control

from minutes.models.mark import record_mark
from minutes.pdf.store import Note, papers

logger = logging.getLogger(__name__)

IN_ONE_PIECE = 256 * 1024
CHUNK = 64 * 1024
SEEN = 4096  # notes kept in memory: about 2 MB
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


class Kept(HttpResponse):
    """
    A view's answer: the kept PDF of this digest, saved under this name.

    Without a body, for the middleware sends it: nothing on the way compresses or hashes it. No file is open when
    whoever asks has it already.
    """

    def __init__(self, digest: str, file_name: str, file: BinaryIO | None) -> None:
        super().__init__(content_type="application/pdf")
        self.digest, self.file_name, self.file = digest, file_name, file


class KeptMiddleware:
    """Serves the PDFs that are kept, and notes which file belongs to which address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.recent: dict[str, Note] = {}  # notes as last seen; right as long as their state is, wherever they lie

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.endswith(".pdf") or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        note = self.recent.get(request.path_info) or papers().noted(request.path_info)
        if note is None and not request.path_info.startswith("/committees/"):
            return self.get_response(request)
        state = state_for(request)
        if note is not None and note.state != state:
            note = papers().noted(request.path_info)  # another process may have noted a newer one
        if note is not None and note.state == state:
            self.see(request.path_info, note)
            with contextlib.suppress(FileNotFoundError):
                file = None if is_known(request, note.digest) else papers().kept(note.digest)
                return serve(request, Kept(note.digest, note.file_name, file))
        response = self.get_response(request)
        if isinstance(response, Kept):
            remember(request.path_info, Note(state, response.digest, response.file_name))
            return serve(request, response)
        if note is not None and response.status_code in (404, 410):
            papers().forget(request.path_info)
        return response

    def see(self, address: str, note: Note) -> None:
        """Keep a note in memory."""
        if len(self.recent) >= SEEN:
            self.recent.clear()
        self.recent[address] = note


def state_for(request: HttpRequest) -> str:
    """All that the PDF at an address depends on: the record's mark, this version of the site, the host in addresses."""
    host = settings.SITE_URL or f"{request.scheme}://{request.get_host()}"
    parts = [record_mark(), host, request.path_info, settings.LANGUAGE_CODE, settings.TIME_ZONE, site_version()]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@functools.cache
def site_version() -> str:
    """The code, the templates, the style of papers and the installed packages, fonts among them, as a hash."""
    places = [("minutes", "*.py"), ("decisions", "*.py"), ("templates", "*"), ("static/css", "paper.css")]
    files = sorted(file for place, name in places for file in (settings.BASE_DIR / place).rglob(name) if file.is_file())
    packages = sorted(f"{each.name} {each.version}" for each in distributions())
    digest = hashlib.sha256("\0".join(packages).encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def remember(address: str, note: Note) -> None:
    """Note it, unless templates can change under a running process; what cannot be noted is looked up next time."""
    if settings.DEBUG:
        return
    try:
        papers().note(address, note)
    except OSError as error:  # a full disk: the PDF itself is there
        logger.warning("A PDF that was made could not be noted: %s", error)


def serve(request: HttpRequest, kept: Kept) -> HttpResponseBase:
    """The kept file, as much of it as is asked for, or 304."""
    etag = f'"{kept.digest}"'
    response: HttpResponseBase
    if kept.file is None:
        response = HttpResponse(status=304)
        del response["Content-Type"]
    else:
        response = ranged(request, kept.file, etag)
        response["Content-Disposition"] = f'inline; filename="{kept.file_name}"'
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Frame-Options"] = "DENY"
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    patch_cache_control(response, public=True, no_cache=True)
    return response


def is_known(request: HttpRequest, digest: str) -> bool:
    """Whether whoever asks has that PDF already (If-None-Match)."""
    known = request.META.get("HTTP_IF_NONE_MATCH", "")
    return bool(known) and (known.strip() == "*" or digest in re.findall(r'"([^"]*)"', known))


def ranged(request: HttpRequest, file: BinaryIO, etag: str) -> HttpResponseBase:
    """All of the file, the one range that is asked for (206), or 416; several ranges at once get all of it."""
    size = os.fstat(file.fileno()).st_size
    start, end = 0, size
    first, last = range_asked_for(request, etag)
    if first or last:
        start = int(first) if first else max(0, size - int(last))
        end = min(size, int(last) + 1) if first and last else size
        if start >= end:
            file.close()
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    partial = (start, end) != (0, size)
    if request.method == "HEAD":
        file.close()
        response: HttpResponseBase = HttpResponse(content_type="application/pdf")
    else:
        response = body(file, start, end)
    response.status_code = 206 if partial else 200
    response["Content-Length"] = str(end - start)
    if partial:
        response["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return response


def range_asked_for(request: HttpRequest, etag: str) -> tuple[str, str]:
    """First and last byte as they are written; both empty, where the whole is asked for, or what is no range."""
    asked = RANGE.fullmatch(request.META.get("HTTP_RANGE", "").strip())
    if asked is None or request.META.get("HTTP_IF_RANGE", etag) != etag:
        return "", ""
    first, last = asked.groups()
    return ("", "") if first and last and int(last) < int(first) else (first, last)


def body(file: BinaryIO, start: int, end: int) -> HttpResponseBase:
    """The bytes from `start` to before `end`: a small file's at once, others as they are read."""
    file.seek(start)
    if end - start <= IN_ONE_PIECE:
        with file:
            return HttpResponse(file.read(end - start), content_type="application/pdf")
    if start == 0 and end == os.fstat(file.fileno()).st_size:
        return FileResponse(file, content_type="application/pdf")
    return FileResponse(pieces(file, end - start), content_type="application/pdf")


def pieces(file: BinaryIO, left: int) -> Iterator[bytes]:
    """The next `left` bytes of a file."""
    with file:
        while left > 0 and (piece := file.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece
