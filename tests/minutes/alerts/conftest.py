import pytest

from minutes.config import environment
from tests.minutes.alerts.mailbox import FROM, mail_server


@pytest.fixture
def mailbox(settings):
    with mail_server() as box:
        settings.MAIL_SERVER, settings.MAIL_FROM = environment.mail_server(box.url), FROM
        yield box
