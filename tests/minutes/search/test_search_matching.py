"""Which items answer to which words, and in which order."""

import datetime as dt
import time

import pytest
from django.db import connection

from minutes.search.models import SearchEntry
from tests import factories as make
from tests.minutes.search.asking import ask, found, minuted_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def crossing():
    """One item with text in every part."""
    item = minuted_item(label="77/21", title="Crossing in Weir Lane", purpose="To consider tactile paving.")
    make.NarrativeFactory(item=item, text="Members asked about the budget for lights.", minute_number="P/142")
    make.ReportFactory(item=item, title="Survey of pedestrians", author="Director of Places")
    make.DecisionFactory(
        item=item, reasons="It is dangerous.", options_considered="A bridge was too dear.", is_key=True,
        key_reference="KD5694", interests_declared="Councillor Ash lives nearby.",
    )  # fmt: skip
    resolution = make.ResolutionFactory(item=item, text="That a refuge be built.")
    make.ClauseFactory(resolution=resolution, text="with granite kerbs")
    make.VoteFactory(item=item, subject="Amendment on humps", wording="carried by 22 votes to one")
    make.CorrectionFactory(item=item, text="For “north” read “south”.")
    return item


@pytest.mark.parametrize(
    "words",
    ["crossings", "tactile", "budgets", "pedestrians", "dangerous", "bridge", "refuge", "granite", "humps", "south",
     "places", "77/21", "P/142", "KD5694", "kd5694", "22 votes", "granite budget crossing 77/21", '"weir lane"',
     "crossing -tram", "crossing OR tram", "WEIR LANE", "nearby", "“weir lane”", "weir-lane"],
)  # fmt: skip
def test_search_finds_item_by_words_of_any_part(crossing, words):
    assert found(words) == [crossing.pk]


@pytest.mark.parametrize(
    "words", ["tram", "crossing tram", '"lane weir"', "crossing -refuge", "crossing -granite", "77/22", "77"]
)
def test_search_leaves_out_what_does_not_answer(crossing, words):
    assert found(words) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Café opened.", "cafe"),
        ("The cafe opened.", "café"),
        ("The “Sunnyside” scheme", "sunnyside"),
        ("The children’s library", "children"),
        ("The children’s library", "children's"),
        ("for 2024–25 only", "2024"),
        ("for 2012-13 only", "13"),
        ("it was approved.RESOLVED: that", "resolved"),
        ("members/officers", "officers"),
        ("Minute 77/21.", "77/21"),
        ("fewer <than fifty> homes", "fifty"),
        ("planning\u00a0application", "planning"),
        ("\uf0b7Kerbs", "kerbs"),
        ("Tŷ Gwyn", "ty"),
        ("12/00123/FUL", "12/00123/FUL"),
        ("a non-key matter", '"non key"'),
    ],
)
def test_search_reads_text_as_minutes_print_it(text, words):
    item = minuted_item()
    make.NarrativeFactory(item=item, text=text)
    assert found(words) == [item.pk]


@pytest.mark.parametrize("label", ["263", "276.", "77/21", "P/142", "4b", "12.1", "A", "EX/2012/15"])
def test_search_finds_item_by_its_label_first(label):
    mention = minuted_item(meeting=make.MeetingFactory(stage="minutes_published_at", date=dt.date(2025, 1, 1)))
    make.NarrativeFactory(item=mention, text=f"See {label} above, item {label}, {label}.")
    item = minuted_item(label=label, title="Library" if label != "A" else "Alpha library")
    words = label if label != "A" else "Alpha"
    assert found(words)[0] == item.pk


def test_phrase_never_runs_from_one_part_into_the_next():
    item = minuted_item()
    make.ResolutionFactory(item=item, text="That a school be built.")
    make.ResolutionFactory(item=item, text="Crossing to be painted.", label="2.")
    make.ResolutionFactory(item=item, text="the gates of the")
    make.ResolutionFactory(item=item, text="the park")
    assert found("school crossing") == [item.pk]
    assert found('"built crossing"') == []
    assert found('"gates of the the park"') == []


def test_phrase_in_a_long_text_is_found_wherever_it_stands():
    item = minuted_item()
    words = " ".join(f"word{n}" for n in range(3000))
    make.NarrativeFactory(item=item, text=words)
    assert all(found(f'"word{n} word{n + 1}"') == [item.pk] for n in range(300, 700, 7))


def test_very_long_text_is_searched_to_its_limit():
    item = minuted_item()
    make.NarrativeFactory(item=item, text=" ".join(f"{n:x}ŵ-{n:x}ŷ" for n in range(200_000)))
    assert found("100ŵ") == [item.pk]


def test_best_first_puts_titles_before_resolutions_before_mentions():
    meeting = make.MeetingFactory(stage="minutes_published_at")
    mention, resolved, titled = (minuted_item(meeting=meeting, title=t) for t in ("One", "Two", "Library hours"))
    make.NarrativeFactory(item=mention, text="The library was mentioned among other things.")
    make.ResolutionFactory(item=resolved, text="That the library was mentioned among other things.")
    assert found("library") == [titled.pk, resolved.pk, mention.pk]


def test_newest_first_goes_by_date():
    days = [dt.date(2024, 5, 1), dt.date(2024, 7, 1), dt.date(2024, 6, 1)]
    items = {
        day: minuted_item(title="Library", meeting=make.MeetingFactory(stage="minutes_published_at", date=day))
        for day in days
    }
    assert found("library", order="newest") == [items[day].pk for day in sorted(days, reverse=True)]


@pytest.fixture
def archive():
    """Two items: of Planning on 1 March with a resolution, of the Cabinet on 1 June with a report and minutes."""
    planning = make.MeetingFactory(
        committee__slug="planning", stage="minutes_published_at", date=dt.date(2024, 3, 1)
    )  # fmt: skip
    cabinet = make.MeetingFactory(committee__slug="cabinet", stage="minutes_published_at", date=dt.date(2024, 6, 1))
    first, second = (minuted_item(title="Library", meeting=meeting) for meeting in (planning, cabinet))
    make.ResolutionFactory(item=first)
    make.ReportFactory(item=second)
    make.NarrativeFactory(item=second)
    return {first.pk: "planning", second.pk: "cabinet"}


@pytest.mark.parametrize("q", ["library", ""])
@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"committee": "planning"}, ["planning"]),
        ({"from_": "2024-03-01"}, ["cabinet", "planning"]),
        ({"from_": "02/03/2024"}, ["cabinet"]),
        ({"to": "2024-03-01"}, ["planning"]),
        ({"kind": "decision"}, ["planning"]),
        ({"kind": "minutes"}, ["cabinet"]),
        ({"kind": "report"}, ["cabinet"]),
        ({"kind": "report", "committee": "planning"}, []),
        ({"from_": "2024-07-01", "to": "2024-01-01"}, []),
    ],
)
def test_filters_narrow_down_with_words_and_without(archive, q, filters, expected):
    assert sorted(archive[pk] for pk in found(q, **filters)) == sorted(expected)


@pytest.mark.parametrize("order", ["best", "newest", "oldest"])
def test_pages_by_key_reach_every_item_once_in_order(monkeypatch, order):
    monkeypatch.setattr("minutes.search.ranking.PAGE", 4)
    meetings = [make.MeetingFactory(stage="minutes_published_at") for _ in range(3)]
    for n in range(21):
        titled = "library " * (n % 3)
        item = minuted_item(meeting=meetings[n % 3], title=f"{titled} matter")
        make.NarrativeFactory(item=item, text="library " * (n % 4 + 1))
    seen, after = [], ""
    while True:
        page = ask("library", order=order, after=after)
        seen += page.items
        if page.following is None:
            break
        after = str(page.following)
    monkeypatch.setattr("minutes.search.ranking.PAGE", 100)
    assert seen == found("library", order=order)
    assert len(seen) == len(set(seen)) == page.number == 21


def test_ranking_stops_at_its_limit_and_says_so(monkeypatch):
    monkeypatch.setattr("minutes.search.ranking.LIKELY", 4)
    monkeypatch.setattr("minutes.search.facets.COUNTED", 4)
    for n in range(9):
        item = minuted_item(title="Library" if n % 2 else "Other")
        make.NarrativeFactory(item=item, text="library")
    page = ask("library")
    assert (len(page.items), page.number, page.is_cut) == (4, 5, True)
    assert len(found("library", order="newest")) == 9


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_more_matches_than_are_counted_are_gone_through_year_by_year(monkeypatch, order):
    monkeypatch.setattr("minutes.search.facets.COUNTED", 4)
    monkeypatch.setattr("minutes.search.ranking.PAGE", 2)
    years = [1851, 1999, 2024, 2025, 2026]
    for year in years * 2:
        meeting = make.MeetingFactory(stage="minutes_published_at", date=dt.date(year, 3, 1), committee__kind="council")
        minuted_item(title="Library", meeting=meeting)
    seen, after = [], ""
    while True:
        page = ask("library", order=order, after=after)
        assert not page.is_counted or after
        seen += page.items
        if page.following is None:
            break
        after = str(page.following)
    found_years = [SearchEntry.objects.get(pk=pk).date.year for pk in seen]
    assert found_years == sorted(years * 2, reverse=order == "newest")
    assert len(set(seen)) == 10


def test_a_long_text_is_made_plain_in_a_time_that_grows_with_its_length():
    def seconds(times):
        text = "the council agreed - that 2012-13 be/noted. www.council.example ab.cd " * times
        start = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute("SELECT length(minutes_search_plain(%s))", [text])
        return time.perf_counter() - start

    seconds(100)
    assert min(seconds(3200) for _ in range(3)) < 300 * max(min(seconds(100) for _ in range(5)), 0.001)
