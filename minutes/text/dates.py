"""Dates as pages print them, in English and Welsh."""

import re
from datetime import date

MONTHS = (
    (
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ),
    (
        "ionawr",
        "chwefror",
        "mawrth",
        "ebrill",
        "mai",
        "mehefin",
        "gorffennaf",
        "awst",
        "medi",
        "hydref",
        "tachwedd",
        "rhagfyr",
    ),
)
NUMERIC = re.compile(r"\b(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})\b")
ISO = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b")
_NAMES = "|".join(name for names in MONTHS for name in names)
WRITTEN = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|af|ail|ydd|fed|eg|ain)?\s+(?:of\s+|o\s+)?"
    rf"(?P<month>{_NAMES}),?\s+(?P<year>\d{{4}})\b",
    re.IGNORECASE,
)


def find_date(text: str) -> date | None:
    """The first date in ``text``; ``None`` where there is none, and where it is no day of the calendar (31/02/2012)."""
    found = ISO.search(text) or NUMERIC.search(text) or WRITTEN.search(text)
    if found is None:
        return None
    try:
        return date(int(found["year"]), month_number(found["month"]), int(found["day"]))
    except ValueError:
        return None


def month_number(word: str) -> int:
    """The month that a number or an English or Welsh name is. Raises ``ValueError`` for any other word."""
    if word.isdigit():
        return int(word)
    for names in MONTHS:
        if word.lower() in names:
            return names.index(word.lower()) + 1
    raise ValueError(f"{word} is no month.")
