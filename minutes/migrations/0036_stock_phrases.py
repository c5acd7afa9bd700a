"""
Stock phrases, with a list to begin with in English and in Welsh. Each council edits its own.
"""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


# A line a phrase: where it is offered, then its words.
ENGLISH = """
minutes: Apologies for absence were received from ….
minutes: No declarations of interest were made.
minutes: The Chair welcomed everyone to the meeting.
minutes: The … introduced the report.
minutes: Members asked about …. In reply, it was said that ….
minutes: Councillor … left the meeting for this item and took no part in it.
minutes: The meeting was adjourned at … and went on at ….
opening: RESOLVED:
opening: RESOLVED unanimously:
opening: RECOMMENDED to …:
resolution: That the report be noted.
resolution: That the recommendations in the report be approved.
resolution: That the minutes of the meeting held on … be confirmed and signed as a correct record.
resolution: That the matter be deferred to the next meeting, so that ….
resolution: That authority be delegated to …, in consultation with …, to ….
resolution: That the public be excluded from the meeting during the following item, as exempt information as defined in paragraph … of Schedule 12A to the Local Government Act 1972 would be likely to be disclosed.
reasons: For the reasons set out in the report.
reasons: So that the Council meets its duty to ….
options: To do nothing. This was rejected because ….
declaration: As a member of ….
declaration: As they live near the site.
exempt: The public interest in keeping the information private outweighs the public interest in disclosing it, because ….
urgency: A decision is needed before the next meeting, because ….
"""
WELSH = """
minutes: Derbyniwyd ymddiheuriadau am absenoldeb oddi wrth ….
minutes: Ni ddatganwyd unrhyw fuddiant.
minutes: Croesawodd y Cadeirydd bawb i’r cyfarfod.
minutes: Cyflwynodd … yr adroddiad.
minutes: Gadawodd y Cynghorydd … y cyfarfod ar gyfer yr eitem hon ac ni chymerodd ran ynddi.
minutes: Gohiriwyd y cyfarfod am … ac ailddechreuodd am ….
opening: PENDERFYNWYD:
opening: PENDERFYNWYD yn unfrydol:
opening: ARGYMHELLWYD i …:
resolution: Nodi’r adroddiad.
resolution: Cymeradwyo’r argymhellion yn yr adroddiad.
resolution: Cadarnhau a llofnodi cofnodion y cyfarfod a gynhaliwyd ar … fel cofnod cywir.
resolution: Gohirio’r mater tan y cyfarfod nesaf er mwyn ….
resolution: Dirprwyo’r awdurdod i …, mewn ymgynghoriad â …, i ….
resolution: Gwahardd y cyhoedd o’r cyfarfod yn ystod yr eitem ganlynol, gan y byddai gwybodaeth eithriedig fel y’i diffinnir ym mharagraff … o Atodlen 12A i Ddeddf Llywodraeth Leol 1972 yn debygol o gael ei datgelu.
reasons: Am y rhesymau a nodir yn yr adroddiad.
options: Gwneud dim. Gwrthodwyd hyn oherwydd ….
declaration: Fel aelod o ….
exempt: Mae budd y cyhoedd o ran cadw’r wybodaeth yn breifat yn gorbwyso budd y cyhoedd o ran ei datgelu, oherwydd ….
urgency: Mae angen penderfyniad cyn y cyfarfod nesaf, oherwydd ….
"""


def add(apps, schema_editor):
    """In the order in which they stand above."""
    phrases = apps.get_model("minutes", "Phrase").objects
    for language, lines in (("en", ENGLISH), ("cy", WELSH)):
        for number, line in enumerate(lines.strip().splitlines(), 1):
            place, text = line.split(": ", 1)
            phrases.create(place=place, text=text, language=language, position=10 * number)


class Migration(migrations.Migration):

    dependencies = [
        ('minutes', '0035_label_schemes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalPhrase',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('place', models.CharField(choices=[('minutes', 'Minutes'), ('opening', 'Opening words of resolutions'), ('resolution', 'Resolutions'), ('reasons', 'Reasons for the decision'), ('options', 'Other options considered'), ('declaration', 'Declarations of interest'), ('exempt', 'Why an item is private'), ('urgency', 'Why an item is urgent')], max_length=11, verbose_name='offered for')),
                ('text', models.TextField(help_text='… stands for what is to be filled in.', verbose_name='phrase')),
                ('language', models.CharField(choices=[('en', 'English'), ('cy', 'Welsh')], default='en', max_length=2)),
                ('position', models.PositiveSmallIntegerField(default=100, help_text='Those with a smaller number stand first.', verbose_name='place in the list')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('committee', models.ForeignKey(blank=True, db_constraint=False, help_text='Empty: all.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='minutes.committee')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical stock phrase',
                'verbose_name_plural': 'historical stock phrases',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Phrase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(choices=[('minutes', 'Minutes'), ('opening', 'Opening words of resolutions'), ('resolution', 'Resolutions'), ('reasons', 'Reasons for the decision'), ('options', 'Other options considered'), ('declaration', 'Declarations of interest'), ('exempt', 'Why an item is private'), ('urgency', 'Why an item is urgent')], max_length=11, verbose_name='offered for')),
                ('text', models.TextField(help_text='… stands for what is to be filled in.', verbose_name='phrase')),
                ('language', models.CharField(choices=[('en', 'English'), ('cy', 'Welsh')], default='en', max_length=2)),
                ('position', models.PositiveSmallIntegerField(default=100, help_text='Those with a smaller number stand first.', verbose_name='place in the list')),
                ('committee', models.ForeignKey(blank=True, help_text='Empty: all.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='phrases', to='minutes.committee')),
            ],
            options={
                'verbose_name': 'stock phrase',
                'ordering': ['place', 'language', 'position', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('place__in', ['minutes', 'opening', 'resolution', 'reasons', 'options', 'declaration', 'exempt', 'urgency'])), name='minutes_phrase_place_known', violation_error_message='Choose one of the values offered for “place”.'), models.CheckConstraint(condition=models.Q(('language__in', ['en', 'cy'])), name='minutes_phrase_language_known', violation_error_message='Choose one of the values offered for “language”.'), models.CheckConstraint(condition=models.Q(('text__regex', '\\S')), name='minutes_phrase_text_filled', violation_error_message='“Text” must not be empty.')],
            },
        ),
        migrations.RunPython(add, migrations.RunPython.noop),
    ]
