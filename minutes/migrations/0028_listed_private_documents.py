"""What the agenda says of exempt documents; a change of that is one of the item."""

from importlib import import_module

from django.db import migrations, models

closed = import_module("minutes.migrations.0026_closed_records")
LISTED = f"""
    SELECT told.record, told.key, 1 FROM changed r JOIN minutes_agendaitem i ON i.id = r.item_id {closed.PLACE}
    CROSS JOIN LATERAL (VALUES ('item', i.id), ('meeting', m.id)) AS told (record, key)
    WHERE m.agenda_published_at <= statement_timestamp() AND i.released_at <= statement_timestamp() AND c.is_listed
    AND r.is_exempt AND r.listed_as <> '' AND NOT i.is_exempt"""
COLUMNS = "id, item_id, position, kind, is_exempt, exempt_paragraph, listed_as, withdrawn_at"


class Migration(migrations.Migration):

    dependencies = [
        ('minutes', '0027_alert_meetings'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalreport',
            name='listed_as',
            field=models.CharField(blank=True, db_default='', help_text='Public, with the paragraph, as soon as the item is: what the agenda calls an exempt document, without what makes it exempt. Empty: nobody is told that there is one. Its title is never shown.', max_length=300, verbose_name='listed as'),
        ),
        migrations.AddField(
            model_name='report',
            name='listed_as',
            field=models.CharField(blank=True, db_default='', help_text='Public, with the paragraph, as soon as the item is: what the agenda calls an exempt document, without what makes it exempt. Empty: nobody is told that there is one. Its title is never shown.', max_length=300, verbose_name='listed as'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('listed_as', ''), models.Q(('is_exempt', True), models.Q(('exempt_paragraph', ''), _negated=True)), _connector='OR'), name='minutes_report_listed_with_paragraph', violation_error_message='“Listed as” is for an exempt document, and needs the paragraph of the law.'),
        ),
        closed.watch("minutes_report", LISTED, COLUMNS, name="listed_"),
    ]
