"""When something was published or withdrawn: what is new, and when the site changed last."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('minutes', '0031_search_pairs'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='agendaitem',
            index=models.Index(condition=models.Q(('withdrawn_at__isnull', False)), fields=['withdrawn_at'], name='minutes_agendaitem_withdrawn'),
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['announced_at'], name='minutes_meeting_by_announced'),
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['agenda_published_at'], name='minutes_meeting_by_agenda'),
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['confirmed_at'], name='minutes_meeting_by_confirmed'),
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(condition=models.Q(('withdrawn_at__isnull', False)), fields=['withdrawn_at'], name='minutes_meeting_withdrawn'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(condition=models.Q(('withdrawn_at__isnull', False)), fields=['withdrawn_at'], name='minutes_report_withdrawn'),
        ),
    ]
