"""Each kind of object as OParl writes it. An empty property is left out, as the specification asks."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from minutes.models import Council, MeetingStatus, Role
from minutes.registry import registry

SCHEMA = "https://schema.oparl.org/1.1/"
OFF = (MeetingStatus.CANCELLED, MeetingStatus.POSTPONED)
Record = dict[str, Any]


@dataclass(frozen=True)
class Writer:
    """Writes objects of the site at an address."""

    root: str

    def url(self, kind: str, key: object) -> str:
        """The identity of an object, which is its address."""
        return self.root + reverse("minutes:oparl-object", args=[kind.lower(), key])

    def list_url(self, kind: str) -> str:
        """Where all objects of a kind are."""
        return self.root + reverse("minutes:oparl-list", args=[kind.lower()])

    @property
    def body(self) -> str:
        return self.url("Body", 1)

    def head(self, kind: str, row: Any, key: object = None) -> Record:
        """What every object begins with."""
        told = {"id": self.url(kind, row.pk if key is None else key), "type": f"{SCHEMA}{kind}"}
        return {**told, "created": moment(row.created_at), "modified": moment(row.modified_at)}

    def deleted(self, kind: str, row: Any) -> Record:
        """What is left of an object that was withdrawn."""
        return {**self.head(kind, row), "deleted": True}

    def organization(self, row: Any) -> Record:
        return filled({
            **self.head("Organization", row),
            "body": self.body,
            "name": row.name,
            "organizationType": "Gremium",
            "classification": row.get_kind_display(),
            "membership": [self.url("Membership", one.pk) for one in row.shown_memberships],
            "meeting": f"{self.list_url('Meeting')}?organization={row.pk}",
            "subOrganizationOf": self.url("Organization", row.parent_id) if row.shown_parent else None,
            "startDate": row.established_on,
            "endDate": row.dissolved_on,
            "web": self.root + row.get_absolute_url(),
            "minutebook:remit": row.remit,
        })  # fmt: skip

    def person(self, row: Any) -> Record:
        return filled({
            **self.head("Person", row),
            "body": self.body,
            "name": row.name,
            "formOfAddress": row.title,
            "email": [row.email] if row.email else [],
            "status": [row.post or row.get_kind_display()],
            "membership": [self.membership(one, inside=True) for one in row.shown_memberships],
            "web": self.root + row.get_absolute_url(),
        })  # fmt: skip

    def membership(self, row: Any, *, inside: bool = False) -> Record:
        return filled({
            **self.head("Membership", row),
            "person": None if inside else self.url("Person", row.person_id),
            "organization": self.url("Organization", row.committee_id),
            "role": row.get_role_display(),
            "votingRight": row.role != Role.SUBSTITUTE,
            "startDate": row.started_on,
            "endDate": row.ended_on,
        })  # fmt: skip

    def meeting(self, row: Any) -> Record:
        start, end = times(row)
        reached = row.stage in ("minutes_published_at", "confirmed_at") or row.status == MeetingStatus.HELD
        invited = row.stage not in ("", "announced_at")
        state = "abgesagt" if row.status in OFF else "durchgeführt" if reached else "eingeladen" if invited else ""
        place = {"id": self.url("Location", row.pk), "type": f"{SCHEMA}Location", "description": row.venue}
        return filled({
            **self.head("Meeting", row),
            "name": str(row),
            "meetingState": state or "terminiert",
            "cancelled": row.status in OFF,
            "start": moment(start),
            "end": moment(end),
            "location": place if row.venue else None,
            "organization": [self.url("Organization", row.committee_id)],
            "participant": [self.url("Person", one.person_id) for one in row.shown_attendances],
            "agendaItem": [self.agenda_item(one, inside=True) for one in row.shown_items],
            "web": self.root + row.get_absolute_url(),
            "minutebook:stage": row.stage.removesuffix("_at"),
            "minutebook:status": row.status,
            "minutebook:statusNote": row.status_note,
        })  # fmt: skip

    def agenda_item(self, row: Any, *, inside: bool = False) -> Record:
        parts = {part.name: part.everything(row) for part in registry.item_parts}
        resolutions = parts.get("resolutions") or []
        return filled({
            **self.head("AgendaItem", row),
            "meeting": None if inside else self.url("Meeting", row.meeting_id),
            "number": row.label,
            "order": row.position,
            "name": row.title,
            "public": not row.is_exempt,
            "consultation": self.url("Consultation", row.pk) if row.shown_reports else None,
            "result": resolutions[0]["opening"] or resolutions[0]["kind"] if resolutions else None,
            "resolutionText": "\n".join(resolution_lines(resolutions)),
            "web": self.root + row.get_absolute_url(),
            **{f"minutebook:{name}": data for name, data in parts.items()},
        })  # fmt: skip

    def consultation(self, row: Any) -> Record:
        return {
            **self.head("Consultation", row),
            "paper": self.url("Paper", row.pk),
            "agendaItem": self.url("AgendaItem", row.pk),
            "meeting": self.url("Meeting", row.meeting_id),
            "organization": [self.url("Organization", row.meeting.committee_id)],
        }

    def paper(self, row: Any) -> Record:
        main, *others = row.shown_reports
        issue = row.issue
        return filled({
            **self.head("Paper", row),
            "body": self.body,
            "name": row.title,
            "reference": row.label,
            "date": row.meeting.date,
            "paperType": main.get_kind_display(),
            "relatedPaper": [self.url("Paper", key) for key in row.related],
            "mainFile": self.file(main),
            "auxiliaryFile": [self.file(one) for one in others],
            "underDirectionOf": [self.url("Organization", row.meeting.committee_id)],
            "consultation": [self.consultation(row)],
            "web": self.root + row.get_absolute_url(),
            "minutebook:issue": {"title": issue.title, "web": self.root + issue.get_absolute_url()} if issue else None,
        })  # fmt: skip

    def file(self, row: Any) -> Record:
        address = self.root + row.get_absolute_url()
        return filled({
            **self.head("File", row),
            "name": row.title,
            "fileName": row.file_name,
            "mimeType": row.content_type,
            "date": row.created_at.astimezone(ZoneInfo(settings.TIME_ZONE)).date(),
            "size": row.size,
            "accessUrl": address,
            "downloadUrl": address,
            "paper": [self.url("Paper", row.item_id)],
            "minutebook:sha256": row.sha256,
            "minutebook:pages": row.pages,
        })  # fmt: skip

    def location(self, row: Any) -> Record:
        return {**self.head("Location", row), "description": row.venue, "meetings": [self.url("Meeting", row.pk)]}

    def term(self, start: int) -> Record:
        """A municipal year: the councils of the United Kingdom count in these, from one Annual Meeting to the next."""
        return {
            "id": self.url("LegislativeTerm", start), "type": f"{SCHEMA}LegislativeTerm", "body": self.body,
            "name": f"{start}/{(start + 1) % 100:02}", "startDate": f"{start}-05-01", "endDate": f"{start + 1}-04-30",
        }  # fmt: skip

    def system(self, council: Council) -> Record:
        return filled({
            "id": self.root + reverse("minutes:oparl-system"),
            "type": f"{SCHEMA}System",
            "oparlVersion": SCHEMA,
            "body": self.list_url("Body"),
            "name": council.name,
            "contactEmail": council.email,
            "website": self.root + reverse("minutes:home"),
            "product": self.root + reverse("minutes:api"),
        })  # fmt: skip

    def body_record(self, council: Council, terms: list[int]) -> Record:
        lists = {
            name: self.list_url(kind)
            for name, kind in {
                "organization": "Organization", "person": "Person", "meeting": "Meeting", "paper": "Paper",
                "agendaItem": "AgendaItem", "consultation": "Consultation", "file": "File",
                "locationList": "Location", "legislativeTermList": "LegislativeTerm", "membership": "Membership",
            }.items()
        }  # fmt: skip
        place = {"id": self.url("Location", 0), "type": f"{SCHEMA}Location", "description": council.address}
        return filled({
            "id": self.body,
            "type": f"{SCHEMA}Body",
            "system": self.root + reverse("minutes:oparl-system"),
            "name": council.name,
            "website": council.website,
            "contactEmail": council.email,
            **lists,
            "legislativeTerm": [self.term(start) for start in terms],
            "location": place if council.address else None,
            "web": self.root + reverse("minutes:home"),
        })  # fmt: skip


def filled(record: Record) -> Record:
    """Without what is empty."""
    return {name: value for name, value in record.items() if value not in (None, "", [])}


def moment(value: dt.datetime | None) -> str | None:
    """A moment as RFC 3339 writes it, in local time."""
    return value.astimezone(ZoneInfo(settings.TIME_ZONE)).isoformat(timespec="microseconds") if value else None


def times(meeting: Any) -> tuple[dt.datetime, dt.datetime | None]:
    """Begin and end of a meeting; midnight where the time is not known."""
    zone = ZoneInfo(settings.TIME_ZONE)
    start = dt.datetime.combine(meeting.date, meeting.starts_at or dt.time(0), zone)
    if meeting.ends_at is None:
        return start, None
    day = meeting.date + dt.timedelta(days=bool(meeting.starts_at and meeting.ends_at < meeting.starts_at))
    return start, dt.datetime.combine(day, meeting.ends_at, zone)


def resolution_lines(resolutions: list[Record]) -> list[str]:
    """What was resolved, a line for each resolution and clause."""
    lines = []
    for number, row in enumerate(resolutions):
        opening = row["opening"] if number else ""  # the first one's is the result
        lines += [opening] if opening else []
        lines.append(f"{row['label']} {row['text']}".strip())
        lines += _clauses(row["clauses"])
    return lines


def _clauses(clauses: list[Record]) -> list[str]:
    return [
        line
        for clause in clauses
        for line in (f"{clause['label']} {clause['text']}".strip(), *_clauses(clause["clauses"]))
    ]
