"""What stands before every page of the admin."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from minutes.access.factors import step_to_take

SEEN = "seen"
STEP = 60  # seconds: how often a session that is used is stored anew


class AccessMiddleware:
    """
    Asks for the second factor, and lets a session last as long as somebody works.

    Of the admin alone: a public page does not look who is there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(reverse("admin:index")) and request.user.is_authenticated:
            stay_awake(request)
            step = "" if _is_free(request.path_info) else step_to_take(request)
            if step:
                return redirect(f"{reverse(step)}?{urlencode({'next': request.get_full_path()})}")
        return self.get_response(request)


@receiver(user_logged_in)
def begin(sender: Any, request: HttpRequest, user: Any, **told: Any) -> None:
    """A session that was opened now is awake."""
    request.session[SEEN] = int(time.time())


def stay_awake(request: HttpRequest) -> None:
    """Count the time that a session has left from now on, at most once a minute."""
    now = int(time.time())
    seen = request.session.get(SEEN, 0)
    if now - seen > min(STEP, settings.SESSION_COOKIE_AGE // 2) or seen > now:
        request.session[SEEN] = now


def _is_free(path: str) -> bool:
    """What is needed to give the code, or to leave."""
    return path in (reverse("admin:logout"), reverse("admin:jsi18n")) or path.startswith(
        reverse("access:second-factor")
    )
