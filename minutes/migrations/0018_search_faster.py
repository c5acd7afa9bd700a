"""
An index that is quicker to make and to ask.

A vector is made of each text once and joined from there. Every entry holds marks by which it is filtered, and the
pages of documents are searched. The index is made anew: the first search begins with it.
"""

from importlib import import_module

from django.db import migrations, models

search = import_module("minutes.migrations.0004_search")

JOIN = """
CREATE AGGREGATE minutes_search_join (tsvector) (SFUNC = tsvector_concat, STYPE = tsvector, INITCOND = '');
"""
# Whether text whose next withdrawal is at that moment is public now. By its cost it is the dearest condition of any
# question, so that the planner asks it of as few rows as it can, those that the index gives.
STANDS = """
CREATE FUNCTION minutes_search_stands(public_until timestamptz) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 10000 AS $$
BEGIN
    RETURN public_until IS NULL OR public_until > statement_timestamp();
END $$;
"""
# What every count reads stays in the row; only the vector lies out of line.
INLINE = """
ALTER TABLE minutes_searchentry
    ALTER kinds SET STORAGE MAIN, ALTER wards SET STORAGE MAIN, ALTER members SET STORAGE MAIN;
"""
EMPTY = "TRUNCATE minutes_searchentry, minutes_searchpassage, minutes_searchqueue"


class Migration(migrations.Migration):
    dependencies = [("minutes", "0017_read_the_mark")]
    operations = [
        migrations.RunSQL(JOIN, "DROP AGGREGATE minutes_search_join (tsvector)"),
        migrations.RunSQL(STANDS, "DROP FUNCTION minutes_search_stands"),
        migrations.AlterField("searchpassage", "anchor", models.CharField(blank=True, max_length=250)),
        migrations.AddField(
            "searchpassage", "label", models.CharField(blank=True, default="", max_length=200), preserve_default=False
        ),
        migrations.RunSQL(EMPTY, migrations.RunSQL.noop),
        migrations.RunSQL(INLINE, migrations.RunSQL.noop),
        search.watch("minutes_reportpage", "SELECT r.item_id FROM minutes_report r JOIN changed c ON c.report_id = r.id"),
        migrations.RunSQL(search.QUEUE_ALL, migrations.RunSQL.noop),
    ]
