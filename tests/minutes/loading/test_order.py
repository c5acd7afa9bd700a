"""In what order imported items stand."""

import pytest

from minutes.loading.load import load
from minutes.models import (
    AgendaItem,
    Meeting,
)  # fmt: skip
from tests import factories as make
from tests.minutes.loading.pages import item, page, record

pytestmark = pytest.mark.django_db


def order():
    return list(AgendaItem.objects.order_by("meeting", "position").values_list("label", flat=True))


def numbered(label, **said):
    return item(label=label, title=f"Matter {label}", old=(), documents=(), **said)


def test_items_of_single_pages_stand_in_the_order_of_their_numbers():
    for label in ("12", "9", "", "10a", "10"):
        load(page(numbered(label or None), page="issue", issue=f"Issue {label}", old=(f"issue:{len(label)}{label}",)))
    assert order() == ["9", "10", "10a", "12", ""]


def test_items_of_a_meeting_s_page_stand_as_it_lists_them():
    load(page(numbered("12"), page="issue", issue="Issue", old=("issue:1",)))
    listed = page(numbered("9"), numbered("12"), numbered("4"))
    load(listed)
    assert order() == ["9", "12", "4"]
    before = record()
    load(listed)
    load(page(numbered("12"), page="issue", issue="Issue", old=("issue:1",)))
    assert record() == before
    load(page(numbered("9"), numbered("4"), numbered("12"), numbered("13")))
    assert order() == ["9", "4", "12", "13"]


def test_order_of_a_clerk_is_left():
    load(page(numbered("1"), numbered("2")))
    AgendaItem.objects.filter(label="1").update(position=3)
    load(page(numbered("1"), numbered("2")))
    assert order() == ["2", "1"]


def test_order_of_an_agenda_with_a_clerk_s_item_is_left():
    load(page(numbered("1"), numbered("2")))
    make.AgendaItemFactory(meeting=Meeting.objects.get(), label="0", position=9)
    load(page(numbered("2"), numbered("1")))
    assert order() == ["1", "2", "0"]
