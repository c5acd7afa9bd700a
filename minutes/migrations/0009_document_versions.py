"""Hash, kind and tagging of stored files; the text of their pages; versions that were replaced; uploads that wait."""

import django.db.models.deletion
import minutes.files.stores
import minutes.files.taking
import minutes.models.documents
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('minutes', '0008_council_language'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalReportVersion',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('file', models.TextField(blank=True, help_text='A PDF, or a Word file (.docx).', max_length=100, validators=[minutes.files.taking.check_file])),
                ('original', models.TextField(blank=True, editable=False, help_text='Of which the PDF was made. Never public: it may hold comments and earlier wording.', max_length=100, verbose_name='Word file')),
                ('file_type', models.CharField(choices=[('pdf', 'PDF'), ('docx', 'Word')], default='pdf', editable=False, max_length=4)),
                ('size', models.PositiveBigIntegerField(editable=False, help_text='Of the file or, without one, as its source states it.', null=True, verbose_name='size in bytes')),
                ('pages', models.PositiveIntegerField(editable=False, null=True)),
                ('sha256', models.CharField(editable=False, max_length=64, null=True, verbose_name='SHA-256')),
                ('is_tagged', models.BooleanField(editable=False, help_text='Whether a screen reader can follow it.', null=True, verbose_name='tagged')),
                ('number', models.PositiveIntegerField(help_text='The first file of a document is its version 1.')),
                ('file_name', models.CharField(editable=False, help_text="Stands in the version's address.", max_length=120)),
                ('replaced_at', models.DateTimeField()),
                ('note', models.TextField(blank=True, help_text='Public: why it was replaced, or what is different.')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
                ('withdrawal_note', models.TextField(blank=True, help_text='Public: why it is withdrawn.')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical earlier version',
                'verbose_name_plural': 'historical earlier versions',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='ReportPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('text', models.TextField()),
            ],
            options={
                'ordering': ['report', 'number'],
            },
        ),
        migrations.CreateModel(
            name='ReportVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(blank=True, help_text='A PDF, or a Word file (.docx).', storage=minutes.files.stores.Stores(), upload_to=minutes.models.documents.stored_name, validators=[minutes.files.taking.check_file])),
                ('original', models.FileField(blank=True, editable=False, help_text='Of which the PDF was made. Never public: it may hold comments and earlier wording.', storage=minutes.files.stores.Stores(), upload_to=minutes.models.documents.stored_name, verbose_name='Word file')),
                ('file_type', models.CharField(choices=[('pdf', 'PDF'), ('docx', 'Word')], default='pdf', editable=False, max_length=4)),
                ('size', models.PositiveBigIntegerField(editable=False, help_text='Of the file or, without one, as its source states it.', null=True, verbose_name='size in bytes')),
                ('pages', models.PositiveIntegerField(editable=False, null=True)),
                ('sha256', models.CharField(editable=False, max_length=64, null=True, verbose_name='SHA-256')),
                ('is_tagged', models.BooleanField(editable=False, help_text='Whether a screen reader can follow it.', null=True, verbose_name='tagged')),
                ('number', models.PositiveIntegerField(help_text='The first file of a document is its version 1.')),
                ('file_name', models.CharField(editable=False, help_text="Stands in the version's address.", max_length=120)),
                ('replaced_at', models.DateTimeField()),
                ('note', models.TextField(blank=True, help_text='Public: why it was replaced, or what is different.')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
                ('withdrawal_note', models.TextField(blank=True, help_text='Public: why it is withdrawn.')),
            ],
            options={
                'verbose_name': 'earlier version',
                'ordering': ['report', '-number'],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(blank=True, help_text='A PDF, or a Word file (.docx).', storage=minutes.files.stores.Stores(), upload_to=minutes.models.documents.stored_name, validators=[minutes.files.taking.check_file])),
                ('original', models.FileField(blank=True, editable=False, help_text='Of which the PDF was made. Never public: it may hold comments and earlier wording.', storage=minutes.files.stores.Stores(), upload_to=minutes.models.documents.stored_name, verbose_name='Word file')),
                ('file_type', models.CharField(choices=[('pdf', 'PDF'), ('docx', 'Word')], default='pdf', editable=False, max_length=4)),
                ('size', models.PositiveBigIntegerField(editable=False, help_text='Of the file or, without one, as its source states it.', null=True, verbose_name='size in bytes')),
                ('pages', models.PositiveIntegerField(editable=False, null=True)),
                ('sha256', models.CharField(editable=False, max_length=64, null=True, verbose_name='SHA-256')),
                ('is_tagged', models.BooleanField(editable=False, help_text='Whether a screen reader can follow it.', null=True, verbose_name='tagged')),
                ('name', models.CharField(help_text='As it was called where it came from.', max_length=255)),
                ('text', models.JSONField(default=list, help_text='Of each page.')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['name', 'id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='report',
            name='minutes_report_file_measured',
        ),
        migrations.AddField(
            model_name='historicalreport',
            name='file_type',
            field=models.CharField(choices=[('pdf', 'PDF'), ('docx', 'Word')], default='pdf', editable=False, max_length=4),
        ),
        migrations.AddField(
            model_name='historicalreport',
            name='is_tagged',
            field=models.BooleanField(editable=False, help_text='Whether a screen reader can follow it.', null=True, verbose_name='tagged'),
        ),
        migrations.AddField(
            model_name='historicalreport',
            name='original',
            field=models.TextField(blank=True, editable=False, help_text='Of which the PDF was made. Never public: it may hold comments and earlier wording.', max_length=100, verbose_name='Word file'),
        ),
        migrations.AddField(
            model_name='historicalreport',
            name='sha256',
            field=models.CharField(editable=False, max_length=64, null=True, verbose_name='SHA-256'),
        ),
        migrations.AddField(
            model_name='report',
            name='file_type',
            field=models.CharField(choices=[('pdf', 'PDF'), ('docx', 'Word')], default='pdf', editable=False, max_length=4),
        ),
        migrations.AddField(
            model_name='report',
            name='is_tagged',
            field=models.BooleanField(editable=False, help_text='Whether a screen reader can follow it.', null=True, verbose_name='tagged'),
        ),
        migrations.AddField(
            model_name='report',
            name='original',
            field=models.FileField(blank=True, editable=False, help_text='Of which the PDF was made. Never public: it may hold comments and earlier wording.', storage=minutes.files.stores.Stores(), upload_to=minutes.models.documents.stored_name, verbose_name='Word file'),
        ),
        migrations.AddField(
            model_name='report',
            name='sha256',
            field=models.CharField(editable=False, max_length=64, null=True, verbose_name='SHA-256'),
        ),
        migrations.AlterField(
            model_name='historicalreport',
            name='file',
            field=models.TextField(blank=True, help_text='A PDF, or a Word file (.docx).', max_length=100, validators=[minutes.files.taking.check_file]),
        ),
        migrations.AlterField(
            model_name='report',
            name='file',
            field=models.FileField(blank=True, help_text='A PDF, or a Word file (.docx).', storage=minutes.files.stores.Stores(), upload_to=minutes.models.documents.stored_name, validators=[minutes.files.taking.check_file]),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('file_type__in', ['pdf', 'docx'])), name='minutes_report_file_type_known', violation_error_message='Choose one of the values offered for “file type”.'),
        ),
        migrations.AddField(
            model_name='historicalreportversion',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalreportversion',
            name='report',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='minutes.report'),
        ),
        migrations.AddField(
            model_name='reportpage',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='page_texts', to='minutes.report'),
        ),
        migrations.AddField(
            model_name='reportversion',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='minutes.report'),
        ),
        migrations.AddField(
            model_name='upload',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='upload',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uploads', to='minutes.meeting'),
        ),
        migrations.AddConstraint(
            model_name='reportpage',
            constraint=models.UniqueConstraint(fields=('report', 'number'), name='minutes_reportpage_once'),
        ),
        migrations.AddConstraint(
            model_name='reportpage',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='minutes_reportpage_number_from_one', violation_error_message='The first page has the number 1.'),
        ),
        migrations.AddConstraint(
            model_name='reportversion',
            constraint=models.UniqueConstraint(fields=('report', 'number'), name='minutes_reportversion_once'),
        ),
        migrations.AddConstraint(
            model_name='reportversion',
            constraint=models.CheckConstraint(condition=models.Q(('file', ''), _negated=True), name='minutes_reportversion_has_file', violation_error_message='An earlier version is a file.'),
        ),
        migrations.AddConstraint(
            model_name='reportversion',
            constraint=models.CheckConstraint(condition=models.Q(('file_type__in', ['pdf', 'docx'])), name='minutes_reportversion_file_type_known', violation_error_message='Choose one of the values offered for “file type”.'),
        ),
        migrations.AddConstraint(
            model_name='reportversion',
            constraint=models.CheckConstraint(condition=models.Q(('file', ''), models.Q(('sha256__isnull', False), ('sha256__regex', '^[0-9a-f]{64}$'), ('size__gte', 1), ('size__isnull', False), models.Q(('file_type', 'docx'), models.Q(('is_tagged__isnull', False), ('pages__gte', 1), ('pages__isnull', False)), _connector='OR')), _connector='OR'), name='minutes_reportversion_file_measured', violation_error_message='A file has at least one byte and one page, and its hash is stored with it.'),
        ),
        migrations.AddConstraint(
            model_name='reportversion',
            constraint=models.CheckConstraint(condition=models.Q(('file_name__regex', '^[^/\\\\]+$')), name='minutes_reportversion_file_name_plain', violation_error_message='A file name has no slash and is not empty.'),
        ),
        migrations.AddConstraint(
            model_name='reportversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawal_note', ''), ('withdrawn_at__isnull', True)), models.Q(('withdrawal_note__regex', '\\S'), ('withdrawn_at__isnull', False)), _connector='OR'), name='minutes_reportversion_withdrawn_with_note', violation_error_message='A withdrawn record needs a note that says why, and only a withdrawn one has it.'),
        ),
        migrations.AddConstraint(
            model_name='upload',
            constraint=models.CheckConstraint(condition=models.Q(('file_type__in', ['pdf', 'docx'])), name='minutes_upload_file_type_known', violation_error_message='Choose one of the values offered for “file type”.'),
        ),
        migrations.AddConstraint(
            model_name='upload',
            constraint=models.CheckConstraint(condition=models.Q(('file', ''), models.Q(('sha256__isnull', False), ('sha256__regex', '^[0-9a-f]{64}$'), ('size__gte', 1), ('size__isnull', False), models.Q(('file_type', 'docx'), models.Q(('is_tagged__isnull', False), ('pages__gte', 1), ('pages__isnull', False)), _connector='OR')), _connector='OR'), name='minutes_upload_file_measured', violation_error_message='A file has at least one byte and one page, and its hash is stored with it.'),
        ),
    ]
