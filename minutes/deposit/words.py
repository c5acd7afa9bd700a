"""
The words of the archive as script files, for a search in the browser that reads files alone.

    search/parts.js                 which parts there are, and the synonyms
    search/words/sch_.js            all that begins so: words with what they are looked up by, and the places of that
    search/committees/planning.js   the places of a committee's items
    search/texts/c/3039.js          an item: title, where and when, and the text from which the sentence is cut

It is PostgreSQL that turns words inside out, from the index of the site's own search: words are folded and stemmed as
there. A place is an item's number; those of a day stand together, days newest first: `b4a2e:1f,2aT` in hexadecimal.
"""

import heapq
import itertools
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import connection, transaction

from minutes.deposit.listing import Listing
from minutes.formats.data import encoded
from minutes.search.language import CONFIG
from minutes.search.spelling import words_of

BEGINNING = 3  # letters by which the parts are told
# Weights of PostgreSQL: A is a title, B a resolution.
PLACES = """
SELECT lexeme, string_agg(to_hex(day) || ':' || items, ' ' ORDER BY day DESC) FROM (
    SELECT lexeme, date - DATE '0001-01-01' AS day, string_agg(
        to_hex(item_id) || CASE WHEN 'A' = ANY (weights) THEN 'T' WHEN 'B' = ANY (weights) THEN 'R' ELSE '' END,
        ',' ORDER BY item_id) AS items
    FROM minutes_searchentry, unnest(vector)
    WHERE minutes_search_stands(public_until) AND lexeme !~ '[ |]|^[a-z]:'
    GROUP BY lexeme, date
) AS days GROUP BY lexeme ORDER BY lexeme COLLATE "C"
"""
COMMITTEES = """
SELECT slug, string_agg(to_hex(day) || ':' || items, ' ' ORDER BY day DESC) FROM (
    SELECT slug, date - DATE '0001-01-01' AS day, string_agg(to_hex(item_id), ',' ORDER BY item_id) AS items
    FROM minutes_searchentry JOIN minutes_committee ON minutes_committee.id = committee_id
    WHERE minutes_search_stands(public_until) GROUP BY slug, date
) AS days GROUP BY slug ORDER BY slug
"""
LOOKED_UP = "SELECT word, plainto_tsquery(%s, minutes_search_plain(word))::text FROM unnest(%s::text[]) AS word"
LEXEMES = re.compile(r"'((?:[^']|'')*)'")


class Row(NamedTuple):
    """A line of a part: a word with the lexemes it is looked up by, or a lexeme with its places."""

    word: str
    table: str  # "words" or "places"
    value: Any

    @property
    def part(self) -> str:
        return self.word[:BEGINNING]


def parts(listing: Listing) -> Iterator[tuple[str, bytes]]:
    """Every script of the words, by its name. Nothing but the parts' names is kept in memory."""
    names, synonyms = [], _synonyms(listing)
    rows = heapq.merge(_words(listing), _places(), key=lambda row: row.word)
    # Server, listing and Python order letters alike, by their numbers: words that begin alike stand side by side.
    for part, group in itertools.groupby(rows, key=lambda row: row.part):
        tables: dict[str, dict[str, Any]] = {"words": {}, "places": {}}
        for row in group:
            tables[row.table][row.word] = row.value
        name = file_of(part)
        names.append(name)
        yield f"search/words/{name}.js", script("part", name, tables)
    with connection.cursor() as cursor:
        cursor.execute(COMMITTEES)
        for slug, places in cursor:
            yield f"search/committees/{slug}.js", script("committee", slug, places)
    told = {"parts": names, "synonyms": synonyms}
    yield "search/parts.js", script("archive", told)


def file_of(part: str) -> str:
    """The name of a part: letters and figures as they are, others by their number. `con.js` is no name on Windows."""
    return "".join(c if c.isascii() and c.isalnum() else f"-{ord(c):x}" for c in part) + "_"


def script(function: str, *values: Any) -> bytes:
    """A call with plain values: what a page may read from a disk, which lets it fetch nothing."""
    return f"minutebook.{function}({','.join(encoded(value) for value in values)});\n".encode()


def _words(listing: Listing) -> Iterator[Row]:
    """Words as they are written, each with its lexemes; none, for one that every text has."""
    for some in listing.words():
        with connection.cursor() as cursor:
            cursor.execute(LOOKED_UP, [CONFIG, some])
            found = dict(cursor.fetchall())
        for word in some:
            lexemes = lexemes_of(found[word])
            if lexemes != [word]:
                yield Row(word, "words", lexemes)


def _places() -> Iterator[Row]:
    """Every lexeme with its places, read from the server as it sorts them."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(PLACES)
        for lexeme, places in cursor:
            yield Row(lexeme, "places", places)


def _synonyms(listing: Listing) -> list[list[list[str]]]:
    """Groups of terms that mean the same, each as its lexemes; their words may stand in no text and still be asked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT words, lexemes FROM minutes_synonyms ORDER BY id")
        rows = cursor.fetchall()
    listing.learn(words_of(words for words, _ in rows))
    return [[lexemes_of(term) for term in lexemes if term] for _, lexemes in rows]


def lexemes_of(query: str) -> list[str]:
    """The lexemes in a tsquery, as PostgreSQL writes it."""
    return [lexeme.replace("''", "'") for lexeme in LEXEMES.findall(query)]
