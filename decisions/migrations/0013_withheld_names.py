"""A name that was withheld does not come back in what was decided."""

from importlib import import_module

from django.db import migrations

guard = import_module("minutes.migrations.0047_withheld_names").guard


class Migration(migrations.Migration):
    dependencies = [("decisions", "0012_walls"), ("minutes", "0047_withheld_names")]
    operations = [
        operation
        for table in ("decision", "resolution", "clause", "vote")
        for operation in guard(f"decisions_{table}")
    ]
