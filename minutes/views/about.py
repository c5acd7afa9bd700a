"""How to read this site, and what it does for those who cannot see, hear or use a mouse."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from minutes.models import Jurisdiction
from minutes.views.council import current_council
from minutes.views.public import public_page

# When this statement was prepared: after the checks of tests/browser had been read and their findings mended.
PREPARED = dt.date(2026, 11, 24)


@public_page
def how_to_read(request: HttpRequest) -> HttpResponse:
    """Where to find what, and what the parts of a page mean."""
    return render(request, "minutes/how_to_read.html")


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """The statement that the law asks for (SI 2018/952, reg. 8)."""
    council = current_council()
    northern = council.jurisdiction == Jurisdiction.NORTHERN_IRELAND
    context = {"council": council, "northern_ireland": northern, "prepared": PREPARED}
    return render(request, "minutes/accessibility.html", context)
