"""What the search in the browser shows of an item: where and when, and the text from which the sentence is cut."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from minutes.deposit.places import place_of
from minutes.deposit.words import script
from minutes.models import AgendaItem
from minutes.opendata.api import batches
from minutes.registry import Passage
from minutes.search.passages import passages_of
from minutes.search.spelling import words_of

AT_ONCE = 25  # items whose text is in memory
TOGETHER = 1_000  # items in a folder
LONGEST = 60_000  # characters of an item's text; of pages of documents, as many as there is room for
Text = tuple[str, bytes, set[str]]


def texts() -> Iterator[Text]:
    """Of each public item: the name of its script, that, and the words in it."""
    for batch in batches(AgendaItem.public.with_place(), AT_ONCE):
        passages: dict[int, list[Passage]] = defaultdict(list)
        for passage in passages_of([item.pk for item in batch]):
            passages[passage.item_id].append(passage)
        for item in batch:
            yield _text(item, passages[item.pk])


def _text(item: Any, passages: Sequence[Passage]) -> Text:
    told = {
        "title": item.title,
        "label": item.label,
        "committee": str(item.meeting.committee),
        "slug": item.meeting.committee.slug,
        "date": f"{item.meeting.date:%Y-%m-%d}",
        "page": place_of(item.get_absolute_url()),
        "passages": list(_shown(passages)),
    }
    words = words_of([item.title, *(passage.text for passage in passages)])
    name = f"search/texts/{item.pk // TOGETHER:x}/{item.pk:x}.js"
    return name, script("text", f"{item.pk:x}", told), words


def _shown(passages: Sequence[Passage]) -> Iterator[list[str]]:
    """Kind, place on the page or file, its title, and text: as much as there is room for."""
    room = LONGEST
    for passage in passages:
        if room > 0:
            yield [passage.kind, _place(passage.anchor), passage.label, passage.text[:room]]
            room -= len(passage.text)


def _place(anchor: str) -> str:
    """A part of the item's page as it is; of a document's page, the file on the disk."""
    if not anchor.startswith("/"):
        return anchor
    address, mark, page = anchor.partition("#")
    return f"{place_of(address)}{mark}{page}"
