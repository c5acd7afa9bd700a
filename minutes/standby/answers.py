"""What is answered without the database: a kept page with its banner, or a page that says why there is none."""

import datetime as dt
import time
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe

from minutes.languages import WELSH, is_welsh
from minutes.standby.shelf import Page
from minutes.views.asking import is_admin

PLACE = b"<!-- standby -->"  # in base.html, where the banner goes
RETRY = 30  # seconds
OWN = ("ETag", "Last-Modified")  # of the page without the banner


def kept(request: HttpRequest, page: Page, body: bytes, right_at: float) -> HttpResponseBase:
    """
    A kept page, with its age (RFC 9111, 5.1; RFC 9211), not to be stored by anybody else.

    With a banner in it a page is another one, and is sent whole; data are compared with what whoever asks has already.
    """
    age = max(0, int(time.time() - right_at))
    response: HttpResponse = HttpResponse(body, headers=page.headers)
    if PLACE in body:
        response.content = body.replace(PLACE, banner(request, right_at), 1)
        for name in OWN:
            response.headers.pop(name, None)
    response["Age"] = str(age)
    response["Cache-Control"] = "no-store"
    response["Cache-Status"] = f"Minutebook; hit; ttl=-{age}"
    return _squeezed(request, _unless_known(request, response))


def banner(request: HttpRequest, right_at: float) -> bytes:
    """That the page is as it was at a moment, in its language."""
    moment = timezone.localtime(dt.datetime.fromtimestamp(right_at, dt.UTC))
    with translation.override(_language(request)):
        told = {"moment": moment, "is_today": moment.date() == timezone.localdate()}
        return render_to_string("_partials/_standby.html", told).strip().encode()


def unavailable(request: HttpRequest) -> HttpResponse:
    """The page for what needs the database. What a clerk has typed is still in the browser."""
    with translation.override(_language(request)):
        told = {"is_admin": is_admin(request)}
        response = HttpResponse(render_to_string("503.html", told), status=503)
    response["Retry-After"] = str(RETRY)
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'self'; frame-ancestors 'none'"
    response["X-Frame-Options"] = settings.X_FRAME_OPTIONS
    return response


def _language(request: HttpRequest) -> str:
    return WELSH if is_welsh(request.path_info) else settings.LANGUAGE_CODE


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    etag, modified = response.headers.get("ETag"), response.headers.get("Last-Modified")
    if etag is None:
        return response
    moment = parse_http_date_safe(modified) if modified else None
    return get_conditional_response(request, etag=etag, last_modified=moment, response=response) or response


def _squeezed(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """As every page is sent."""
    return cast("HttpResponseBase", GZipMiddleware(lambda _: response)(request))
