"""What public pages share: caching, the note of a withdrawn record, and saying which parameters were ignored."""

import datetime as dt
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import http_date
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from minutes.converters import meeting_key
from minutes.models import Committee
from minutes.models.moments import last_moment

View = Callable[..., HttpResponseBase]


def public_page(view: View) -> View:
    """
    A page that is the same for everybody: GET and HEAD alone, and caches may keep it (`PUBLIC_MAX_AGE`).

    What is sent here by any other method is refused with 405 and no word of a form that could have been forged.
    """

    @wraps(view)
    def cached(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        # Never shown again unasked: it may have been made exempt or withdrawn meanwhile.
        patch_cache_control(response, public=True, max_age=settings.PUBLIC_MAX_AGE, must_revalidate=True)
        return response

    return csrf_exempt(require_safe(cached))


def withdrawn(request: HttpRequest, *, what: str, when: dt.datetime, note: str) -> HttpResponse:
    """The page that stays at the address of a withdrawn record, of which it says only that and why."""
    context = {"what": what, "withdrawn_at": when, "note": note}
    return render(request, "withdrawn.html", context, status=410)


def dated(response: HttpResponseBase) -> HttpResponseBase:
    """
    With Last-Modified: after that moment nothing public has changed anywhere.

    Left out while the moment is so near that a second change would have the same one.
    """
    moment = last_moment()
    if moment and timezone.now() - moment > dt.timedelta(seconds=2):
        response["Last-Modified"] = http_date(moment.timestamp())
    return response


def absolute_url(request: HttpRequest, path: str) -> str:
    """The permanent address of a page: with the council's own host where the settings name it."""
    return f"{settings.SITE_URL}{path}" if settings.SITE_URL else request.build_absolute_uri(path)


def site_root(request: HttpRequest) -> str:
    """The same of the site, without a slash at its end: what stands before the path of every page."""
    return absolute_url(request, "/").rstrip("/")


def confirming_url(row: Any, committee: Committee) -> str:
    """The page of the meeting that agreed the minutes, where that is public (`row.confirmed_on`)."""
    if row.confirmed_on is None:
        return ""
    return reverse(
        "minutes:meeting-detail", args=[committee.slug, meeting_key(row.confirmed_on, row.confirmed_sequence)]
    )


def unknown_parameters(request: HttpRequest, known: Iterable[str]) -> list[str]:
    """The query parameters that a page does not know, as sentences."""
    told = gettext("“%(name)s” is not something this page can be asked for.")
    return [told % {"name": name[:40]} for name in request.GET if name not in known]
