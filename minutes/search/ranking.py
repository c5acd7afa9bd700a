"""
Best first.

Three tiers, so that a common word never makes the database read the whole archive: items with all the words in title
or label; items with all of them anywhere; and, where those are few, items with most of them. In each are ranked those
that are likely by what a narrow row says, of too many matches the newest, and no more (`LIKELY`). Within a tier an item
scores for where the words stand (title, resolution, elsewhere), how much of its title they are, how often they come,
and whether something was resolved: a decision on the matter stands above a passing mention.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import Q

from minutes.search.language import parsed
from minutes.search.models import SearchEntryQuerySet
from minutes.search.question import Key
from minutes.search.walking import months, named, walk, way, years
from minutes.search.words import Parsed, Term

PAGE = 20
LIKELY = 300  # of a tier: so many are ranked
IN_TITLE, IN_RESOLUTION, ELSEWHERE = 1.0, 0.55, 0.25  # what a word is worth, by where it stands
WEIGHT = 0.2  # for each step of an entry's `weight`: noted or recommended, resolved, decided with reasons
TITLE_SHARE = 0.4  # for a title that consists of the words alone
FREQUENCY = 1.0  # times ts_rank, which stays below 1
LENGTH = 1  # ts_rank: divide by 1 + the logarithm of the length
WORTHS = {
    "in_title": IN_TITLE, "in_resolution": IN_RESOLUTION, "elsewhere": ELSEWHERE, "weight": WEIGHT,
    "title_share": TITLE_SHARE, "frequency": FREQUENCY, "length": LENGTH,
}  # fmt: skip
TERMS = 10  # the first of a question, by which is ranked
COMMON = 1_000  # a word in more items than this does not make one a partial answer by itself
ENOUGH = 0.4  # of the worth of all the words that a partial answer holds

# In how many entries a query is found. A constant tells PostgreSQL whether to look into the index.
NUMBER = "(SELECT count(*) FROM (SELECT FROM minutes_searchentry WHERE vector @@ %s::tsquery LIMIT %s) AS few)"
# The best of some entries. The vector lies out of line: `||` brings it in once for all that look into it. A score is a
# whole number, so that a page can begin where another ended.
BEST = """
WITH terms AS MATERIALIZED (
    SELECT query::tsquery AS query, in_resolution::tsquery AS in_resolution, worth
    FROM unnest(%(queries)s::text[], %(in_resolutions)s::text[], %(worths)s::float8[])
        AS asked (query, in_resolution, worth)
), candidates (tier, item_id) AS MATERIALIZED ({candidates}
), entries AS MATERIALIZED (
    SELECT tier, item_id, date, weight, title_vector, vector || '' AS vector
    FROM minutes_searchentry JOIN candidates USING (item_id)
), scored AS (
    SELECT tier, item_id, date, held, (1000000 * (
        standing + %(title_share)s * least(titled / length(title_vector)::float8, 1)
        + %(frequency)s * ts_rank(vector, %(any)s::tsquery, %(length)s) + %(weight)s * weight
    ))::int AS score
    FROM entries CROSS JOIN LATERAL (
        SELECT sum(worth * CASE
                WHEN title_vector @@ query THEN %(in_title)s
                WHEN vector @@ in_resolution THEN %(in_resolution)s
                WHEN vector @@ query THEN %(elsewhere)s
                ELSE 0 END) AS standing,
            count(*) FILTER (WHERE title_vector @@ query) AS titled,
            sum(CASE WHEN vector @@ query THEN worth ELSE 0 END) AS held
        FROM terms
    ) AS found
)
SELECT tier, score, date, item_id FROM scored
WHERE held >= %(enough)s AND (tier > %(tier)s OR score < %(score)s OR score = %(score)s
    AND (date < %(date)s::date OR date = %(date)s::date AND item_id > %(item)s))
ORDER BY tier, score DESC, date DESC, item_id LIMIT %(most)s
"""
OF_MANY = """
    WITH titled AS MATERIALIZED ({first})
    SELECT 1, item_id FROM titled
    UNION ALL SELECT 2, item_id FROM ({second}) AS others WHERE (SELECT count(*) FROM titled) <= {enough}
"""
LEXEME = re.compile(r"'(?:[^']|'')*'")
HIGHEST = 2**31 - 1


def ranked(likely: dict[int, list[int]], asked: Parsed, after: Key | None) -> Iterator[Key]:
    """A page and one more of these items of each tier, by rank, after the place where the question's page begins."""
    facts = {
        "tiers": [tier for tier, items in likely.items() for _ in items],
        "items": [item for items in likely.values() for item in items],
    }
    yield from _keys(_best("SELECT * FROM unnest(%(tiers)s::int[], %(items)s::bigint[])", facts, asked, after))


def ranked_of_many(matches: SearchEntryQuerySet, asked: Parsed, after: Key | None) -> Iterator[Key]:
    """
    The same of more matches than anybody counts: the newest of each tier are ranked.

    Where titles alone fill the first page, nothing else is looked for.
    """
    words, days = parsed(asked.all), way()
    titled, others = matches.filter(title_vector=words), matches.exclude(title_vector=words)
    first, facts = walk(titled, ["item_id"], LIKELY // 2, prefix="titled", steps=years(*days), by="title_vector")
    second, more = walk(others, ["item_id"], LIKELY // 2, prefix="others", steps=months(*days))
    enough = HIGHEST if after else PAGE
    yield from _keys(_best(OF_MANY.format(first=first, second=second, enough=enough), facts | more, asked, after))


def _keys(rows: Iterable[tuple[Any, ...]]) -> Iterator[Key]:
    return (Key(date, item, tier, score) for tier, score, date, item in rows)


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
    sql, parameters = named(rows.newest_first().values("item_id")[:LIKELY], "partial")
    candidates = f"SELECT 3, item_id FROM ({sql}) AS newest"  # noqa: S608  # Django's own
    best = _best(candidates, parameters, asked, None, terms=known, worth=worth, most=PAGE - len(without))
    yield from (item for *_, item in best)


def _best(
    candidates: str,
    parameters: dict[str, Any],
    asked: Parsed,
    start: Key | None,
    *,
    terms: Sequence[Term] = (),
    worth: dict[str, float] | None = None,
    most: int = PAGE + 1,
) -> list[tuple[Any, ...]]:
    """Tier, score, date and item of the best, after `start`; with `worth`, of those that hold enough of the words."""
    terms = terms or asked.terms[:TERMS]
    worths = [worth[term.text] if worth else 1.0 for term in terms]
    facts = {
        "queries": [term.query for term in terms],
        "in_resolutions": [LEXEME.sub(r"\g<0>:B", term.query) for term in terms],
        "worths": [each / sum(worths) for each in worths],
        "any": asked.any,
        "enough": ENOUGH if worth else 0.0,
        "tier": start.tier if start else 0,
        "score": start.score if start else HIGHEST,
        "date": start.date if start else None,
        "item": start.item if start else 0,
        "most": most,
        **WORTHS,
    }
    with connection.cursor() as cursor:
        cursor.execute(BEST.format(candidates=candidates), facts | parameters)
        return list(cursor.fetchall())


def later(key: Key) -> Q:
    """Of what is listed newest first, that which follows a place."""
    return Q(date__lt=key.date) | Q(date=key.date, item_id__gt=key.item)


def earlier(key: Key) -> Q:
    """Of what is listed oldest first, that which follows a place."""
    return Q(date__gt=key.date) | Q(date=key.date, item_id__gt=key.item)


def _numbers(terms: Sequence[Term]) -> dict[str, int]:
    """In how many items each term stands, counted a little past `COMMON`."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join([NUMBER] * len(terms))}", [each for term in terms for each in (term.query, COMMON + 1)]
        )
        return dict(zip((term.text for term in terms), cursor.fetchone(), strict=True))
