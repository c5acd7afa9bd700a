"""
An index that finds the newest of many matches by months, and phrases by pairs of common words.

The index is made anew: the first search begins with it. Another list of common words needs another migration like this.
"""

from importlib import import_module

from django.db import migrations

from minutes.search.pairs import COMMON

search = import_module("minutes.migrations.0004_search")

# The pairs of common words that stand side by side in a vector: "a b". The list is a constant, which PostgreSQL hashes.
PAIRS = f"""
CREATE FUNCTION minutes_search_pairs(words tsvector) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN (
        WITH places AS MATERIALIZED (
            SELECT lexeme, place FROM unnest(words) AS word, unnest(positions) AS place
            WHERE lexeme = ANY ('{{{",".join(COMMON)}}}'::text[])
        )
        SELECT coalesce(array_agg(DISTINCT one.lexeme || ' ' || next.lexeme), '{{}}')
        FROM places AS one JOIN places AS next ON next.place = one.place + 1
    );
END $$;
"""
EMPTY = "TRUNCATE minutes_searchentry, minutes_searchpassage, minutes_searchqueue"


class Migration(migrations.Migration):
    dependencies = [("minutes", "0030_larger_archives")]
    operations = [
        migrations.RunSQL(PAIRS, "DROP FUNCTION minutes_search_pairs"),
        migrations.RunSQL(EMPTY, migrations.RunSQL.noop),
        migrations.RunSQL(search.QUEUE_ALL, migrations.RunSQL.noop),
    ]
