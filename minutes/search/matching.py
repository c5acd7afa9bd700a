"""
Which entries answer a question: the whole answer, counted, a page of it in order, and what to try when it is small.

All the words must stand in an item, in different parts of it even. Where few items hold them all, those that hold
most of them follow; where none does and a word is misspelt, the nearest spelling that has answers is tried.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Q

from minutes.gauges.counts import timed
from minutes.search import facets, marks, ranking
from minutes.search.index import catch_up
from minutes.search.language import parsed
from minutes.search.models import SearchEntry, SearchEntryQuerySet
from minutes.search.pairs import with_pairs
from minutes.search.question import Key, Question
from minutes.search.spelling import corrected
from minutes.search.walking import walked
from minutes.search.words import Parsed, parse

FEW = 8  # answers: with fewer, items that hold most of the words follow
PATIENCE = 1.0  # seconds that a search spends on bringing the index up to date


@dataclass
class Found:
    """
    One page of matches: the items in order, how many there are, and where the next page begins.

    `partial` are items that hold most of the words and not all; `spelling` is what was looked for instead of the
    words, of which nothing holds them.
    """

    parsed: Parsed = field(default_factory=Parsed)
    items: list[int] = field(default_factory=list)
    partial: list[int] = field(default_factory=list)
    number: int = 0
    choices: facets.Facets = field(default_factory=facets.Facets)
    following: Key | None = None
    is_current: bool = True
    is_cut: bool = False
    spelling: str = ""

    @property
    def is_counted(self) -> bool:
        """Whether `number` is all there are; otherwise there are more."""
        return self.number <= facets.COUNTED

    @property
    def counted(self) -> int:
        """How far matches are counted."""
        return facets.COUNTED


@timed("search_seconds")
def search(question: Question) -> Found:
    """One page of what answers a question. Everything that reads the index comes through here."""
    asked = parse(question.q) if question.q else Parsed()
    is_current = catch_up(seconds=PATIENCE) if asked.is_behind else True
    found = Found(asked, is_current=is_current)
    if asked.problem:
        return found
    _answer(found, question)
    if question.q and not found.number:
        spelling, instead = corrected(question.q, asked)
        respelt = Found(instead, is_current=is_current, spelling=spelling)
        if spelling:
            _answer(respelt, question)
        if respelt.number:
            found = respelt
    if found.number < FEW and len(found.parsed.words) > 1 and not question.after and not found.spelling:
        found.partial = list(ranking.partial(_filtered(question), found.parsed, without=found.items))
    return found


def answering(question: Question) -> SearchEntryQuerySet:
    """Every entry that answers a question to the letter, in no order: what feeds and alerts follow."""
    asked = parse(question.q) if question.q else Parsed()
    return SearchEntry.objects.none() if asked.problem else _matches(question, with_pairs(asked.all))


def _answer(found: Found, question: Question) -> None:
    """Count and list what answers to all of `found.parsed`."""
    words = with_pairs(found.parsed.all)
    matches = _matches(question, words)
    count = facets.counted(matches, words, len(found.parsed.terms))
    found.number, found.choices = count.number, count.facets
    rows = list(_ordered(matches, question, found.parsed, count)) if found.number else []
    found.items = [row.item for row in rows[: ranking.PAGE]]
    found.following = rows[ranking.PAGE - 1] if len(rows) > ranking.PAGE else None
    found.is_cut = not (found.following or question.by_date) and found.number > ranking.LIKELY


def _filtered(question: Question) -> SearchEntryQuerySet:
    """Every entry that the filters let through, whatever its words; in no order."""
    rows = SearchEntry.objects.standing()
    for mark in marks.of_question(question):
        rows = rows.marked(*mark)
    dates = {"date__gte": question.since, "date__lte": question.until}
    return rows.filter(**{name: value for name, value in dates.items() if value})


def _matches(question: Question, words: str) -> SearchEntryQuerySet:
    """
    Every entry that answers a question, in no order.

    Apologies and their like are left out, unless they are asked for: by a filter, or by the words of their titles.
    """
    rows = _filtered(question)
    if words:
        rows = rows.filter(vector=parsed(words))
    if question.housekeeping:
        return rows
    asked_for = Q(title_vector=parsed(words)) if words else Q()
    return rows.filter(Q(is_housekeeping=False) | asked_for) if words else rows.filter(is_housekeeping=False)


def _ordered(matches: SearchEntryQuerySet, question: Question, asked: Parsed, count: facets.Count) -> Iterator[Key]:
    """A page and one more."""
    if question.by_date:
        return _by_date(matches, question, few=count.is_all)
    if not count.is_all:
        return ranking.ranked_of_many(matches, asked, question.after)
    likely = count.likely
    if not question.after and len(likely.get(1, [])) > ranking.PAGE:
        likely = {1: likely[1]}  # the second tier is for other pages
    return ranking.ranked(likely, asked, question.after)


def _by_date(matches: SearchEntryQuerySet, question: Question, *, few: bool) -> Iterator[Key]:
    """Of few matches the first are sorted out; many are gone through month by month."""
    is_oldest, after = question.order == "oldest", question.after
    if after:
        matches = matches.filter(ranking.earlier(after) if is_oldest else ranking.later(after))
    rows: Iterable[tuple[dt.date, int]]
    if few:
        ordered = matches.order_by("date", "item_id") if is_oldest else matches.newest_first()
        rows = ordered.values_list("date", "item_id")[: ranking.PAGE + 1]
    else:
        rows = walked(matches, ranking.PAGE + 1, start=after.date if after else None, oldest=is_oldest)
    yield from (Key(date, item) for date, item in rows)
