"""
The mark of the record: it is another one after each change, and after each moment that was set ahead has come.

Whoever writes to a watched table, in whatever way, sets one of a few marks to a random value, once a transaction. All
marks together, read by a statement that sees the change, differ from what they were to one that does not; being
random, they never come back, not even after a dump of yesterday was restored. There are several so that
a long import keeps nobody waiting: a writer takes one that no other holds.

A moment ahead (an agenda that becomes public tomorrow at nine) changes what is public without a write. It is
noted here when it is set; the last one that has come belongs to the mark.

`watch` makes the triggers of one table; other apps use it for their own. Reading: minutes/models/mark.py.
"""

from django.db import migrations

MARKS = """
CREATE TABLE minutes_recordmark (place smallint PRIMARY KEY, mark uuid NOT NULL DEFAULT gen_random_uuid());
INSERT INTO minutes_recordmark (place) SELECT generate_series(1, 8);
CREATE TABLE minutes_recordmoment (at timestamptz NOT NULL);
CREATE INDEX minutes_recordmoment_at ON minutes_recordmoment (at);
"""
NO_MARKS = "DROP TABLE minutes_recordmark; DROP TABLE minutes_recordmoment;"

# Reading the mark resets the setting (minutes/models/mark.py): what is written after it counts, in one transaction too.
TOUCH = """
CREATE FUNCTION minutes_record_touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('minutebook.marked', true) IS DISTINCT FROM txid_current()::text THEN
        UPDATE minutes_recordmark SET mark = gen_random_uuid() WHERE place =
            (SELECT place FROM minutes_recordmark LIMIT 1 FOR UPDATE SKIP LOCKED);
        IF NOT FOUND THEN
            UPDATE minutes_recordmark SET mark = gen_random_uuid() WHERE place = 1;
        END IF;
        PERFORM set_config('minutebook.marked', txid_current()::text, true);
    END IF;
    RETURN NULL;
END $$;
"""
MOMENTS = """
CREATE FUNCTION minutes_record_moments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('INSERT INTO minutes_recordmoment (at) SELECT DISTINCT at'
        ' FROM new_rows, unnest(ARRAY[%s]) AS at WHERE at > statement_timestamp()', TG_ARGV[0]);
    RETURN NULL;
END $$;
"""

TOUCHES = """
CREATE TRIGGER {table}_touch AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION minutes_record_touch();
"""
NOTES_MOMENTS = """
CREATE TRIGGER {table}_moments_insert AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION minutes_record_moments('{moments}');
CREATE TRIGGER {table}_moments_update AFTER UPDATE ON {table} REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION minutes_record_moments('{moments}');
INSERT INTO minutes_recordmoment (at)
    SELECT DISTINCT at FROM {table}, unnest(ARRAY[{moments}]) AS at WHERE at > statement_timestamp();
"""
NO_TOUCHES = "DROP TRIGGER {table}_touch ON {table};"
NO_MOMENTS = "DROP TRIGGER {table}_moments_insert ON {table}; DROP TRIGGER {table}_moments_update ON {table};"


def watch(table: str, moments: str = "") -> migrations.RunSQL:
    """Triggers on a table of which papers show something; `moments` are its columns that `publication` looks at."""
    facts = {"table": table, "moments": moments}
    there, back = (TOUCHES + NOTES_MOMENTS, NO_TOUCHES + NO_MOMENTS) if moments else (TOUCHES, NO_TOUCHES)
    return migrations.RunSQL(there.format(**facts), back.format(**facts))


WATCHED = [
    "council", "committee", "membership", "party", "ward", "person", "seat", "issue", "attendance", "narrative",
    "fairsummary", "declaration", "correction", "agendaitem_wards", "oldaddress",
]
STAGES = "announced_at, agenda_published_at, decisions_published_at, minutes_published_at, confirmed_at, withdrawn_at"


class Migration(migrations.Migration):
    dependencies = [("minutes", "0011_document_hashes")]
    operations = [
        migrations.RunSQL(MARKS, NO_MARKS),
        migrations.RunSQL(TOUCH, "DROP FUNCTION minutes_record_touch"),
        migrations.RunSQL(MOMENTS, "DROP FUNCTION minutes_record_moments"),
        *(watch(f"minutes_{name}") for name in WATCHED),
        watch("minutes_meeting", STAGES),
        watch("minutes_agendaitem", "released_at, withdrawn_at"),
        watch("minutes_report", "released_at, withdrawn_at"),
        watch("minutes_reportversion", "withdrawn_at"),
    ]
