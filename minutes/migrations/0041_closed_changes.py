"""
Nobody learns that what was withdrawn is edited: no moment of that is noted.

When it comes back, what it holds may have changed meanwhile: so the moment at which a meeting or an item is withdrawn
or restored is noted of all that is in it.
"""

from importlib import import_module

from django.db import migrations

changes = import_module("minutes.migrations.0024_public_changes")
closed = import_module("minutes.migrations.0026_closed_records")
listed = import_module("minutes.migrations.0028_listed_private_documents")


def stands(*tables: str) -> str:
    """None of these rows is withdrawn."""
    return " AND ".join(f"({one}.withdrawn_at IS NULL OR {one}.withdrawn_at > statement_timestamp())" for one in tables)


MEETING = f"{changes.MEETING} AND {stands('changed')}"
ITEM = f"{changes.ITEM} AND {stands('i', 'm')}"
REPORT = f"{closed.REPORT} AND {stands('r', 'i', 'm')}"
LISTED = f"{listed.LISTED} AND {stands('r', 'i', 'm')}"
ITEMS = f"""
    SELECT 'item', i.id, 1 FROM changed JOIN minutes_agendaitem i ON i.meeting_id = changed.id {closed.PLACE}
    WHERE m.agenda_published_at <= statement_timestamp() AND i.released_at <= statement_timestamp()
    AND {stands("changed", "i")}"""
OF_MEETING = f"""
    SELECT 'report', r.id, 1 FROM changed JOIN minutes_agendaitem i ON i.meeting_id = changed.id
    JOIN minutes_report r ON r.item_id = i.id {closed.PLACE}
    WHERE {closed.OUT} AND NOT r.is_exempt AND NOT i.is_exempt AND {stands("changed", "i", "r")}"""
OF_ITEM = f"""
    SELECT 'report', r.id, 1 FROM changed JOIN minutes_agendaitem i ON i.id = changed.id
    JOIN minutes_report r ON r.item_id = i.id {closed.PLACE}
    WHERE {closed.OUT} AND NOT r.is_exempt AND NOT i.is_exempt AND {stands("changed", "r", "m")}"""
MEETING_COLUMNS = (
    "id, committee_id, date, sequence, starts_at, ends_at, venue, kind, status, status_note, confirmed_in_id, "
    "announced_at, withdrawn_at"
)
ITEM_COLUMNS = (
    "id, meeting_id, position, label, title, report_credit, purpose, issue_id, urgency_reason, is_exempt, "
    "exempt_paragraph, exempt_reason, released_at, withdrawn_at"
)


class Migration(migrations.Migration):
    dependencies = [("minutes", "0040_corrected_meetings_in_alerts")]
    operations = [
        closed.watch("minutes_meeting", MEETING, MEETING_COLUMNS, before=changes.MEETING),
        closed.watch("minutes_agendaitem", ITEM, ITEM_COLUMNS, before=changes.ITEM),
        closed.watch("minutes_report", REPORT, closed.REPORT_COLUMNS, before=closed.REPORT),
        closed.watch("minutes_report", LISTED, listed.COLUMNS, name="listed_", before=listed.LISTED),
        closed.watch("minutes_meeting", ITEMS, "id, withdrawn_at", name="back_"),
        closed.watch("minutes_meeting", OF_MEETING, "id, withdrawn_at", name="papers_back_"),
        closed.watch("minutes_agendaitem", OF_ITEM, "id, withdrawn_at", name="back_"),
    ]
