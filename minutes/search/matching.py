"""
Which entries answer a question: the whole answer, counted, a page of it in order, and what to try when it is small.

All the words must stand in an item, in different parts of it even. Where few items hold them all, those that hold
most of them follow; where none does and a word is misspelt, the nearest spelling that has answers is tried.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Q

from minutes.search import facets, ranking
from minutes.search.index import catch_up
from minutes.search.language import parsed
from minutes.search.models import SearchEntry, SearchEntryQuerySet
from minutes.search.question import Key, Question
from minutes.search.spelling import corrected
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

    @property
    def ranked(self) -> int:
        """How many matches are put in order."""
        return ranking.RANKED[2]


def search(question: Question) -> Found:
    """One page of what answers a question. Everything that reads the index comes through here."""
    is_current = catch_up(seconds=PATIENCE)
    asked = parse(question.q) if question.q else Parsed()
    found = Found(asked, is_current=is_current)
    if asked.problem:
        return found
    _answer(found, question)
    if question.q and not found.number:
        spelling, instead = corrected(question.q, asked)
        if spelling:
            found = Found(instead, is_current=is_current, spelling=spelling)
            _answer(found, question)
    if found.number < FEW and len(found.parsed.words) > 1 and not question.after and not found.spelling:
        found.partial = list(ranking.partial(_filtered(question), found.parsed, without=found.items))
    return found


def _answer(found: Found, question: Question) -> None:
    """Count and list what answers to all of `found.parsed`."""
    matches = _matches(question, found.parsed.all)
    found.number, titled, found.choices = facets.counted(matches, found.parsed.all)
    rows = list(_ordered(matches, question, found.parsed, titled)) if found.number else []
    found.items = [row.item for row in rows[: ranking.PAGE]]
    found.following = rows[ranking.PAGE - 1] if len(rows) > ranking.PAGE else None
    found.is_cut = not (found.following or found.is_counted or question.by_date)


def _filtered(question: Question) -> SearchEntryQuerySet:
    """Every entry that the filters let through, whatever its words; in no order."""
    rows = SearchEntry.objects.standing()
    equal = {
        "committee": question.committee,
        "state": question.state,
        "kinds__contains": [question.kind] if question.kind else None,
        "wards__contains": [question.ward.pk] if question.ward else None,
        "members__contains": [question.member.pk] if question.member else None,
        "is_key": question.key or None,
        "date__gte": question.since,
        "date__lte": question.until,
    }
    return rows.filter(**{name: value for name, value in equal.items() if value})


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


def _ordered(matches: SearchEntryQuerySet, question: Question, asked: Parsed, titled: int) -> Iterator[Key]:
    """A page and one more; the second tier only where the first may not fill it."""
    if question.by_date:
        return _by_date(matches, question)
    words, after, tiers = parsed(asked.all), question.after, {}
    if titled and (after is None or after.tier == 1):
        tiers[1] = matches.filter(title_vector=words)
    if titled <= ranking.PAGE or after:
        tiers[2] = matches.exclude(title_vector=words)
    return ranking.ranked(tiers, asked, after)


def _by_date(matches: SearchEntryQuerySet, question: Question) -> Iterator[Key]:
    is_oldest = question.order == "oldest"
    if question.after:
        matches = matches.filter(ranking.earlier(question.after) if is_oldest else ranking.later(question.after))
    ordered = matches.order_by("date", "item_id") if is_oldest else matches.newest_first()
    for date, item in ordered.values_list("date", "item_id")[: ranking.PAGE + 1]:
        yield Key(date, item)
