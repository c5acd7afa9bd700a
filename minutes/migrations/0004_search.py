"""
The index of the search: its tables, its language, and the triggers that keep text out of it that is no longer public.

Whoever writes to a watched table, in whatever way, in the same transaction

1. takes the lock of the index, shared: nobody brings the index up to date while a writer is at work, and the items
   touched are looked for only then, when none can slip in between;
2. deletes the touched items from the index, so that what they said before can no longer be matched;
3. notes them in the queue.

`watch` makes the triggers of one table; other apps use it for their own. How the queue is worked off, and why no edit is
missed: minutes/search/index.py.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

LOCK = 0x6D696E75  # "minu"; minutes/search/index.py names it too

# English, with accents ignored. Numbers and references (77/21, KD5694) are kept as they are.
LANGUAGE = """
CREATE TEXT SEARCH CONFIGURATION minutebook (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION minutebook ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
"""

# PostgreSQL's parser takes any character beyond ASCII for a letter where the database's locale is C, so that a word
# between typographic quotation marks becomes another word; it takes 2012-13 for a number and its negative, words run
# together at a full stop for the name of a host, and what stands between < and > for a tag. Each such sign becomes
# one space, never more or less: places in the result are places in the text.
PLAIN = r"""
CREATE FUNCTION minutes_search_plain(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
SELECT regexp_replace(
    regexp_replace(words, '[\u0001-\u001f<>&_|~^`\\\u007f-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u3000-\u3003\ue000-\uf8ff\ufeff\ufff0-\uffff]', ' ', 'g'),
    '(?<=\S)-|(?<=[A-Za-z]{2})[/.](?=[A-Za-z]{2})', ' ', 'g')
$$;
"""

# Between two parts stands a sign that nobody can search for, ten places wide: a phrase never runs from one part into
# the next.
VECTOR = """
CREATE FUNCTION minutes_search_vector(parts text[], weights text[]) RETURNS tsvector LANGUAGE plpgsql STABLE AS $$
DECLARE joined tsvector := '';
BEGIN
    FOR i IN 1 .. cardinality(parts) LOOP
        joined := joined || $sign$'|':10$sign$::tsvector
            || setweight(to_tsvector('minutebook', minutes_search_plain(parts[i])), weights[i]::"char");
    END LOOP;
    RETURN joined;
END $$;
"""

TOUCH = f"""
CREATE FUNCTION minutes_search_touch() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    columns text := TG_ARGV[0];
    items_of_changed text := TG_ARGV[1];
    changed text;
    touched bigint[];
BEGIN
    PERFORM pg_advisory_xact_lock_shared({LOCK});
    changed := CASE TG_OP
        WHEN 'INSERT' THEN 'SELECT %1$s FROM new_rows'
        WHEN 'DELETE' THEN 'SELECT %1$s FROM old_rows'
        ELSE '(SELECT %1$s FROM old_rows EXCEPT SELECT %1$s FROM new_rows) UNION ALL '
            || '(SELECT %1$s FROM new_rows EXCEPT SELECT %1$s FROM old_rows)'
    END;
    EXECUTE format('WITH changed AS (' || changed || ') SELECT array_agg(DISTINCT item) FROM (%2$s) AS items (item)',
        columns, items_of_changed) INTO touched;
    IF touched IS NOT NULL THEN
        DELETE FROM minutes_searchpassage WHERE item_id = ANY (touched);
        DELETE FROM minutes_searchentry WHERE item_id = ANY (touched);
        INSERT INTO minutes_searchqueue (item_id, due_at) SELECT unnest(touched), now();
    END IF;
    RETURN NULL;
END $$;
"""

TRIGGERS = """
CREATE TRIGGER {table}_search_insert AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION minutes_search_touch('{columns}', '{items}');
CREATE TRIGGER {table}_search_update AFTER UPDATE ON {table} REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION minutes_search_touch('{columns}', '{items}');
CREATE TRIGGER {table}_search_delete AFTER DELETE ON {table} REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION minutes_search_touch('{columns}', '{items}');
"""
NO_TRIGGERS = """
DROP TRIGGER {table}_search_insert ON {table};
DROP TRIGGER {table}_search_update ON {table};
DROP TRIGGER {table}_search_delete ON {table};
"""

# What is there already is indexed by the first search.
QUEUE_ALL = "INSERT INTO minutes_searchqueue (item_id, due_at) SELECT id, now() FROM minutes_agendaitem"

NARROW = """
ALTER TABLE minutes_searchentry ALTER COLUMN title_vector SET STORAGE MAIN;
ALTER TABLE minutes_searchentry ALTER COLUMN vector SET STORAGE EXTERNAL;
ALTER TABLE minutes_searchentry SET (toast_tuple_target = 128);
"""


def watch(table: str, items: str = "SELECT item_id FROM changed", columns: str = "*") -> migrations.RunSQL:
    """Triggers on one table: `items` selects the items to which its `changed` rows belong, of which `columns` count."""
    facts = {"table": table, "items": items, "columns": columns}
    return migrations.RunSQL(TRIGGERS.format(**facts), NO_TRIGGERS.format(**facts))


class Migration(migrations.Migration):
    dependencies = [("minutes", "0003_guards")]
    operations = [
        migrations.RunSQL(LANGUAGE, "DROP TEXT SEARCH CONFIGURATION minutebook"),
        migrations.RunSQL(PLAIN, "DROP FUNCTION minutes_search_plain"),
        migrations.RunSQL(VECTOR, "DROP FUNCTION minutes_search_vector"),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("item", models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name="+", serialize=False, to="minutes.agendaitem")),
                ("committee", models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="minutes.committee")),
                ("date", models.DateField()),
                ("kinds", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), help_text="What it holds: decision, minutes, report.", size=None)),
                ("public_until", models.DateTimeField(help_text="The next moment at which some of its text is withdrawn.", null=True)),
                ("title_vector", django.contrib.postgres.search.SearchVectorField()),
                ("vector", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["title_vector"], name="minutes_search_title"),
                    django.contrib.postgres.indexes.GinIndex(fields=["vector"], name="minutes_search_words"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchPassage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item", models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="minutes.agendaitem")),
                ("ordinal", models.PositiveIntegerField(help_text="Its place among the item's passages, from 1.")),
                ("kind", models.CharField(max_length=20)),
                ("anchor", models.CharField(blank=True, max_length=60)),
                ("text", models.TextField()),
                ("vector", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("item", "ordinal"), name="minutes_search_passage_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchQueue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item_id", models.BigIntegerField(db_index=True)),
                ("due_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.RunSQL(NARROW, migrations.RunSQL.noop),
        migrations.RunSQL(TOUCH, "DROP FUNCTION minutes_search_touch"),
        watch("minutes_agendaitem", "SELECT id FROM changed"),
        watch("minutes_meeting", "SELECT i.id FROM minutes_agendaitem i JOIN changed c ON i.meeting_id = c.id"),
        watch(
            "minutes_committee",
            "SELECT i.id FROM minutes_agendaitem i JOIN minutes_meeting m ON m.id = i.meeting_id"
            " JOIN changed c ON m.committee_id = c.id",
            "id, is_listed",
        ),
        *(watch(f"minutes_{name}") for name in ("narrative", "fairsummary", "correction", "report")),
        migrations.RunSQL(QUEUE_ALL, migrations.RunSQL.noop),
    ]
