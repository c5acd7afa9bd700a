"""A meeting with a published agenda."""

import pytest

from tests import factories as make


@pytest.fixture
def meeting():
    return make.MeetingFactory(stage="agenda_published_at")
