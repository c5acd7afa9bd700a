"""
Items and meetings as plain data, for programs. docs/json.md describes every field.

What a paper says of an item is what was public with it, and nothing of a later paper.
"""

import json
from typing import Any

from minutes.models import AgendaItem, Attendance, Declaration, Meeting, Report
from minutes.registry import registry

CONTENT_TYPE = "application/json"


def written(record: dict[str, Any]) -> bytes:
    """The data as JSON in UTF-8; dates and times as ISO 8601 writes them."""
    return (json.dumps(record, ensure_ascii=False, indent=1, default=str) + "\n").encode()


def encoded(record: Any) -> str:
    """A record of the open data as JSON on one line; dates and times as ISO 8601 writes them."""
    return json.dumps(record, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> str:
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)


def item_record(item: AgendaItem, url: str) -> dict[str, Any]:
    """An item of `items_for("public")`: all that its page shows."""
    stage = item.stage.removesuffix("_at")  # type: ignore[attr-defined]
    place = {"url": url, "committee": str(item.meeting.committee), "date": item.meeting.date, "stage": stage}
    parts = {part.name: part.everything(item) for part in registry.item_parts}
    return {**place, **agenda_facts(item), **minuted_facts(item), **parts}


def agenda_facts(item: Any) -> dict[str, Any]:
    """What an agenda says of an item."""
    return {
        **heading_facts(item),
        "report_credit": item.report_credit,
        "purpose": item.purpose,
        "wards": item.ward_names or [],
        "documents": [document_facts(report) for report in item.shown_reports],
        "private_documents": item.shown_private,
    }


def decided_facts(item: Any) -> dict[str, Any]:
    """What a notice of decisions says of an item."""
    return {**heading_facts(item), **{part.name: part.data(item) for part in registry.item_parts if not part.minuted}}


def minuted_facts(item: Any) -> dict[str, Any]:
    """What minutes say of an item."""
    narrative, summary = item.shown_narrative, item.shown_summary
    return {
        **heading_facts(item),
        "minute_number": narrative.minute_number if narrative else "",
        "minutes": narrative.text if narrative else "",
        "summary": summary["text"] if summary else "",
        "declarations": [declaration_facts(row) for row in item.shown_declarations],
        "corrections": item.shown_corrections,
        **{part.name: part.data(item) for part in registry.item_parts},
    }


def heading_facts(item: AgendaItem) -> dict[str, Any]:
    """What every paper says of an item."""
    exempt = {"paragraph": item.exempt_paragraph, "reason": item.exempt_reason} if item.is_exempt else None
    return {"label": item.label, "title": item.title, "urgency_reason": item.urgency_reason, "exempt": exempt}


def document_facts(report: Report) -> dict[str, Any]:
    """A report or another document, by its file."""
    return {
        "title": report.title,
        "kind": report.kind,
        "author": report.author,
        "pages": report.pages,
        "bytes": report.size,
        "path": report.get_absolute_url() if report.file else None,
    }


def declaration_facts(row: Declaration) -> dict[str, Any]:
    """An interest that somebody declared."""
    return {"person": str(row.person), "kind": row.kind, "text": row.text, "left_meeting": row.left_meeting}


def meeting_facts(meeting: Meeting, url: str) -> dict[str, Any]:
    """Which meeting it is, as every paper says."""
    return {
        "url": url,
        "committee": str(meeting.committee),
        "date": meeting.date,
        "sequence": meeting.sequence,
        "kind": meeting.kind,
        "status": meeting.status,
        "status_note": meeting.status_note,
        "starts_at": meeting.starts_at,
        "ends_at": meeting.ends_at,
        "venue": meeting.venue,
    }


def sitting_facts(meeting: Any) -> dict[str, Any]:
    """What minutes say of the meeting as a whole: one of `paper_rows("minutes")`."""
    by = meeting.confirming
    return {
        "stage": meeting.stage.removesuffix("_at"),
        "confirmed_on": by["date"] if by else None,
        "corrections": meeting.shown_corrections,
        "attendance": [attendance_facts(row) for row in meeting.shown_attendances],
    }


def attendance_facts(row: Attendance) -> dict[str, Any]:
    """Who was there, and how."""
    return {
        "person": str(row.person),
        "status": row.status,
        "is_chair": row.is_chair,
        "is_remote": row.is_remote,
        "substitute_for": str(row.substitute_for) if row.substitute_for else None,
        "note": row.note,
    }
