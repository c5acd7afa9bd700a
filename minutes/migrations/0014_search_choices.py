"""
By what a search can be narrowed down, synonyms, and the words that misspelt ones may have meant.

The index is made anew: the first search begins with it.
"""

from importlib import import_module

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

search = import_module("minutes.migrations.0004_search")

# The kind of a body says whether its resolutions decide.
OF_COMMITTEE = (
    "SELECT i.id FROM minutes_agendaitem i JOIN minutes_meeting m ON m.id = i.meeting_id"
    " JOIN changed c ON m.committee_id = c.id"
)
EMPTY = "TRUNCATE minutes_searchentry, minutes_searchpassage, minutes_searchqueue"


def column(name: str, field: models.Field, default: object) -> migrations.AddField:
    """A column of the index, which is empty at this moment."""
    field.default = default
    return migrations.AddField("searchentry", name, field, preserve_default=False)


class Migration(migrations.Migration):
    dependencies = [
        ("minutes", "0013_read_exempt"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RunSQL(EMPTY, migrations.RunSQL.noop),
        column("state", models.CharField(max_length=12, help_text="How far its meeting has come: one of `STATES`."), ""),
        column("wards", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None), list),
        column("members", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None, help_text="Who moved, seconded, voted by name or declared."), list),
        column("is_key", models.BooleanField(help_text="A key decision."), False),
        column("weight", models.PositiveSmallIntegerField(help_text="3: decided with reasons; 2: resolved; 1: noted; 0: neither."), 0),
        column("is_housekeeping", models.BooleanField(help_text="Apologies, minutes of the last meeting and their like."), False),
        migrations.CreateModel(
            name="SearchWord",
            fields=[("word", models.CharField(max_length=40, primary_key=True, serialize=False))],
            options={"indexes": [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass("word", "gin_trgm_ops"), name="minutes_search_word_trigrams")]},
        ),
        migrations.CreateModel(
            name="Synonyms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(help_text="With commas between them: bins, refuse, household waste.", max_length=300)),
                ("lexemes", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, editable=False, help_text="Each as PostgreSQL looks for it.", size=None)),
            ],
            options={
                "verbose_name": "synonyms", "verbose_name_plural": "synonyms", "ordering": ["words"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("words__regex", "\\S")), name="minutes_synonyms_words_filled", violation_error_message="“Words” must not be empty."),
                    models.CheckConstraint(condition=models.Q(("lexemes__len__gte", 2)), name="minutes_synonyms_two_at_least", violation_error_message="Write two words or more, with commas between them."),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalSynonyms",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("words", models.CharField(help_text="With commas between them: bins, refuse, household waste.", max_length=300)),
                ("lexemes", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, editable=False, help_text="Each as PostgreSQL looks for it.", size=None)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                ("history_user", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "historical synonyms", "verbose_name_plural": "historical synonyms",
                "ordering": ("-history_date", "-history_id"), "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.RunSQL(
            search.NO_TRIGGERS.format(table="minutes_committee"),
            search.TRIGGERS.format(table="minutes_committee", items=OF_COMMITTEE, columns="id, is_listed"),
        ),
        search.watch("minutes_committee", OF_COMMITTEE, "id, is_listed, kind"),
        search.watch("minutes_agendaitem_wards", "SELECT agendaitem_id FROM changed"),
        search.watch("minutes_declaration"),
        migrations.RunSQL(search.QUEUE_ALL, migrations.RunSQL.noop),
    ]
