"""Numbers as minutes spell them: 22, twenty-two, none, nil."""

import re

UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
NOUGHT = ["zero", "none", "nil", "no", "nought"]
WORDS = {word: value for value, word in enumerate(UNITS + TEENS, 1)} | dict.fromkeys(NOUGHT, 0)
TENS = {
    word: 10 * value
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_LONGEST_FIRST = "|".join(sorted(WORDS, key=len, reverse=True))
NUMBER = rf"(?:\d{{1,3}}|(?:{'|'.join(TENS)})(?:[-\s](?:{'|'.join(UNITS)}))?|{_LONGEST_FIRST})"


def number(text: str) -> int:
    """The number that ``text`` (a match of ``NUMBER``) spells."""
    text = text.strip().lower()
    if text.isdigit():
        return int(text)
    tens, _, unit = re.sub(r"[-\s]+", "-", text).partition("-")
    return TENS[tens] + WORDS.get(unit, 0) if tens in TENS else WORDS[text]
