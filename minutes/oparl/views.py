"""The addresses of OParl: the system, its one body, lists of objects, and each object."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import Max, Min
from django.http import HttpRequest, HttpResponseBase

from minutes.models import Gone, Meeting
from minutes.oparl import rows
from minutes.oparl.lists import Asked, listed
from minutes.oparl.objects import SCHEMA, Writer
from minutes.opendata.answers import answer, missing, open_data, refused
from minutes.views.council import current_council
from minutes.views.public import site_root


class Kind(NamedTuple):
    """A kind of object, the rows behind it, and what writes one."""

    name: str
    rows: Callable[..., Any]
    write: Callable[[Writer, Any], dict[str, Any]]


KINDS = {
    kind.name.lower(): kind
    for kind in (
        Kind("Organization", rows.organizations, Writer.organization),
        Kind("Person", rows.people, Writer.person),
        Kind("Membership", rows.memberships, Writer.membership),
        Kind("Meeting", rows.meetings, Writer.meeting),
        Kind("AgendaItem", rows.items, Writer.agenda_item),
        Kind("Paper", rows.papers, Writer.paper),
        Kind("Consultation", rows.papers, Writer.consultation),
        Kind("File", rows.files, Writer.file),
        Kind("Location", rows.places, Writer.location),
    )
}


@open_data
def system(request: HttpRequest) -> HttpResponseBase:
    """Where a program begins."""
    return answer(_writer(request).system(current_council()))


@open_data
def objects(request: HttpRequest, kind: str) -> HttpResponseBase:
    """A page of all objects of a kind."""
    asked = Asked(request)
    if asked.problems or (asked.organization is not None and kind != "meeting"):
        return refused(asked.problems or [{"parameter": "organization", "problem": "Only meetings have one."}])
    writer = _writer(request)
    if kind in ("body", "legislativeterm"):
        terms = _terms()
        records = [_body(writer)] if kind == "body" else [writer.term(start) for start in terms]
        return answer(listed(asked, records, ""))
    found = KINDS.get(kind)
    if found is None:
        return missing()
    shown, following = asked.page(found.rows(), rows.gone(found.name))
    if kind == "meeting":
        rows.give_items([row for row in shown if isinstance(row, Meeting)])
    return answer(listed(asked, [_record(writer, found, row) for row in shown], following))


@open_data
def one(request: HttpRequest, kind: str, pk: int) -> HttpResponseBase:
    """An object; of one that was withdrawn, that it is gone."""
    writer = _writer(request)
    if kind == "body" and pk == 1:
        return answer(_body(writer))
    if kind == "legislativeterm" and pk in _terms():
        return answer(writer.term(pk))
    if kind == "location" and pk == 0 and (council := current_council()).address:
        return answer({"id": writer.url("Location", 0), "type": f"{SCHEMA}Location", "description": council.address})
    found = KINDS.get(kind)
    if found is None or pk >= 2**63:
        return missing()
    row = found.rows().filter(pk=pk).first() or rows.gone(found.name).filter(pk=pk).first()
    if isinstance(row, Meeting) and kind == "meeting":
        rows.give_items([row])
    return answer(_record(writer, found, row)) if row else missing()


def _record(writer: Writer, kind: Kind, row: Any) -> dict[str, Any]:
    return writer.deleted(kind.name, row) if isinstance(row, Gone) else kind.write(writer, row)


def _body(writer: Writer) -> dict[str, Any]:
    return writer.body_record(current_council(), _terms())


def _terms() -> list[int]:
    """The municipal years in which meetings were or will be."""
    ends = Meeting.public.aggregate(first=Min("date"), last=Max("date"))
    if ends["first"] is None:
        return []
    first, last = (Meeting(date=day).municipal_year_start for day in (ends["first"], ends["last"]))
    return list(range(first, last + 1))


def _writer(request: HttpRequest) -> Writer:
    return Writer(site_root(request))
