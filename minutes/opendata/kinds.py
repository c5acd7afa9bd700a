"""The kinds of record that programs can have. Decisions add their own (decisions/opendata.py)."""

from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from minutes import publication
from minutes.formats import data
from minutes.models import (
    AgendaItem,
    Attendance,
    Committee,
    CommitteeKind,
    FileType,
    Issue,
    Meeting,
    MeetingKind,
    MeetingStatus,
    Membership,
    Person,
    Report,
    Seat,
    Ward,
)
from minutes.models.moments import changed, item_modified, meeting_modified, report_modified
from minutes.models.people import PersonKind
from minutes.models.reports import ReportKind
from minutes.opendata.filters import AFFECTING, OF_MEETING, by_committee, dates, modified_since, slug
from minutes.opendata.shapes import (
    ADDRESS,
    CLOCK,
    DAY,
    MOMENT,
    NUMBER,
    SHA256,
    SLUG,
    TEXT,
    many,
    named,
    one_of,
    or_null,
    stage_from,
)
from minutes.registry import Field, PublicKind
from minutes.views import corrections
from minutes.views.items import items_for

ID = Field("Its number here, which stays.", NUMBER)
URL = Field("The address of its page.", ADDRESS)
CHANGED = "When what is public of it was published or changed last."
MODIFIED = Field(CHANGED, MOMENT)
MODIFIED_IF_KNOWN = Field(CHANGED, or_null(MOMENT))


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


KINDS = [
    PublicKind("committees", "Committees", committees, committee_record, {
        "id": ID, "url": URL, "slug": Field("Its short name in addresses.", SLUG), "name": Field("Its name.", TEXT),
        "kind": Field("council, cabinet, scrutiny, planning, …", one_of(CommitteeKind)),
        "remit": Field("What it decides or looks after.", TEXT),
        "parent": Field("The committee that appoints it.", or_null(SLUG)),
        "established_on": Field("Since when it is.", or_null(DAY)),
        "dissolved_on": Field("Until when it was.", or_null(DAY)), "contact_name": Field("Whom to ask.", TEXT),
        "contact_email": Field("Where to ask.", TEXT), "modified_at": MODIFIED_IF_KNOWN,
    }, modified_since()),
    PublicKind("people", "Councillors and officers", people, person_record, {
        "id": ID, "url": URL, "slug": Field("The short name in addresses.", SLUG),
        "name": Field("The name without title.", TEXT), "title": Field("Councillor, Dr, …", TEXT),
        "kind": Field("member, officer or other.", one_of(PersonKind)), "post": Field("An officer's post.", TEXT),
        "email": Field("The address for public use.", TEXT),
        "seats": Field("Wards and parties, each from and to.", many(named("seat"))),
        "memberships": Field("Committees and roles, each from and to.", many(named("membership"))),
        "modified_at": MODIFIED_IF_KNOWN,
    }, modified_since()),
    PublicKind("wards", "Wards", wards, ward_record, {
        "id": ID, "url": URL, "slug": Field("Its short name in addresses.", SLUG), "name": Field("Its name.", TEXT),
    }),
    PublicKind("issues", "Issues: one matter through its meetings", issues, issue_record, {
        "id": ID, "url": URL, "slug": Field("Its short name in addresses.", SLUG),
        "title": Field("What it is called.", TEXT), "summary": Field("What it is about.", TEXT),
        "modified_at": MODIFIED_IF_KNOWN,
    }, modified_since()),
    PublicKind("meetings", "Meetings", meetings, meeting_record, {
        "id": ID, "url": URL, "committee": Field("The committee's short name.", SLUG), "date": Field("The day.", DAY),
        "sequence": Field("2 for a second meeting on that day.", NUMBER),
        "starts_at": Field("When it begins.", or_null(CLOCK)), "ends_at": Field("When it ended.", or_null(CLOCK)),
        "venue": Field("Where.", TEXT),
        "kind": Field("ordinary, annual, extraordinary or special.", one_of(MeetingKind)),
        "status": Field("scheduled, held, cancelled, postponed or adjourned.", one_of(MeetingStatus)),
        "status_note": Field("Why.", TEXT),
        "stage": Field("How far its papers have come: announced, agenda_published, decisions_published, "
        "minutes_published or confirmed.", stage_from("announced_at")),
        "attendance": Field("Who was there, once the minutes are public.", many(named("attendance"))),
        "corrections": Field("Corrections of the minutes.", many(named("correction"))),
        "confirmed_by": Field("The id of the meeting that confirmed the minutes.", or_null(NUMBER)),
        "modified_at": MODIFIED,
    }, {
        "committee": by_committee(""), **dates(),
        **modified_since(Meeting),
    }),
    PublicKind("items", "Agenda items, with their minutes, resolutions and votes", items, item_record, {
        "id": ID, "meeting": Field("The number of its meeting.", NUMBER),
        "committee_slug": Field("The committee's short name.", SLUG),
        "issue": Field("The short name of its issue.", or_null(SLUG)),
        "position": Field("Its place on the agenda.", NUMBER), "url": URL,
        "committee": Field("The committee's name.", TEXT), "date": Field("The day of the meeting.", DAY),
        "stage": Field("As for meetings.", stage_from("agenda_published_at")),
        "label": Field("Its number as printed.", TEXT), "title": Field("Its title.", TEXT),
        "urgency_reason": Field("Why it could not wait.", TEXT),
        "exempt": Field("Paragraph and reason, where it is private.", or_null(named("exempt"))),
        "report_credit": Field("Whose report it is.", TEXT),
        "purpose": Field("What the meeting is asked to do.", TEXT), "wards": Field("Wards affected.", many(TEXT)),
        "documents": Field("Reports and other documents.", many(named("document"))),
        "private_documents": Field("Exempt documents that the agenda lists, with the paragraph of the law.",
        many(named("private_document"))),
        "minute_number": Field("Its number in the minutes.", TEXT), "minutes": Field("What was said.", TEXT),
        "summary": Field("Of business done in private.", TEXT),
        "declarations": Field("Interests declared.", many(named("declaration"))),
        "corrections": Field("Corrections of the minutes.", many(named("correction"))),
        "resolutions": Field("Numbered resolutions with their clauses and what they do to others.",
        many(named("item_resolution"))),
        "votes": Field("Votes, with names where recorded.", many(named("vote"))),
        "decision": Field("The formal record of the decision.", or_null(named("decision"))), "modified_at": MODIFIED,
    }, {
        "committee": by_committee("meeting__"), **dates("meeting__"), "meeting": OF_MEETING,
        "issue": slug("issue", "issue__slug", Issue.public.all), "ward": AFFECTING, **modified_since(AgendaItem),
    }),
    PublicKind("documents", "Reports and other documents", documents, document_record, {
        "id": ID, "url": Field("The address of the file.", or_null(ADDRESS)),
        "item": Field("The number of its agenda item.", NUMBER),
        "item_url": Field("The page of its agenda item.", ADDRESS),
        "kind": Field("report, appendix, background, supplement or late.", one_of(ReportKind)),
        "title": Field("Its title.", TEXT), "author": Field("Whose it is.", TEXT),
        "file_type": Field("pdf or docx.", one_of(FileType)), "bytes": Field("Its size.", or_null(NUMBER)),
        "pages": Field("Its pages.", or_null(NUMBER)), "sha256": Field("The hash of the file.", or_null(SHA256)),
        "released_at": Field("Since when it is public.", MOMENT), "modified_at": MODIFIED,
    }, {
        "committee": by_committee("item__meeting__"),
        **dates("item__meeting__"), **modified_since(Report),
    }),
]  # fmt: skip
