"""The right to read exempt papers."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("minutes", "0012_record_marks")]
    operations = [
        migrations.AlterModelOptions(
            name="meeting",
            options={
                "ordering": ["-date", "-sequence"],
                "permissions": [
                    ("publish_meeting", "Can publish and withdraw"),
                    ("preview_draft", "Can read drafts as the public will see them"),
                    ("read_exempt", "Can read exempt papers"),
                ],
            },
        ),
    ]
