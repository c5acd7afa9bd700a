"""An index made by several workers at once is the same as one made item by item."""

import threading

import pytest
from django.db import DatabaseError, connection

from minutes.search import bulk, index
from minutes.search.models import SearchEntry, SearchQueue, SearchWord
from tests import factories as make
from tests.minutes.search.asking import found, minuted_item

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def small(monkeypatch):
    """Workers are called for a few items, in batches of two."""
    monkeypatch.setattr(index, "MANY", 2)
    monkeypatch.setattr(bulk, "BATCH", 2)
    monkeypatch.setattr(bulk.Workers, "ROUND", 4)


@pytest.fixture
def items():
    meeting = make.MeetingFactory(stage="minutes_published_at")
    items = [minuted_item(meeting=meeting, title=f"Mill number {number}") for number in range(7)]
    make.NarrativeFactory(item=items[0], text="The weir leaks.")
    return items


def test_many_workers_make_the_index_that_one_makes(small, items):
    threads = threading.active_count()
    assert list(index.rebuild()) == [4, 7]
    assert [wrong for _, wrong in index.differences() if wrong] == []
    assert SearchEntry.objects.count() == len(items)
    assert not SearchQueue.objects.exists()
    assert {"mill", "weir"} <= set(SearchWord.objects.values_list("word", flat=True))
    assert found('"weir leaks"') == [items[0].pk]
    assert threading.active_count() == threads


def test_batch_that_fails_is_still_due(small, items, monkeypatch):
    monkeypatch.setattr(bulk, "write", lambda found: connection.cursor().execute("SELECT 1/0"))
    with pytest.raises(DatabaseError):
        list(index.rebuild())
    monkeypatch.undo()
    assert SearchQueue.objects.due().count() == len(items)
    assert len(found("mill")) == len(items)
