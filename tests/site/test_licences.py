"""Every package that the site runs on stands in docs/licences.md, with its licence."""

import re

from django.conf import settings


def test_licences_name_each_package_once():
    required = re.findall(r"^([a-z0-9._-]+)==", (settings.BASE_DIR / "requirements.txt").read_text(), re.MULTILINE)
    rows = re.findall(
        r"^\| (?!licence|---)[^|]+ \| ([^|]+) \|$", (settings.BASE_DIR / "docs/licences.md").read_text(), re.MULTILINE
    )
    listed = [name for row in rows for name in row.split(", ")]
    assert sorted(listed) == sorted(required)
