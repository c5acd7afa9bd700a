"""How a committee numbers its items, parts of items, and what stands on every agenda."""

import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.text
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('minutes', '0034_asked_corrections'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalStandardItem',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('where', models.CharField(choices=[('start', 'At the start'), ('end', 'At the end')], default='start', max_length=5)),
                ('position', models.PositiveSmallIntegerField(help_text='Its place among those, from 1.')),
                ('title', models.CharField(max_length=1000)),
                ('purpose', models.TextField(blank=True, help_text='What the meeting is asked to do.')),
                ('is_numbered', models.BooleanField(default=True, verbose_name='has a number')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical standard item',
                'verbose_name_plural': 'historical standard items',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='StandardItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('where', models.CharField(choices=[('start', 'At the start'), ('end', 'At the end')], default='start', max_length=5)),
                ('position', models.PositiveSmallIntegerField(help_text='Its place among those, from 1.')),
                ('title', models.CharField(max_length=1000)),
                ('purpose', models.TextField(blank=True, help_text='What the meeting is asked to do.')),
                ('is_numbered', models.BooleanField(default=True, verbose_name='has a number')),
            ],
            options={
                'ordering': ['committee', 'position'],
            },
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='depth',
            field=models.PositiveSmallIntegerField(db_default=1, default=1, editable=False, help_text='2: a part of the item above it.'),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='label_from',
            field=models.CharField(choices=[('source', 'The council, as its paper prints it'), ('scheme', "The committee's scheme"), ('person', 'A clerk')], db_default='source', default='source', editable=False, help_text='Of a draft, the scheme gives a number again when the item moves; any other number stays.', max_length=6),
        ),
        migrations.AddField(
            model_name='committee',
            name='label_first',
            field=models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name='first number'),
        ),
        migrations.AddField(
            model_name='committee',
            name='label_parts',
            field=models.CharField(choices=[('letters', 'With letters: 4a, 4b'), ('points', 'With points: 4.1, 4.2')], db_default='letters', default='letters', max_length=10, verbose_name='parts of an item'),
        ),
        migrations.AddField(
            model_name='committee',
            name='label_pattern',
            field=models.CharField(db_default='#', default='#', help_text='# stands for the number and YY for the municipal year: #. or P/# or #/YY.', max_length=30, verbose_name='a number is written'),
        ),
        migrations.AddField(
            model_name='committee',
            name='label_scheme',
            field=models.CharField(blank=True, choices=[('', 'No numbers of their own'), ('meeting', 'From the first number at each meeting'), ('year', 'Running through the municipal year')], db_default='', default='', max_length=10, verbose_name='items are numbered'),
        ),
        migrations.AddField(
            model_name='historicalagendaitem',
            name='depth',
            field=models.PositiveSmallIntegerField(db_default=1, default=1, editable=False, help_text='2: a part of the item above it.'),
        ),
        migrations.AddField(
            model_name='historicalagendaitem',
            name='label_from',
            field=models.CharField(choices=[('source', 'The council, as its paper prints it'), ('scheme', "The committee's scheme"), ('person', 'A clerk')], db_default='source', default='source', editable=False, help_text='Of a draft, the scheme gives a number again when the item moves; any other number stays.', max_length=6),
        ),
        migrations.AddField(
            model_name='historicalcommittee',
            name='label_first',
            field=models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name='first number'),
        ),
        migrations.AddField(
            model_name='historicalcommittee',
            name='label_parts',
            field=models.CharField(choices=[('letters', 'With letters: 4a, 4b'), ('points', 'With points: 4.1, 4.2')], db_default='letters', default='letters', max_length=10, verbose_name='parts of an item'),
        ),
        migrations.AddField(
            model_name='historicalcommittee',
            name='label_pattern',
            field=models.CharField(db_default='#', default='#', help_text='# stands for the number and YY for the municipal year: #. or P/# or #/YY.', max_length=30, verbose_name='a number is written'),
        ),
        migrations.AddField(
            model_name='historicalcommittee',
            name='label_scheme',
            field=models.CharField(blank=True, choices=[('', 'No numbers of their own'), ('meeting', 'From the first number at each meeting'), ('year', 'Running through the municipal year')], db_default='', default='', max_length=10, verbose_name='items are numbered'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(('label_from__in', ['source', 'scheme', 'person'])), name='minutes_agendaitem_label_from_known', violation_error_message='Choose one of the values offered for “label from”.'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(('depth__in', [1, 2])), name='minutes_agendaitem_depth', violation_error_message='An item has parts, and those have none.'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(models.F('meeting'), django.db.models.functions.text.Lower('label'), condition=models.Q(models.Q(('label_from', 'source'), _negated=True), models.Q(('label', ''), _negated=True)), name='minutes_agendaitem_label_once', violation_error_message='Another item of this meeting has that number.'),
        ),
        migrations.AddConstraint(
            model_name='committee',
            constraint=models.CheckConstraint(condition=models.Q(('label_scheme__in', ['', 'meeting', 'year'])), name='minutes_committee_label_scheme_known', violation_error_message='Choose one of the values offered for “label scheme”.'),
        ),
        migrations.AddConstraint(
            model_name='committee',
            constraint=models.CheckConstraint(condition=models.Q(('label_parts__in', ['letters', 'points'])), name='minutes_committee_label_parts_known', violation_error_message='Choose one of the values offered for “label parts”.'),
        ),
        migrations.AddConstraint(
            model_name='committee',
            constraint=models.CheckConstraint(condition=models.Q(('label_pattern__regex', '^[^#]{0,20}#[^#]{0,20}$')), name='minutes_committee_label_pattern', violation_error_message='How a number is written has one #, where the number stands.'),
        ),
        migrations.AddField(
            model_name='historicalstandarditem',
            name='committee',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='minutes.committee'),
        ),
        migrations.AddField(
            model_name='historicalstandarditem',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='standarditem',
            name='committee',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='standard_items', to='minutes.committee'),
        ),
        migrations.AddConstraint(
            model_name='standarditem',
            constraint=models.CheckConstraint(condition=models.Q(('title__regex', '\\S')), name='minutes_standarditem_title_filled', violation_error_message='“Title” must not be empty.'),
        ),
        migrations.AddConstraint(
            model_name='standarditem',
            constraint=models.CheckConstraint(condition=models.Q(('where__in', ['start', 'end'])), name='minutes_standarditem_where_known', violation_error_message='Choose one of the values offered for “where”.'),
        ),
        migrations.AddConstraint(
            model_name='standarditem',
            constraint=models.CheckConstraint(condition=models.Q(('position__gte', 1)), name='minutes_standarditem_position_from_one', violation_error_message='The first item has the position 1.'),
        ),
        migrations.AddConstraint(
            model_name='standarditem',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('committee', 'position'), name='minutes_standarditem_position_once'),
        ),
    ]
