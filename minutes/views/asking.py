"""Asking the site from inside, as a browser would; and whose a request is."""

from io import BytesIO
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest
from django.urls import reverse

FROM_INSIDE = "minutebook.from_inside"


def request_for(address: str, url: str) -> WSGIRequest:
    """A HEAD request for a path of the site at `url`: whether something is there."""
    return _request("HEAD", address, "", url)


def reading(address: str, url: str, etag: str = "") -> WSGIRequest:
    """
    A GET request for an address of the site at `url`, as it stands in a link: path, quoted, and query.

    `etag` is that of an answer which is there already, in its quotation marks: the site may say that it is still right.
    """
    path, _, query = address.partition("?")
    request = _request("GET", unquote(path), query, url)
    if etag:
        request.META["HTTP_IF_NONE_MATCH"] = etag
    return request


def is_admin(request: HttpRequest) -> bool:
    """Whether a request is a clerk's."""
    return settings.SIDE != "public" and request.path_info.startswith(reverse("admin:index"))


def is_from_inside(request: HttpRequest) -> bool:
    """Whether the site asks itself: it wants to know what is so, or hear that it cannot be known."""
    return FROM_INSIDE in request.META


def from_outside(request: WSGIRequest) -> WSGIRequest:
    """The same request as a reader's."""
    del request.META[FROM_INSIDE]
    return request


def _request(method: str, path: str, query: str, url: str) -> WSGIRequest:
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    return WSGIRequest({
        "REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": query, FROM_INSIDE: True,
        "HTTP_HOST": parts.netloc, "SERVER_NAME": parts.hostname,
        "SERVER_PORT": str(parts.port or (443 if secure else 80)),
        "HTTP_X_FORWARDED_PROTO": parts.scheme, "wsgi.url_scheme": parts.scheme, "wsgi.input": BytesIO(),
    })  # fmt: skip
