"""
The public mark: as long as it is the same, nothing that everybody could read has been changed or taken away.

The mark of the record (0012_record_marks) is another one after every save of a draft. Whoever keeps what was public to
show it later must know of less: whether a row that could be read was updated or deleted. That is asked of the policies
by which the public side reads (0042_walls), so that no rule is said twice; where a table has none, of every row. What is
added, or published at a moment, changes no mark: a page without it is an older page, and shows nothing that it should
not.

`watch` makes the triggers of one table; other apps use it for their own. Reading: minutes/models/mark.py.
"""

from django.db import migrations

MARKS = """
CREATE TABLE minutes_publicmark (place smallint PRIMARY KEY, mark uuid NOT NULL DEFAULT gen_random_uuid());
INSERT INTO minutes_publicmark (place) SELECT generate_series(1, 8);
"""
# As in 0012_record_marks: once a transaction, in a place that no other writer holds.
TOUCH = """
CREATE FUNCTION minutes_public_touch() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE minutes_publicmark SET mark = gen_random_uuid() WHERE place =
        (SELECT place FROM minutes_publicmark LIMIT 1 FOR UPDATE SKIP LOCKED);
    IF NOT FOUND THEN
        UPDATE minutes_publicmark SET mark = gen_random_uuid() WHERE place = 1;
    END IF;
    PERFORM set_config('minutebook.publicly_marked', txid_current()::text, true);
END $$;
"""
# Argument: of which rows that the policies let nobody read something is shown all the same.
LOOK = """
CREATE FUNCTION minutes_public_look() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    gone text := 'SELECT * FROM old_rows';
    rule text;
    was_public boolean := true;
BEGIN
    IF current_setting('minutebook.publicly_marked', true) = txid_current()::text THEN
        RETURN NULL;
    END IF;
    IF TG_OP <> 'TRUNCATE' THEN
        IF TG_OP = 'UPDATE' THEN
            gone := gone || ' EXCEPT SELECT * FROM new_rows';
        END IF;
        SELECT string_agg('(' || pg_get_expr(polqual, polrelid) || ')', ' OR ') INTO rule
            FROM pg_policy WHERE polrelid = TG_RELID;
        rule := CASE WHEN rule IS NULL THEN 'true' ELSE rule || ' OR ' || TG_ARGV[0] END;
        EXECUTE format('SELECT EXISTS (SELECT FROM (%s) AS %I WHERE %s)', gone, TG_TABLE_NAME, rule) INTO was_public;
    END IF;
    IF was_public THEN
        PERFORM minutes_public_touch();
    END IF;
    RETURN NULL;
END $$;
"""
# With the next moment that was set ahead, when something may be withdrawn by itself. Reading resets the setting: what is
# written after it counts, in one transaction too.
READ = """
CREATE FUNCTION minutes_public_mark() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    marks text;
    moment timestamptz;
BEGIN
    SELECT string_agg(mark::text, ' ' ORDER BY place) INTO marks FROM minutes_publicmark;
    PERFORM set_config('minutebook.publicly_marked', '', true);
    SELECT min(at) INTO moment FROM minutes_recordmoment WHERE at > statement_timestamp();
    RETURN md5(marks) || ' ' || COALESCE(extract(epoch FROM moment)::text, '');
END $$;
"""
WATCH = """
CREATE TRIGGER {table}_public_update AFTER UPDATE ON {table} REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION minutes_public_look('{besides}');
CREATE TRIGGER {table}_public_delete AFTER DELETE ON {table} REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION minutes_public_look('{besides}');
CREATE TRIGGER {table}_public_truncate AFTER TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION minutes_public_look('{besides}');
"""
NO_WATCH = "".join(f"DROP TRIGGER {{table}}_public_{act} ON {{table}};" for act in ("update", "delete", "truncate"))


def watch(table: str, besides: str = "false") -> migrations.RunSQL:
    """Triggers on a table; `besides` is a condition on rows of which the public reads something through a view."""
    facts = {"table": table, "besides": besides}
    return migrations.RunSQL(WATCH.format(**facts), NO_WATCH.format(**facts))


# The note of what was withdrawn is public, and the name by which an agenda lists an exempt document.
WITHDRAWN = "withdrawn_at IS NOT NULL"
BESIDES = {
    "meeting": WITHDRAWN, "agendaitem": WITHDRAWN, "report": f"{WITHDRAWN} OR listed_as <> $$$$", "reportversion": "true",
}  # fmt: skip
WATCHED = [
    "council", "committee", "membership", "party", "ward", "person", "seat", "issue", "attendance", "narrative",
    "fairsummary", "declaration", "correction", "agendaitem_wards", "oldaddress", "meeting", "agendaitem", "report",
    "reportversion", "term", "meetingcorrection",
]


class Migration(migrations.Migration):
    dependencies = [("minutes", "0051_unseen_edits")]
    operations = [
        migrations.RunSQL(MARKS, "DROP TABLE minutes_publicmark"),
        migrations.RunSQL(TOUCH, "DROP FUNCTION minutes_public_touch"),
        migrations.RunSQL(LOOK, "DROP FUNCTION minutes_public_look"),
        migrations.RunSQL(READ, "DROP FUNCTION minutes_public_mark"),
        *(watch(f"minutes_{name}", BESIDES.get(name, "false")) for name in WATCHED),
    ]
