"""What large archives are asked for often: the newest decisions and minutes, resolutions by their own words."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('minutes', '0029_pasted_minutes'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['decisions_published_at'], name='minutes_meeting_by_decisions'),
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['minutes_published_at'], name='minutes_meeting_by_minutes'),
        ),
        migrations.AddIndex(
            model_name='searchpassage',
            index=django.contrib.postgres.indexes.GinIndex(condition=models.Q(('kind', 'resolution')), fields=['vector'], name='minutes_search_resolutions'),
        ),
    ]
