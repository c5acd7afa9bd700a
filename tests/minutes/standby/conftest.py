"""A site that keeps pages, and its database lost."""

import pytest
from django.db import connection

from minutes.database import base
from minutes.standby import known, loss


@pytest.fixture
def keeps(settings):
    """Pages are kept, for an hour of an outage."""
    settings.STANDBY_MINUTES = 60


@pytest.fixture
def database(monkeypatch, tmp_path, keeps, transactional_db):
    """`lose` it, and have it `back`: meanwhile nobody listens where it is looked for."""
    monkeypatch.setattr(loss, "AGAIN", 0)
    monkeypatch.setattr(known, "EVERY", 0)
    there = base.address
    with connection.cursor() as cursor:  # moments that other tests have set: a page is kept until the next one
        cursor.execute("DELETE FROM minutes_recordmoment")

    class Database:
        def lose(self):
            connection.close()
            monkeypatch.setattr(base, "address", lambda: there() | {"host": str(tmp_path)})

        def back(self):
            monkeypatch.setattr(base, "address", there)

    yield Database()
    monkeypatch.setattr(base, "address", there)
