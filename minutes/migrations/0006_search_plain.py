"""
The text of a search made plain in a time that grows with its length and not with the square of it.

An alternative of two lookbehinds made PostgreSQL look at a text anew at every sign: seconds for forty pages.
"""

from importlib import import_module

from django.db import migrations

before = import_module("minutes.migrations.0004_search").PLAIN
SQUARE = r"""
    '(?<=\S)-|(?<=[A-Za-z]{2})[/.](?=[A-Za-z]{2})', ' ', 'g')
"""
LINEAR = r"""
    '(?<=\S)-', ' ', 'g'), '([A-Za-z]{2})[/.](?=[A-Za-z]{2})', '\1 ', 'g')
"""


def replaced(function: str) -> str:
    return function.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


PLAIN = replaced(before).replace("SELECT regexp_replace(", "SELECT regexp_replace(regexp_replace(").replace(SQUARE, LINEAR)


class Migration(migrations.Migration):
    dependencies = [("minutes", "0005_old_addresses")]
    operations = [migrations.RunSQL(PLAIN, replaced(before))]
