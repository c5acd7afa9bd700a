"""
Words that nothing holds, and what they may have been meant for.

The list of words (`SearchWord`) is of what has been public at some time. What is offered from it is looked up in the
index first, which holds what is public now.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from django.db import connection

from minutes.search.language import CONFIG

WORD = re.compile(r"[^\W\d_]{3,40}(?:['’][^\W\d_]+)?")
KNOWN = re.compile(r"(?<![^\W_])[^\W\d_]{3,40}(?![^\W_])")
NEAR = 0.4  # how much alike two words are, as pg_trgm counts
CANDIDATES = 12

# Of each misspelt word: the nearest of the words that stand in a public item now; the commoner of two that are as near.
NEAREST = """
SELECT typed.word, nearest.word FROM unnest(%(words)s::text[]) WITH ORDINALITY AS typed (word, place)
LEFT JOIN LATERAL (
    SELECT candidate.word FROM (
        SELECT known.word, similarity(known.word, typed.word)
            - 0.05 * abs(length(known.word) - length(typed.word)) AS alike
        FROM minutes_searchword known WHERE known.word %% typed.word
        ORDER BY alike DESC, known.word LIMIT %(candidates)s
    ) AS candidate
    WHERE candidate.alike >= %(near)s AND EXISTS (
        SELECT FROM minutes_searchentry entry
        WHERE entry.vector @@ plainto_tsquery(%(config)s, candidate.word)
            AND (entry.public_until IS NULL OR entry.public_until > now())
    )
    ORDER BY alike DESC, candidate.word LIMIT 1
) AS nearest ON NOT EXISTS (SELECT FROM minutes_searchentry e WHERE e.vector @@ plainto_tsquery(%(config)s, typed.word))
ORDER BY typed.place
"""


def corrected(question: str) -> str:
    """The question with each word that nothing holds replaced by the nearest one that something does; "" if none is."""
    words = list(dict.fromkeys(WORD.findall(question)))
    if not words:
        return ""
    facts: dict[str, Any] = {
        "words": [_bare(word) for word in words],
        "config": CONFIG,
        "near": NEAR,
        "candidates": CANDIDATES,
    }
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, facts)
        nearest = {word: other for word, (_, other) in zip(words, cursor.fetchall(), strict=True) if other}
    return WORD.sub(lambda found: nearest.get(found[0], found[0]), question) if nearest else ""


def remember(texts: Iterable[str]) -> None:
    """Put the words of texts that are public into the list."""
    words = {word for text in texts for word in KNOWN.findall(_bare(text))}
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO minutes_searchword (word) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING", [sorted(words)]
        )


def _bare(text: str) -> str:
    """Small letters without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(sign))
