"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from minutes.models import Meeting
from minutes.registry import registry
from minutes.views.public import public_page

SHOWN = 6


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Search, the latest decisions and minutes, the next meetings."""
    meetings = Meeting.public.select_related("committee")
    context = {
        "coming": meetings.coming()[:SHOWN],
        "latest_minutes": meetings.with_minutes()[:SHOWN],
        **{name: latest(SHOWN) for name, latest in registry.front_page.items()},
    }
    return render(request, "minutes/home.html", context)
