"""The pages for what is not there, and for what went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same page for a draft as for nothing at all."""
    return render(request, "404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """A page that needs neither the database nor the templates' context."""
    return render(None, "500.html", status=500)  # no request: no context processors
