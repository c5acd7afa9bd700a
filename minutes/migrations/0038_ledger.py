"""
The public log, which is only ever added to: triggers and rights keep it so, whoever writes.

An entry has the number after the last and its hash. A whole record that is restored passes: tables are filled without
their triggers then. TRUNCATE of an empty log changes nothing, and passes.
"""

from django.db import migrations, models


KEEP = """
CREATE FUNCTION minutes_keep_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE filled boolean := true;
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        EXECUTE format('SELECT EXISTS (SELECT FROM %I)', TG_TABLE_NAME) INTO filled;
    END IF;
    IF filled THEN
        RAISE EXCEPTION 'The public log is only ever added to: nothing in it is changed or taken away.'
            USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
"""
FOLLOW = """
CREATE FUNCTION minutes_follow_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last record;
BEGIN
    SELECT number, hash INTO last FROM minutes_ledgerentry ORDER BY number DESC LIMIT 1;
    IF new.number <> coalesce(last.number, 0) + 1 OR new.previous <> coalesce(last.hash, repeat('0', 64)) THEN
        RAISE EXCEPTION 'An entry of the public log comes after the last one, and holds its hash.'
            USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER minutes_ledgerentry_follow BEFORE INSERT ON minutes_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION minutes_follow_ledger();
"""
NO_FOLLOW = "DROP TRIGGER minutes_ledgerentry_follow ON minutes_ledgerentry; DROP FUNCTION minutes_follow_ledger;"


def kept(table):
    """Triggers and rights of a table."""
    return migrations.RunSQL(
        f"""CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION minutes_keep_ledger();
        CREATE TRIGGER {table}_kept_whole BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION minutes_keep_ledger();
        REVOKE UPDATE, DELETE ON {table} FROM PUBLIC, CURRENT_USER;""",
        f"DROP TRIGGER {table}_kept ON {table}; DROP TRIGGER {table}_kept_whole ON {table};",
    )


class Migration(migrations.Migration):

    dependencies = [
        ('minutes', '0037_closing'),
    ]

    operations = [
        migrations.CreateModel(
            name='LedgerHead',
            fields=[
                ('day', models.DateField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('number', models.BigIntegerField(help_text='Of the last entry.')),
                ('hash', models.CharField(help_text='Of the last entry.', max_length=64)),
                ('key', models.CharField(help_text='The public key, in hexadecimal.', max_length=64)),
                ('signature', models.CharField(help_text='Ed25519, in hexadecimal.', max_length=128)),
            ],
            options={
                'ordering': ['day'],
            },
        ),
        migrations.CreateModel(
            name='LedgerEntry',
            fields=[
                ('number', models.BigIntegerField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField(help_text='When it was entered.')),
                ('act', models.CharField(choices=[('published', 'Published'), ('changed', 'Changed'), ('corrected', 'Corrected'), ('withdrawn', 'Withdrawn'), ('closed', 'Closed'), ('restored', 'Restored'), ('made', 'Made')], max_length=10)),
                ('kind', models.CharField(choices=[('meeting', 'Meeting'), ('item', 'Agenda item'), ('document', 'Document'), ('paper', 'PDF')], max_length=10)),
                ('key', models.BigIntegerField(help_text="The record's number in the API; none of a PDF.", null=True)),
                ('address', models.CharField(help_text='Without the host, and of a document without its file name.', max_length=500)),
                ('stage', models.CharField(blank=True, max_length=30)),
                ('corrections', models.PositiveIntegerField(default=0)),
                ('moment', models.DateTimeField(help_text='Since when it is so, as the record says.', null=True)),
                ('record', models.CharField(blank=True, help_text='SHA-256 of its canonical JSON.', max_length=64)),
                ('file', models.CharField(blank=True, help_text="SHA-256 of a PDF's or a document's bytes.", max_length=64)),
                ('previous', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name_plural': 'ledger entries',
                'ordering': ['number'],
                'indexes': [models.Index(fields=['kind', 'key', '-number'], name='minutes_ledgerentry_of'), models.Index(fields=['address', '-number'], name='minutes_ledgerentry_at'), models.Index(condition=models.Q(('file', ''), _negated=True), fields=['file'], name='minutes_ledgerentry_file'), models.Index(condition=models.Q(('record', ''), _negated=True), fields=['record'], name='minutes_ledgerentry_record')],
                'constraints': [models.CheckConstraint(condition=models.Q(('act__in', ['published', 'changed', 'corrected', 'withdrawn', 'closed', 'restored', 'made'])), name='minutes_ledgerentry_act_known', violation_error_message='Choose one of the values offered for “act”.'), models.CheckConstraint(condition=models.Q(('kind__in', ['meeting', 'item', 'document', 'paper'])), name='minutes_ledgerentry_kind_known', violation_error_message='Choose one of the values offered for “kind”.'), models.CheckConstraint(condition=models.Q(models.Q(('key__isnull', True), ('kind', 'paper')), models.Q(models.Q(('kind', 'paper'), _negated=True), ('key__isnull', False)), _connector='OR'), name='minutes_ledgerentry_names_a_record', violation_error_message='An entry names a record by its number, or a PDF by its address.')],
            },
        ),
        migrations.CreateModel(
            name='LedgerReach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.TextField()),
                ('since', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='minutes_ledgerreach_one')],
            },
        ),
        migrations.RunSQL(KEEP, "DROP FUNCTION minutes_keep_ledger"),
        kept("minutes_ledgerentry"),
        kept("minutes_ledgerhead"),
        migrations.RunSQL(FOLLOW, NO_FOLLOW),
    ]
