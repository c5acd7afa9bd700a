"""A council's deposit, written into a folder that goes away with its test."""

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections

from minutes.deposit.bag import Bag
from minutes.deposit.writing import Writer

URL = "https://minutes.example.gov.uk"


@pytest.fixture(autouse=True)
def _connection_outlasts_a_request():
    """As in Django's own test client: else the first answer ends the transaction of the test."""
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)


@pytest.fixture
def write(tmp_path, settings):
    """Writes the deposit; answers with what became of it."""
    settings.SITE_URL, settings.ALLOWED_HOSTS = URL, ["minutes.example.gov.uk"]

    def run(folder=tmp_path / "deposit"):
        with Bag(folder).held() as bag:
            return Writer(bag, URL).write()

    return run


@pytest.fixture
def payload(tmp_path):
    return tmp_path / "deposit" / "data"
