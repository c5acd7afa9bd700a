"""
Best first.

Three tiers, so that a common word never makes the database read the whole archive: items with all the words in title
or label; items with all of them anywhere; and, where those are few, items with most of them. In each the newest are
ranked and no more (`RANKED`). Within a tier an item scores for where the words stand (title, resolution, elsewhere),
how much of its title they are, how often they come, and whether something was resolved: a decision on the matter
stands above a passing mention.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import reduce
from operator import add, or_
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db import connection
from django.db.models import Case, F, FloatField, Func, IntegerField, Q, Value, When
from django.db.models.functions import Cast, Greatest, Least

from minutes.search.language import parsed
from minutes.search.models import SearchEntry, SearchEntryQuerySet
from minutes.search.question import Key
from minutes.search.words import Parsed, Term

PAGE = 20
RANKED = {1: 5_000, 2: 1_000, 3: 1_000}  # by tier
IN_TITLE, IN_RESOLUTION, ELSEWHERE = 1.0, 0.55, 0.25  # what a word is worth, by where it stands
WEIGHT = 0.2  # for each step of an entry's `weight`: noted or recommended, resolved, decided with reasons
TITLE_SHARE = 0.4  # for a title that consists of the words alone
FREQUENCY = 1.0  # times ts_rank, which stays below 1
LENGTH = 1  # ts_rank: divide by 1 + the logarithm of the length
TERMS = 10  # the first of a question, by which is ranked
COMMON = 1_000  # a word in more items than this does not make one a partial answer by itself
ENOUGH = 0.4  # of the worth of all the words that a partial answer holds

# In how many entries each of some queries is found.
NUMBERS = """
SELECT (SELECT count(*) FROM (SELECT FROM minutes_searchentry WHERE vector @@ query::tsquery LIMIT %s) AS few)
FROM unnest(%s::text[]) WITH ORDINALITY AS asked (query, place) ORDER BY place
"""
LEXEME = re.compile(r"'(?:[^']|'')*'")


def ranked(matches: SearchEntryQuerySet, tier: int, asked: Parsed, after: Key | None) -> Iterator[Key]:
    """The newest matches of a tier by rank, after the place in this tier where the question's page begins."""
    newest = matches.newest_first().values("pk")[: RANKED[tier]]
    rows = SearchEntry.objects.filter(pk__in=newest).annotate(score=_score(asked.terms[:TERMS], asked.any, {}))
    if after and after.tier == tier:
        rows = rows.filter(Q(score__lt=after.score) | Q(score=after.score) & later(after))
    ordered = rows.order_by("-score", "-date", "item_id").values_list("score", "date", "item_id")
    for score, date, item in ordered[: PAGE + 1]:
        yield Key(date, item, tier, score)


def partial(entries: SearchEntryQuerySet, asked: Parsed, *, without: Collection[int]) -> Iterator[int]:
    """The items, of those in `entries`, that hold most of the words; a rare word counts for more."""
    numbers = _numbers(asked.words[:TERMS])
    known = [term for term in asked.words[:TERMS] if numbers[term.text]]
    rare = [term for term in known if numbers[term.text] <= COMMON]
    if not rare:
        return
    worth = {term.text: 1 / (1 + numbers[term.text] ** 0.5) for term in known}
    any_rare = reduce(or_, (Q(vector=parsed(term.query)) for term in rare))
    rows = entries.filter(any_rare, is_housekeeping=False).exclude(pk__in=list(without))
    if asked.excluded:
        rows = rows.filter(vector=parsed(asked.excluded))
    newest = rows.newest_first().values("pk")[: RANKED[3]]
    held = _sum(_if(Q(vector=parsed(term.query)), worth[term.text]) for term in known)
    found = SearchEntry.objects.filter(pk__in=newest).annotate(held=held, score=_score(known, asked.any, worth))
    found = found.filter(held__gte=ENOUGH * sum(worth.values()))
    yield from found.order_by("-score", "-date", "item_id").values_list("item_id", flat=True)[: PAGE - len(without)]


def later(key: Key) -> Q:
    """Of what is listed newest first, that which follows a place."""
    return Q(date__lt=key.date) | Q(date=key.date, item_id__gt=key.item)


def earlier(key: Key) -> Q:
    """Of what is listed oldest first, that which follows a place."""
    return Q(date__gt=key.date) | Q(date=key.date, item_id__gt=key.item)


def _score(terms: Sequence[Term], any_term: str, worth: dict[str, float]) -> Cast:
    """The rank as a whole number, so that a page can begin where another ended."""
    weights = [worth.get(term.text, 1.0) for term in terms]
    places = _sum(_place(term, weight / sum(weights)) for term, weight in zip(terms, weights, strict=True))
    title_length = Func(F("title_vector"), function="length", output_field=IntegerField())
    hits = _sum(_if(Q(title_vector=parsed(term.query)), 1.0) for term in terms)
    share = Least(hits / Cast(Greatest(title_length, Value(1)), FloatField()), Value(1.0))
    rank = SearchRank(F("vector"), parsed(any_term), normalization=Value(LENGTH))
    score = places + share * TITLE_SHARE + rank * FREQUENCY + Cast(F("weight"), FloatField()) * WEIGHT
    return Cast(score * 1_000_000, IntegerField())


def _place(term: Term, weight: float) -> Case:
    """What one term is worth, by the best place where it stands."""
    return Case(
        When(title_vector=parsed(term.query), then=Value(IN_TITLE * weight)),
        When(vector=parsed(LEXEME.sub(r"\g<0>:B", term.query)), then=Value(IN_RESOLUTION * weight)),
        When(vector=parsed(term.query), then=Value(ELSEWHERE * weight)),
        default=Value(0.0),
        output_field=FloatField(),
    )


def _if(condition: Q, value: float) -> Case:
    return Case(When(condition, then=Value(value)), default=Value(0.0), output_field=FloatField())


def _sum(expressions: Iterator[Any]) -> Any:
    return reduce(add, expressions)


def _numbers(terms: Collection[Term]) -> dict[str, int]:
    """In how many items each term stands, counted a little past `COMMON`."""
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS, [COMMON + 1, [term.query for term in terms]])
        return {term.text: number for term, (number,) in zip(terms, cursor.fetchall(), strict=True)}
