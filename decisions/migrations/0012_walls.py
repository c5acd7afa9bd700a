"""What the public side's role may read of decisions: see minutes/migrations/0042_walls.py."""

from importlib import import_module

from django.db import migrations

walls = import_module("minutes.migrations.0042_walls")

# Whoever moved, seconded or voted is named in minutes that may be read.
IS_NAMED = walls.FUNCTION.format(name="decisions_is_named", parameters="who bigint", answer="""EXISTS (
    SELECT FROM public.decisions_vote v JOIN public.minutes_open_item o ON o.id = v.item_id
    WHERE NOT o.is_exempt AND o.has_minutes AND (v.mover_id = who OR v.seconder_id = who)
) OR EXISTS (
    SELECT FROM public.decisions_ballot b JOIN public.decisions_vote v ON v.id = b.vote_id
    JOIN public.minutes_open_item o ON o.id = v.item_id
    WHERE NOT o.is_exempt AND o.has_minutes AND b.person_id = who)""")
NAMED = "CREATE POLICY voted ON minutes_person FOR SELECT USING (NOT is_listed AND decisions_is_named(id))"
BOTH = " AND ".join(
    walls.through("decisions_effect", "decisions_resolution", column) for column in ("resolution_id", "earlier_id")
)


class Migration(migrations.Migration):
    dependencies = [("decisions", "0011_removed_by_a_correction"), ("minutes", "0044_gone")]
    operations = [
        walls.policy("decisions_decision", walls.of_item("decisions")),
        walls.policy("decisions_resolution", walls.of_item("decisions")),
        walls.policy(
            "decisions_clause", walls.through("decisions_clause", "decisions_resolution", "resolution_id")
        ),
        walls.policy("decisions_effect", BOTH),
        walls.policy("decisions_vote", walls.of_item("minutes")),
        walls.policy("decisions_ballot", walls.through("decisions_ballot", "decisions_vote", "vote_id")),
        migrations.RunSQL(IS_NAMED, "DROP FUNCTION decisions_is_named"),
        migrations.RunSQL(NAMED, "DROP POLICY voted ON minutes_person"),
    ]
