"""What a results page shows of a match: its title and the passage that answers best, with the words marked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchRank
from django.db.models import Case, F, Value, When, Window
from django.db.models.functions import Length, RowNumber

from minutes.models import AgendaItem
from minutes.search.kinds import kind_of
from minutes.search.language import CONFIG, Plain, parsed, plain, query
from minutes.search.models import SearchPassage

SHORT = 400  # characters of a passage that is shown whole
# Control characters: `Plain` leaves none in a text.
START, STOP = "\x02", "\x03"
MARKS = re.compile(f"[{START}{STOP}]")
Segments = list[tuple[str, bool]]


@dataclass(frozen=True)
class Result:
    """A public item; `title` and `excerpt` in segments, each a text and whether it is one of the words sought."""

    item: AgendaItem
    title: Segments
    excerpt: Segments
    kind: str
    anchor: str
    label: str = ""
    is_recognised: bool = False

    @property
    def url(self) -> str:
        """The page of the item, at the passage that answers; at its head, if the title does."""
        address: str = self.item.get_absolute_url()
        return f"{address}#{self.anchor}" if self.anchor and not self.document_url else address

    @property
    def document_url(self) -> str:
        """The page of a document in which the words stand; "" where they stand on the item's own page."""
        return self.anchor if self.anchor.startswith("/") else ""

    @property
    def document_page(self) -> str:
        """The number of that page."""
        return self.anchor.partition("#page=")[2]


def results(items: list[int], words: str, any_word: str) -> list[Result]:
    """The items that are public, in the order given, with what answers to `words` or, failing that, to `any_word`."""
    passages = {row["item_id"]: row for row in _best_passages(items, words, any_word)}
    rows = AgendaItem.public.with_place().filter(pk__in=items)
    rows = rows.annotate(plain_title=plain("title"), hits=_headline(plain("title"), any_word, highlight_all=True))
    found = {item.pk: item for item in rows}
    return [_result(found[pk], passages.get(pk)) for pk in items if pk in found]


def _best_passages(items: list[int], words: str, any_word: str) -> Iterable[Any]:
    """
    One passage of each item.

    A passage that answers the whole question comes first, and of several a resolution; then the one that holds most of
    the words. With no words, or none outside the title, a resolution or else the first passage is shown.
    """
    resolution = Case(When(kind="resolution", then=0), default=1)
    whole = Case(When(vector=query(words), then=0), default=1) if words else Value(1)
    rank = SearchRank(F("vector"), parsed(any_word)) if words else Value(0.0)
    order = [whole, Case(When(whole=0, then=resolution), default=1), rank.desc(), resolution, F("ordinal").asc()]
    first = Window(RowNumber(), partition_by=F("item_id"), order_by=order)
    rows = SearchPassage.objects.filter(item__in=items).annotate(whole=whole).annotate(place=first).filter(place=1)
    hits = Case(
        When(length__lte=SHORT, then=_headline(plain("text"), any_word, highlight_all=True)),
        default=_headline(plain("text"), any_word, min_words=25, max_words=50),
    )
    return (
        rows.annotate(length=Length("text"), plain=plain("text"))
        .annotate(hits=hits)
        .values("item_id", "kind", "anchor", "label", "text", "plain", "hits")
    )


def _headline(text: Plain, any_word: str, **options: Any) -> SearchHeadline:
    """PostgreSQL's excerpt of a plain text, the words between START and STOP."""
    return SearchHeadline(text, parsed(any_word), config=CONFIG, start_sel=START, stop_sel=STOP, **options)


def _result(item: Any, passage: dict[str, Any] | None) -> Result:
    title = segments(item.title, item.plain_title, item.hits)
    if passage is None:
        return Result(item, title, [], "", "")
    excerpt = segments(passage["text"], passage["plain"], passage["hits"])
    anchor = passage["anchor"] if any(is_hit for _, is_hit in excerpt) else ""
    return Result(
        item, title, excerpt, kind_of(passage["kind"]).name, anchor, passage["label"], passage["kind"] == "scan"
    )


def segments(text: str, plain_text: str, hits: str) -> Segments:
    """
    A piece of `text` cut at the marks of `hits`, which PostgreSQL cut from `plain_text`.

    Both texts have the same places, so that the reader sees the signs that were left out for the parser.
    """
    pieces = MARKS.split(hits)
    bare = "".join(pieces)
    start = at = max(plain_text.find(bare), 0)
    found: Segments = [("… ", False)] if start else []
    for number, piece in enumerate(pieces):
        if piece:
            found.append((text[at : at + len(piece)], number % 2 == 1))
        at += len(piece)
    if at < len(text):
        found.append((" …", False))
    return found
