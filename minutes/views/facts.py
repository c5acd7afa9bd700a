"""The record as plain data, for programs: what is attached to papers."""

from typing import Any

from minutes.models import AgendaItem, Attendance, Meeting
from minutes.registry import registry


def agenda_facts(item: AgendaItem) -> dict[str, Any]:
    """What an agenda says of one of its items."""
    return {
        **heading_facts(item),
        "report_credit": item.report_credit,
        "purpose": item.purpose,
        "wards": item.ward_names or [],
        "exempt": {"paragraph": item.exempt_paragraph, "reason": item.exempt_reason} if item.is_exempt else None,
        "documents": [
            {"title": report.title, "kind": report.kind, "pages": report.pages, "bytes": report.size}
            for report in item.shown_reports
        ],
    }


def decided_facts(item: AgendaItem) -> dict[str, Any]:
    """What a decisions notice says of an item."""
    return {**heading_facts(item), **{part.name: part.data(item) for part in registry.item_parts if not part.minuted}}


def minuted_facts(item: AgendaItem) -> dict[str, Any]:
    """What minutes say of an item."""
    return {
        **heading_facts(item),
        "minute_number": item.shown_narrative.minute_number if item.shown_narrative else "",
        **said_facts(item),
        **{part.name: part.data(item) for part in registry.item_parts},
    }


def heading_facts(item: AgendaItem) -> dict[str, Any]:
    """The head of an item."""
    return {"label": item.label, "title": item.title}


def said_facts(item: AgendaItem) -> dict[str, Any]:
    """What was said on an item, as its minutes, summary, declarations and corrections have it."""
    return {
        "minutes": item.shown_narrative.text if item.shown_narrative else "",
        "summary": item.shown_summary["text"] if item.shown_summary else "",
        "declarations": [
            {"person": str(row.person), "kind": row.kind, "text": row.text} for row in item.shown_declarations
        ],
        "corrections": item.shown_corrections,
    }


def meeting_facts(meeting: Meeting, url: str) -> dict[str, Any]:
    """Which meeting it was."""
    return {
        "url": url,
        "committee": str(meeting.committee),
        "date": meeting.date,
        "starts_at": meeting.starts_at,
        "ends_at": meeting.ends_at,
        "venue": meeting.venue,
        "status": meeting.status,
        "status_note": meeting.status_note,
    }


def attendance_facts(row: Attendance) -> dict[str, Any]:
    """Who was there, and how."""
    return {
        "person": str(row.person),
        "status": row.status,
        "is_chair": row.is_chair,
        "substitute_for": str(row.substitute_for) if row.substitute_for else None,
        "note": row.note,
    }
