"""
How much one request may bring, by who asks: it is refused before a byte of it is read.

Each file of a form has its own limit (minutes/files/uploads.py); this is that of all of them together, without which
three hundred files that are each small enough would fill the disk.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from minutes.views.asking import is_admin
from minutes.views.budgets import is_signed_in
from minutes.views.health import LEAST_DISK

SMALL = 64 * 1024  # a form of a page for readers, or of the login
TOO_LARGE, NO_ROOM = 413, 507
MB = 1024 * 1024


class BodyMiddleware:
    """
    Refuses what is too large, with a page that says how much is taken.

    What comes without a length has none for Django: it reads nothing of it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        size = length_of(request)
        return (refusal(request, size) if size > SMALL else None) or self.get_response(request)


def refusal(request: HttpRequest, size: int) -> HttpResponse | None:
    """The page for what is not taken; None for what is. A clerk whose session has ended meanwhile logs in again."""
    most = most_for(request)
    login = reverse("admin:login") if settings.SIDE != "public" else ""
    if size > most:
        if most == SMALL and is_admin(request) and request.path_info != login:
            return redirect_to_login(request.get_full_path(), login)
        return refused(TOO_LARGE, most)
    if size + LEAST_DISK > shutil.disk_usage(temporary_folder()).free:
        return refused(NO_ROOM, most)
    return None


def length_of(request: HttpRequest) -> int:
    """The bytes that it says it brings; as Django reads it, none where that is no number."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def most_for(request: HttpRequest) -> int:
    """The bytes that are taken of whoever asks, at this address."""
    if request.path_info == reverse("minutes:verify"):
        return sys.maxsize  # it looks itself before it reads, and can say what to do instead
    if is_admin(request) and is_signed_in(request):
        return int(settings.UPLOAD_MAX_BYTES)
    return SMALL


def temporary_folder() -> Path:
    """Where files lie while they come."""
    return Path(settings.FILE_UPLOAD_TEMP_DIR or tempfile.gettempdir())


def refused(status: int, most: int) -> HttpResponse:
    """The page that says so."""
    told = {"is_full": status == NO_ROOM, "most": f"{most // MB} MB" if most >= MB else f"{most // 1024} KB"}
    response = render(None, "413.html", told, status=status)
    response["Cache-Control"] = "no-store"
    return response
