"""
Finding certain words in a text, however they are written there, and putting others in their place.

Small or capital letters, accents, kinds of apostrophe, hyphen and space make no difference, nor do marks of bold and
italic inside the words, soft hyphens, and hyphens at the end of a line. Words are whole: Ada is not found in Adams.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property

TOKEN = re.compile(r"[^\W_]+")
UNSEEN = {ord(sign): None for sign in "\u00ad\u200b\u200c\u200d\u2060\ufeff*"}  # and the mark of bold and italic
UNLIKE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})  # have no accent of their own
LINE_END = re.compile(r"[-\u2010\u00ad][ \t]*\n[ \t]*")
APOSTROPHES = "'’ʼ`´"
BETWEEN = rf"(?:[ \t\n\r.{APOSTROPHES}·‐–—_+-]|%20)"  # the words of a name; in addresses too
FEWEST = 4  # letters of what is looked for


class Words:
    """What is looked for: names, each with its other spellings. Raises ValueError for one that is too short to tell."""

    def __init__(self, spellings: Iterable[str]) -> None:
        self.spellings = [spelling.strip() for spelling in spellings if spelling.strip()]
        for spelling in self.spellings:
            if sum(map(len, TOKEN.findall(bare(spelling)))) < FEWEST:
                raise ValueError(f"“{spelling}” is too short: it would be found in other words. Give the whole name.")
        if not self.spellings:
            raise ValueError("Give the name.")

    def find(self, text: str, *, in_address: bool = False) -> list[tuple[int, int]]:
        """
        Where the words stand in a text: first place and the place after the last, in order, none in another.

        In an address they are found with an s behind them too: the apostrophe before it was lost on the way there.
        """
        if not self._may_stand_in(text):
            return []
        expression = self._in_address if in_address else self._in_text
        found = set(_matches(expression, text, frozenset()))
        ends = {place for match in LINE_END.finditer(text) for place in range(*match.span())}
        if ends:
            found |= set(_matches(expression, text, frozenset(ends)))
        settled: list[tuple[int, int]] = []
        for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
            if not settled or start >= settled[-1][1]:
                settled.append((start, end))
        return settled

    def replaced(self, text: str, mark: str) -> str:
        """The text with `mark` wherever the words stood. Bold and italic that began or ended within them go on."""
        out, place = [], 0
        for start, end in self.find(text):
            signs = "".join(re.findall(r"\*+", text[start:end]))
            opened = len(re.findall(r"\*+", text[text.rfind("\n", 0, start) + 1 : start])) % 2
            out += [text[place:start], mark + signs if opened else signs + mark]
            place = end
        return "".join([*out, text[place:]])

    @property
    def pattern(self) -> str:
        """A regular expression of PostgreSQL for them, in small letters without accents."""
        return rf"(?<![[:alnum:]])(?:{self._alternatives})(?![[:alnum:]])"

    @cached_property
    def tokens(self) -> set[str]:
        """The single words of which they are made, small and without accents."""
        return {token for spelling in self.spellings for token in TOKEN.findall(bare(spelling))}

    @cached_property
    def _alternatives(self) -> str:
        return "|".join(sorted({_expression_of(bare(spelling)) for spelling in self.spellings}, key=len, reverse=True))

    def replaced_in_address(self, address: str, word: str) -> str:
        """The word of an address, or the name of a file, with another word wherever the words stood."""
        out, place = [], 0
        for start, end in self.find(address, in_address=True):
            out += [address[place:start], word]
            place = end
        return "".join([*out, address[place:]])

    @cached_property
    def _in_text(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![^\W_])(?:{self._alternatives})(?![^\W_])")

    @cached_property
    def _in_address(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![^\W_])(?:{self._alternatives})s?(?![^\W_])")

    @cached_property
    def _needed(self) -> list[list[str]]:
        """Of each spelling the words without which it cannot be there."""
        return [TOKEN.findall(bare(spelling)) for spelling in self.spellings]

    def _may_stand_in(self, text: str) -> bool:
        """A quick answer for the many texts in which nothing is found."""
        small = bare(LINE_END.sub("", text)) if "\n" in text else bare(text)
        if any(all(token in small for token in tokens) for tokens in self._needed):
            return True
        small = bare(text)
        return any(all(token in small for token in tokens) for tokens in self._needed)


def _matches(expression: re.Pattern[str], text: str, left_out: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Where an expression, for bare text, is found in a text as it is written."""
    letters, places = [], []
    for place, sign in enumerate(text):
        if place not in left_out:
            for letter in bare(sign):
                letters.append(letter)
                places.append(place)
    for match in expression.finditer("".join(letters)):
        end = places[match.end() - 1] + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        yield places[match.start()], end


def bare(text: str) -> str:
    """Small letters without accents, and without what nobody sees."""
    small = text.casefold()
    if not small.isascii():
        small = unicodedata.normalize("NFKD", small)
        small = "".join(sign for sign in small if not unicodedata.combining(sign)).translate(UNLIKE)
    return small.translate(UNSEEN)


def _expression_of(spelling: str) -> str:
    """Of one spelling: its words, with anything between them that may stand between the words of a name."""
    words, place = "", 0
    for match in TOKEN.finditer(spelling):
        between = spelling[place : match.start()]
        if words:
            words += BETWEEN + ("{0,2}" if between and not between.strip(APOSTROPHES) else "{1,4}")
        words, place = words + match[0], match.end()
    return words
