"""A correction of a meeting as a whole is told in alerts, once."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("minutes", "0039_remote_attendance")]

    operations = [
        migrations.RemoveConstraint(
            model_name='alertnews',
            name='minutes_alertnews_of_item_or_meeting',
        ),
        migrations.AddConstraint(
            model_name='alertnews',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('item__isnull', True), ('kind', 'meeting'), ('meeting__isnull', False), ('was_on__isnull', False)), models.Q(('item__isnull', True), ('kind', 'correction'), ('meeting__isnull', False), ('was_on__isnull', True)), models.Q(models.Q(('kind', 'meeting'), _negated=True), ('item__isnull', False), ('meeting__isnull', True), ('was_on__isnull', True)), _connector='OR'), name='minutes_alertnews_of_item_or_meeting'),
        ),
        migrations.AddConstraint(
            model_name='alertnews',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'correction')), fields=('meeting', 'part'), name='minutes_alertnews_meeting_once'),
        ),
    ]
