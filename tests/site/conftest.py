"""What every walk shares."""

import pytest


@pytest.fixture(autouse=True)
def _alerts_are_offered(settings):
    settings.MAIL_FROM = "minutes@example.org"
