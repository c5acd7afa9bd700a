"""What was published is never deleted, and a vote speaks of a resolution of its own item."""

from importlib import import_module

from django.db import migrations

record = import_module("minutes.migrations.0003_guards")

SAME_ITEM = """
ALTER TABLE decisions_resolution ADD CONSTRAINT decisions_resolution_of_item UNIQUE (id, item_id);
ALTER TABLE decisions_vote ADD CONSTRAINT decisions_vote_resolution_of_same_item
    FOREIGN KEY (resolution_id, item_id) REFERENCES decisions_resolution (id, item_id) DEFERRABLE INITIALLY DEFERRED;
"""
SAME_ITEM_BACK = """
ALTER TABLE decisions_vote DROP CONSTRAINT decisions_vote_resolution_of_same_item;
ALTER TABLE decisions_resolution DROP CONSTRAINT decisions_resolution_of_item;
"""


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_decisions"), ("minutes", "0003_guards")]
    operations = [
        record.guard("decisions_decision", record.OF_ITEM.format(stage="decisions_published_at")),
        record.guard("decisions_resolution", record.OF_ITEM.format(stage="decisions_published_at")),
        record.guard("decisions_vote", record.OF_ITEM.format(stage="minutes_published_at")),
        migrations.RunSQL(SAME_ITEM, SAME_ITEM_BACK),
    ]
