"""
Nobody learns that something is edited in a committee that is off the site: no moment of that is noted.

When it comes back, what it has may have changed meanwhile: so the moment of that is noted of its meetings, items and
documents. An issue counts as public where one of its items is. How deep an item stands on the agenda can be seen.
"""

from importlib import import_module

from django.db import migrations

changes = import_module("minutes.migrations.0024_public_changes")
closed = import_module("minutes.migrations.0026_closed_records")
shut = import_module("minutes.migrations.0041_closed_changes")

OFF_SITE = """
CREATE FUNCTION minutes_is_off_site(which text, number bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM minutes_meeting m JOIN minutes_committee c ON c.id = m.committee_id
    WHERE NOT c.is_listed AND m.id = CASE which WHEN 'meeting' THEN number
        WHEN 'item' THEN (SELECT i.meeting_id FROM minutes_agendaitem i WHERE i.id = number)
        WHEN 'report' THEN (SELECT i.meeting_id FROM minutes_report r JOIN minutes_agendaitem i ON i.id = r.item_id
            WHERE r.id = number) END)
$$;
"""
BEFORE = changes.NOTE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
KNOWN = "' WHERE NOT EXISTS"
NOTE = BEFORE.replace(KNOWN, "' WHERE NOT minutes_is_off_site(told.record, told.key) AND NOT EXISTS")
MEETINGS = "FROM changed JOIN minutes_meeting m ON m.committee_id = changed.id"
ITEMS = f"{MEETINGS} JOIN minutes_agendaitem i ON i.meeting_id = m.id"
OUT = "m.agenda_published_at <= statement_timestamp() AND i.released_at <= statement_timestamp()"
BACK = f"""
    SELECT 'meeting', m.id, 0 {MEETINGS} WHERE m.announced_at <= statement_timestamp() AND {shut.stands("m")}
    UNION ALL SELECT 'item', i.id, 1 {ITEMS} WHERE {OUT} AND {shut.stands("m", "i")}
    UNION ALL SELECT 'report', r.id, 1 {ITEMS} JOIN minutes_report r ON r.item_id = i.id
    WHERE {OUT} AND r.released_at <= statement_timestamp() AND NOT r.is_exempt AND NOT i.is_exempt
    AND {shut.stands("m", "i", "r")}"""
ISSUE = """
    SELECT 'issue', id, 0 FROM changed WHERE EXISTS (SELECT FROM minutes_open_item o JOIN minutes_agendaitem i
    ON i.id = o.id WHERE i.issue_id = changed.id)"""


def item(columns: str) -> str:
    """SQL that makes the triggers of items anew, for these columns."""
    facts = {"table": "minutes_agendaitem", "name": "", "columns": columns}
    return changes.NO_WATCH.format(**facts) + changes.WATCH.format(query=shut.ITEM, **facts)


class Migration(migrations.Migration):
    dependencies = [("minutes", "0050_quick_walls")]
    operations = [
        migrations.RunSQL(OFF_SITE, "DROP FUNCTION minutes_is_off_site"),
        migrations.RunSQL(NOTE, BEFORE),
        closed.watch("minutes_committee", BACK, "id, is_listed", name="back_"),
        closed.watch("minutes_issue", ISSUE, "id, title, slug, summary", before=changes.ISSUE),
        migrations.RunSQL(item(f"{shut.ITEM_COLUMNS}, depth"), item(shut.ITEM_COLUMNS)),
    ]
