"""Browsers send CRLF between the lines of a field; the record keeps LF, as imports and pastes bring it."""

import pytest

from minutes.models import Narrative
from tests import factories as make
from tests.minutes.admin.test_entering import accepted, filled, page_of

pytestmark = pytest.mark.django_db
TEXT = "The Clerk spoke.\n\nMembers asked:\n- when\n- where"


def as_sent(data):
    return {name: value.replace("\n", "\r\n") if isinstance(value, str) else value for name, value in data.items()}


def test_form_that_is_sent_as_it_came_changes_nothing(log_in):
    clerk = log_in("Clerk")
    item = make.AgendaItemFactory(purpose="To decide.\nOr not.")
    row = make.NarrativeFactory(item=item, text=TEXT)
    make.DeclarationFactory(item=item, text="One.\nTwo.")
    make.ResolutionFactory(item=item, text="That it be so:\nat once.")
    clerk.post(page_of(item), as_sent(filled(clerk.get(page_of(item)), {})))
    item.refresh_from_db()
    assert (item.purpose, Narrative.objects.get().text) == ("To decide.\nOr not.", TEXT)
    for record in (row, item, item.declarations.get(), item.resolutions.get()):
        assert record.history.count() == 1, record


def test_words_are_stored_with_the_ends_of_lines_that_others_have(log_in):
    clerk, item = log_in("Clerk"), make.AgendaItemFactory()
    accepted(clerk, page_of(item), as_sent({"narrative-0-text": TEXT}))
    assert Narrative.objects.get().text == TEXT
