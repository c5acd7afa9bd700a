"""
What was published is never deleted: the database refuses it, whoever asks.

`minutes_keep_published` guards a table; its argument is the condition, over the row `old`, under which the row has
been public. Withdrawing is the way to take a record off the site.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION minutes_keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE published boolean;
BEGIN
    EXECUTE 'SELECT ' || TG_ARGV[0] INTO published USING old;
    IF published THEN
        RAISE EXCEPTION 'A published record is never deleted. Withdraw it: its address will say so.'
            USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN old;
END $$;
"""

GUARD = """
CREATE TRIGGER {table}_keep_published BEFORE DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION minutes_keep_published('{condition}');
"""

OF_ITEM = """EXISTS (SELECT FROM minutes_meeting m JOIN minutes_agendaitem i ON i.meeting_id = m.id
    WHERE i.id = $1.item_id AND m.{stage} <= now())"""


def guard(table: str, condition: str) -> migrations.RunSQL:
    """A guard on one table, and its removal."""
    return migrations.RunSQL(
        GUARD.format(table=table, condition=condition), f"DROP TRIGGER {table}_keep_published ON {table}"
    )


class Migration(migrations.Migration):
    dependencies = [("minutes", "0002_record")]
    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION minutes_keep_published"),
        guard("minutes_meeting", "$1.agenda_published_at <= now()"),
        guard("minutes_agendaitem", "$1.released_at <= now()"),
        guard("minutes_report", "$1.released_at <= now()"),
        guard("minutes_narrative", OF_ITEM.format(stage="minutes_published_at")),
        guard("minutes_fairsummary", OF_ITEM.format(stage="minutes_published_at")),
        guard("minutes_correction", OF_ITEM.format(stage="minutes_published_at")),
    ]
