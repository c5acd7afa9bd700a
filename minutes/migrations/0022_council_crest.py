"""The crest of a council: a small picture with a description, which every page shows."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('minutes', '0021_first_terms'),
    ]

    operations = [
        migrations.AddField(
            model_name='council',
            name='crest',
            field=models.TextField(blank=True, editable=False, help_text='The picture, as base64.'),
        ),
        migrations.AddField(
            model_name='council',
            name='crest_description',
            field=models.CharField(blank=True, help_text='What the crest shows, for those who cannot see it: a bridge over a river.', max_length=200),
        ),
        migrations.AddField(
            model_name='council',
            name='crest_height',
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='council',
            name='crest_type',
            field=models.CharField(blank=True, choices=[('image/png', 'image/png'), ('image/jpeg', 'image/jpeg'), ('image/webp', 'image/webp')], editable=False, max_length=20),
        ),
        migrations.AddField(
            model_name='council',
            name='crest_width',
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='historicalcouncil',
            name='crest',
            field=models.TextField(blank=True, editable=False, help_text='The picture, as base64.'),
        ),
        migrations.AddField(
            model_name='historicalcouncil',
            name='crest_description',
            field=models.CharField(blank=True, help_text='What the crest shows, for those who cannot see it: a bridge over a river.', max_length=200),
        ),
        migrations.AddField(
            model_name='historicalcouncil',
            name='crest_height',
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='historicalcouncil',
            name='crest_type',
            field=models.CharField(blank=True, choices=[('image/png', 'image/png'), ('image/jpeg', 'image/jpeg'), ('image/webp', 'image/webp')], editable=False, max_length=20),
        ),
        migrations.AddField(
            model_name='historicalcouncil',
            name='crest_width',
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name='council',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('crest', ''), ('crest_height__isnull', True), ('crest_type', ''), ('crest_width__isnull', True)), models.Q(('crest__regex', '^[A-Za-z0-9+/]+=*$'), ('crest_description__regex', '\\S'), ('crest_height__gte', 1), ('crest_type__in', ['image/png', 'image/jpeg', 'image/webp']), ('crest_width__gte', 1)), _connector='OR'), name='minutes_council_crest_described', violation_error_message='A crest is a picture with a description.'),
        ),
    ]
