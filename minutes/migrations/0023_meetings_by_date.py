"""The calendar, the coming and the past meetings are found by their day."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('minutes', '0022_council_crest'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['date'], name='minutes_meeting_by_date'),
        ),
    ]
