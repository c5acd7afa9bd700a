"""
The public-interest test of what is exempt; corrections that change words; the lock on confirmed minutes.

`lock` makes the trigger of one table; other apps use it for their own. Its argument finds the meeting of a row `$1`.
Who comes a named way passes: minutes/models/lock.py.
"""

from importlib import import_module

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

guards = import_module("minutes.migrations.0003_guards")
marks = import_module("minutes.migrations.0012_record_marks")
changes = import_module("minutes.migrations.0024_public_changes")

# What is stored again as it stands is no change.
LOCK = """
CREATE FUNCTION minutes_keep_confirmed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    confirmed boolean := false;
    also boolean := false;
BEGIN
    IF coalesce(current_setting('minutebook.unlocked', true), '') <> '' THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN old ELSE new END;
    END IF;
    IF TG_OP = 'UPDATE' AND new IS NOT DISTINCT FROM old THEN
        RETURN new;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        EXECUTE TG_ARGV[0] INTO confirmed USING old;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        EXECUTE TG_ARGV[0] INTO also USING new;
    END IF;
    IF confirmed OR also THEN
        RAISE EXCEPTION 'The minutes of this meeting are confirmed: what they say is changed by a correction alone.'
            USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN old ELSE new END;
END $$;
"""
# Nor is the confirmation itself taken back, which would open them.
STAYS = """
CREATE FUNCTION minutes_keep_confirmation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('minutebook.unlocked', true), '') = '' THEN
        RAISE EXCEPTION 'The minutes of this meeting are confirmed: that is not taken back.'
            USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER minutes_meeting_locked BEFORE UPDATE ON minutes_meeting FOR EACH ROW
    WHEN (old.confirmed_at <= statement_timestamp()
          AND (new.confirmed_at IS NULL OR new.confirmed_at > statement_timestamp()))
    EXECUTE FUNCTION minutes_keep_confirmation();
"""
NOT_STAYS = "DROP TRIGGER minutes_meeting_locked ON minutes_meeting; DROP FUNCTION minutes_keep_confirmation;"
OF_ITEM = "JOIN minutes_agendaitem i ON i.meeting_id = m.id"
CONFIRMED = "SELECT EXISTS (SELECT FROM minutes_meeting m {join} WHERE {row} AND m.confirmed_at <= statement_timestamp())"


def lock(table, row="i.id = $1.item_id", join=OF_ITEM):
    """The lock on a table: `row` finds one of its rows from the meeting `m` and what it is joined with."""
    condition = CONFIRMED.format(row=row, join=join)
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_locked BEFORE INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW"
        f" EXECUTE FUNCTION minutes_keep_confirmed('{condition}')",
        f"DROP TRIGGER {table}_locked ON {table}",
    )


def watched(columns):
    """SQL that takes the triggers of corrections away and makes them anew."""
    facts = {"table": "minutes_correction", "query": changes.of_item("minutes_published_at", 3), "name": ""}
    made = changes.WATCH.format(columns=columns, **facts)
    return changes.NO_WATCH.format(**facts) + made


TOLD = "id, {of}_id, made_on, text"
NOW = "id, {of}_id, kind, made_on, text, reason, before, after, withheld_because"


class Migration(migrations.Migration):

    dependencies = [
        ('minutes', '0036_stock_phrases'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalMeetingCorrection',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('kind', models.CharField(choices=[('correction', 'Correction'), ('amendment', 'Amendment')], db_default='correction', default='correction', max_length=10)),
                ('made_on', models.DateField()),
                ('text', models.TextField(verbose_name='what is corrected')),
                ('reason', models.TextField(blank=True, db_default='', help_text='Public.', verbose_name='why')),
                ('part', models.CharField(blank=True, db_default='', editable=False, max_length=60)),
                ('before', models.TextField(blank=True, db_default='', editable=False, verbose_name='wording before')),
                ('after', models.TextField(blank=True, db_default='', editable=False, verbose_name='wording after')),
                ('withheld_because', models.TextField(blank=True, db_default='', help_text='Public. For words that must not be read any more. Do not repeat them here.', verbose_name='why the wording before is withheld')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical correction of a meeting',
                'verbose_name_plural': 'historical corrections of meetings',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='MeetingCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('correction', 'Correction'), ('amendment', 'Amendment')], db_default='correction', default='correction', max_length=10)),
                ('made_on', models.DateField()),
                ('text', models.TextField(verbose_name='what is corrected')),
                ('reason', models.TextField(blank=True, db_default='', help_text='Public.', verbose_name='why')),
                ('part', models.CharField(blank=True, db_default='', editable=False, max_length=60)),
                ('before', models.TextField(blank=True, db_default='', editable=False, verbose_name='wording before')),
                ('after', models.TextField(blank=True, db_default='', editable=False, verbose_name='wording after')),
                ('withheld_because', models.TextField(blank=True, db_default='', help_text='Public. For words that must not be read any more. Do not repeat them here.', verbose_name='why the wording before is withheld')),
            ],
            options={
                'verbose_name': 'correction of a meeting',
                'verbose_name_plural': 'corrections of meetings',
                'ordering': ['meeting', 'made_on', 'id'],
                'abstract': False,
            },
        ),
        migrations.RemoveConstraint(
            model_name='agendaitem',
            name='minutes_agendaitem_exempt_facts',
        ),
        migrations.RemoveConstraint(
            model_name='report',
            name='minutes_report_exempt_facts',
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='exempt_test',
            field=models.TextField(blank=True, db_default='', help_text="Not public: why the interest in keeping it private outweighs the public's in knowing (Local Government Act 1972, Sch. 12A, paras. 10 and 21).", verbose_name='public-interest test'),
        ),
        migrations.AddField(
            model_name='correction',
            name='after',
            field=models.TextField(blank=True, db_default='', editable=False, verbose_name='wording after'),
        ),
        migrations.AddField(
            model_name='correction',
            name='before',
            field=models.TextField(blank=True, db_default='', editable=False, verbose_name='wording before'),
        ),
        migrations.AddField(
            model_name='correction',
            name='kind',
            field=models.CharField(choices=[('correction', 'Correction'), ('amendment', 'Amendment')], db_default='correction', default='correction', max_length=10),
        ),
        migrations.AddField(
            model_name='correction',
            name='part',
            field=models.CharField(blank=True, db_default='', editable=False, max_length=60),
        ),
        migrations.AddField(
            model_name='correction',
            name='reason',
            field=models.TextField(blank=True, db_default='', help_text='Public.', verbose_name='why'),
        ),
        migrations.AddField(
            model_name='correction',
            name='withheld_because',
            field=models.TextField(blank=True, db_default='', help_text='Public. For words that must not be read any more. Do not repeat them here.', verbose_name='why the wording before is withheld'),
        ),
        migrations.AddField(
            model_name='historicalagendaitem',
            name='exempt_test',
            field=models.TextField(blank=True, db_default='', help_text="Not public: why the interest in keeping it private outweighs the public's in knowing (Local Government Act 1972, Sch. 12A, paras. 10 and 21).", verbose_name='public-interest test'),
        ),
        migrations.AddField(
            model_name='historicalcorrection',
            name='after',
            field=models.TextField(blank=True, db_default='', editable=False, verbose_name='wording after'),
        ),
        migrations.AddField(
            model_name='historicalcorrection',
            name='before',
            field=models.TextField(blank=True, db_default='', editable=False, verbose_name='wording before'),
        ),
        migrations.AddField(
            model_name='historicalcorrection',
            name='kind',
            field=models.CharField(choices=[('correction', 'Correction'), ('amendment', 'Amendment')], db_default='correction', default='correction', max_length=10),
        ),
        migrations.AddField(
            model_name='historicalcorrection',
            name='part',
            field=models.CharField(blank=True, db_default='', editable=False, max_length=60),
        ),
        migrations.AddField(
            model_name='historicalcorrection',
            name='reason',
            field=models.TextField(blank=True, db_default='', help_text='Public.', verbose_name='why'),
        ),
        migrations.AddField(
            model_name='historicalcorrection',
            name='withheld_because',
            field=models.TextField(blank=True, db_default='', help_text='Public. For words that must not be read any more. Do not repeat them here.', verbose_name='why the wording before is withheld'),
        ),
        migrations.AddField(
            model_name='historicalreport',
            name='exempt_test',
            field=models.TextField(blank=True, db_default='', help_text="Not public: why the interest in keeping it private outweighs the public's in knowing.", verbose_name='public-interest test'),
        ),
        migrations.AddField(
            model_name='report',
            name='exempt_test',
            field=models.TextField(blank=True, db_default='', help_text="Not public: why the interest in keeping it private outweighs the public's in knowing.", verbose_name='public-interest test'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(('is_exempt', True), models.Q(('exempt_paragraph', ''), ('exempt_reason', ''), ('exempt_test', '')), _connector='OR'), name='minutes_agendaitem_exempt_facts', violation_error_message='A paragraph, reason or test for exemption is given, but “exempt” is not ticked.'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['correction', 'amendment'])), name='minutes_correction_kind_known', violation_error_message='Choose one of the values offered for “kind”.'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('after', ''), ('before', ''), ('part', '')), models.Q(models.Q(('part', ''), _negated=True), ('reason__regex', '\\S')), _connector='OR'), name='minutes_correction_says_why', violation_error_message='A correction that changes words says why.'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('withheld_because', ''), models.Q(('part', ''), _negated=True), _connector='OR'), name='minutes_correction_withholds_words', violation_error_message='Only a correction that changed words withholds them.'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('is_exempt', True), models.Q(('exempt_paragraph', ''), ('exempt_reason', ''), ('exempt_test', '')), _connector='OR'), name='minutes_report_exempt_facts', violation_error_message='A paragraph, reason or test for exemption is given, but “exempt” is not ticked.'),
        ),
        migrations.AddField(
            model_name='historicalmeetingcorrection',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalmeetingcorrection',
            name='meeting',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='minutes.meeting'),
        ),
        migrations.AddField(
            model_name='meetingcorrection',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='minutes.meeting'),
        ),
        migrations.AddConstraint(
            model_name='meetingcorrection',
            constraint=models.CheckConstraint(condition=models.Q(('text__regex', '\\S')), name='minutes_meetingcorrection_text_filled', violation_error_message='“Text” must not be empty.'),
        ),
        migrations.AddConstraint(
            model_name='meetingcorrection',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['correction', 'amendment'])), name='minutes_meetingcorrection_kind_known', violation_error_message='Choose one of the values offered for “kind”.'),
        ),
        migrations.AddConstraint(
            model_name='meetingcorrection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('after', ''), ('before', ''), ('part', '')), models.Q(models.Q(('part', ''), _negated=True), ('reason__regex', '\\S')), _connector='OR'), name='minutes_meetingcorrection_says_why', violation_error_message='A correction that changes words says why.'),
        ),
        migrations.AddConstraint(
            model_name='meetingcorrection',
            constraint=models.CheckConstraint(condition=models.Q(('withheld_because', ''), models.Q(('part', ''), _negated=True), _connector='OR'), name='minutes_meetingcorrection_withholds_words', violation_error_message='Only a correction that changed words withholds them.'),
        ),
        migrations.RunSQL(watched(NOW.format(of="item")), watched(TOLD.format(of="item"))),
        changes.watch("minutes_meetingcorrection", changes.ATTENDANCE, NOW.format(of="meeting")),
        marks.watch("minutes_meetingcorrection"),
        guards.guard("minutes_meetingcorrection", "EXISTS (SELECT FROM minutes_meeting m"
                     " WHERE m.id = $1.meeting_id AND m.minutes_published_at <= now())"),
        migrations.RunSQL(LOCK, "DROP FUNCTION minutes_keep_confirmed"),
        migrations.RunSQL(STAYS, NOT_STAYS),
        lock("minutes_narrative"),
        lock("minutes_fairsummary"),
        lock("minutes_declaration"),
        lock("minutes_attendance", "m.id = $1.meeting_id", ""),
    ]
