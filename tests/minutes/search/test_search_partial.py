"""Partial knowledge: other words for the same thing, misspelt words, some of the words, numbers to choose by."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from minutes.models import Synonyms
from minutes.search.index import rebuild
from minutes.search.models import SearchEntry, SearchWord
from minutes.text.housekeeping import is_housekeeping
from tests import factories as make
from tests.minutes.search.asking import ask, found, minuted_item

pytestmark = pytest.mark.django_db


def test_synonym_is_found_in_either_direction():
    make.SynonymsFactory(words="tramway, streetcar, light railway")
    tram, car, rail = (minuted_item(title=title) for title in ("Tramway", "Streetcars", "The light railway"))
    for words in ("tramway", "streetcar", "light railway"):
        assert sorted(found(words)) == sorted([tram.pk, car.pk, rail.pk]), words


def test_synonym_of_several_words_keeps_the_other_words():
    make.SynonymsFactory(words="tramway, light railway")
    minuted_item(title="Tramway fares")
    depot = minuted_item(title="Tramway depot")
    assert found("light railway depot") == [depot.pk]


def test_phrase_and_exclusion_have_no_and_all_synonyms():
    make.SynonymsFactory(words="tramway, streetcar")
    tram, car = minuted_item(title="Tramway stop"), minuted_item(title="Streetcar stop")
    assert found('"tramway stop"') == [tram.pk]
    assert found("stop -streetcar") == [tram.pk]
    assert sorted(found("stop")) == sorted([tram.pk, car.pk])


@pytest.mark.parametrize("words", ["bins", "the, bins", "one two three four five, six"])
def test_synonyms_that_cannot_work_are_refused_with_the_reason(words):
    with pytest.raises(ValidationError):
        Synonyms(words=words).full_clean()


def test_misspelt_word_finds_what_was_meant_and_says_so():
    item = minuted_item(title="Playground at Mill Green")
    page = ask("plaeground green")
    assert (page.items, page.spelling) == ([item.pk], "playground green")


def test_spelling_is_never_taken_from_what_is_not_public_any_more():
    item = minuted_item(title="Playground")
    assert found("playground") == [item.pk]
    type(item).objects.filter(pk=item.pk).update(title="Swings")
    assert SearchWord.objects.filter(word="playground").exists()
    assert ask("plaeground").spelling == ""


def test_rebuilding_forgets_words_that_are_gone():
    item = minuted_item(title="Playground")
    found("playground")
    type(item).objects.filter(pk=item.pk).update(title="Swings")
    list(rebuild())
    assert not SearchWord.objects.filter(word="playground").exists()


def test_items_with_most_of_the_words_follow_those_with_all():
    whole, most, one = (minuted_item(title=t) for t in ("Zebra crossing in Mill Lane", "Zebra crossing", "Mill pond"))
    page = ask("zebra crossing mill lane")
    assert page.items == [whole.pk]
    assert page.partial == [most.pk]
    assert one.pk not in page.partial


def test_partial_answer_never_holds_an_excluded_word():
    minuted_item(title="Zebra crossing by the pond")
    other = minuted_item(title="Zebra crossing")
    assert ask("zebra crossing lane -pond").partial == [other.pk]


def test_decision_stands_above_recommendation_and_note_with_the_same_title():
    meeting = make.MeetingFactory(stage="minutes_published_at")
    noted, decided, recommended = (minuted_item(meeting=meeting, title="Mill Lane bridge") for _ in range(3))
    make.ResolutionFactory(item=noted, kind="noted", text="That the report be noted.")
    make.ResolutionFactory(item=recommended, kind="recommended", text="That it be built.")
    make.ResolutionFactory(item=decided, text="That it be built.")
    make.DecisionFactory(item=decided, reasons="It is old.")
    assert found("mill lane bridge")[0] == decided.pk


def test_scrutiny_does_not_decide():
    scrutiny = make.MeetingFactory(committee__kind="scrutiny", stage="minutes_published_at", date=dt.date(2025, 5, 5))
    cabinet = make.MeetingFactory(committee__kind="cabinet", stage="minutes_published_at", date=dt.date(2024, 5, 5))
    asked, decided = (minuted_item(meeting=meeting, title="Mill Lane bridge") for meeting in (scrutiny, cabinet))
    for item in (asked, decided):
        make.ResolutionFactory(item=item, text="That it be built.")
    assert found("mill lane bridge") == [decided.pk, asked.pk]


def test_housekeeping_is_left_out_unless_asked_for():
    apologies, matter = minuted_item(title="Apologies for absence"), minuted_item(title="Mill Lane bridge")
    for item in (apologies, matter):
        make.NarrativeFactory(item=item, text="Councillor Ash was at the bridge.")
    assert found("ash") == [matter.pk]
    assert sorted(found("ash", all="1")) == sorted([apologies.pk, matter.pk])
    assert found("apologies") == [apologies.pk]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Apologies for absence and substitutions", True),
        ("3. Minutes of the last meeting", True),
        ("Declarations of disclosable pecuniary interests", True),
        ("Ymddiheuriadau am absenoldeb", True),
        ("Minutes of the inquiry into the flood", False),
        ("Declaration of a climate emergency", False),
        ("Communications strategy", False),
        ("Mayor's car", False),
    ],
)
def test_housekeeping_is_told_by_titles_that_say_nothing_else(title, expected):
    assert is_housekeeping(title) is expected


@pytest.fixture
def divided():
    """Three bridges: two of a ward, one a key decision with a recorded vote, in two years."""
    ward, member = make.WardFactory(slug="castle"), make.PersonFactory(slug="ada")
    old, new = (make.MeetingFactory(stage="minutes_published_at", date=day)
                for day in (dt.date(2024, 4, 30), dt.date(2024, 5, 1)))  # fmt: skip
    first, second, third = (minuted_item(meeting=meeting, title="Bridge") for meeting in (old, new, new))
    for item in (first, second):
        item.wards.add(ward)
    make.DecisionFactory(item=third, is_key=True)
    make.VoteFactory(item=third, mover=member)
    return {first.pk: "first", second.pk: "second", third.pk: "third"}


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"ward": "castle"}, {"first", "second"}),
        ({"member": "ada"}, {"third"}),
        ({"key": "1"}, {"third"}),
        ({"year": "2024"}, {"first", "second", "third"}),
        ({"year": "2023-24"}, {"first"}),
        ({"year": "2024/25"}, {"second", "third"}),
        ({"state": "draft"}, {"first", "second", "third"}),
        ({"state": "confirmed"}, set()),
    ],
)
def test_choices_narrow_down(divided, choice, expected):
    assert {divided[pk] for pk in found("bridge", **choice)} == expected


def test_choices_have_their_numbers(divided):
    choices = ask("bridge").choices.by_kind
    assert [number for _, number in choices["ward"]] == [2]
    assert choices["municipal"] == [("2024", 2), ("2023", 1)]
    assert choices["key"] == [("1", 1)]


@pytest.mark.parametrize("year", ["20", "2024-27", "next", "2024-99", "99999"])
def test_year_that_is_none_is_named_and_left_out(divided, client, year):
    page = client.get(reverse("minutes:search"), {"q": "bridge", "year": year}).content.decode()
    assert "is no year like" in page
    assert len(found("bridge", year=year)) == 3


def test_traits_follow_an_edit_of_wards_votes_and_committees(divided):
    found("bridge")
    make.WardFactory(slug="quay").items.add(*divided)
    assert len(found("bridge", ward="quay")) == 3
    assert not SearchEntry.objects.filter(wards=[]).exists()


def test_suggestions_offer_names_and_titles_that_are_public(client):
    item = minuted_item(title="Bridge in Mill Lane")
    make.AgendaItemFactory(title="Bridge of secrets")
    make.PersonFactory(name="Bridget Ash")
    make.PersonFactory(name="Bridget Hidden", is_listed=False)
    found("bridge")
    offered = client.get(reverse("minutes:search-suggest"), {"q": "bridg"}).json()["suggestions"]
    texts = [one["text"] for one in offered]
    assert item.title in texts
    assert any("Bridget Ash" in text for text in texts)
    assert not any("secrets" in text or "Hidden" in text for text in texts)


@pytest.mark.parametrize("q", ["libr", "library", "the libraries", "mill libr"])
def test_suggestions_offer_titles_whether_the_word_is_whole_or_begun(client, q):
    item = minuted_item(title="Mill libraries: hours")
    found("mill")
    assert [one["url"] for one in client.get(reverse("minutes:search-suggest"), {"q": q}).json()["suggestions"]] == (
        [] if q.startswith("the") else [item.get_absolute_url()]
    )


@pytest.mark.parametrize("q", ["", "b", "\x00", "'", "a'b:*", "lane mi", "\\", "x" * 10_000, "the m"])
def test_suggestions_answer_whatever_is_typed(client, q):
    assert client.get(reverse("minutes:search-suggest"), {"q": q}).status_code == 200


def test_misspelt_word_in_a_phrase_is_corrected_and_the_phrase_stays_one():
    item = minuted_item(title="Household waste")
    minuted_item(title="Waste of a household")
    page = ask('"houshold waste"')
    assert (page.spelling, page.items) == ('"household waste"', [item.pk])


def test_page_takes_ten_questions_at_most_a_misspelt_word_and_every_filter_included(
    client, django_assert_max_num_queries
):
    ward, person = make.WardFactory(), make.PersonFactory()
    for number in range(30):
        item = minuted_item(title=f"Household waste {number}")
        if number % 2:
            item.wards.add(ward)
            make.DeclarationFactory(item=item, person=person)
        report = make.ReportFactory(item=item, title="Bins")
        make.ReportPageFactory(report=report, number=2, text="Household waste is burnt.")
    assert client.get("/search/?q=waste").status_code == 200  # and the index is up to date
    with django_assert_max_num_queries(10):
        page = client.get("/search/?q=houshold").content.decode()
    assert "household" in page
    assert str(person) in page
    with django_assert_max_num_queries(10):
        client.get(
            f"/search/?q=houshold+waste&kind=report&from=2000-01-01&to=2100-01-01&committee={item.meeting.committee.slug}"
        )
