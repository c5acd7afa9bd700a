"""Dates and times as pages print them, in English and Welsh."""

import re
from datetime import date, time

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
SHORT = tuple(name[:3] for name in MONTHS[0])
NUMERIC = re.compile(r"\b(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})\b")
ISO = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b")
_NAMES = "|".join([*(name for names in MONTHS for name in names), "sept", *SHORT])
WRITTEN = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|af|ail|ydd|fed|eg|ain)?[\s-]+(?:of\s+|o\s+)?"
    rf"(?P<month>{_NAMES})\b\.?,?[\s-]+(?P<year>\d{{4}})\b",
    re.IGNORECASE,
)
# 7.30 pm · 9.30am · 6.00 p.m. · 2 pm · 19:30 · 2.00 o'r gloch · 12 noon
CLOCK = re.compile(
    r"(?<![\d./])(?P<hour>\d{1,2})(?:(?P<dot>[.:])(?P<minute>\d{2}))?(?![\d/])\s*"
    r"(?P<half>[ap]\.?\s?m\b\.?|noon\b|midnight\b|o['’]r\s+gloch\b|y\.?[pb]\b\.?)?",
    re.IGNORECASE,
)


def find_date(text: str) -> date | None:
    """The first date in ``text``; ``None`` where there is none, and where it is no day of the calendar (31/02/2012)."""
    found = date_in(text)
    if found is None:
        return None
    try:
        return date(int(found["year"]), month_number(found["month"]), int(found["day"]))
    except ValueError:
        return None


def date_in(text: str) -> re.Match[str] | None:
    """Where the first date stands in ``text``, be it a day of the calendar or not."""
    return ISO.search(text) or NUMERIC.search(text) or WRITTEN.search(text)


def month_number(word: str) -> int:
    """The month that a number or an English or Welsh name is. Raises ``ValueError`` for any other word."""
    if word.isdigit():
        return int(word)
    for names in (*MONTHS, SHORT):
        if word.lower() in names:
            return names.index(word.lower()) + 1
    if word.lower() == "sept":
        return 9
    raise ValueError(f"{word} is no month.")


def find_time(text: str) -> time | None:
    """
    The first time of day in ``text``: a number is one only where minutes, am or pm stand with it.

    No council meets before seven in the morning: "2.00 o'r gloch", or 2.00 alone, is in the afternoon.
    """
    for found in CLOCK.finditer(text):
        half = (found["half"] or "").lower().replace(".", "").replace(" ", "")
        if not found["dot"] and not half:
            continue
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
        if half in ("pm", "yp") and hour < 12:
            hour += 12
        elif half in ("am", "yb", "midnight") and hour == 12:
            hour = 0
        elif half not in ("am", "yb", "midnight", "pm", "yp", "noon") and 0 < hour < 7 and found["hour"][0] != "0":
            hour += 12
        if hour < 24 and minute < 60:
            return time(hour, minute)
    return None
