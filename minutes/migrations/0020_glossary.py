"""Words of council business, which each council explains in its own way."""
from importlib import import_module

import django.db.models.deletion
import django.db.models.functions.text
import simple_history.models
from django.conf import settings
from django.db import migrations, models

marks = import_module("minutes.migrations.0012_record_marks")


class Migration(migrations.Migration):

    dependencies = [
        ('minutes', '0019_read_scans'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalTerm',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('name', models.CharField(help_text='As the glossary lists it: Call-in.', max_length=80, verbose_name='word')),
                ('also', models.CharField(blank=True, help_text='Under which it stands in minutes too, with commas between them: called in, calling in.', max_length=300, verbose_name='other forms')),
                ('explanation', models.TextField(help_text='In a sentence or two, as one would tell a neighbour.')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical word explained',
                'verbose_name_plural': 'historical words explained',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='As the glossary lists it: Call-in.', max_length=80, verbose_name='word')),
                ('also', models.CharField(blank=True, help_text='Under which it stands in minutes too, with commas between them: called in, calling in.', max_length=300, verbose_name='other forms')),
                ('explanation', models.TextField(help_text='In a sentence or two, as one would tell a neighbour.')),
            ],
            options={
                'verbose_name': 'word explained',
                'verbose_name_plural': 'words explained',
                'ordering': [django.db.models.functions.text.Lower('name')],
                'constraints': [models.CheckConstraint(condition=models.Q(('name__regex', '\\S')), name='minutes_term_name_filled', violation_error_message='“Name” must not be empty.'), models.CheckConstraint(condition=models.Q(('explanation__regex', '\\S')), name='minutes_term_explanation_filled', violation_error_message='“Explanation” must not be empty.'), models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='minutes_term_once', violation_error_message='This word is already explained.')],
            },
        ),
        marks.watch("minutes_term"),
    ]
