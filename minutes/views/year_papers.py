"""A bound year: the confirmed minutes of a committee's municipal year as one volume."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from minutes.converters import MunicipalYear
from minutes.models import AgendaItem, Meeting, Person
from minutes.registry import registry
from minutes.views import letterhead, papers
from minutes.views.council import current_council
from minutes.views.meeting_papers import meeting_context, meeting_record, paper_rows, public_since, with_items
from minutes.views.public import absolute_url, public_page


@public_page
def year_paper(request: HttpRequest, committee: str, start: int) -> HttpResponseBase:
    """The volume; 404 while nothing of that year is confirmed. What is draft or withdrawn is not in it."""
    rows = paper_rows("minutes").reached("confirmed_at").filter(committee__slug=committee)
    meetings = with_items(rows.in_municipal_year(start).order_by("date", "sequence"), "minutes")
    if not meetings:
        raise Http404
    body, year = meetings[0].committee, meetings[0].municipal_year
    url = absolute_url(request, reverse("minutes:year-pdf", args=[body.slug, start]))
    council = current_council()
    with letterhead.speaking(council):
        context = {
            "committee": body,
            "year": year,
            "volume": [meeting_context(meeting, "minutes") for meeting in meetings],
            "indexed_items": sorted(items_of(meetings), key=lambda item: item.title.casefold()),
            "members": members_index(meetings),
        }
        heads = (f"{council}, {body}", _("Minutes %(year)s") % {"year": year})
        title = _("Minutes of %(committee)s, %(year)s") % {"committee": body, "year": year}
    composed = letterhead.compose(
        "pdf/year.html",
        context,
        council=council,
        heads=heads,
        title=title,
        url=url,
        since=max(public_since(meeting, "minutes") for meeting in meetings),
        record=year_record(request, meetings, url),
        file_name="minutes.json",
    )
    return papers.printed(request, composed, f"{body.slug}-{MunicipalYear().to_url(start)}.pdf")


def items_of(meetings: list[Meeting]) -> list[AgendaItem]:
    """Their items, in the order of the volume."""
    return [item for meeting in meetings for item in meeting.shown_items]


def members_index(meetings: list[Meeting]) -> list[tuple[Person, list[tuple[str, str]]]]:
    """
    Everybody at the meetings, by surname: where they attended, declared an interest, moved or seconded.

    Each place is an anchor, with the label of the item that it is.
    """
    places: dict[Person, dict[str, str]] = {}  # each place once, in order
    for meeting in meetings:
        for row in meeting.shown_attendances:
            places.setdefault(row.person, {})[f"{meeting.anchor}-attendance"] = ""
        for item in meeting.shown_items:
            for person in people_in(item):
                places.setdefault(person, {})[item.anchor] = item.label
    listed = sorted(places.items(), key=lambda entry: (entry[0].name.split()[-1].casefold(), entry[0].name))
    return [(person, list(found.items())) for person, found in listed]


def people_in(item: AgendaItem) -> Iterator[Person]:
    """Whom the minutes of an item name in their own fields."""
    yield from (row.person for row in item.shown_declarations)
    for part in registry.item_parts:
        yield from part.people(item)


def year_record(request: HttpRequest, meetings: list[Meeting], url: str) -> dict[str, Any]:
    """The volume as plain data."""
    first = meetings[0]
    return {
        "paper": "year",
        "url": url,
        "committee": str(first.committee),
        "year": first.municipal_year,
        "meetings": [meeting_record(request, meeting, "minutes") for meeting in meetings],
    }
