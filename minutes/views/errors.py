"""The pages for what is not there, and for what went wrong."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from minutes.opendata.answers import missing, open_to_all

FOR_PROGRAMS = ("minutes:api-index", "minutes:oparl-system")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """The same page for a draft as for nothing at all; programs are told in their own form."""
    if request.path_info.startswith(tuple(map(reverse, FOR_PROGRAMS))):
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
