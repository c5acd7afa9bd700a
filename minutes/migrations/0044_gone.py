"""
What programs that keep a copy must learn: which records are public no more, withdrawn, exempt or off the site.

A view, because the public side reads none of their words. What never was public is not in it: a change is noted only of
what everybody could read (0026_closed_records.py), and of what left the site with its committee no moment is told but
that of this.
"""

from importlib import import_module

from django.db import migrations, models

walls = import_module("minutes.migrations.0042_walls")
NOW, STAGES, come, stands = walls.NOW, walls.STAGES, walls.come, walls.stands

# When the site began, for what has no moment of its own.
BEGINNING = f"""(SELECT m.announced_at FROM minutes_meeting m JOIN minutes_open_meeting o ON o.id = m.id
    ORDER BY m.announced_at LIMIT 1), '2000-01-01 00:00:00+00'::timestamptz"""


def noted(which: str, record: str, key: str) -> str:
    """The first or last moment ("min", "max") that is noted of a record."""
    return f"(SELECT {which}(n.at) FROM minutes_publicchange n WHERE n.record = '{record}' AND n.key = {key})"


def arm(
    kind: str, table: str, created: str, modified: str, rule: str, *, key: str = "NULL::bigint", place: str = "false"
) -> str:
    """The rows of one kind: `key` names the committee, `place` says whether there is a venue."""
    return (
        f"SELECT '{kind}'::text AS kind, {table}.id, ({created}) AS created_at, ({modified}) AS modified_at,"
        f" {key} AS committee_id, {place} AS has_place FROM {rule}"
    )


def body(kind: str, record: str, table: str, rule: str) -> str:
    """Of a kind that has no moment of publication."""
    moments = (f"COALESCE({noted(which, record, f'{table}.id')}, {BEGINNING})" for which in ("min", "max"))
    return arm(kind, table, *moments, rule)


OFF = noted("max", "committee", "c.id")  # when the committee left the site
NEWS_OF_MEETING = ", ".join([
    *(come("m", stage) for stage in STAGES), noted("max", "meeting", "m.id"), come("m", "withdrawn_at")
])
RELEASED = f"""(SELECT max(x.released_at) FROM minutes_report x JOIN minutes_open_item o ON o.id = x.item_id
    WHERE x.item_id = i.id AND NOT o.is_exempt AND NOT x.is_exempt AND x.released_at <= {NOW} AND {stands("x")})"""
NEWS_OF_ITEM = ", ".join([
    "i.released_at", *(come("m", stage) for stage in STAGES[1:]), noted("max", "item", "i.id"), RELEASED,
    come("i", "withdrawn_at"), come("m", "withdrawn_at"),
])
NEWS_OF_REPORT = ", ".join([
    "r.released_at", "i.released_at", "m.agenda_published_at", noted("max", "report", "r.id"),
    *(come(table, "withdrawn_at") for table in "rim"),
])
LEFT_ITEM = f"NOT c.is_listed AND m.agenda_published_at <= {OFF} AND i.released_at <= {OFF}"
ONCE_ITEM = f"(({walls.EVER_ITEM}) OR ({LEFT_ITEM}))"
ONCE_REPORT = f"""(({walls.EVER_REPORT})
    OR EXISTS (SELECT FROM minutes_publicchange n WHERE n.record = 'report' AND n.key = r.id)
    OR ({LEFT_ITEM} AND r.released_at <= {OFF} AND NOT r.is_exempt AND NOT i.is_exempt))"""
OPEN_ITEM = "EXISTS (SELECT FROM minutes_open_item o WHERE o.id = i.id)"
OPEN_REPORT = f"""(NOT r.is_exempt AND r.released_at <= {NOW} AND {stands("r")}
    AND EXISTS (SELECT FROM minutes_open_item o WHERE o.id = i.id AND NOT o.is_exempt))"""


def left(news: str) -> str:
    """When it was changed last or, of what left the site with its committee, when it did."""
    return f"CASE WHEN c.is_listed THEN GREATEST({news}) ELSE {OFF} END"


def files_of_item(rule: str) -> str:
    return f"EXISTS (SELECT FROM minutes_report r WHERE r.item_id = i.id AND r.file <> '' AND {rule})"


CREATED_ITEM = "GREATEST(m.agenda_published_at, i.released_at)"
GONE = "CREATE VIEW minutes_gone WITH (security_barrier) AS " + " UNION ALL ".join([
    body("organization", "committee", "c", f"minutes_committee c WHERE NOT c.is_listed AND {OFF} IS NOT NULL"),
    body("person", "person", "p", f"""minutes_person p
        WHERE NOT p.is_listed AND {noted("max", "person", "p.id")} IS NOT NULL"""),
    body("membership", "membership", "s", f"""minutes_membership s JOIN minutes_committee c ON c.id = s.committee_id
        JOIN minutes_person p ON p.id = s.person_id
        WHERE NOT (c.is_listed AND p.is_listed) AND {noted("max", "membership", "s.id")} IS NOT NULL"""),
    arm("meeting", "m", "m.announced_at", left(NEWS_OF_MEETING), f"""{walls.MEETINGS}
        WHERE (c.is_listed AND m.announced_at <= {NOW} AND NOT {stands("m")})
        OR (NOT c.is_listed AND m.announced_at <= {OFF})""", key="c.id", place="m.venue <> ''"),
    arm("item", "i", CREATED_ITEM, left(NEWS_OF_ITEM),
        f"{walls.ITEMS} WHERE {ONCE_ITEM} AND NOT {OPEN_ITEM}"),
    # A paper is an item with its files: gone when either is.
    arm("paper", "i", CREATED_ITEM, left(NEWS_OF_ITEM),
        f"{walls.ITEMS} WHERE {ONCE_ITEM} AND {files_of_item(ONCE_REPORT)} AND NOT {files_of_item(OPEN_REPORT)}"),
    arm("file", "r", "GREATEST(r.released_at, i.released_at, m.agenda_published_at)", left(NEWS_OF_REPORT),
        f"{walls.REPORTS} WHERE {ONCE_REPORT} AND r.file <> '' AND NOT {OPEN_REPORT}"),
])  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("minutes", "0043_known_once")]
    operations = [
        walls.view("minutes_gone", GONE),
        migrations.CreateModel(
            name="Gone",
            fields=[
                ("kind", models.CharField(max_length=20)),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField()),
                ("modified_at", models.DateTimeField()),
                ("committee_id", models.BigIntegerField(null=True)),
                ("has_place", models.BooleanField()),
            ],
            options={"db_table": "minutes_gone", "managed": False},
        ),
    ]
