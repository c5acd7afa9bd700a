"""What every walk shares."""

import pytest

from tests.site.tally import Tally


@pytest.fixture(autouse=True)
def _alerts_are_offered(settings):
    settings.MAIL_FROM = "minutes@example.org"


def pytest_terminal_summary(terminalreporter):
    """How many requests were sent, where tests tell of them (`tally`)."""
    reports = [
        one for each in terminalreporter.stats.values() for one in each if getattr(one, "when", "") == "teardown"
    ]
    told = [value for one in reports for name, value in one.user_properties if name == "requests"]
    if told:
        terminalreporter.section("requests sent")
        for line in Tally.of(*told).lines():
            terminalreporter.write_line(line)


@pytest.fixture
def tally(record_property):
    """What is sent in a test, for the end of the run."""
    found = Tally()
    yield found
    record_property("requests", found.told())
