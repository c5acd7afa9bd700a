"""
A resolution or a vote that was entered by mistake goes by a correction, which keeps its words; in no other way.

The setting is that of minutes/models/lock.py.
"""

from importlib import import_module

from django.db import migrations

guards = import_module("minutes.migrations.0003_guards")

NOT_CORRECTED = " AND coalesce(current_setting(''minutebook.unlocked'', true), '''') <> ''correction''"
GUARDED = {"decisions_resolution": "decisions_published_at", "decisions_vote": "minutes_published_at"}


def guard(table, more=""):
    """SQL that makes the guard of a table anew."""
    condition = guards.OF_ITEM.format(stage=GUARDED[table]) + more
    made = guards.GUARD.format(table=table, condition=condition)
    return f"DROP TRIGGER {table}_keep_published ON {table}; {made}"


class Migration(migrations.Migration):
    dependencies = [("decisions", "0010_lock")]
    operations = [migrations.RunSQL(guard(table, NOT_CORRECTED), guard(table)) for table in GUARDED]
