"""Committee and date from a file's name: "2021-03-04 Planning Committee minutes.docx", "Cabinet_04032021.pdf"."""

import datetime as dt
import re
from pathlib import PurePosixPath

from minutes.text.dates import MONTHS
from minutes.text.meeting import Known
from minutes.text.meeting_forms import BODY_LINE
from minutes.text.meeting_head import in_small_letters

_SHORT = {name[:3]: number for number, name in enumerate(MONTHS[0], 1)} | {"sept": 9}
_MONTHS = {name: number for names in MONTHS for number, name in enumerate(names, 1)} | _SHORT
_WORD = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ENDS = r"(?:st|nd|rd|th|af|ail|ydd|fed|eg|ain)?"
_GAP = r"[\s._-]{0,3}"
DATES = (
    re.compile(rf"(?<!\d)(?P<year>(?:19|20)\d\d){_GAP}(?P<month>0[1-9]|1[0-2]){_GAP}(?P<day>[0-2]\d|3[01])(?!\d)"),
    re.compile(r"(?<!\d)(?P<day>\d{1,2})[\s._-]{1,3}(?P<month>\d{1,2})[\s._-]{1,3}(?P<year>(?:19|20)?\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<day>[0-2]\d|3[01])(?P<month>0[1-9]|1[0-2])(?P<year>(?:19|20)\d\d)(?!\d)"),
    re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}}){_ENDS}{_GAP}(?P<month>{_WORD})[a-z]*{_GAP}(?P<year>(?:19|20)?\d\d)(?!\d)", re.I
    ),
    re.compile(
        rf"(?<![a-z])(?P<month>{_WORD})[a-z]*{_GAP}(?P<day>\d{{1,2}}){_ENDS}[\s.,_-]{{1,3}}(?P<year>(?:19|20)\d\d)(?!\d)",
        re.I,
    ),
    re.compile(rf"(?<!\d)(?P<year>(?:19|20)\d\d){_GAP}(?P<month>{_WORD})[a-z]*{_GAP}(?P<day>\d{{1,2}})(?!\d)", re.I),
)
# Words of a file's name that belong to no body's.
NOISE = re.compile(
    r"\b(?:draft|final|approved|confirmed|signed|printed|public|unconfirmed|redacted|web|version|copy|minutes?|mins|cofnodion"
    r"|agenda|decisions?|notes?|of|the|meeting|held|on|special|extraordinary|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|v\d+(?:\.\d+)?|\(\d+\)|\d{1,2}(?:[.:]\d\d)?\s?[ap]m|\d+)\b|\(\d+\)|[()\[\]]",
    re.IGNORECASE,
)
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def known_of(name: str) -> Known:
    """What the name of a file, or of the folder in which it stands, says of its meeting."""
    path = PurePosixPath(name)
    words, day = _without_date(path.stem)
    committee = _committee(words)
    for folder in reversed(path.parts[:-1]):
        committee = committee or _committee(folder)
    return Known(committee, day)


def date_in(text: str) -> dt.date | None:
    """The date in a file's name; ``None`` for none, and for one that is no day of the calendar."""
    return _without_date(text)[1]


def _without_date(text: str) -> tuple[str, dt.date | None]:
    for pattern in DATES:
        for found in pattern.finditer(text):
            if day := _date(found):
                return f"{text[: found.start()]} {text[found.end() :]}", day
    return text, None


def _date(found: re.Match[str]) -> dt.date | None:
    year = int(found["year"])
    if year < 100:
        year += 2000 if year < 70 else 1900
    word = found["month"].lower()
    try:
        return dt.date(year, int(word) if word.isdigit() else _MONTHS[word], int(found["day"]))
    except ValueError:
        return None


def _committee(text: str) -> str | None:
    words = NOISE.sub(" ", CAMEL.sub(" ", text.replace("_", " ").replace("+", " ")))
    words = re.sub(r"\s+[-–—.,]+(?=\s|$)|^[-–—.,\s]+", " ", f" {words} ")
    words = " ".join(words.replace(" -", " ").split()).strip(" -–—.,")
    if "-" in words and " " not in words:
        words = words.replace("-", " ")
    found = BODY_LINE.fullmatch(words)
    if found is None:
        return None
    name = found["body"].strip()
    return in_small_letters(name.upper() if name.islower() else name)
