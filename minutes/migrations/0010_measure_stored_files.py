"""
Hash, tagging and text of the files that are stored already.

It stops, and changes nothing, where a file that the record names is not in its place: put it back from the backup.
"""

from django.core.exceptions import ValidationError
from django.db import migrations

from minutes.files.stores import Stores
from minutes.files.taking import take


def measure(apps, schema_editor):
    Report, ReportPage = (apps.get_model("minutes", name) for name in ("Report", "ReportPage"))
    store, missing = Stores(), []
    for report in Report.objects.exclude(file="").filter(sha256__isnull=True).order_by("pk").iterator():
        name = str(report.file)
        if not store.exists(name):
            missing.append(name)
            continue
        with store.open(name) as file:
            try:
                taken = take(file)
            except ValidationError as error:
                raise RuntimeError(f"The stored file {name} cannot be read: {error.messages[0]}") from error
        Report.objects.filter(pk=report.pk).update(**taken.facts)
        ReportPage.objects.bulk_create(
            ReportPage(report=report, number=number, text=words) for number, words in enumerate(taken.text, 1) if words.strip()
        )
    if missing:
        raise RuntimeError(f"{len(missing)} stored files are not in their place: {', '.join(missing[:20])}.")


class Migration(migrations.Migration):
    dependencies = [("minutes", "0009_document_versions")]
    operations = [migrations.RunPython(measure, migrations.RunPython.noop)]
