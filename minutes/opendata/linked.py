"""What a page is about, in the words of schema.org: of what the page itself shows, and no more."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from minutes.models import Committee, Meeting, MeetingStatus, Person
from minutes.registry import registry

CONTEXT = "https://schema.org"
STATUS = {
    MeetingStatus.CANCELLED: "EventCancelled",
    MeetingStatus.POSTPONED: "EventPostponed",
    MeetingStatus.ADJOURNED: "EventRescheduled",
}


def linked_data(context: dict[str, Any], root: str) -> dict[str, Any]:
    """Of the item, meeting, committee or person in a page's context; empty for any other page."""
    item, meeting = context.get("item"), context.get("meeting")
    committee, person = context.get("committee"), context.get("person")
    if item is not None and hasattr(item, "shown_reports"):
        found = _item(item, root)
    elif isinstance(meeting, Meeting):
        found = _meeting(meeting, root)
    elif isinstance(committee, Committee):
        found = _committee(committee, root)
    elif isinstance(person, Person):
        found = _person(person, root)
    else:
        return {}
    council = {"@type": "GovernmentOrganization", "name": str(context.get("council") or "")}
    owner = {"Event": "organizer", "GovernmentOrganization": "parentOrganization", "Person": "worksFor"}
    found.setdefault(owner.get(found["@type"], "publisher"), council)
    return {"@context": CONTEXT, **{name: value for name, value in found.items() if value not in ("", None, [])}}


def _item(item: Any, root: str) -> dict[str, Any]:
    address = root + item.get_absolute_url()
    part = next((part for part in registry.item_parts if part.name == "resolutions"), None)
    resolutions = part.data(item) if part else []
    return {
        "@type": "CreativeWork",
        "name": item.title,
        "identifier": item.label,
        "url": address,
        "abstract": item.purpose,
        "recordedAt": _meeting(item.meeting, root),
        "hasPart": [
            {"@type": "CreativeWork", "name": row["label"] or str(row["ordinal"]), "text": row["text"],
             "url": f"{address}#resolution-{row['ordinal']}"}
            for row in resolutions
        ],
    }  # fmt: skip


def _meeting(meeting: Meeting, root: str) -> dict[str, Any]:
    start: dt.date = meeting.date
    if meeting.starts_at:
        start = dt.datetime.combine(meeting.date, meeting.starts_at, ZoneInfo(settings.TIME_ZONE))
    found = {
        "@type": "Event",
        "name": str(meeting),
        "url": root + meeting.get_absolute_url(),
        "startDate": start.isoformat(),
        "eventStatus": f"{CONTEXT}/{STATUS.get(MeetingStatus(meeting.status), 'EventScheduled')}",
        "organizer": _committee(meeting.committee, root),
    }
    if meeting.venue:
        found["location"] = {"@type": "Place", "name": meeting.venue, "address": meeting.venue}
    return found


def _committee(committee: Committee, root: str) -> dict[str, Any]:
    found = {
        "@type": "GovernmentOrganization",
        "name": committee.name,
        "url": root + committee.get_absolute_url(),
    }
    return found | ({"description": committee.remit} if committee.remit else {})


def _person(person: Person, root: str) -> dict[str, Any]:
    memberships = getattr(person, "shown_memberships", [])
    return {
        "@type": "Person",
        "name": person.name,
        "honorificPrefix": person.title,
        "jobTitle": person.post or person.get_kind_display(),
        "email": person.email,
        "url": root + person.get_absolute_url(),
        "memberOf": [_committee(one.committee, root) for one in memberships if one.ended_on is None],
    }
