"""The pages for what is not there, for what is refused, and for what went wrong."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from minutes.opendata.answers import answer, missing, open_to_all

FOR_PROGRAMS = ("minutes:api-index", "minutes:oparl-system")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """The same page for a draft as for nothing at all; programs are told in their own form."""
    if _is_for_programs(request):
        return open_to_all(missing())
    return render(request, "404.html", {"in_one_language": True}, status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """A page that needs neither the database nor the templates' context."""
    return render(None, "500.html", status=500)  # no request: no context processors


def too_many(seconds: int) -> HttpResponse:
    """The page for whoever has asked for too much, with when to come back (RFC 6585, 4). It costs no question."""
    response = render(None, "429.html", {"seconds": seconds}, status=429)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response


def malformed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that cannot be read: too many fields, a form that is cut off."""
    text = _("Your browser sent something that this site cannot read. Go back, and try again from the page itself.")
    return _refused(400, _("This request cannot be understood"), text)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Something that whoever is signed in has no right to."""
    text = _("Your account has no right to it. Whoever manages the accounts can give it one.")
    return _refused(403, _("You may not do this here"), text)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that another site may have sent (CSRF)."""
    text = _(
        "It was open for too long, or it does not come from a page of this site. Go back, load the page again and send "
        "it from there. Your browser must take the cookies of this site."
    )
    return _refused(403, _("This form cannot be taken"), text)


class NotAllowedMiddleware:
    """Says something to whoever asks by a method that an address does not answer (405), where Django says nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != 405 or not isinstance(response, HttpResponse) or response.content:
            return response
        told = (
            answer({"error": "This address is only read."}, status=405) if _is_for_programs(request) else _not_allowed()
        )
        told["Allow"] = response["Allow"]
        return open_to_all(told) if _is_for_programs(request) else told


def _not_allowed() -> HttpResponse:
    text = _("It was asked in a way that it does not know. Please begin at the front page.")
    return _refused(405, _("This address does not answer that"), text)


def _refused(status: int, title: str, text: str) -> HttpResponse:
    """It costs no question, and repeats nothing of what was sent."""
    return render(None, "refused.html", {"title": title, "text": text}, status=status)


def _is_for_programs(request: HttpRequest) -> bool:
    return request.path_info.startswith(tuple(map(reverse, FOR_PROGRAMS)))
