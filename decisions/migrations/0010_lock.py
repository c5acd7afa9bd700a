"""What was decided is locked with the minutes, once they are confirmed."""

from importlib import import_module

from django.db import migrations

closing = import_module("minutes.migrations.0037_closing")


class Migration(migrations.Migration):
    dependencies = [("decisions", "0009_resolution_actions"), ("minutes", "0037_closing")]
    operations = [
        closing.lock("decisions_decision"),
        closing.lock("decisions_resolution"),
        closing.lock("decisions_vote"),
        closing.lock(
            "decisions_clause", "r.id = $1.resolution_id",
            f"{closing.OF_ITEM} JOIN decisions_resolution r ON r.item_id = i.id",
        ),
        closing.lock(
            "decisions_ballot", "v.id = $1.vote_id", f"{closing.OF_ITEM} JOIN decisions_vote v ON v.item_id = i.id"
        ),
    ]
