"""After all of a paste is accepted, every word of it stands in the record."""

import json

import pytest
from hypothesis import HealthCheck, example, given, settings

from minutes.admin.pasting_page import ProposalPage
from minutes.models import AgendaItem, Narrative, PastedMinutes
from minutes.pasting import actions
from minutes.pasting.facts import standing
from minutes.text.lines import read_lines
from tests import factories as make
from tests.minutes.text.test_meeting import PIECES, numbered, places

pytestmark = pytest.mark.django_db


class Request:
    """Of somebody who may publish."""

    def __init__(self, user):
        self.user = user


def sent(page):
    """What its form sends when nobody touches it."""
    fields = [field for form in page.forms for field in form]
    told = {field.html_name: field.value() for field in fields if field.value() not in (None, False, "")}
    return {name: "on" if value is True else str(value) for name, value in told.items()}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PIECES)
@example([("RESOLVED:", 0, "."), ("1.", 0, ".")])
@example([("Present:", 1, "."), ("77/21 PARKS", 0, ".")])  # a word that is the name of somebody who was there
def test_every_word_that_is_accepted_is_in_the_record(admin_user, pieces):
    lines, count = numbered(pieces)
    meeting = make.MeetingFactory()
    source = PastedMinutes.stored(read_lines("\n".join(["1. FIRST", *lines])))
    paste = PastedMinutes.objects.create(meeting=meeting, lines=source)
    page = ProposalPage(Request(admin_user), paste, sent(ProposalPage(Request(admin_user), paste, None)))
    if not page.is_valid():  # a number alone where a resolution should stand is for the clerk to fill in or take out
        wrong = [text for form in page.forms for found in form.errors.values() for text in found]
        assert [text for text in wrong if not text.endswith("has no words.")] == []
        return
    actions.accept(paste=paste, told=page.told(), by=admin_user)
    agenda = list(AgendaItem.objects.filter(meeting=meeting))
    people = [str(row.person) for row in meeting.attendances.all()]
    told = json.dumps([*standing(agenda).values(), *(item.label for item in agenda), *people])
    assert set(places(told)) == set(range(count))
    assert not Narrative.objects.filter(item__in=agenda, text="").exists()
