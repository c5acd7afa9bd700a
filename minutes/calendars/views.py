"""The calendars: of all meetings, and of a committee's."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from minutes.calendars.writing import MEETINGS_FROM, MOST, Address, calendar
from minutes.models import Committee, Meeting
from minutes.models.moments import changes, meeting_called
from minutes.views.council import current_council
from minutes.views.public import dated, public_page, site_root


@public_page
def everything(request: HttpRequest) -> HttpResponseBase:
    """All meetings of the last year and to come."""
    return _calendar(request, str(current_council()), Meeting.public.all(), "calendar.ics")


@public_page
def of_committee(request: HttpRequest, committee: str) -> HttpResponseBase:
    """A committee's."""
    found = get_object_or_404(Committee.public, slug=committee)
    name = _("%(committee)s, %(council)s") % {"committee": found, "council": current_council()}
    return _calendar(request, name, Meeting.public.filter(committee=found), f"{found.slug}.ics")


def _calendar(request: HttpRequest, name: str, meetings, file_name: str) -> HttpResponseBase:
    rows = meetings.filter(MEETINGS_FROM).select_related("committee").order_by("-date", "starts_at", "pk")
    rows = rows.annotate(called_at=meeting_called(), revision=changes("meeting", level=0))[:MOST].iterator(
        chunk_size=200
    )
    address = Address(site_root(request))
    body = calendar(name, rows, address, str(current_council()))
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{file_name}"'
    return dated(response)
