"""Sending a stored file: whole or a part of it, with what keeps a browser from running anything in it."""

import re
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header

from minutes.models import FileType
from minutes.models.documents import Document

RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)
# No `sandbox` for a PDF: Safari shows an empty window then, and Chromium's viewer did not start under it for years.
# What scripts a PDF has run in the viewer, in a process or worker of its own that cannot reach the site.
PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"


class Part:
    """The bytes of an open file from its place on, `length` of them."""

    def __init__(self, file: Any, length: int) -> None:
        self.file, self.left = file, length

    def read(self, size: int = -1) -> bytes:
        data: bytes = self.file.read(min(size, self.left) if size >= 0 else self.left)
        self.left -= len(data)
        return data

    def close(self) -> None:
        self.file.close()


def file_response(request: HttpRequest, document: Document, file_name: str) -> HttpResponseBase:
    """The file, or the part of it that is asked for. Its hash is its ETag."""
    etag = f'"{document.sha256}"'
    known = get_conditional_response(request, etag=etag)
    if known is not None:
        return known
    size = int(document.size or 0)
    asked = _asked(request, etag, size)
    if asked is None:
        return _headed(_body(request, document, 0, size), document, file_name, etag)
    first, last = asked
    if first >= size or last < first:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"})
    response = _body(request, document, first, last - first + 1)
    response.status_code = 206
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return _headed(response, document, file_name, etag)


def _asked(request: HttpRequest, etag: str, size: int) -> tuple[int, int] | None:
    """
    First and last byte that are asked for; None: the whole file.

    Several parts at once, and what is no range of bytes, are answered with the whole, as RFC 9110 allows; so is a part
    of what was another file (If-Range).
    """
    if request.method != "GET" or request.headers.get("If-Range", etag) != etag:
        return None
    found = RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if found is None or found[0] == "bytes=-" or len(found[0]) > 60:
        return None
    first, last = found[1], found[2]
    if not first:  # the last so many bytes
        return (max(size - int(last), 0), size - 1) if int(last) else (size, size)
    if last and int(last) < int(first):  # no range at all
        return None
    return int(first), min(int(last), size - 1) if last else size - 1


def _body(request: HttpRequest, document: Document, first: int, length: int) -> HttpResponseBase:
    if request.method == "HEAD":
        response: HttpResponseBase = HttpResponse()
    else:
        file = document.file.open("rb")
        file.seek(first)
        response = FileResponse(Part(file, length))
    response["Content-Length"] = str(length)
    return response


def _headed(response: HttpResponseBase, document: Document, file_name: str, etag: str) -> HttpResponseBase:
    is_pdf = document.file_type == FileType.PDF
    response["Content-Type"] = document.content_type
    response["Content-Disposition"] = content_disposition_header(not is_pdf, file_name) or "inline"
    response["Content-Encoding"] = "identity"  # parts are counted in the file's own bytes: nothing compresses it
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, no_cache=True)  # kept, but asked for every time: by then it may be exempt
    response["Content-Security-Policy"] = PDF_POLICY if is_pdf else POLICY
    return response
