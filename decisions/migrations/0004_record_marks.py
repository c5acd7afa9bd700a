"""Papers show what was decided: its changes change the mark of the record."""

from importlib import import_module

from django.db import migrations

marks = import_module("minutes.migrations.0012_record_marks")


class Migration(migrations.Migration):
    dependencies = [("decisions", "0003_search"), ("minutes", "0012_record_marks")]
    operations = [
        marks.watch(f"decisions_{name}") for name in ("decision", "resolution", "clause", "vote", "ballot")
    ]
