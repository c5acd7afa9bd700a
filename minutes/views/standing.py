"""
In what state an item or a meeting is and what happens next, as sentences.

Pure: from facts that are public at this moment to words. Nothing here asks the database, and nothing that is not
public yet may be among the facts: a meeting that is not announced is not named.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext

from minutes.models.meetings import MeetingStatus
from minutes.templatetags.minutebook import after_preposition, written


@dataclass(frozen=True)
class Named:
    """A meeting that a sentence may name."""

    date: dt.date
    url: str


@dataclass(frozen=True)
class Facts:
    """What is public of an item, or of a meeting as a whole."""

    today: dt.date
    date: dt.date
    committee: str
    stage: str
    status: str
    confirming: Named | None = None  # the meeting that agreed the minutes
    following: Named | None = None  # the committee's next meeting from today on
    is_item: bool = True
    is_exempt: bool = False
    is_decided: bool = False  # there is a decision or a resolution of the item
    call_in_deadline: dt.date | None = None
    takes_effect_on: dt.date | None = None


@dataclass(frozen=True)
class Sentence:
    """A sentence with places for words and for links (see `markup.linked`)."""

    template: str
    words: dict[str, str] = field(default_factory=dict)
    links: dict[str, tuple[str, str]] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template % (self.words | {name: word for name, (_, word) in self.links.items()})


def standing(facts: Facts) -> list[Sentence]:
    """The state first, then what happens next."""
    if facts.stage in ("minutes_published_at", "confirmed_at"):
        return [_of_minutes(facts), *_next(facts)]
    if facts.stage == "decisions_published_at":
        return [*_of_decisions(facts), *_next(facts)]
    return [_ahead(facts)]


def _of_minutes(facts: Facts) -> Sentence:
    if facts.stage == "confirmed_at":
        if facts.confirming is None:
            return Sentence(gettext("Minutes confirmed as a correct record."))
        return Sentence(
            gettext("Minutes confirmed as a correct record by the meeting of %(date)s."),
            links={"date": (facts.confirming.url, written(facts.confirming.date))},
        )
    if facts.following is None:
        return Sentence(gettext("Draft minutes: not yet confirmed as a correct record."))
    return Sentence(
        gettext("Draft minutes: to be confirmed by %(committee)s, which next meets on %(date)s."),
        {"committee": facts.committee},
        {"date": (facts.following.url, after_preposition(facts.following.date))},
    )


def _of_decisions(facts: Facts) -> Iterator[Sentence]:
    if not facts.is_item:
        yield Sentence(gettext("Decisions published. The minutes are still being written."))
    elif facts.is_exempt:
        yield Sentence(gettext("Considered in private. The minutes are still being written."))
    elif facts.is_decided:
        place = {"committee": facts.committee, "date": written(facts.date)}
        yield Sentence(gettext("Decided by %(committee)s on %(date)s. The minutes are still being written."), place)
    else:
        yield Sentence(gettext("No decision on this item is published. The minutes are still being written."))


def _next(facts: Facts) -> Iterator[Sentence]:
    """Call-in and effect, as they stand today."""
    if facts.call_in_deadline is not None:
        date = {"date": after_preposition(facts.call_in_deadline)}
        if facts.call_in_deadline >= facts.today:
            yield Sentence(gettext("Open to call-in until %(date)s."), date)
        elif facts.stage == "decisions_published_at":
            yield Sentence(gettext("The time for call-in ended on %(date)s."), date)
    if facts.takes_effect_on is not None and facts.takes_effect_on > facts.today:
        yield Sentence(gettext("Takes effect on %(date)s."), {"date": after_preposition(facts.takes_effect_on)})


def _ahead(facts: Facts) -> Sentence:
    place = {"committee": facts.committee, "date": after_preposition(facts.date)}
    called_off = {
        MeetingStatus.CANCELLED: gettext("The meeting was cancelled."),
        MeetingStatus.POSTPONED: gettext("The meeting was postponed."),
    }.get(MeetingStatus(facts.status))
    if called_off:
        return Sentence(called_off)
    if not facts.stage:
        return Sentence(gettext("A draft: nothing of it is public."))
    if facts.stage == "announced_at" and facts.date >= facts.today:
        return Sentence(gettext("The agenda is not published yet."))
    if facts.date > facts.today:
        if facts.is_item:
            return Sentence(gettext("To be considered by %(committee)s on %(date)s."), place)
        return Sentence(gettext("To be held on %(date)s. The agenda is published."), place)
    if facts.date == facts.today:
        return Sentence(gettext("On the agenda of today’s meeting of %(committee)s."), place)
    return Sentence(gettext("On the agenda of %(date)s. No decisions of that meeting are published yet."), place)
