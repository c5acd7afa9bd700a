"""Items and meetings as plain data, for programs. docs/json.md describes every field."""

import json
from collections.abc import Iterable
from typing import Any

from minutes.models import AgendaItem
from minutes.registry import registry

CONTENT_TYPE = "application/json"


def written(record: dict[str, Any]) -> bytes:
    """The data as JSON in UTF-8; dates and times as ISO 8601 writes them."""
    return (json.dumps(record, ensure_ascii=False, indent=1, default=str) + "\n").encode()


def item_record(item: AgendaItem, url: str) -> dict[str, Any]:
    """An item of `items_for("public")`."""
    stage = item.stage.removesuffix("_at")  # type: ignore[attr-defined]
    place = {"url": url, "committee": str(item.meeting.committee), "date": item.meeting.date, "stage": stage}
    return {**place, **item_facts(item)}


def item_facts(item: Any) -> dict[str, Any]:
    """What an item of `items_for("public")` holds, apart from where and when."""
    narrative, summary = item.shown_narrative, item.shown_summary
    exempt = {"paragraph": item.exempt_paragraph, "reason": item.exempt_reason} if item.is_exempt else None
    return {
        "label": item.label,
        "title": item.title,
        "report_credit": item.report_credit,
        "purpose": item.purpose,
        "wards": item.ward_names or [],
        "urgency_reason": item.urgency_reason,
        "exempt": exempt,
        "documents": [
            {"title": report.title, "kind": report.kind, "author": report.author, "pages": report.pages,
             "bytes": report.size, "path": report.get_absolute_url() if report.file else None}
            for report in item.shown_reports
        ],
        "minute_number": narrative.minute_number if narrative else "",
        "minutes": narrative.text if narrative else "",
        "summary": summary["text"] if summary else "",
        "declarations": [
            {"person": str(row.person), "kind": row.kind, "text": row.text, "left_meeting": row.left_meeting}
            for row in item.shown_declarations
        ],
        "corrections": item.shown_corrections,
        **{part.name: part.data(item) for part in registry.item_parts},
    }  # fmt: skip


def meeting_record(meeting: Any, items: Iterable[AgendaItem], url: str, paper: str) -> dict[str, Any]:
    """What a paper of a meeting holds: one of `meetings_in_form`, with items of `items_for("public")`."""
    root = url.removesuffix(meeting.get_absolute_url())
    attendance = [{**row, "substitute_for": row["substitute_for"] or None} for row in meeting.shown_attendances]
    return {
        "url": url,
        "paper": paper,
        "committee": str(meeting.committee),
        "date": meeting.date,
        "sequence": meeting.sequence,
        "kind": meeting.kind,
        "status": meeting.status,
        "status_note": meeting.status_note,
        "starts_at": meeting.starts_at,
        "ends_at": meeting.ends_at,
        "venue": meeting.venue,
        "stage": meeting.stage.removesuffix("_at"),
        "confirmed_on": meeting.confirmed_on,
        "attendance": attendance if paper == "minutes" else [],
        "items": [{"url": f"{root}{item.get_absolute_url()}", **item_facts(item)} for item in items],
    }
