"""
The mark of the record as a function, so that reading it costs hardly more than the way to the server.

A session plans the questions in it once, whatever pooler stands between. Reading resets the setting that
0012_record_marks tells of.
"""

from django.db import migrations

READ = """
CREATE FUNCTION minutes_record_mark() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    marks text;
    moment timestamptz;
BEGIN
    SELECT string_agg(mark::text, ' ' ORDER BY place) INTO marks FROM minutes_recordmark;
    PERFORM set_config('minutebook.marked', '', true);
    SELECT max(at) INTO moment FROM minutes_recordmoment WHERE at <= statement_timestamp();
    RETURN marks || ' ' || COALESCE(moment::text, '');
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("minutes", "0016_name_imported_records")]
    operations = [migrations.RunSQL(READ, "DROP FUNCTION minutes_record_mark")]
