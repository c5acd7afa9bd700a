"""Pages of scans that a machine has read."""

from django.db import migrations, models

READ = {
    "default": False,
    "editable": False,
    "help_text": "A machine has read those pages of its file that hold no text.",
}


class Migration(migrations.Migration):
    dependencies = [("minutes", "0018_search_faster")]
    operations = [
        migrations.AddField("report", "is_recognised", models.BooleanField(**READ)),
        migrations.AddField("historicalreport", "is_recognised", models.BooleanField(**READ)),
        migrations.AddField(
            "reportpage",
            "is_recognised",
            models.BooleanField(default=False, help_text="Read by machine from the picture of the page."),
        ),
    ]
