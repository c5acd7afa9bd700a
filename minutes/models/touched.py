"""
Which records may have been changed since a moment: asked first, by index, by whoever wants those that have.

When a record was changed takes several tables to tell (minutes/models/moments.py), and to tell it of every record there
is takes seconds in a large archive. What is named here is always more than what was changed, and never less.
"""

import datetime as dt
from typing import Any

from django.db.models import Model, Q, QuerySet

from minutes.models.changes import PublicChange
from minutes.models.items import AgendaItem
from minutes.models.meetings import Meeting
from minutes.models.reports import Report
from minutes.publication import STAGES

LARGE = (Meeting, AgendaItem, Report)
FEW = 2_000  # keys that go into a question one by one


def touched(model: type[Model], since: dt.datetime, path: str = "pk") -> Q:
    """
    The condition that a record, to which `path` leads, may have been changed at that moment or later.

    Of a model in LARGE: of the others there are few, and their moments are told quickly.
    """
    keys = _union(model, _conditions(model, since))
    few = list(keys[: FEW + 1])
    # PostgreSQL guesses that they are many, and would read every record there is.
    return Q(**{f"{path}__in": few if len(few) <= FEW else keys})


def _conditions(model: type[Model], since: dt.datetime) -> list[dict[str, Any]]:
    """Ways in which a record can have been touched, itself or with what it stands in; an index answers each."""
    if model is Meeting:
        own, whole = "meeting", {"committee__in": _changed("committee", since)}
    elif model is AgendaItem:
        own, whole = "item", {"meeting__in": _union(Meeting, _conditions(Meeting, since))}
    else:
        own, whole = "report", {"item__in": _union(AgendaItem, _conditions(AgendaItem, since))}
    moments = (*STAGES, "withdrawn_at") if model is Meeting else ("released_at", "withdrawn_at")
    ways: list[dict[str, Any]] = [
        {"pk__in": _changed(own, since)},
        whole,
        *({f"{moment}__gte": since} for moment in moments),
    ]
    if model is AgendaItem:
        ways.append({"pk__in": Report.objects.order_by().filter(released_at__gte=since).values("item")})
    return ways


def _changed(record: str, since: dt.datetime) -> QuerySet[Any, Any]:
    return PublicChange.objects.filter(record=record, at__gte=since).order_by().values("key")


def _union(model: type[Model], conditions: list[dict[str, Any]]) -> QuerySet[Any, Any]:
    first, *others = (
        model._default_manager.order_by().filter(**condition).values_list("pk", flat=True) for condition in conditions
    )
    return first.union(*others) if others else first
