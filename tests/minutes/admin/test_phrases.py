"""Stock phrases: the list that the council edits, where they are offered, and to whom."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minutes.models import Phrase
from tests import factories as make
from tests.minutes.admin.test_entering import accepted, page_of, refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _none_to_begin_with():
    Phrase.objects.all().delete()


def offered(client, address):
    groups = client.get(address).context["phrases"]["groups"]
    return {place: [row.text for row in rows] for place, _, rows in groups}


def test_publisher_edits_the_list_and_the_history_tells(publisher):
    accepted(publisher, "/admin/minutes/phrase/add/", {"place": "resolution", "text": "That it be noted."})
    phrase = Phrase.objects.get()
    accepted(publisher, page_of(phrase), {"text": "That the report be noted."})
    assert list(phrase.history.values_list("text", flat=True)) == ["That the report be noted.", "That it be noted."]
    publisher.post(page_of(phrase, "delete"), {"post": "yes"})
    assert not Phrase.objects.exists()


@pytest.mark.parametrize("group", ["Clerk", "Officer"])
def test_others_read_the_list_alone(log_in, group):
    phrase, client = make.PhraseFactory(), log_in(group)
    assert client.get("/admin/minutes/phrase/").status_code == 200
    assert client.get("/admin/minutes/phrase/add/").status_code == 403
    assert client.post(page_of(phrase), {"text": "x"}).status_code == 403
    assert client.post(page_of(phrase, "delete"), {"post": "yes"}).status_code == 403


def test_phrase_without_words_or_place_is_refused(publisher):
    told = refused(publisher, "/admin/minutes/phrase/add/", {"text": " ", "place": ""})
    assert told.count("This field is required.") == 2


def test_item_page_offers_those_of_every_committee_and_its_own(clerk):
    item = make.AgendaItemFactory()
    make.CouncilFactory()
    make.PhraseFactory(text="Second.", position=20)
    make.PhraseFactory(text="First.", position=10, committee=item.meeting.committee)
    make.PhraseFactory(text="Not here.", committee=make.CommitteeFactory())
    make.PhraseFactory(text="That it be noted.", place="resolution")
    assert offered(clerk, page_of(item)) == {"minutes": ["First.", "Second."], "resolution": ["That it be noted."]}
    page = clerk.get(page_of(item)).content.decode()
    assert 'data-phrases="minutes"' in page
    assert 'data-phrases="resolution"' in page
    assert page.count("That it be noted.") == 1  # once, however many resolutions there are


@pytest.mark.parametrize(
    ("facts", "texts"),
    [
        ({}, ["Noted."]),
        ({"jurisdiction": "wales"}, ["Noted.", "Nodi."]),
        ({"jurisdiction": "wales", "language": "cy"}, ["Nodi.", "Noted."]),
        (None, ["Noted.", "Nodi."]),
    ],
    ids=["England", "Wales in English", "Wales in Welsh", "before a council is entered"],
)
def test_phrases_are_offered_in_the_languages_of_the_council(clerk, facts, texts):
    if facts is not None:
        make.CouncilFactory(**facts)
    make.PhraseFactory(text="Noted.")
    make.PhraseFactory(text="Nodi.", language="cy")
    assert sorted(offered(clerk, page_of(make.AgendaItemFactory()))["minutes"]) == sorted(texts)
    if facts is not None:
        assert offered(clerk, page_of(make.AgendaItemFactory()))["minutes"] == texts


def test_declarations_are_offered_theirs_on_both_pages(clerk):
    item = make.AgendaItemFactory()
    make.PhraseFactory(text="Lives near.", place="declaration")
    make.PhraseFactory(text="Not here.", place="reasons")
    assert offered(clerk, page_of(item))["declaration"] == ["Lives near."]
    assert offered(clerk, page_of(item.meeting, "attendance")) == {"declaration": ["Lives near."]}


def test_phrases_cost_one_question_however_many(clerk):
    item = make.AgendaItemFactory()
    clerk.get(page_of(item))

    def questions():
        with CaptureQueriesContext(connection) as captured:
            clerk.get(page_of(item))
        return sum("minutes_phrase" in one["sql"] for one in captured)

    few = questions()
    make.PhraseFactory.create_batch(30)
    assert (few, questions()) == (1, 1)


def test_who_may_only_look_is_offered_none(log_in):
    make.PhraseFactory()
    assert "phrases" not in log_in("Officer").get(page_of(make.AgendaItemFactory())).context


def test_preview_draws_what_the_public_will_see_and_stores_nothing(clerk):
    answer = clerk.post("/admin/written/preview/", {"text": "**Gate** <b>\n- x"})
    assert answer.content.decode() == "<p><strong>Gate</strong> &lt;b&gt;</p>\n<ul><li>x</li></ul>"
    assert "no-store" in answer["Cache-Control"]


def test_paste_comes_back_as_text_with_marks(clerk):
    answer = clerk.post("/admin/written/pasted/", {"html": "<h1>Gate</h1><p>It <b>was</b> shut</p>"})
    assert answer.content.decode() == "## Gate\n\nIt **was** shut"
    assert answer["Content-Type"].startswith("text/plain")


def test_preview_and_paste_are_for_those_who_are_signed_in(client):
    for name in ("preview", "pasted"):
        assert client.post(f"/admin/written/{name}/", {"text": "x"}).status_code == 302
