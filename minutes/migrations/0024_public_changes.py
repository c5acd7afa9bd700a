"""
Changes of what is public, each with its moment: what calendars, OParl and sitemaps tell of a record.

A trigger notes a change only where the record was public before it, or is public now: never one of a draft or of an
exempt part, whose moment nobody is to learn. A row is added and nothing updated, so that no writer waits for
another; a record gets one row a transaction for what is written into it, however much that is.

`watch` makes the triggers of one table; other apps use it for their own. Reading: minutes/models/moments.py.
"""

from django.db import migrations, models

# Args: an SQL query for the records that were changed, as (record, key, level), out of `changed`.
NOTE = """
CREATE FUNCTION minutes_note_changes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed text := CASE TG_OP
        WHEN 'INSERT' THEN 'SELECT * FROM new_rows'
        WHEN 'DELETE' THEN 'SELECT * FROM old_rows'
        ELSE '(SELECT {0} FROM new_rows EXCEPT SELECT {0} FROM old_rows) UNION ALL'
             ' (SELECT {0} FROM old_rows EXCEPT SELECT {0} FROM new_rows)' END;
BEGIN
    EXECUTE format('WITH changed AS (%s) INSERT INTO minutes_publicchange (record, key, level, at)'
        ' SELECT DISTINCT told.record, told.key, told.level, now() FROM (%s) AS told (record, key, level)'
        ' WHERE NOT EXISTS (SELECT FROM minutes_publicchange AS known WHERE known.record = told.record'
        ' AND known.key = told.key AND known.level <= told.level AND known.at = now())',
        replace(changed, '{0}', TG_ARGV[1]), TG_ARGV[0]);
    RETURN NULL;
END $$;
"""
WATCH = """
CREATE TRIGGER {table}_changes_{name}insert AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION minutes_note_changes($q${query}$q$, '{columns}');
CREATE TRIGGER {table}_changes_{name}update AFTER UPDATE ON {table}
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION minutes_note_changes($q${query}$q$, '{columns}');
CREATE TRIGGER {table}_changes_{name}delete AFTER DELETE ON {table} REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION minutes_note_changes($q${query}$q$, '{columns}');
"""
NO_WATCH = "".join(f"DROP TRIGGER {{table}}_changes_{{name}}{act} ON {{table}};" for act in ("insert", "update", "delete"))


def watch(table: str, query: str, columns: str) -> migrations.RunSQL:
    """Triggers on a table: `columns` are those that the public reads, `query` names the records they belong to."""
    facts = {"table": table, "query": query, "columns": columns, "name": ""}
    return migrations.RunSQL(WATCH.format(**facts), NO_WATCH.format(**facts))


def of_item(stage: str, level: int, *, item: str = "changed.item_id", join: str = "", exempt: bool = False) -> str:
    """
    The item that a row belongs to, and its meeting, once that stage has come and the item can be read.

    Not `exempt`: nothing of an item considered in private.
    """
    return f"""
    SELECT told.record, told.key, {level} FROM changed {join} JOIN minutes_agendaitem i ON i.id = {item}
    JOIN minutes_meeting m ON m.id = i.meeting_id
    CROSS JOIN LATERAL (VALUES ('item', i.id), ('meeting', m.id)) AS told (record, key)
    WHERE m.{stage} <= statement_timestamp() AND i.released_at <= statement_timestamp() AND (i.withdrawn_at IS NULL OR i.withdrawn_at > statement_timestamp())
    AND (m.withdrawn_at IS NULL OR m.withdrawn_at > statement_timestamp()) {'' if exempt else 'AND NOT i.is_exempt'}"""


MEETING = "SELECT 'meeting', id, 0 FROM changed WHERE announced_at <= statement_timestamp()"
ITEM = """
    SELECT told.record, told.key, 1 FROM changed i JOIN minutes_meeting m ON m.id = i.meeting_id
    CROSS JOIN LATERAL (VALUES ('item', i.id), ('meeting', m.id)) AS told (record, key)
    WHERE m.agenda_published_at <= statement_timestamp() AND i.released_at <= statement_timestamp()"""
REPORT = """
    SELECT told.record, told.key, 1 FROM changed r JOIN minutes_agendaitem i ON i.id = r.item_id
    JOIN minutes_meeting m ON m.id = i.meeting_id
    CROSS JOIN LATERAL (VALUES ('report', r.id), ('item', i.id), ('meeting', m.id)) AS told (record, key)
    WHERE m.agenda_published_at <= statement_timestamp() AND i.released_at <= statement_timestamp() AND r.released_at <= statement_timestamp()
    AND NOT r.is_exempt AND NOT i.is_exempt"""
ATTENDANCE = """
    SELECT 'meeting', m.id, 3 FROM changed JOIN minutes_meeting m ON m.id = changed.meeting_id
    WHERE m.minutes_published_at <= statement_timestamp() AND (m.withdrawn_at IS NULL OR m.withdrawn_at > statement_timestamp())"""
MEMBERSHIP = """
    SELECT told.record, told.key, 0 FROM changed JOIN minutes_person p ON p.id = changed.person_id
    JOIN minutes_committee c ON c.id = changed.committee_id
    CROSS JOIN LATERAL (VALUES ('membership', changed.id), ('person', p.id), ('committee', c.id)) AS told (record, key)
    WHERE p.is_listed AND c.is_listed"""
LISTED = "SELECT '{record}', id, 0 FROM changed WHERE is_listed"
PLAIN = "SELECT '{record}', id, 0 FROM changed"
SEAT = "SELECT 'person', person_id, 0 FROM changed"
ISSUE = """
    SELECT 'issue', id, 0 FROM changed WHERE EXISTS (SELECT FROM minutes_agendaitem i JOIN minutes_meeting m
    ON m.id = i.meeting_id WHERE i.issue_id = changed.id AND m.agenda_published_at <= statement_timestamp() AND i.released_at <= statement_timestamp())"""
AGENDA, MINUTES = "agenda_published_at", "minutes_published_at"


class Migration(migrations.Migration):
    dependencies = [("minutes", "0023_meetings_by_date")]
    operations = [
        migrations.CreateModel(
            name="PublicChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("record", models.CharField(
                    help_text="meeting, item, committee, person, membership, issue or ward.", max_length=12)),
                ("key", models.BigIntegerField(help_text="Of the record.")),
                ("level", models.PositiveSmallIntegerField(
                    help_text="0: the record's own facts; 1 to 3: agenda, decisions, minutes.")),
                ("at", models.DateTimeField()),
            ],
            options={"indexes": [
                models.Index(fields=["record", "key"], name="minutes_publicchange_of"),
                models.Index(fields=["at"], name="minutes_publicchange_at"),
            ]},
        ),
        migrations.RunSQL(NOTE, "DROP FUNCTION minutes_note_changes"),
        watch("minutes_meeting", MEETING,
              "id, committee_id, date, sequence, starts_at, ends_at, venue, kind, status, status_note, confirmed_in_id, "
              "announced_at, withdrawn_at"),
        watch("minutes_agendaitem", ITEM,
              "id, meeting_id, position, label, title, report_credit, purpose, issue_id, urgency_reason, is_exempt, "
              "exempt_paragraph, exempt_reason, released_at, withdrawn_at"),
        watch("minutes_agendaitem_wards", of_item(AGENDA, 1, item="changed.agendaitem_id", exempt=True),
              "id, agendaitem_id, ward_id"),
        watch("minutes_report", REPORT,
              "id, item_id, position, kind, title, author, file, pages, size, is_exempt, released_at, withdrawn_at"),
        watch("minutes_narrative", of_item(MINUTES, 3), "item_id, minute_number, text"),
        watch("minutes_fairsummary", of_item(MINUTES, 3, exempt=True), "item_id, text"),
        watch("minutes_declaration", of_item(MINUTES, 3), "id, item_id, person_id, kind, text, left_meeting"),
        watch("minutes_correction", of_item(MINUTES, 3), "id, item_id, made_on, text"),
        watch("minutes_attendance", ATTENDANCE, "id, meeting_id, person_id, status, is_chair, substitute_for_id, note"),
        watch("minutes_membership", MEMBERSHIP, "id, committee_id, person_id, role, started_on, ended_on"),
        watch("minutes_seat", SEAT, "id, person_id, ward_id, party_id, started_on, ended_on"),
        watch("minutes_committee", LISTED.format(record="committee"),
              "id, name, slug, kind, remit, parent_id, established_on, dissolved_on, contact_name, contact_email, is_listed"),
        watch("minutes_person", LISTED.format(record="person"), "id, name, title, slug, kind, post, email, is_listed"),
        watch("minutes_ward", PLAIN.format(record="ward"), "id, name, slug"),
        watch("minutes_issue", ISSUE, "id, title, slug, summary"),
        # What was there before has been there since now, as far as anybody is told.
        migrations.RunSQL(
            [f"INSERT INTO minutes_publicchange (record, key, level, at) SELECT '{record}', id, 0, now() FROM {table}"
             for record, table in (("committee", "minutes_committee WHERE is_listed"),
                                   ("person", "minutes_person WHERE is_listed"),
                                   ("membership", "minutes_membership"))],
            migrations.RunSQL.noop,
        ),
        migrations.AddIndex("agendaitem", models.Index(fields=["-released_at"], name="minutes_item_released")),
        migrations.AddIndex("report", models.Index(fields=["-released_at"], name="minutes_report_released")),
    ]
