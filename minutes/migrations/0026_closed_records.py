"""
Notes the moment at which a record that everybody could read was closed: made exempt, or taken off the site.

A row of `PublicChange` is then proof that the record was public once. So none may be made of what never was: triggers
that did not ask whether committee and person are on the site are made anew, and what they noted without right goes.
"""

from importlib import import_module

from django.db import migrations

changes = import_module("minutes.migrations.0024_public_changes")

PLACE = "JOIN minutes_meeting m ON m.id = i.meeting_id JOIN minutes_committee c ON c.id = m.committee_id"
OUT = """m.agenda_published_at <= statement_timestamp() AND i.released_at <= statement_timestamp()
    AND r.released_at <= statement_timestamp() AND c.is_listed"""
REPORT = f"""
    SELECT told.record, told.key, 1 FROM changed r JOIN minutes_agendaitem i ON i.id = r.item_id {PLACE}
    CROSS JOIN LATERAL (VALUES ('report', r.id), ('item', i.id), ('meeting', m.id)) AS told (record, key)
    WHERE {OUT} AND NOT r.is_exempt AND NOT i.is_exempt"""
OF_ITEM = f"""
    SELECT 'report', r.id, 1 FROM changed JOIN minutes_agendaitem i ON i.id = changed.id
    JOIN minutes_report r ON r.item_id = i.id {PLACE} WHERE {OUT} AND NOT r.is_exempt AND NOT changed.is_exempt"""
SEAT = "SELECT 'person', p.id, 0 FROM changed JOIN minutes_person p ON p.id = changed.person_id WHERE p.is_listed"
OF_PERSON = """
    SELECT 'membership', s.id, 0 FROM changed JOIN minutes_membership s ON s.person_id = changed.id
    JOIN minutes_committee c ON c.id = s.committee_id WHERE changed.is_listed AND c.is_listed"""
OF_COMMITTEE = """
    SELECT 'membership', s.id, 0 FROM changed JOIN minutes_membership s ON s.committee_id = changed.id
    JOIN minutes_person p ON p.id = s.person_id WHERE changed.is_listed AND p.is_listed"""
REPORT_COLUMNS = "id, item_id, position, kind, title, author, file, pages, size, is_exempt, released_at, withdrawn_at"
SEAT_COLUMNS = "id, person_id, ward_id, party_id, started_on, ended_on"
WITHOUT_RIGHT = [
    f"DELETE FROM minutes_publicchange n USING minutes_{record} r WHERE n.record = '{record}' AND n.key = r.id"
    f" AND NOT r.is_listed AND NOT EXISTS (SELECT FROM minutes_historical{record} h WHERE h.id = r.id AND h.is_listed)"
    for record in ("person", "committee")
] + [
    f"DELETE FROM minutes_publicchange n USING minutes_report r JOIN minutes_agendaitem i ON i.id = r.item_id {PLACE}"
    " WHERE n.record = 'report' AND n.key = r.id AND NOT c.is_listed"
    " AND NOT EXISTS (SELECT FROM minutes_historicalcommittee h WHERE h.id = c.id AND h.is_listed)"
]


def watch(table: str, query: str, columns: str, *, name: str = "", before: str = "") -> migrations.RunSQL:
    """Triggers under a name of their own, or in place of those with the query of `before`."""
    facts = {"table": table, "columns": columns, "name": name}
    gone = changes.NO_WATCH.format(**facts)
    made, back = changes.WATCH.format(query=query, **facts), changes.WATCH.format(query=before, **facts)
    return migrations.RunSQL(gone + made, gone + back) if before else migrations.RunSQL(made, gone)


class Migration(migrations.Migration):
    dependencies = [("minutes", "0025_alerts")]
    operations = [
        watch("minutes_report", REPORT, REPORT_COLUMNS, before=changes.REPORT),
        watch("minutes_seat", SEAT, SEAT_COLUMNS, before=changes.SEAT),
        watch("minutes_agendaitem", OF_ITEM, "id, is_exempt", name="closed_"),
        watch("minutes_person", OF_PERSON, "id, is_listed", name="closed_"),
        watch("minutes_committee", OF_COMMITTEE, "id, is_listed", name="closed_"),
        migrations.RunSQL(WITHOUT_RIGHT, migrations.RunSQL.noop),
    ]
