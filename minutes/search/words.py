"""
From what a person typed to a question that PostgreSQL understands.

Words must all stand in an item, "words in quotation marks" side by side; -words must not; OR parts alternatives. A word
is looked for with its synonyms, which the council edits, unless it stands in quotation marks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db import connection

from minutes.search.language import CONFIG

TOKEN = re.compile(r'(?P<minus>-*)(?:"(?P<phrase>[^"]*)"?|(?P<word>\S+))')
LONGEST_SYNONYM = 4  # words


class Token(NamedTuple):
    """A piece of a question as it was typed, and what PostgreSQL makes of it: "" where nothing can be looked for."""

    text: str
    lexemes: str = ""
    is_phrase: bool = False
    is_excluded: bool = False

    @property
    def is_or(self) -> bool:
        return self.text.lower() == "or" and not (self.is_phrase or self.is_excluded)


class Term(NamedTuple):
    """Something that an item should hold: as typed, and as a tsquery with its synonyms."""

    text: str
    query: str


@dataclass(frozen=True)
class Parsed:
    """
    A question as tsqueries: `all` of it; `any` of its terms; `words`, its terms each a word or phrase alone.

    `problem` says why it cannot be looked for: "stop words", words like "the" that every text has; "exclusions",
    words to leave out alone, which nearly every text answers to. `is_behind`: the index has work to do.
    """

    all: str = ""
    any: str = ""
    terms: tuple[Term, ...] = ()
    words: tuple[Term, ...] = ()
    excluded: str = ""
    problem: str = ""
    is_behind: bool = True

    def with_term(self, old: Term, new: Term) -> "Parsed":
        """The same question with one term in the place of another."""
        return replace(
            self,
            all=self.all.replace(old.query, new.query),
            any=self.any.replace(old.query, new.query),
            terms=tuple(new if term == old else term for term in self.terms),
            words=tuple(new if term == old else term for term in self.words),
        )


def parse(question: str) -> Parsed:
    """What a question asks for."""
    tokens, synonyms, is_behind = _understood(list(tokens_of(question)))
    alternatives, terms, words, excluded, only_excluding = [], [], [], [], False
    for part in _parts(tokens):
        positive = [token for token in part if token.lexemes and not token.is_excluded]
        wanted = list(_terms(positive, synonyms))
        words += [term for token in positive for term in _terms([token], synonyms)]
        unwanted = [f"!({token.lexemes})" for token in part if token.lexemes and token.is_excluded]
        only_excluding = only_excluding or bool(unwanted and not wanted)
        if wanted:
            alternatives.append(" & ".join([f"({term.query})" for term in wanted] + unwanted))
        terms += wanted
        excluded += unwanted
    if only_excluding or not terms:
        return Parsed(problem="exclusions" if only_excluding else "stop words", is_behind=is_behind)
    distinct = tuple(dict.fromkeys(terms))
    return Parsed(
        all=" | ".join(f"({alternative})" for alternative in alternatives),
        any=" | ".join(f"({term.query})" for term in distinct),
        terms=distinct,
        words=tuple(dict.fromkeys(words)),
        excluded=" & ".join(excluded),
        is_behind=is_behind,
    )


def tokens_of(question: str) -> Iterator[Token]:
    """The pieces of a question, in order."""
    for found in TOKEN.finditer(question):
        is_phrase = found["phrase"] is not None
        text = found["phrase"] if is_phrase else found["word"]
        yield Token(text, "", is_phrase, bool(found["minus"]))


def _understood(tokens: list[Token]) -> tuple[list[Token], dict[str, str], bool]:
    """
    The tokens with their lexemes; the synonyms, a query of the whole group by that of each of its terms; whether
    something waits to be indexed, which the same question tells.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT phraseto_tsquery(%s, minutes_search_plain(token))::text, NULL::text[]"
            " FROM unnest(%s::text[]) WITH ORDINALITY AS typed (token, place)"
            " UNION ALL SELECT NULL, lexemes FROM minutes_synonyms"
            " UNION ALL (SELECT 'due', NULL FROM minutes_search_due)",
            [CONFIG, [token.text for token in tokens]],
        )
        rows = cursor.fetchall()
    read = [token._replace(lexemes=lexemes) for token, (lexemes, _) in zip(tokens, rows, strict=False)]
    groups = [lexemes for _, lexemes in rows if lexemes]
    is_behind = ("due", None) in rows[len(tokens) :]
    return read, {term: " | ".join(f"({one})" for one in group) for group in groups for term in group}, is_behind


def _parts(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens between ORs."""
    part: list[Token] = []
    for token in tokens:
        if token.is_or and part:
            yield part
            part = []
        elif not token.is_or:
            part.append(token)
    yield part


def _terms(tokens: list[Token], synonyms: dict[str, str]) -> Iterator[Term]:
    """The terms of a part; words that are a synonym together are one term."""
    place = 0
    while place < len(tokens):
        width = _width_of_synonym(tokens[place:], synonyms)
        together = tokens[place : place + max(width, 1)]
        query = " & ".join(f"({token.lexemes})" for token in together)
        if width:
            query = f"({query}) | {synonyms[_joined(together)]}"
        yield Term(" ".join(f'"{token.text}"' if token.is_phrase else token.text for token in together), query)
        place += len(together)


def _width_of_synonym(tokens: Sequence[Token], synonyms: dict[str, str]) -> int:
    """How many of the first tokens stand in the list of synonyms together; 0: none."""
    for width in range(min(LONGEST_SYNONYM, len(tokens)), 0, -1):
        if not any(token.is_phrase for token in tokens[:width]) and _joined(tokens[:width]) in synonyms:
            return width
    return 0


def _joined(tokens: Sequence[Token]) -> str:
    """The lexemes of words side by side, as PostgreSQL writes them."""
    return " <-> ".join(token.lexemes for token in tokens)
