"""No stored file without its hash; no earlier version is deleted."""

from django.db import migrations, models

GUARD = """
CREATE TRIGGER minutes_reportversion_keep_published BEFORE DELETE ON minutes_reportversion
    FOR EACH ROW EXECUTE FUNCTION minutes_keep_published('$1.replaced_at IS NOT NULL');
"""


class Migration(migrations.Migration):
    dependencies = [("minutes", "0010_measure_stored_files")]
    operations = [
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('file', ''), models.Q(('sha256__isnull', False), ('sha256__regex', '^[0-9a-f]{64}$'), ('size__gte', 1), ('size__isnull', False), models.Q(('file_type', 'docx'), models.Q(('is_tagged__isnull', False), ('pages__gte', 1), ('pages__isnull', False)), _connector='OR')), _connector='OR'), name='minutes_report_file_measured', violation_error_message='A file has at least one byte and one page, and its hash is stored with it.'),
        ),
        migrations.RunSQL(GUARD, "DROP TRIGGER minutes_reportversion_keep_published ON minutes_reportversion"),
    ]
