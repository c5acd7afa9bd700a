"""Asking the search from a test."""

from minutes.models import Committee
from minutes.search.matching import search
from minutes.search.models import SearchEntry, SearchPassage, SearchQueue
from minutes.search.question import read
from tests import factories as make


def ask(q="", **parameters):
    """What is found, as the page finds it."""
    parameters = {name.rstrip("_"): value for name, value in parameters.items()}
    return search(read({"q": q, **parameters}, list(Committee.public.all())))


def found(q="", **parameters):
    """The keys of the items found, in order."""
    return ask(q, **parameters).items


def indexed():
    """Everything that the index holds, as text."""
    passages = SearchPassage.objects.values_list("text", flat=True)
    entries = SearchEntry.objects.values_list("vector", flat=True)
    return " ".join([*passages, *entries])


def due():
    return SearchQueue.objects.due().count()


def minuted_item(**facts):
    """A public item of a meeting whose minutes are published."""
    meeting = facts.pop("meeting", None) or make.MeetingFactory(stage="minutes_published_at")
    return make.AgendaItemFactory(meeting=meeting, **facts)
