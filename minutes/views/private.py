"""Why something is private: the paragraphs of the law in plain words."""

import re
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext

from minutes.models import Jurisdiction, ListedPrivate, Report
from minutes.registry import Audience

# The same seven grounds, which Wales counts from 12 (Local Government Act 1972, Sch. 12A, Parts 1 and 4).
FIRST = {Jurisdiction.ENGLAND: 1, Jurisdiction.WALES: 12, Jurisdiction.NORTHERN_IRELAND: 1}


def reasons(paragraph: str, jurisdiction: str) -> list[str]:
    """
    What the paragraphs that a clerk wrote ("3", "1 and 2") are about.

    Nothing where they are not among the seven: Scotland's schedule has other ones.
    """
    first = FIRST.get(Jurisdiction(jurisdiction))
    if first is None:
        return []
    numbers = dict.fromkeys(int(number) for number in re.findall(r"\b\d{1,2}\b", paragraph))
    grounds = _grounds()
    return [grounds[number - first] for number in numbers if 0 <= number - first < len(grounds)]


def private_documents(audience: Audience) -> ArraySubquery:
    """Beside an item, what may be known of its exempt documents: {"name", "kind", "paragraph"}, and no title."""
    rows: QuerySet[Any] = ListedPrivate.objects.all() if audience == "public" else Report.listed_in_preview.all()
    rows = rows.filter(item=OuterRef("pk"))
    told = JSONObject(name="listed_as", kind="kind", paragraph="exempt_paragraph")
    return ArraySubquery(rows.order_by("position").values(json=told))


def explained(documents: list[dict[str, Any]], jurisdiction: str) -> list[dict[str, Any]]:
    """The same, each with `because`."""
    return [{**one, "because": reasons(one["paragraph"], jurisdiction)} for one in documents]


def _grounds() -> list[str]:
    return [
        gettext("It is about a particular person."),
        gettext("It would show who a particular person is."),
        gettext("It is about the money or business of a particular person or organisation, the council included."),
        gettext("It is about talks between the council and its staff or their unions."),
        gettext("It is legal advice that the law keeps between the council and its lawyers."),
        gettext("It would show that the council means to serve a legal notice or to make an order."),
        gettext("It is about preventing, investigating or prosecuting a crime."),
    ]
