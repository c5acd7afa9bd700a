"""
Marks: words in an entry's vector that nobody can type, by which it is filtered.

One index of PostgreSQL then answers words and filters together, and a filter makes a search quicker instead of slower:
of a word that half of the archive holds, only the items of the committee or the year asked for are looked at.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

KEY, YEAR, MONTH = "d:key", "y:", "t:"
YEARS = 12  # in a question from one day to another; of more, the years do not help


def year(date: dt.date) -> str:
    """The mark of a year."""
    return f"{YEAR}{date.year}"


def month(date: dt.date) -> str:
    """The mark of a month: t:202511."""
    return f"{MONTH}{date:%Y%m}"


def of_entry(entry: Mapping[str, Any]) -> list[str]:
    """The marks of a row of the index."""
    return [
        year(entry["date"]),
        month(entry["date"]),
        f"c:{entry['committee_id']}",
        f"s:{entry['state']}",
        *(f"k:{kind}" for kind in entry["kinds"]),
        *(f"w:{ward}" for ward in entry["wards"]),
        *(f"m:{member}" for member in entry["members"]),
        *([KEY] if entry["is_key"] else []),
    ]


def of_question(question: Any) -> Iterator[list[str]]:
    """For each filter of a question, the marks of which an entry must have one."""
    choices = {"c": question.committee, "w": question.ward, "m": question.member}
    yield from ([f"{letter}:{record.pk}"] for letter, record in choices.items() if record)
    yield from ([f"{letter}:{name}"] for letter, name in {"s": question.state, "k": question.kind}.items() if name)
    if question.key:
        yield [KEY]
    if question.since and question.until and 0 <= question.until.year - question.since.year < YEARS:
        yield [f"{YEAR}{number}" for number in range(question.since.year, question.until.year + 1)]


def any_of(marks: Iterable[str]) -> str:
    """A tsquery for entries with one of the marks."""
    return " | ".join(f"'{mark}'" for mark in marks)
