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
from minutes.search.words import Parsed, Term

WORD = re.compile(r"[^\W\d_]{3,40}(?:['’][^\W\d_]+)?")
KNOWN = re.compile(r"(?<![^\W_])[^\W\d_]{3,40}(?![^\W_])")
NEAR = 0.4  # how much alike two words are, as pg_trgm counts
CANDIDATES = 12

# Of a word that no item holds, the nearest one that a public item holds now. Each is asked by itself and with its
# lexeme as a constant: PostgreSQL then knows that it is rare and looks into the index.
NEAREST = """
(SELECT %s AS term, near.word, plainto_tsquery(%s, near.word)::text AS lexeme FROM (
    SELECT word, similarity(word, %s) - 0.05 * abs(length(word) - length(%s)) AS alike
    FROM minutes_searchword WHERE word %% %s ORDER BY alike DESC, word LIMIT %s
) AS near
WHERE near.alike >= %s
    AND (SELECT count(*) FROM minutes_searchentry WHERE vector @@ %s::tsquery) = 0
    AND (SELECT count(*) FROM minutes_searchentry WHERE vector @@ plainto_tsquery(%s, near.word)
        AND (public_until IS NULL OR public_until > now())) > 0
ORDER BY near.alike DESC, near.word LIMIT 1)
"""


def corrected(question: str, asked: Parsed) -> tuple[str, Parsed]:
    """
    The question, and what it asks for, with each word that nothing holds replaced by the nearest that something does.

    ("", …) where none is. A word so replaced is looked for without synonyms.
    """
    words = [term for term in asked.words if WORD.fullmatch(term.text)]
    if not words:
        return "", asked
    parameters: list[Any] = []
    for number, term in enumerate(words):
        bare = _bare(term.text)
        parameters += [number, CONFIG, bare, bare, bare, CANDIDATES, NEAR, term.query, CONFIG]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([NEAREST] * len(words)), parameters)
        near = [(words[number], word, lexeme) for number, word, lexeme in cursor.fetchall()]
    spelling = question if near else ""
    for term, word, lexeme in near:
        spelling = re.sub(rf"(?<!\w){re.escape(term.text)}(?!\w)", word, spelling)
        asked = asked.with_term(term, Term(word, f"({lexeme})"))
    return spelling, asked


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
