"""What the database's planner knows of the tables."""

from django.db import connection


def refresh() -> None:
    """
    Count and sample every table, after many rows came at once.

    PostgreSQL does so by itself after a minute or more. Until then it takes a full table for an empty one, and plans
    by that: an item's page whose resolutions change earlier ones took a second instead of milliseconds.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
