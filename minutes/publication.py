"""The rule "is this public?": one function for each kind of record, and nothing else.

Each function answers with a condition on the kind's own table. `path` leads from another table to it
("item__" from a report to its agenda item), so that a rule is composed of its parent's. A stage is a moment
compared with the database's clock: one that lies ahead is not public yet, and becomes so by itself.

The same rules answer two more questions, which `when` asks: what will be public once every stage is published
(a preview), and what has been public whether or not it was withdrawn since (the note at its address).
"""

from enum import Enum, auto
from typing import Protocol

from django.apps import apps
from django.db.models import Case, CharField, Q, Value
from django.db.models import When as If
from django.db.models.functions import Now

# The stages of a meeting, in the only order in which they can be reached.
STAGES = ("announced_at", "agenda_published_at", "decisions_published_at", "minutes_published_at", "confirmed_at")


class When(Enum):
    """Which of its three questions a rule answers."""

    NOW = auto()  # is it public at this moment?
    FORESEEN = auto()  # would it be, if every stage were published?
    EVER = auto()  # is it, or would it be had it not been withdrawn?


class Rule(Protocol):
    """A rule of this module."""

    def __call__(self, path: str = "", *, when: When = When.NOW) -> Q: ...


def everything(path: str = "", *, when: When = When.NOW) -> Q:
    """Parties and wards, and the council itself: facts that are never secret."""
    return Q()


def listed(path: str = "", *, when: When = When.NOW) -> Q:
    """A committee or a person, unless a clerk keeps it off the site."""
    return Q(**{f"{path}is_listed": True})


def membership(path: str = "", *, when: When = When.NOW) -> Q:
    """A membership, when the committee and the person both are."""
    return listed(f"{path}committee__") & listed(f"{path}person__")


def seat(path: str = "", *, when: When = When.NOW) -> Q:
    """A member's ward and party, when the person is."""
    return listed(f"{path}person__")


def meeting(path: str = "", *, when: When = When.NOW) -> Q:
    """Date, time and place of a meeting, once it is announced."""
    return listed(f"{path}committee__") & _standing(path, when) & _reached(f"{path}announced_at", when)


def item(path: str = "", *, when: When = When.NOW) -> Q:
    """An agenda item, when the agenda is published and the item was on it or has been released since."""
    return (
        meeting(f"{path}meeting__", when=when)
        & _reached(f"{path}meeting__agenda_published_at", when)
        & _reached(f"{path}released_at", when)
        & _standing(path, when)
    )


def report(path: str = "", *, when: When = When.NOW) -> Q:
    """A document, when its item is, it is released, and neither is exempt (Local Government Act 1972, s. 100B)."""
    return open_item(f"{path}item__", when=when) & of_open_item(path, when=when)


def of_open_item(path: str = "", *, when: When = When.NOW) -> Q:
    """A document of an item that is known to be public and not exempt."""
    return Q(**{f"{path}is_exempt": False}) & _reached(f"{path}released_at", when) & _standing(path, when)


def private_report(path: str = "", *, when: When = When.NOW) -> Q:
    """
    That an open item has an exempt document, and by what paragraph of the law, where a clerk gave it a public name.

    Never its title, which may itself be exempt: what is open to inspection says in the law's own terms what is left out
    (Local Government Act 1972, s. 100B(5)).
    """
    return (
        open_item(f"{path}item__", when=when)
        & Q(**{f"{path}is_exempt": True})
        & ~Q(**{f"{path}listed_as": ""})
        & _standing(path, when)
    )


def report_version(path: str = "", *, when: When = When.NOW) -> Q:
    """A document's file before it was replaced, when the document is public."""
    return report(f"{path}report__", when=when) & _standing(path, when)


def decided(path: str = "", *, when: When = When.NOW) -> Q:
    """Decision and resolutions of an open item, when the decisions are published (SI 2012/2089, reg. 12)."""
    return open_item(f"{path}item__", when=when) & _reached(f"{path}item__meeting__decisions_published_at", when)


def minuted(path: str = "", *, when: When = When.NOW) -> Q:
    """Narrative, votes, declarations and corrections of an open item, when the minutes are published."""
    return open_item(f"{path}item__", when=when) & _reached(f"{path}item__meeting__minutes_published_at", when)


def fair_summary(path: str = "", *, when: When = When.NOW) -> Q:
    """The summary of what was done in private, with the minutes (Local Government Act 1972, s. 100C(2))."""
    return item(f"{path}item__", when=when) & _reached(f"{path}item__meeting__minutes_published_at", when)


def open_item(path: str = "", *, when: When = When.NOW) -> Q:
    """An agenda item that is considered in public."""
    return item(path, when=when) & Q(**{f"{path}is_exempt": False})


def attendance(path: str = "", *, when: When = When.NOW) -> Q:
    """Who was there, when the minutes are published."""
    return meeting(f"{path}meeting__", when=when) & _reached(f"{path}meeting__minutes_published_at", when)


def issue(path: str = "", *, when: When = When.NOW) -> Q:
    """A matter, as soon as one of its items is public."""
    items = apps.get_model("minutes", "AgendaItem")._default_manager.filter(item(when=when), issue__isnull=False)
    return Q(**{f"{path}pk__in": items.values("issue")})


def stage(path: str = "") -> Case:
    """The last stage that a meeting has reached, as one of `STAGES`, or "" for a draft."""
    reached = [If(Q(**{f"{path}{moment}__lte": Now()}), then=Value(moment)) for moment in reversed(STAGES)]
    return Case(*reached, default=Value(""), output_field=CharField())


def through(rule: Rule, step: str) -> Rule:
    """The rule of a row that is public exactly when the row it hangs on is (a clause with its resolution)."""

    def rule_of_parent(path: str = "", *, when: When = When.NOW) -> Q:
        return rule(f"{path}{step}", when=when)

    return rule_of_parent


def both(rule: Rule, one: str, other: str) -> Rule:
    """The rule of a row that ties two others together, and is public when both are."""

    def rule_of_both(path: str = "", *, when: When = When.NOW) -> Q:
        return rule(f"{path}{one}", when=when) & rule(f"{path}{other}", when=when)

    return rule_of_both


def _reached(moment: str, when: When) -> Q:
    return Q() if when is When.FORESEEN else Q(**{f"{moment}__lte": Now()})


def _standing(path: str, when: When) -> Q:
    if when is When.EVER:
        return Q()
    return Q(**{f"{path}withdrawn_at__isnull": True}) | Q(**{f"{path}withdrawn_at__gt": Now()})
