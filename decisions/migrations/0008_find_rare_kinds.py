"""The register of what was noted or recommended, where that is rare."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0007_public_changes'),
        ('minutes', '0025_alerts'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='resolution',
            index=models.Index(models.F('kind'), condition=models.Q(('kind', 'resolved'), _negated=True), name='decisions_resolution_by_kind'),
        ),
    ]
