"""
Which entries answer a question, and in which order.

Best first has two tiers. First the items with all the words in title or label, ranked by these; then those that have
them anywhere in their text, in different parts even, ranked by what each part weighs. In each tier the newest are
ranked and no more (`RANKED`), because a common word matches most of the archive; newest first lists every match.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib.postgres.search import SearchRank
from django.db import connection
from django.db.models import CharField, F, IntegerField, Q, Value
from django.db.models.functions import Cast

from minutes.search.index import catch_up
from minutes.search.language import CONFIG, query
from minutes.search.models import SearchEntry, SearchEntryQuerySet
from minutes.search.question import Key, Question

PAGE = 20
COUNTED = 1_000  # "more than 1,000"
RANKED = {1: 5_000, 2: 1_000}  # by tier
PATIENCE = 1.0  # seconds that a search spends on bringing the index up to date
LENGTH = 1  # ts_rank: divide by 1 + the logarithm of the length
WORDS_COUNTED, COUNTED_OF_WORD = 6, 100


@dataclass(frozen=True)
class Parsed:
    """
    What PostgreSQL makes of the words: `any`, the words and phrases that a text can have, with "or" between them.

    `problem` says why they cannot be looked for: "stop words", words like "the" that every text has; "exclusions",
    words to leave out alone, which nearly every text answers to.
    """

    any: str = ""
    problem: str = ""


@dataclass
class Found:
    """One page of matches: the items in order, how many there are, and where the next page begins."""

    parsed: Parsed = field(default_factory=Parsed)
    items: list[int] = field(default_factory=list)
    number: int = 0
    following: Key | None = None
    is_current: bool = True
    is_cut: bool = False

    @property
    def is_counted(self) -> bool:
        """Whether `number` is all there are; otherwise there are more."""
        return self.number <= COUNTED

    @property
    def counted(self) -> int:
        """How far matches are counted."""
        return COUNTED

    @property
    def ranked(self) -> int:
        """How many matches are put in order."""
        return RANKED[2]


def search(question: Question) -> Found:
    """One page of what answers a question. Everything that reads the index comes through here."""
    found = Found(is_current=catch_up(seconds=PATIENCE))
    if question.q:
        found.parsed = parse(question.q)
        if found.parsed.problem:
            return found
    matches = _matches(question)
    found.number = matches[: COUNTED + 1].count()
    rows = list(_newest(matches, question) if question.by_date else _best(matches, question))
    found.items = [row.item for row in rows[:PAGE]]
    found.following = rows[PAGE - 1] if len(rows) > PAGE else None
    found.is_cut = not (found.following or found.is_counted or question.by_date)
    return found


def parse(words: str) -> Parsed:
    """What PostgreSQL makes of words."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT numnode(q), querytree(q) FROM websearch_to_tsquery(%s, minutes_search_plain(%s)) AS q",
            [CONFIG, words],
        )
        nodes, tree = cursor.fetchone()
    if nodes == 0:
        return Parsed(problem="stop words")
    if tree == "T":  # all that is left of it is true of any text
        return Parsed(problem="exclusions")
    return Parsed(any=tree.replace(" & ", " | "))


def count_each(words: list[str]) -> Counter[str]:
    """In how many items each word stands by itself, counted to `COUNTED_OF_WORD` + 1."""
    rows = [
        SearchEntry.objects.standing()
        .filter(vector=query(word))
        .annotate(word=Value(word, CharField()))
        .values_list("word", flat=True)[: COUNTED_OF_WORD + 1]
        for word in words[:WORDS_COUNTED]
    ]
    return Counter(rows[0].union(*rows[1:], all=True)) if rows else Counter()


def _matches(question: Question) -> SearchEntryQuerySet:
    """Every entry that answers a question, in no order."""
    rows = SearchEntry.objects.standing()
    if question.committee:
        rows = rows.filter(committee=question.committee)
    if question.since:
        rows = rows.filter(date__gte=question.since)
    if question.until:
        rows = rows.filter(date__lte=question.until)
    if question.kind:
        rows = rows.filter(kinds__contains=[question.kind])
    return rows.filter(vector=query(question.q)) if question.q else rows


def _newest(matches: SearchEntryQuerySet, question: Question) -> Iterator[Key]:
    if question.after:
        matches = matches.filter(_later(question.after))
    for date, item in matches.newest_first().values_list("date", "item_id")[: PAGE + 1]:
        yield Key(date, item)


def _best(matches: SearchEntryQuerySet, question: Question) -> Iterator[Key]:
    """A page and one more; the second tier only where the first does not fill it."""
    words = query(question.q)
    titled = matches.filter(title_vector=words)
    first, after = [], question.after
    if after is None or after.tier == 1:
        first = list(_ranked(titled, 1, question))
    yield from first
    if len(first) <= PAGE:
        yield from list(_ranked(matches.exclude(title_vector=words), 2, question))[: PAGE + 1 - len(first)]


def _ranked(matches: SearchEntryQuerySet, tier: int, question: Question) -> Iterator[Key]:
    """The newest matches of a tier by rank, after the place in this tier where the question's page begins."""
    vector = {1: "title_vector", 2: "vector"}[tier]
    rank = SearchRank(F(vector), query(question.q), normalization=Value(LENGTH))
    rows = SearchEntry.objects.filter(pk__in=matches.newest_first().values("pk")[: RANKED[tier]])
    rows = rows.annotate(score=Cast(rank * 1_000_000, IntegerField()))
    after = question.after
    if after and after.tier == tier:
        rows = rows.filter(Q(score__lt=after.score) | Q(score=after.score) & _later(after))
    for score, date, item in rows.order_by("-score", "-date", "item_id").values_list("score", "date", "item_id")[
        : PAGE + 1
    ]:
        yield Key(date, item, tier, score)


def _later(key: Key) -> Q:
    """Of what is listed newest first, that which follows a place."""
    return Q(date__lt=key.date) | Q(date=key.date, item_id__gt=key.item)
