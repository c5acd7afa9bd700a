"""
Words that nothing holds, and what they may have been meant for.

The list of words (`SearchWord`) is of what has been public at some time. What is offered from it is looked up in the
index first, which holds what is public now.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from django.db import connection

from minutes.search.language import CONFIG
from minutes.search.words import Parsed, Term, parse

WORD = re.compile(r"[^\W\d_]{3,40}(?:['’][^\W\d_]+)?")
KNOWN = re.compile(r"(?<![^\W_])[^\W\d_]{3,40}(?![^\W_])")
ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
NEAR = 0.4  # how much alike two words are, as pg_trgm counts
CANDIDATES = 12

# Of a word that no item holds, the nearest one that a public item holds now. Each is asked by itself and with its
# lexeme as a constant: PostgreSQL then knows that it is rare. The near ones come in order, and of none is more looked
# up than whether a public item holds it.
NEAREST = """
(SELECT %s AS number, near.word, plainto_tsquery(%s, near.word)::text AS lexeme FROM (
    SELECT word, similarity(word, %s) - 0.05 * abs(length(word) - length(%s)) AS alike
    FROM minutes_searchword WHERE word %% %s ORDER BY alike DESC, word LIMIT %s
) AS near
WHERE near.alike >= %s
    AND NOT EXISTS (SELECT FROM minutes_searchentry
        WHERE vector @@ coalesce(%s::tsquery, plainto_tsquery(%s, %s)) AND minutes_search_stands(public_until))
    AND EXISTS (SELECT FROM minutes_searchentry
        WHERE vector @@ plainto_tsquery(%s, near.word) AND minutes_search_stands(public_until))
LIMIT 1)
"""


class Doubtful(NamedTuple):
    """A word that may be misspelt; `query`, what it stands for if it is a term by itself."""

    text: str
    term: Term
    query: str | None


def corrected(question: str, asked: Parsed) -> tuple[str, Parsed]:
    """
    The question, and what it asks for, with each word that nothing holds replaced by the nearest that something does.

    ("", …) where none is. A word so replaced is looked for without synonyms. In a phrase each word is looked at.
    """
    words = list(_doubtful(asked))
    if not words:
        return "", asked
    parameters: list[Any] = []
    for number, (text, _, query) in enumerate(words):
        bare = _bare(text)
        parameters += [number, CONFIG, bare, bare, bare, CANDIDATES, NEAR, query, CONFIG, bare, CONFIG]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([NEAREST] * len(words)), parameters)
        near = [(words[number], word, lexeme) for number, word, lexeme in cursor.fetchall()]
    spelling = question if near else ""
    for old, word, lexeme in near:
        spelling = re.sub(rf"(?<!\w){re.escape(old.text)}(?!\w)", word, spelling)
        asked = asked.with_term(old.term, Term(word, f"({lexeme})"))
    if any(old.query is None for old, *_ in near):
        return spelling, parse(spelling)
    return spelling, asked


def _doubtful(asked: Parsed) -> Iterator[Doubtful]:
    """The words of a question, one by one."""
    for term in asked.words:
        if WORD.fullmatch(term.text):
            yield Doubtful(term.text, term, term.query)
        elif term.text.startswith('"'):
            yield from (Doubtful(word, term, None) for word in WORD.findall(term.text))


def words_of(texts: Iterable[str]) -> set[str]:
    """The words of texts as the list has them."""
    pieces = {piece for text in texts for piece in text.split()}  # of a long text there are few different ones
    return set(KNOWN.findall(_bare(" ".join(pieces))))


def remember(words: Collection[str]) -> None:
    """Put words of texts that are public into the list."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO minutes_searchword (word) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING", [sorted(words)]
        )


def _bare(text: str) -> str:
    """Small letters without accents."""
    small = text.lower()
    return small if small.isascii() else ACCENTS.sub("", unicodedata.normalize("NFKD", small))
