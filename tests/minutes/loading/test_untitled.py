"""A page that does not say what its item is called."""

import pytest
from django.core.exceptions import ValidationError

from minutes.loading.load import load
from minutes.loading.storing import sentence_of
from minutes.models import AgendaItem, ImportNote
from minutes.text.records import Resolution
from tests.minutes.loading.pages import item, page

pytestmark = pytest.mark.django_db
NO_OLD = {"old": ("committee:118", "meeting:5678"), "label": ""}


@pytest.mark.parametrize(
    ("said", "called"),
    [
        ({"purpose": "To agree the programme."}, "To agree the programme."),
        ({"purpose": ""}, "That the programme be agreed."),
        ({"purpose": "", "resolutions": (), "votes": (), "minutes": "Members asked. " * 30}, "Members asked. " * 9 + "Members …"),
        ({"purpose": "", "resolutions": (Resolution("", "x", "resolved"),), "votes": ()}, "x"),
    ],
)  # fmt: skip
def test_item_without_a_title_is_called_by_its_first_words_and_is_a_question(said, called):
    load(page(item(title="", **NO_OLD, **said)))
    assert AgendaItem.objects.get().title == called
    assert ImportNote.objects.get().words == f"The page has no title: the item is called “{called}”."


def test_same_page_again_makes_no_second_item():
    for _ in range(2):
        load(page(item(title="", **NO_OLD)))
    assert AgendaItem.objects.count() == 1


def test_title_of_another_page_stays():
    load(page(item()))
    load(page(item(title="")))
    assert AgendaItem.objects.get().title == "Dredging the basin"
    assert not ImportNote.objects.exists()


def test_refusal_of_a_field_names_it():
    with pytest.raises(ValidationError) as refused:
        AgendaItem(title="").full_clean(exclude=["meeting"])
    assert "“title”: This field cannot be blank." in sentence_of(refused.value)
