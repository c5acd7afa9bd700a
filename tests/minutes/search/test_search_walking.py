"""The way through time on which the newest and the oldest matches are found."""

import datetime as dt

import pytest

from minutes.search import facets, ranking, walking
from tests import factories as make
from tests.minutes.search.asking import ask

FIRST, LAST = dt.date(2019, 11, 5), dt.date(2025, 3, 20)


def test_way_back_goes_by_months_through_three_years_and_by_years_from_there():
    steps = walking.months(LAST, FIRST)
    assert steps[:4] == ["t:202503", "t:202502", "t:202501", "t:202412"]
    assert steps[-5:] == ["t:202301", "y:2022", "y:2021", "y:2020", "y:2019"]


def test_way_forth_goes_the_same_way_from_the_other_end():
    steps = walking.months(FIRST, LAST)
    assert steps[:3] == ["t:201911", "t:201912", "t:202001"]
    assert steps[-5:] == ["t:202112", "y:2022", "y:2023", "y:2024", "y:2025"]


@pytest.mark.parametrize(("begin", "end"), [(FIRST, FIRST), (LAST, LAST), (FIRST, LAST), (LAST, FIRST)])
def test_each_month_is_on_the_way_once(begin, end):
    steps = walking.months(begin, end)
    assert len(set(steps)) == len(steps)
    early, late = sorted([begin, end])
    for year in range(early.year, late.year + 1):
        assert f"y:{year}" in steps or any(step.startswith(f"t:{year}") for step in steps)


@pytest.mark.django_db
@pytest.mark.parametrize("order", ["best", "newest", "oldest"])
def test_all_of_many_matches_are_found_page_by_page(order, monkeypatch):
    monkeypatch.setattr(facets, "COUNTED", 3)
    monkeypatch.setattr(ranking, "PAGE", 2)
    days = [dt.date(2019, 5, 1) + dt.timedelta(days=97 * n) for n in range(24)]
    items = [
        make.AgendaItemFactory(meeting__date=day, meeting__stage="agenda_published_at", title="Weir") for day in days
    ]
    seen, after = [], ""
    for _ in items:
        answer = ask("weir", order=order, after=after)
        assert not answer.is_counted
        seen += answer.items
        if answer.following is None:
            break
        after = str(answer.following)
    ordered = [item.pk for item in items]
    assert seen == (ordered if order == "oldest" else ordered[::-1])
