"""The views of 0042_walls.py as models, which nobody but the database fills."""
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('minutes', '0042_walls'),
    ]

    operations = [
        *(
            migrations.CreateModel(
                name=name,
                fields=[
                    ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                    ("before", models.TextField()),
                    ("after", models.TextField()),
                ],
                options={"db_table": table, "managed": False},
            )
            for name, table in (
                ("ShownWordsOfItem", "minutes_shown_words_of_item"),
                ("ShownWordsOfMeeting", "minutes_shown_words_of_meeting"),
            )
        ),
        migrations.CreateModel(
            name='ListedPrivate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(max_length=10)),
                ('listed_as', models.CharField(max_length=300)),
                ('exempt_paragraph', models.CharField(max_length=40)),
            ],
            options={
                'db_table': 'minutes_listed_private',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='OnceItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawal_note', models.TextField()),
                ('committee_slug', models.SlugField()),
                ('date', models.DateField()),
                ('sequence', models.PositiveSmallIntegerField()),
                ('agenda_published_at', models.DateTimeField(null=True)),
                ('slug', models.SlugField()),
                ('released_at', models.DateTimeField()),
                ('meeting_withdrawn_at', models.DateTimeField(null=True)),
                ('meeting_note', models.TextField()),
            ],
            options={
                'db_table': 'minutes_once_item',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='OnceMeeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawal_note', models.TextField()),
                ('committee_slug', models.SlugField()),
                ('date', models.DateField()),
                ('sequence', models.PositiveSmallIntegerField()),
                ('agenda_published_at', models.DateTimeField(null=True)),
                ('announced_at', models.DateTimeField()),
                ('decisions_published_at', models.DateTimeField(null=True)),
                ('minutes_published_at', models.DateTimeField(null=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'minutes_once_meeting',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='OnceReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawal_note', models.TextField()),
                ('file_name', models.CharField(max_length=120)),
                ('has_file', models.BooleanField()),
                ('released_at', models.DateTimeField()),
                ('agenda_published_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'minutes_once_report',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='OnceVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawal_note', models.TextField()),
                ('number', models.PositiveIntegerField()),
                ('file_name', models.CharField(max_length=120)),
                ('pages', models.PositiveIntegerField(null=True)),
                ('size', models.PositiveBigIntegerField(null=True)),
                ('replaced_at', models.DateTimeField()),
                ('note', models.TextField()),
                ('report_withdrawn_at', models.DateTimeField(null=True)),
                ('report_note', models.TextField()),
            ],
            options={
                'db_table': 'minutes_once_version',
                'managed': False,
            },
        ),
    ]
