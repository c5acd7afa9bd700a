"""The public record as JSON, page by page, one by one, or all of it; and what there is to ask for."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse

from minutes.formats.data import encoded
from minutes.opendata.answers import (
    Problems,
    answer,
    missing,
    open_data,
    prefers_json,
    refused,
    varying,
    whole,
)
from minutes.opendata.openapi import CONTENT_TYPES, LONGEST, MOST, PAGE
from minutes.opendata.table import HEAD, line
from minutes.registry import PublicKind, registry
from minutes.views.public import absolute_url, dated, site_root

READ = 200  # records at a time, of all there are


@open_data
def documentation(request: HttpRequest) -> HttpResponseBase:
    """What there is, for a person; the same for a program that asks for JSON."""
    if prefers_json(request):
        return varying(index(request))
    return varying(render(request, "opendata/api.html", {"kinds": registry.public_kinds, "page": PAGE, "most": MOST}))


@open_data
def index(request: HttpRequest) -> HttpResponseBase:
    """The kinds of record, each with its addresses, fields and filters; and where the API is described (RFC 8631)."""
    root = site_root(request)
    response = answer({"kinds": {kind.name: _described(kind, root) for kind in registry.public_kinds}})
    response["Link"] = f'<{reverse("minutes:api-description")}>; rel="service-desc"; type="application/json"'
    return response


def _described(kind: PublicKind, root: str) -> dict[str, Any]:
    return {
        "title": kind.title,
        "list": root + reverse("minutes:api-list", args=[kind.name]),
        **{form: root + reverse("minutes:bulk", args=[kind.name, form]) for form in CONTENT_TYPES},
        "fields": {name: field.told for name, field in kind.fields.items()},
        "filters": {name: one.told for name, one in kind.filters.items()},
    }


@open_data
def page(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Records by number, from after the one that `after` names."""
    found = _kind(kind)
    if found is None:
        return missing()
    rows, problems = filtered(request, found, {"after", "limit"})
    after = _whole(request, "after", 0, 2**63 - 1, problems)
    limit = _whole(request, "limit", 1, MOST, problems) or PAGE
    if problems:
        return refused(problems)
    batch = list(rows.filter(pk__gt=after or 0).order_by("pk")[: limit + 1])
    shown = batch[:limit]
    following = _next(request, shown[-1].pk) if len(batch) > limit else None
    root = site_root(request)
    response = answer({"records": [found.record(row, root) for row in shown], "next": following})
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    return response


@open_data
def one(request: HttpRequest, kind: str, pk: int) -> HttpResponseBase:
    """A record by its number."""
    found = _kind(kind)
    row = found.rows().filter(pk=pk).first() if found and pk < 2**63 else None
    return answer(found.record(row, site_root(request))) if found and row else missing()


@open_data
def bulk(request: HttpRequest, kind: str, form: str) -> HttpResponseBase:
    """All records of a kind, or those that the filters let through, written as they are read."""
    found = _kind(kind)
    if found is None:
        return missing()
    rows, problems = filtered(request, found, set())
    if problems:
        return refused(problems)
    write = json_lines if form == "jsonl" else csv_lines
    response = StreamingHttpResponse(write(found, rows, site_root(request)), content_type=CONTENT_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{found.name}.{form}"'
    return dated(response)


def json_lines(kind: PublicKind, rows: QuerySet[Any], root: str) -> Iterator[str]:
    """A record a line."""
    for batch in batches(rows):
        yield "".join(f"{encoded(kind.record(row, root))}\n" for row in batch)


def csv_lines(kind: PublicKind, rows: QuerySet[Any], root: str) -> Iterator[str]:
    """A table with a head; what is nested is JSON in its cell."""
    yield HEAD + line(kind.fields)
    for batch in batches(rows):
        records = (kind.record(row, root) for row in batch)
        yield "".join(line(record[name] for name in kind.fields) for record in records)


def batches(rows: QuerySet[Any], size: int = READ) -> Iterator[list[Any]]:
    """
    All rows, some at a time.

    Each batch is asked for when it is due, so that what is withdrawn meanwhile is not in it, and nothing waits in
    memory or in the database.
    """
    last = 0
    while True:
        batch = list(rows.filter(pk__gt=last).order_by("pk")[:size])
        if batch:
            yield batch
        if len(batch) < size:
            return
        last = batch[-1].pk


def filtered(request: HttpRequest, kind: PublicKind, known: set[str]) -> tuple[QuerySet[Any], Problems]:
    """The rows that the parameters let through, and what is wrong with these."""
    rows, problems = kind.rows(), []
    for name, value in request.GET.dict().items():
        if name in known:
            continue
        if name not in kind.filters:
            problems.append({"parameter": name[:LONGEST], "problem": "There is no such parameter."})
            continue
        try:
            rows = rows.filter(kind.filters[name].condition(_plain(value)))
        except (ValueError, OverflowError) as error:
            told = {"parameter": name, "value": value[:LONGEST], "problem": f"{kind.filters[name].told} ({error})"}
            problems.append(told)
    return rows, problems


def _plain(value: str) -> str:
    if "\x00" in value or len(value) > LONGEST:
        raise ValueError("it is too long, or holds a null character")
    return value


def _whole(request: HttpRequest, name: str, least: int, most: int, problems: Problems) -> int | None:
    """A whole number, of those from least to most."""
    text = request.GET.get(name)
    if text is None:
        return None
    try:
        return whole(text, least, most)
    except ValueError as error:
        problems.append({"parameter": name, "value": text[:LONGEST], "problem": str(error)})
        return None


def _kind(name: str) -> PublicKind | None:
    return next((kind for kind in registry.public_kinds if kind.name == name), None)


def _next(request: HttpRequest, last: int) -> str:
    query = {**request.GET.dict(), "after": last}
    return f"{absolute_url(request, request.path)}?{urlencode(query)}"
