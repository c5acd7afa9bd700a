"""What a person asks the search for, read from the address; what cannot be understood is left out and named."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.utils.translation import gettext

from minutes.models import Committee, Person, Ward
from minutes.search.kinds import FILTERS
from minutes.search.models import STATES

LONGEST = 300  # characters of a question
PARAMETERS = (
    "q", "committee", "from", "to", "year", "kind", "ward", "member", "key", "state", "all", "order", "after",
)  # fmt: skip
ORDERS = {"best": "Best first", "newest": "Newest first", "oldest": "Oldest first"}
QUOTES = str.maketrans("“”„‟«»", '""""""')
T = TypeVar("T")
YEAR = re.compile(r"(?P<year>[12]\d{3})(?:[-/](?P<next>\d\d))?", re.ASCII)
KEY = re.compile(r"(?:(?P<tier>[12])\.(?P<score>\d{1,9})\.)?(?P<date>\d{4}-\d\d-\d\d)\.(?P<item>\d{1,18})", re.ASCII)


@dataclass(frozen=True)
class Key:
    """The place of a result in its order, after which the next page begins; `tier` and `score` only in best first."""

    date: dt.date
    item: int
    tier: int = 0
    score: int = 0

    def __str__(self) -> str:
        ranked = f"{self.tier}.{self.score}." if self.tier else ""
        return f"{ranked}{self.date}.{self.item}"


@dataclass
class Question:
    """Words and filters; `ignored` has a sentence for everything that was left out."""

    q: str = ""
    committee: Committee | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    year: str = ""
    kind: str = ""
    ward: Ward | None = None
    member: Person | None = None
    key: bool = False
    state: str = ""
    housekeeping: bool = False
    order: str = "best"
    after: Key | None = None
    ignored: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.q or self.is_filtered)

    @property
    def is_filtered(self) -> bool:
        return any((self.committee, self.since, self.until, self.kind, self.ward, self.member, self.key, self.state))

    @property
    def kind_name(self) -> str:
        return gettext(FILTERS.get(self.kind, ""))

    @property
    def state_name(self) -> str:
        return gettext(STATES.get(self.state, ""))

    @property
    def by_date(self) -> bool:
        """Whether results come newest first: without words there is no best."""
        return self.order in ("newest", "oldest") or not self.q

    def parameters(self, **changes: str) -> dict[str, str]:
        """The address of this question, with changes; without what is empty, and on its first page."""
        own = {
            "q": self.q,
            "committee": self.committee.slug if self.committee else "",
            "from": "" if self.year else str(self.since or ""),
            "to": "" if self.year else str(self.until or ""),
            "year": self.year,
            "kind": self.kind,
            "ward": self.ward.slug if self.ward else "",
            "member": self.member.slug if self.member else "",
            "key": "1" if self.key else "",
            "state": self.state,
            "all": "1" if self.housekeeping else "",
            "order": "" if self.order == "best" else self.order,
        }
        return {name: value for name, value in {**own, **changes}.items() if value}


def read(parameters: Mapping[str, str], committees: Sequence[Committee]) -> Question:
    """The question that these parameters of an address ask, of these committees."""
    question = Question()
    given = {name: parameters[name] for name in PARAMETERS if parameters.get(name)}
    told = gettext("“%(name)s” is not something this page can be asked for.")
    question.ignored += [told % {"name": name[:40]} for name in parameters if name not in PARAMETERS]
    question.q = _words(given.get("q", ""), question.ignored)
    slugs = {committee.slug: committee for committee in committees}
    question.committee = _chosen("committee", given, slugs, question.ignored)
    question.kind = given.get("kind", "") if _chosen("kind", given, FILTERS, question.ignored) else ""
    question.order = given.get("order", "") if _chosen("order", given, ORDERS, question.ignored) else "best"
    question.state = given.get("state", "") if _chosen("state", given, STATES, question.ignored) else ""
    question.key, question.housekeeping = bool(given.get("key")), bool(given.get("all"))
    question.ward = _named("ward", given, Ward.public, question.ignored)
    question.member = _named("member", given, Person.public, question.ignored)
    question.since = _date("from", given, question.ignored)
    question.until = _date("to", given, question.ignored)
    _read_year(given, question)
    if question.since and question.until and question.since > question.until:
        question.ignored.append(gettext("“From” is later than “to”: no day lies between them."))
    if "after" in given:
        question.after = _key(given["after"], question)
    return question


def day(text: str) -> dt.date:
    """A date as 2012-10-16 or 16/10/2012. Raises ValueError for anything else."""
    pattern = "%d/%m/%Y" if "/" in text else "%Y-%m-%d"
    return dt.datetime.strptime(text.strip(), pattern).date()  # noqa: DTZ007  # a day, no moment


def _named_value(name: str, given: Mapping[str, str]) -> dict[str, str]:
    """A parameter, for the sentence that names it."""
    return {"name": gettext(name.capitalize()), "text": given[name][:40]}


def _words(text: str, ignored: list[str]) -> str:
    words = " ".join(re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", " ", text.translate(QUOTES)).split())
    if len(words) > LONGEST:
        ignored.append(gettext("Only the first %(number)s characters of the search were used.") % {"number": LONGEST})
    return words[:LONGEST].strip()


def _chosen(name: str, given: Mapping[str, str], choices: Mapping[str, T], ignored: list[str]) -> T | None:
    if name in given and given[name] not in choices:
        told = gettext("%(name)s: “%(text)s” was ignored. There is no such choice.")
        ignored.append(told % _named_value(name, given))
    return choices.get(given.get(name, ""))


def _named(name: str, given: Mapping[str, str], rows: Any, ignored: list[str]) -> Any:
    """The record with that slug."""
    return (
        _chosen(name, given, {row.slug: row for row in rows.filter(slug=given[name])}, ignored)
        if name in given
        else None
    )


def _read_year(given: Mapping[str, str], question: Question) -> None:
    """A year, or a municipal year from May to April (2025-26), as days from and to."""
    if "year" not in given:
        return
    found = YEAR.fullmatch(given["year"].strip())
    if found is None or (found["next"] and int(found["next"]) != (int(found["year"]) + 1) % 100):
        told = gettext("%(name)s: “%(text)s” was ignored. It is no year like 2025 or 2025-26.")
        question.ignored.append(told % _named_value("year", given))
        return
    year, month = int(found["year"]), 5 if found["next"] else 1
    question.year = found[0].replace("/", "-")
    question.since, question.until = dt.date(year, month, 1), dt.date(year + 1, month, 1) - dt.timedelta(days=1)


def _date(name: str, given: Mapping[str, str], ignored: list[str]) -> dt.date | None:
    if name not in given:
        return None
    try:
        return day(given[name])
    except ValueError:
        told = gettext("%(name)s: “%(text)s” was ignored. It is no date like 16/10/2012.")
        ignored.append(told % _named_value(name, given))
        return None


def _key(text: str, question: Question) -> Key | None:
    """The place that `after` names, of the order asked for."""
    match = KEY.fullmatch(text)
    try:
        if match and bool(match["tier"]) != question.by_date:
            return Key(day(match["date"]), int(match["item"]), int(match["tier"] or 0), int(match["score"] or 0))
    except ValueError:  # a day that no calendar has
        match = None
    told = gettext("The page “%(page)s” does not exist; this is the first one.")
    question.ignored.append(told % {"page": text[:40]})
    return None
