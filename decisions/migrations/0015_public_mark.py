"""What was decided can have been read: an edit of it changes the public mark (minutes/migrations/0052_public_mark.py)."""

from importlib import import_module

from django.db import migrations

marks = import_module("minutes.migrations.0052_public_mark")

WATCHED = ["decision", "resolution", "clause", "effect", "vote", "ballot"]


class Migration(migrations.Migration):
    dependencies = [("decisions", "0014_quick_walls"), ("minutes", "0052_public_mark")]
    operations = [marks.watch(f"decisions_{name}") for name in WATCHED]
