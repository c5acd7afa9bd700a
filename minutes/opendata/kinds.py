"""The kinds of record that programs can have. Decisions add their own (decisions/opendata.py)."""

import datetime as dt
from typing import Any

from django.db.models import Exists, Model, OuterRef, Prefetch, Q, QuerySet, Subquery

from minutes import publication
from minutes.formats import data
from minutes.models import AgendaItem, Attendance, Committee, Issue, Meeting, Membership, Person, Report, Seat, Ward
from minutes.models.moments import (
    changed,
    item_modified,
    meeting_modified,
    report_modified,
)
from minutes.models.touched import touched
from minutes.registry import PublicKind
from minutes.views import corrections
from minutes.views.items import items_for

ID = "Its number here, which stays."
URL = "The address of its page."
MODIFIED = "When what is public of it was published or changed last."


def day(text: str) -> dt.date:
    """A date as 2026-11-24."""
    return dt.date.fromisoformat(text)


def moment(text: str) -> dt.datetime:
    """A moment with its time zone, or a day."""
    found = dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


def dates(path: str = "") -> dict[str, Any]:
    """The filters of whatever has the day of a meeting."""
    return {
        "from": ("From this day: 2026-11-24.", lambda text: Q(**{f"{path}date__gte": day(text)})),
        "to": ("To this day: 2026-11-24.", lambda text: Q(**{f"{path}date__lte": day(text)})),
    }


def slug(what: str, path: str, rows: Any) -> tuple[str, Any]:
    """The filter by another record, which must be there."""

    def condition(text: str) -> Q:
        if not rows().filter(slug=text).exists():
            raise ValueError(f"there is no such {what}")
        return Q(**{path: text})

    return f"The short name of the {what}, as its address has it.", condition


def modified_since(large: type[Model] | None = None, path: str = "pk") -> dict[str, Any]:
    """The filter by `modified_at`, which is that of a large model's record to which `path` leads."""

    def condition(text: str) -> Q:
        since = moment(text)
        return Q(modified_at__gte=since) & (touched(large, since, path) if large else Q())

    return {"modified_since": ("Published or changed at this moment or later: 2026-11-24T09:00:00Z.", condition)}


BY_COMMITTEE = slug("committee", "meeting__committee__slug", lambda: Committee.public)


def committees() -> QuerySet[Committee]:
    """Those on the site, with the body that appoints each where that is on it too."""
    rows: QuerySet[Committee] = Committee.public.annotate(modified_at=changed("committee"))
    return rows.prefetch_related(Prefetch("parent", Committee.public.all(), to_attr="shown_parent"))


def committee_record(row: Any, root: str) -> dict[str, Any]:
    return {
        "id": row.pk, "url": root + row.get_absolute_url(), "slug": row.slug, "name": row.name, "kind": row.kind,
        "remit": row.remit, "parent": row.shown_parent.slug if row.shown_parent else None,
        "established_on": row.established_on, "dissolved_on": row.dissolved_on, "contact_name": row.contact_name,
        "contact_email": row.contact_email, "modified_at": row.modified_at,
    }  # fmt: skip


def people() -> QuerySet[Person]:
    """Those with a page, with wards, parties and committees."""
    return Person.public.annotate(modified_at=changed("person")).prefetch_related(  # type: ignore[no-any-return]
        Prefetch("seats", Seat.public.select_related("ward", "party"), to_attr="shown_seats"),
        Prefetch("memberships", Membership.public.select_related("committee"), to_attr="shown_memberships"),
    )


def person_record(row: Any, root: str) -> dict[str, Any]:
    return {
        "id": row.pk, "url": root + row.get_absolute_url(), "slug": row.slug, "name": row.name, "title": row.title,
        "kind": row.kind, "post": row.post, "email": row.email,
        "seats": [
            {"ward": seat.ward.name if seat.ward else None, "party": seat.party.name if seat.party else None,
             "from": seat.started_on, "to": seat.ended_on}
            for seat in row.shown_seats
        ],
        "memberships": [
            {"committee": one.committee.slug, "role": one.role, "from": one.started_on, "to": one.ended_on}
            for one in row.shown_memberships
        ],
        "modified_at": row.modified_at,
    }  # fmt: skip


def ward_record(row: Any, root: str) -> dict[str, Any]:
    return {"id": row.pk, "url": root + row.get_absolute_url(), "slug": row.slug, "name": row.name}


def issues() -> QuerySet[Issue]:
    """Matters of which an item is public."""
    rows: QuerySet[Issue] = Issue.public.annotate(modified_at=changed("issue"))
    return rows


def issue_record(row: Any, root: str) -> dict[str, Any]:
    return {
        "id": row.pk, "url": root + row.get_absolute_url(), "slug": row.slug, "title": row.title,
        "summary": row.summary, "modified_at": row.modified_at,
    }  # fmt: skip


def meetings() -> QuerySet[Meeting]:
    """Those announced, with who was there once the minutes are public."""
    there = Attendance.public.select_related("person").order_by("-is_chair", "person__name", "pk")
    rows: QuerySet[Meeting] = Meeting.public.select_related("committee").annotate(
        stage=publication.stage(),
        shown_corrections=corrections.of_meeting("public"),
        confirmed_by=Subquery(Meeting.public.filter(pk=OuterRef("confirmed_in")).values("pk")),
        modified_at=meeting_modified(),
    )
    return rows.prefetch_related(Prefetch("attendances", there, to_attr="shown_attendances"))


def meeting_record(row: Any, root: str) -> dict[str, Any]:
    return {
        "id": row.pk, "url": root + row.get_absolute_url(), "committee": row.committee.slug, "date": row.date,
        "sequence": row.sequence, "starts_at": row.starts_at, "ends_at": row.ends_at, "venue": row.venue,
        "kind": row.kind, "status": row.status, "status_note": row.status_note,
        "stage": row.stage.removesuffix("_at"),
        "attendance": [
            {"person": str(one.person), "status": one.status, "is_chair": one.is_chair, "is_remote": one.is_remote,
             "note": one.note}
            for one in row.shown_attendances
        ],
        "corrections": row.shown_corrections,
        "confirmed_by": row.confirmed_by if row.stage == "confirmed_at" else None,
        "modified_at": row.modified_at,
    }  # fmt: skip


def items() -> QuerySet[AgendaItem]:
    """Those public, with all that their pages show."""
    return items_for("public").annotate(modified_at=item_modified())


def item_record(row: Any, root: str) -> dict[str, Any]:
    record = data.item_record(row, root + row.get_absolute_url())
    place = {"id": row.pk, "meeting": row.meeting_id, "committee_slug": row.meeting.committee.slug,
             "issue": row.issue.slug if row.issue_id else None, "position": row.position}  # fmt: skip
    return {**place, **addressed(record, root), "modified_at": row.modified_at}


def addressed(value: Any, root: str) -> Any:
    """Plain data with whole addresses: `url` for each `path`."""
    if isinstance(value, list):
        return [addressed(one, root) for one in value]
    if not isinstance(value, dict):
        return value
    told = {name: addressed(one, root) for name, one in value.items() if name != "path"}
    return told | ({"url": root + value["path"] if value["path"] else None} if "path" in value else {})


def documents() -> QuerySet[Report]:
    """Those public."""
    rows: QuerySet[Report] = Report.public.select_related("item__meeting__committee")
    return rows.annotate(modified_at=report_modified())


def document_record(row: Any, root: str) -> dict[str, Any]:
    return {
        "id": row.pk, "url": root + row.get_absolute_url() if row.file else None, "item": row.item_id,
        "item_url": root + row.item.get_absolute_url(), "kind": row.kind, "title": row.title, "author": row.author,
        "file_type": row.file_type, "bytes": row.size, "pages": row.pages, "sha256": row.sha256,
        "released_at": max(filter(None, (row.released_at, row.item.released_at, row.item.meeting.agenda_published_at))),
        "modified_at": row.modified_at,
    }  # fmt: skip


def wards() -> QuerySet[Ward]:
    """All."""
    rows: QuerySet[Ward] = Ward.public.all()
    return rows


def _affects(text: str) -> Q:
    """Items that affect a ward, each once."""
    if not Ward.public.filter(slug=text).exists():
        raise ValueError("there is no such ward")
    return Q(Exists(AgendaItem.public.filter(pk=OuterRef("pk"), wards__slug=text)))


KINDS = [
    PublicKind("committees", "Committees", committees, committee_record, {
        "id": ID, "url": URL, "slug": "Its short name in addresses.", "name": "Its name.",
        "kind": "council, cabinet, scrutiny, planning, …", "remit": "What it decides or looks after.",
        "parent": "The committee that appoints it.", "established_on": "Since when it is.",
        "dissolved_on": "Until when it was.", "contact_name": "Whom to ask.", "contact_email": "Where to ask.",
        "modified_at": MODIFIED,
    }, modified_since()),
    PublicKind("people", "Councillors and officers", people, person_record, {
        "id": ID, "url": URL, "slug": "The short name in addresses.", "name": "The name without title.",
        "title": "Councillor, Dr, …", "kind": "member, officer or other.", "post": "An officer's post.",
        "email": "The address for public use.", "seats": "Wards and parties, each from and to.",
        "memberships": "Committees and roles, each from and to.", "modified_at": MODIFIED,
    }, modified_since()),
    PublicKind("wards", "Wards", wards, ward_record, {
        "id": ID, "url": URL, "slug": "Its short name in addresses.", "name": "Its name.",
    }),
    PublicKind("issues", "Issues: one matter through its meetings", issues, issue_record, {
        "id": ID, "url": URL, "slug": "Its short name in addresses.", "title": "What it is called.",
        "summary": "What it is about.", "modified_at": MODIFIED,
    }, modified_since()),
    PublicKind("meetings", "Meetings", meetings, meeting_record, {
        "id": ID, "url": URL, "committee": "The committee's short name.", "date": "The day.",
        "sequence": "2 for a second meeting on that day.", "starts_at": "When it begins.", "ends_at": "When it ended.",
        "venue": "Where.", "kind": "ordinary, annual, extraordinary or special.",
        "status": "scheduled, held, cancelled, postponed or adjourned.", "status_note": "Why.",
        "stage": "How far its papers have come: announced, agenda_published, decisions_published, "
        "minutes_published or confirmed.",
        "attendance": "Who was there, once the minutes are public.",
        "corrections": "Corrections of the minutes.",
        "confirmed_by": "The id of the meeting that confirmed the minutes.", "modified_at": MODIFIED,
    }, {
        "committee": slug("committee", "committee__slug", lambda: Committee.public), **dates(),
        **modified_since(Meeting),
    }),
    PublicKind("items", "Agenda items, with their minutes, resolutions and votes", items, item_record, {
        "id": ID, "meeting": "The number of its meeting.", "committee_slug": "The committee's short name.",
        "issue": "The short name of its issue.", "position": "Its place on the agenda.", "url": URL,
        "committee": "The committee's name.", "date": "The day of the meeting.", "stage": "As for meetings.",
        "label": "Its number as printed.", "title": "Its title.", "urgency_reason": "Why it could not wait.",
        "exempt": "Paragraph and reason, where it is private.", "report_credit": "Whose report it is.",
        "purpose": "What the meeting is asked to do.", "wards": "Wards affected.",
        "documents": "Reports and other documents.",
        "private_documents": "Exempt documents that the agenda lists, with the paragraph of the law.",
        "minute_number": "Its number in the minutes.",
        "minutes": "What was said.", "summary": "Of business done in private.",
        "declarations": "Interests declared.", "corrections": "Corrections of the minutes.",
        "resolutions": "Numbered resolutions with their clauses and what they do to others.",
        "votes": "Votes, with names where recorded.",
        "decision": "The formal record of the decision.", "modified_at": MODIFIED,
    }, {
        "committee": BY_COMMITTEE, **dates("meeting__"),
        "meeting": ("The number of a meeting.", lambda text: Q(meeting=_number(text))),
        "issue": slug("issue", "issue__slug", lambda: Issue.public),
        "ward": ("The short name of a ward that it affects.", _affects), **modified_since(AgendaItem),
    }),
    PublicKind("documents", "Reports and other documents", documents, document_record, {
        "id": ID, "url": "The address of the file.", "item": "The number of its agenda item.",
        "item_url": "The page of its agenda item.", "kind": "report, appendix, background, supplement or late.",
        "title": "Its title.", "author": "Whose it is.", "file_type": "pdf or docx.", "bytes": "Its size.",
        "pages": "Its pages.", "sha256": "The hash of the file.", "released_at": "Since when it is public.",
        "modified_at": MODIFIED,
    }, {
        "committee": slug("committee", "item__meeting__committee__slug", lambda: Committee.public),
        **dates("item__meeting__"), **modified_since(Report),
    }),
]  # fmt: skip


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise ValueError("it is no number")
    return int(text)
