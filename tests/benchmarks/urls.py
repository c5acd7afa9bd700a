"""The site's addresses, and an empty view to compare its pages with."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def empty(request: HttpRequest, size: int) -> HttpResponse:
    """A view that does nothing but return bytes."""
    return HttpResponse(b"x" * size)


urlpatterns = [path("empty/<int:size>/", empty), path("", include("minutes.config.urls"))]
