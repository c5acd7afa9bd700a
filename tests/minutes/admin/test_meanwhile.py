"""Two clerks at one page: the second to save is told what the first has changed, sees both, and loses nothing."""

import pytest

from minutes.models import AgendaItem, Narrative
from tests import factories as make
from tests.minutes.admin.forms import errors, filled
from tests.minutes.admin.test_entering import accepted, page_of
from tests.minutes.admin.test_history import told, words

pytestmark = pytest.mark.django_db
STOPPED = "Nothing is saved yet: somebody has changed this page since you opened it."


@pytest.fixture
def item():
    item = make.AgendaItemFactory(title="Crossing", purpose="To consider kerbs.")
    make.NarrativeFactory(item=item, text="Members spoke of the gate.")
    return item


def opened(client, item):
    """The page as somebody has it before them."""
    return client.get(page_of(item))


def sent(client, item, page, changes):
    """What they changed on it, sent."""
    return client.post(page_of(item), filled(page, {**dict(page.context["states"]), **changes}), follow=True)


def stands(item):
    item.refresh_from_db()
    return item.title, item.purpose, Narrative.objects.get(item=item).text


def test_second_to_save_is_told_and_keeps_what_both_wrote(clerk, item):
    page = opened(clerk, item)
    accepted(clerk, page_of(item), {"title": "A crossing"})
    stopped = sent(clerk, item, page, {"narrative-0-text": "Members spoke of the fence."})
    assert STOPPED in errors(stopped)[0]
    assert stands(item) == ("A crossing", "To consider kerbs.", "Members spoke of the gate.")
    (change,) = stopped.context["meanwhile"]
    assert (change.who, told(change)) == ("clerk", {"Title": "[-Crossing-]{+A crossing+}"})
    assert "Members spoke of the fence." in words(stopped)
    saved = sent(clerk, item, stopped, {})
    assert saved.redirect_chain, errors(saved)
    assert stands(item) == ("A crossing", "To consider kerbs.", "Members spoke of the fence.")


def test_both_versions_of_the_same_words_are_seen_before_one_is_stored(clerk, item):
    page = opened(clerk, item)
    accepted(clerk, page_of(item), {"narrative-0-text": "Members spoke of the bridge."})
    stopped = sent(clerk, item, page, {"narrative-0-text": "Members spoke of the fence."})
    (change,) = stopped.context["meanwhile"]
    assert told(change) == {"Minutes": "Members spoke of the [-gate-]{+bridge+}."}
    assert stopped.context["inline_admin_formsets"][1].formset.forms[0]["text"].value() == "Members spoke of the fence."
    sent(clerk, item, stopped, {})
    assert stands(item)[2] == "Members spoke of the fence."
    assert list(Narrative.history.order_by("history_id").values_list("text", flat=True)) == [
        "Members spoke of the gate.", "Members spoke of the bridge.", "Members spoke of the fence.",
    ]  # fmt: skip


def test_who_has_been_told_is_told_again_of_what_came_after(clerk, item):
    page = opened(clerk, item)
    accepted(clerk, page_of(item), {"title": "First"})
    stopped = sent(clerk, item, page, {"purpose": "To consider lights."})
    accepted(clerk, page_of(item), {"title": "Second"})
    again = sent(clerk, item, stopped, {})
    assert STOPPED in errors(again)[0]
    assert len(again.context["meanwhile"]) == 2
    sent(clerk, item, again, {})
    assert stands(item)[:2] == ("Second", "To consider lights.")


def test_rows_that_others_added_and_changed_stay(clerk, item):
    resolution = make.ResolutionFactory(item=item, text="That kerbs be lowered.")
    page = opened(clerk, item)
    accepted(clerk, page_of(item), {"resolutions-0-text": "That kerbs be raised.", "resolutions-1-text": "And lit."})
    stopped = sent(clerk, item, page, {"title": "Kerbs"})
    sent(clerk, item, stopped, {})
    resolution.refresh_from_db()
    assert (resolution.text, item.resolutions.count()) == ("That kerbs be raised.", 2)
    assert AgendaItem.objects.get(pk=item.pk).title == "Kerbs"


def test_wards_that_others_ticked_stay(clerk, item):
    ward = make.WardFactory()
    page = opened(clerk, item)
    accepted(clerk, page_of(item), {"wards": [str(ward.pk)]})
    stopped = sent(clerk, item, page, {"title": "Kerbs"})
    sent(clerk, item, stopped, {})
    assert list(item.wards.all()) == [ward]


def test_page_that_nobody_else_saved_is_saved_at_once(clerk, item):
    page = opened(clerk, item)
    other = make.AgendaItemFactory(meeting=item.meeting)
    accepted(clerk, page_of(other), {"title": "Something else"})
    assert sent(clerk, item, page, {"title": "Kerbs"}).redirect_chain


def test_form_that_was_refused_for_another_reason_still_knows_when_it_was_opened(clerk, item):
    page = opened(clerk, item)
    refused = sent(clerk, item, page, {"title": ""})
    accepted(clerk, page_of(item), {"purpose": "To consider lights."})
    stopped = sent(clerk, item, refused, {"title": "Kerbs"})
    assert STOPPED in errors(stopped)[0]
    sent(clerk, item, stopped, {})
    assert stands(item)[:2] == ("Kerbs", "To consider lights.")


def test_states_that_nobody_wrote_are_no_reason_to_fail(clerk, item):
    page = opened(clerk, item)
    assert sent(clerk, item, page, {"state_opened": "x=y", "state_told": "\x00"}).redirect_chain


@pytest.fixture
def two_resolutions(item):
    return [
        make.ResolutionFactory(item=item, text=text, label=f"{n}.")
        for n, text in enumerate(["That kerbs.", "That lights."], 1)
    ]


def resolved(item):
    return list(item.resolutions.order_by("ordinal").values_list("text", flat=True))


def deletes(client, item, *places):
    accepted(client, page_of(item), {f"resolutions-{place}-DELETE": "on" for place in places})


def test_words_typed_into_a_row_that_others_deleted_become_a_new_row(clerk, item, two_resolutions):
    page = opened(clerk, item)
    deletes(clerk, item, 0)
    stopped = sent(clerk, item, page, {"resolutions-0-text": "That kerbs be lowered."})
    assert STOPPED in errors(stopped)[0]
    assert any("deleted this row" in told for told in errors(stopped))
    assert "That kerbs be lowered." in words(stopped)
    assert resolved(item) == ["That lights."]
    saved = sent(clerk, item, stopped, {})
    assert saved.redirect_chain, errors(saved)
    assert resolved(item) == ["That kerbs be lowered.", "That lights."]


def test_row_that_others_deleted_and_nobody_typed_into_stays_deleted(clerk, item, two_resolutions):
    page = opened(clerk, item)
    deletes(clerk, item, 0)
    stopped = sent(clerk, item, page, {"resolutions-1-text": "That lights be lit.", "resolutions-2-text": "And more."})
    saved = sent(clerk, item, stopped, {})
    assert saved.redirect_chain, errors(saved)
    assert resolved(item) == ["That lights be lit.", "And more."]


def test_row_that_two_deleted_is_deleted(clerk, item, two_resolutions):
    page = opened(clerk, item)
    deletes(clerk, item, 0, 1)
    stopped = sent(clerk, item, page, {"resolutions-0-DELETE": "on", "title": "Kerbs"})
    assert sent(clerk, item, stopped, {}).redirect_chain
    assert (resolved(item), stands(item)[0]) == ([], "Kerbs")


def test_minutes_that_others_deleted_are_kept_for_who_typed_into_them(clerk, item):
    page = opened(clerk, item)
    accepted(clerk, page_of(item), {"narrative-0-DELETE": "on"})
    stopped = sent(clerk, item, page, {"narrative-0-text": "Members spoke of the fence."})
    assert "Members spoke of the fence." in words(stopped)
    saved = sent(clerk, item, stopped, {})
    assert saved.redirect_chain, errors(saved)
    assert stands(item)[2] == "Members spoke of the fence."
