"""What was decided is searched with its item: the index is told of every change."""

from importlib import import_module

from django.db import migrations

search = import_module("minutes.migrations.0004_search")

OF_RESOLUTION = "SELECT r.item_id FROM decisions_resolution r JOIN changed c ON c.resolution_id = r.id"


class Migration(migrations.Migration):
    dependencies = [("decisions", "0002_guards"), ("minutes", "0004_search")]
    operations = [
        *(search.watch(f"decisions_{name}") for name in ("decision", "resolution", "vote")),
        search.watch("decisions_clause", OF_RESOLUTION),
    ]
