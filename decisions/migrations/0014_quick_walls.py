"""
The policies of 0012_walls.py for the same rows, asked for more quickly: see minutes/migrations/0050_quick_walls.py.

Key decisions are found by an index: a question that asks the wall of each of them begins with few rows.
"""

from importlib import import_module

from django.db import migrations, models

walls = import_module("minutes.migrations.0042_walls")
quick = import_module("minutes.migrations.0050_quick_walls")
before = import_module("decisions.migrations.0012_walls")


def through(table: str, parent: str, column: str) -> migrations.RunSQL:
    return quick.policy(table, *(rule(table, parent, column) for rule in (quick.through, walls.through)))


BOTH = " AND ".join(
    quick.through("decisions_effect", "decisions_resolution", column) for column in ("resolution_id", "earlier_id")
)


class Migration(migrations.Migration):
    dependencies = [("decisions", "0013_withheld_names"), ("minutes", "0050_quick_walls")]
    operations = [
        quick.again("decisions_decision", "decisions"),
        quick.again("decisions_resolution", "decisions"),
        quick.again("decisions_vote", "minutes"),
        through("decisions_clause", "decisions_resolution", "resolution_id"),
        through("decisions_ballot", "decisions_vote", "vote_id"),
        quick.policy("decisions_effect", BOTH, before.BOTH),
        migrations.AddIndex(
            "decision",
            models.Index(models.F("item"), condition=models.Q(is_key=True), name="decisions_decision_key"),
        ),
    ]
