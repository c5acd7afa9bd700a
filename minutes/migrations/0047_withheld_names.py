"""
A name that was withheld does not come back: the database refuses it in what is written later, whoever writes.

`guard` keeps a table; other apps use it for their own. A form that was open while the name was withheld meets it too.

1. Before a statement writes to a guarded table it takes a lock, shared, until its transaction ends; whoever withholds
   a name takes it alone. So a row that is being written is seen by the one, or sees what the other has done.
2. Each row is then compared with the names that stand withheld (`minutes_redaction.pattern`), in small letters without
   accents. The message names nothing.
3. Files cannot be rewritten: a document that is released and open has no page on which such a name stands, and an
   earlier version that was closed for one stays closed.
"""

from django.db import migrations

LOCK = 0x6D696E78  # minutes/redaction/withholding.py names it too

# As minutes/text/withheld.py does: composed letters, no accents, nothing that is not seen, no mark of bold and italic.
BARE = r"""
CREATE FUNCTION minutes_bare(words text) RETURNS text LANGUAGE sql STABLE STRICT AS $$
SELECT lower(unaccent(translate(normalize(words, NFKC), U&'\00AD\200B\200C\200D\2060\FEFF*', '')))
$$;
"""
STANDS = "r.undone_at IS NULL AND r.is_guarded"
REFUSED = "Here stands a name that is withheld from the public record. Write “[name withheld]” in its place."
KEEP = f"""
CREATE FUNCTION minutes_withheld_lock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared({LOCK});
    RETURN NULL;
END $$;
CREATE FUNCTION minutes_keep_withheld() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE written text;
BEGIN
    IF NOT EXISTS (SELECT FROM minutes_redaction r WHERE {STANDS}) OR new IS NOT DISTINCT FROM old THEN
        RETURN new;
    END IF;
    written := minutes_bare(new::text);
    IF EXISTS (SELECT FROM minutes_redaction r WHERE {STANDS} AND written ~ r.pattern) THEN
        RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN new;
END $$;
"""
NO_KEEP = "DROP FUNCTION minutes_keep_withheld; DROP FUNCTION minutes_withheld_lock;"

# Of words that a line's end divides, both readings count.
ON_PAGE = rf"""EXISTS (SELECT FROM minutes_reportpage p, minutes_redaction r WHERE {STANDS} AND p.report_id = report
        AND (minutes_bare(p.text) ~ r.pattern OR minutes_bare(regexp_replace(p.text, '[-‐]\s*\n\s*', '', 'g')) ~ r.pattern))"""
FILE_REFUSED = "In the file of a document stands a name that is withheld from the public record. Replace the file first."
FILES = f"""
CREATE FUNCTION minutes_has_withheld(report bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM minutes_redaction r WHERE {STANDS}) AND {ON_PAGE};
END $$;
CREATE FUNCTION minutes_keep_withheld_files() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found boolean;
BEGIN
    IF coalesce(current_setting('minutebook.unlocked', true), '') = 'redaction' THEN
        RETURN NULL;  -- whoever withholds a name closes the files in the same transaction
    END IF;
    CASE TG_TABLE_NAME
        WHEN 'minutes_report' THEN
            found := new.released_at IS NOT NULL AND new.withdrawn_at IS NULL AND NOT new.is_exempt
                AND minutes_has_withheld(new.id)
                AND EXISTS (SELECT FROM minutes_agendaitem i WHERE i.id = new.item_id AND NOT i.is_exempt);
        WHEN 'minutes_reportpage' THEN
            found := minutes_has_withheld(new.report_id) AND EXISTS (
                SELECT FROM minutes_report d JOIN minutes_agendaitem i ON i.id = d.item_id
                WHERE d.id = new.report_id AND d.released_at IS NOT NULL AND d.withdrawn_at IS NULL
                    AND NOT d.is_exempt AND NOT i.is_exempt);
        WHEN 'minutes_agendaitem' THEN
            found := old.is_exempt AND NOT new.is_exempt AND EXISTS (SELECT FROM minutes_report d
                WHERE d.item_id = new.id AND d.withdrawn_at IS NULL AND NOT d.is_exempt AND minutes_has_withheld(d.id));
        ELSE
            found := old.withdrawn_at IS NOT NULL AND new.withdrawn_at IS NULL AND EXISTS (
                SELECT FROM minutes_redactedplace e JOIN minutes_redaction r ON r.id = e.redaction_id
                WHERE r.undone_at IS NULL AND e.kind = 'file' AND e.record = 'minutes.reportversion' AND e.key = new.id);
    END CASE;
    IF found THEN
        RAISE EXCEPTION '{FILE_REFUSED}' USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER minutes_report_withheld_files AFTER INSERT OR UPDATE ON minutes_report
    FOR EACH ROW EXECUTE FUNCTION minutes_keep_withheld_files();
CREATE TRIGGER minutes_reportpage_withheld_files AFTER INSERT OR UPDATE ON minutes_reportpage
    FOR EACH ROW EXECUTE FUNCTION minutes_keep_withheld_files();
CREATE TRIGGER minutes_agendaitem_withheld_files AFTER UPDATE ON minutes_agendaitem
    FOR EACH ROW EXECUTE FUNCTION minutes_keep_withheld_files();
CREATE TRIGGER minutes_reportversion_withheld_files AFTER UPDATE ON minutes_reportversion
    FOR EACH ROW EXECUTE FUNCTION minutes_keep_withheld_files();
"""
NO_FILES = """
DROP TRIGGER minutes_report_withheld_files ON minutes_report;
DROP TRIGGER minutes_reportpage_withheld_files ON minutes_reportpage;
DROP TRIGGER minutes_agendaitem_withheld_files ON minutes_agendaitem;
DROP TRIGGER minutes_reportversion_withheld_files ON minutes_reportversion;
DROP FUNCTION minutes_keep_withheld_files;
DROP FUNCTION minutes_has_withheld;
"""
TABLES = ["agendaitem", "attendance", "committee", "correction", "council", "declaration", "fairsummary", "issue", "meeting",
          "meetingcorrection", "narrative", "party", "person", "phrase", "report", "reportversion", "standarditem", "term",
          "ward"]  # fmt: skip


def lock(table: str) -> migrations.RunSQL:
    """The lock alone: for a table of which another rule decides."""
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_withheld_lock BEFORE INSERT OR UPDATE ON {table} FOR EACH STATEMENT"
        " EXECUTE FUNCTION minutes_withheld_lock()",
        f"DROP TRIGGER {table}_withheld_lock ON {table}",
    )


def guard(table: str) -> list[migrations.RunSQL]:
    """The guard of one table."""
    keep = migrations.RunSQL(
        f"CREATE TRIGGER {table}_withheld BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW"
        " EXECUTE FUNCTION minutes_keep_withheld()",
        f"DROP TRIGGER {table}_withheld ON {table}",
    )
    return [lock(table), keep]


class Migration(migrations.Migration):
    dependencies = [("minutes", "0046_redaction")]
    operations = [
        migrations.RunSQL(BARE, "DROP FUNCTION minutes_bare"),
        migrations.RunSQL(KEEP, NO_KEEP),
        *[operation for table in TABLES for operation in guard(f"minutes_{table}")],
        migrations.RunSQL(FILES, NO_FILES),
        lock("minutes_reportpage"),
    ]
