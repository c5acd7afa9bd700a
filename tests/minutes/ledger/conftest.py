"""A draft of everything."""

import pytest

from tests import factories as make


@pytest.fixture
def meeting():
    """With an item that has a document; all of it a draft."""
    meeting = make.MeetingFactory()
    item = make.AgendaItemFactory(meeting=meeting, released_at=None)
    make.ReportFactory(item=item, released_at=None)
    make.NarrativeFactory(item=item)
    return meeting
