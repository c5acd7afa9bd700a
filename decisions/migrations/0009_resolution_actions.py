"""Who is to act on a resolution, and by when. Public with it: its changes are noted."""

from importlib import import_module

from django.db import migrations, models


changes = import_module("minutes.migrations.0024_public_changes")

TABLE = "decisions_resolution"
BEFORE = "id, item_id, ordinal, opening, label, text, kind"


def watched(columns):
    """SQL that takes the triggers of the table away and makes them anew."""
    facts = {"table": TABLE, "query": changes.of_item("decisions_published_at", 2), "columns": columns, "name": ""}
    return changes.NO_WATCH.format(**facts) + changes.WATCH.format(**facts)


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0008_find_rare_kinds'),
        ('minutes', '0035_label_schemes'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalresolution',
            name='action_by',
            field=models.CharField(blank=True, db_default='', default='', help_text='Public: who is to act on it, as the minutes name them.', max_length=200, verbose_name='action by'),
        ),
        migrations.AddField(
            model_name='historicalresolution',
            name='action_due',
            field=models.DateField(blank=True, null=True, verbose_name='to be done by'),
        ),
        migrations.AddField(
            model_name='resolution',
            name='action_by',
            field=models.CharField(blank=True, db_default='', default='', help_text='Public: who is to act on it, as the minutes name them.', max_length=200, verbose_name='action by'),
        ),
        migrations.AddField(
            model_name='resolution',
            name='action_due',
            field=models.DateField(blank=True, null=True, verbose_name='to be done by'),
        ),
        migrations.AddConstraint(
            model_name='resolution',
            constraint=models.CheckConstraint(condition=models.Q(('action_due__isnull', True), ('action_by__regex', '\\S'), _connector='OR'), name='decisions_resolution_action_of_somebody', violation_error_message='Say who is to act on it by that day.'),
        ),
        migrations.RunSQL(watched(f"{BEFORE}, action_by, action_due"), watched(BEFORE)),
    ]
