"""Who attended a meeting from elsewhere, and its place among the changes that the public is told of."""

from importlib import import_module

from django.db import migrations, models

changes = import_module("minutes.migrations.0024_public_changes")

BEFORE = "id, meeting_id, person_id, status, is_chair, substitute_for_id, note"


def watched(columns):
    """SQL that takes the triggers of attendance away and makes them anew."""
    facts = {"table": "minutes_attendance", "query": changes.ATTENDANCE, "name": "", "columns": columns}
    return changes.NO_WATCH.format(**facts) + changes.WATCH.format(**facts)


class Migration(migrations.Migration):

    dependencies = [("minutes", "0038_ledger")]

    operations = [
        migrations.AddField(
            model_name='attendance',
            name='is_remote',
            field=models.BooleanField(db_default=False, default=False, verbose_name='attended remotely'),
        ),
        migrations.AddField(
            model_name='historicalattendance',
            name='is_remote',
            field=models.BooleanField(db_default=False, default=False, verbose_name='attended remotely'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(('is_remote', False), ('status__in', ['present', 'substitute', 'in_attendance']), _connector='OR'), name='minutes_attendance_remote_is_there', violation_error_message='Only somebody who was there attended remotely.'),
        ),
        migrations.RunSQL(watched(f"{BEFORE}, is_remote"), watched(BEFORE)),
    ]
