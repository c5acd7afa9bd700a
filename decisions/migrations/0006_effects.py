"""What a resolution does to an earlier one, which is never of a later meeting. Pages show it: it changes the mark."""

from importlib import import_module

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

marks = import_module("minutes.migrations.0012_record_marks")

IN_ORDER = """
CREATE FUNCTION decisions_effect_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT m.date FROM minutes_meeting m JOIN minutes_agendaitem i ON i.meeting_id = m.id
            JOIN decisions_resolution r ON r.item_id = i.id WHERE r.id = new.earlier_id)
        > (SELECT m.date FROM minutes_meeting m JOIN minutes_agendaitem i ON i.meeting_id = m.id
            JOIN decisions_resolution r ON r.item_id = i.id WHERE r.id = new.resolution_id) THEN
        RAISE EXCEPTION 'A resolution cannot amend, supersede or rescind one of a later meeting.'
            USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER decisions_effect_in_order BEFORE INSERT OR UPDATE ON decisions_effect
    FOR EACH ROW EXECUTE FUNCTION decisions_effect_in_order();
"""
NOT_IN_ORDER = """
DROP TRIGGER decisions_effect_in_order ON decisions_effect;
DROP FUNCTION decisions_effect_in_order;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0005_search_ballots'),
        ('minutes', '0012_record_marks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalEffect',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('kind', models.CharField(choices=[('amends', 'amends'), ('supersedes', 'supersedes'), ('rescinds', 'rescinds')], max_length=10)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('earlier', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='decisions.resolution')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('resolution', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='decisions.resolution')),
            ],
            options={
                'verbose_name': 'historical effect',
                'verbose_name_plural': 'historical effects',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Effect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('amends', 'amends'), ('supersedes', 'supersedes'), ('rescinds', 'rescinds')], max_length=10)),
                ('earlier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='later_effects', to='decisions.resolution')),
                ('resolution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='effects', to='decisions.resolution')),
            ],
            options={
                'ordering': ['resolution', 'earlier'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['amends', 'supersedes', 'rescinds'])), name='decisions_effect_kind_known', violation_error_message='Choose one of the values offered for “kind”.'), models.CheckConstraint(condition=models.Q(('resolution', models.F('earlier')), _negated=True), name='decisions_effect_on_another', violation_error_message='A resolution cannot amend, supersede or rescind itself.'), models.UniqueConstraint(models.F('resolution'), models.F('earlier'), name='decisions_effect_once', violation_error_message='What this resolution does to that one is already recorded.')],
            },
        ),
        migrations.RunSQL(IN_ORDER, NOT_IN_ORDER),
        marks.watch("decisions_effect"),
    ]
