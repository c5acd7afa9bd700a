"""
The API described for programs, as OpenAPI 3.1: made from the tables by which it is answered, so that it is true.

A kind that is registered, a field, a filter or a form of download is in it by itself.
"""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from minutes.opendata.answers import answer, open_data
from minutes.opendata.shapes import ADDRESS, NUMBER, TEXT, Shape, many, named, or_null, record
from minutes.registry import PublicKind, registry
from minutes.views.council import current_council
from minutes.views.public import site_root

PAGE, MOST = 50, 200  # records of a page: without `limit`, and with the largest one
LONGEST = 200  # characters of a parameter's value
# The forms of a download, by the ending of its address.
CONTENT_TYPES = {"jsonl": "application/jsonl", "csv": "text/csv; charset=utf-8"}
JSON, HTML = "application/json", "text/html; charset=utf-8"
VERSION = "1"  # of the API, which stands in its addresses: what is there stays as it is, and more may come
Described = dict[str, Any]

TOLD: Shape = {"type": "object", "additionalProperties": TEXT}
KIND_SHAPE = record(
    {"title": TEXT, "list": ADDRESS, **dict.fromkeys(CONTENT_TYPES, ADDRESS), "fields": TOLD, "filters": TOLD}
)
SHAPES: dict[str, Shape] = {
    "error": record({"error": TEXT}),
    "refusal": record({
        "error": TEXT,
        "parameters": many({
            "type": "object", "properties": dict.fromkeys(("parameter", "value", "problem"), TEXT),
            "required": ["parameter", "problem"],
        }),
    }),
    "index": record({"kinds": {"type": "object", "additionalProperties": KIND_SHAPE}}),
}  # fmt: skip
HEADERS: Described = {
    "Access-Control-Allow-Origin": {
        "description": "Scripts of any site may read it.", "required": True, "schema": {"type": "string", "const": "*"},
    },
    "ETag": {"description": "To ask with If-None-Match, whether it has changed.", "schema": TEXT},
    "Last-Modified": {
        "description": "After that moment nothing public was changed anywhere. Not there for the first seconds.",
        "schema": TEXT,
    },
    "Link": {"description": "The following page, where there is one (RFC 8288).", "schema": TEXT},
    "Retry-After": {"description": "Seconds.", "required": True, "schema": NUMBER},
}  # fmt: skip
ALWAYS = ("Access-Control-Allow-Origin", "ETag", "Last-Modified")
UNCHANGED = {"description": "It has not changed since (If-None-Match, If-Modified-Since)."}
REFUSED = "A parameter cannot be understood, or leads to nothing that is public: the answer says which, and why."


@open_data
def description(request: HttpRequest) -> HttpResponseBase:
    """All addresses of the API, what can be asked and what is answered."""
    return answer(described(site_root(request), str(current_council())))


def described(root: str, council: str) -> Described:
    """The document, for the site at that address."""
    addresses = _of_all()
    for kind in registry.public_kinds:
        addresses |= _of_kind(kind)
    schemas = {**SHAPES, **registry.shapes, **{kind.name: _record(kind) for kind in registry.public_kinds}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Open data of {council}",
            "version": VERSION,
            "summary": "Everything that the site shows, and nothing else. No key is needed.",
        },
        "externalDocs": {"url": root + reverse("minutes:api")},
        "servers": [{"url": root}],
        "tags": [{"name": kind.name, "description": kind.title} for kind in registry.public_kinds],
        "paths": addresses,
        "components": {
            "schemas": schemas,
            "headers": HEADERS,
            "responses": {"429": _answer("Too much was asked for: ask again later.", HTML, TEXT, "Retry-After")},
        },
    }


def _of_all() -> Described:
    """The addresses that belong to no kind of record."""
    index = _answer("The kinds of record.", JSON, named("index"), *ALWAYS)
    both = {**index, "content": {**index["content"], HTML: {"schema": TEXT}}}
    document = _answer("This description.", JSON, {"type": "object"}, *ALWAYS)
    return {
        reverse("minutes:api"): _asked("documentation", "What there is, as a page or as JSON", {"200": both}),
        reverse("minutes:api-description"): _asked("description", "This description", {"200": document}),
        reverse("minutes:api-index"): _asked("index", "What there is", {"200": index}),
    }


def _of_kind(kind: PublicKind) -> Described:
    """The addresses of a kind: its pages, one record, and the downloads."""
    filters = [_parameter(name, one.told, one.shape) for name, one in kind.filters.items()]
    refused = {"400": _answer(REFUSED, JSON, named("refusal"), ALWAYS[0])}
    page = record({"records": many(named(kind.name)), "next": or_null(ADDRESS)})
    listed = {"200": _answer("A page of them, by number.", JSON, page, *ALWAYS, "Link"), **refused}
    detail = reverse("minutes:api-detail", args=[kind.name, 0]).replace("/0/", "/{id}/")
    found = {
        "200": _answer("The record.", JSON, named(kind.name), *ALWAYS),
        "404": _answer("There is nothing public with that number.", JSON, named("error"), ALWAYS[0]),
    }
    number = {"name": "id", "in": "path", "required": True, "description": "Its number.", "schema": NUMBER}
    downloads = {
        reverse("minutes:bulk", args=[kind.name, form]): _asked(
            f"{kind.name}-{form}", f"All of them, as {form.upper()}",
            {"200": _answer("A record a line.", content, TEXT, ALWAYS[0], "Last-Modified"), **refused},
            kind=kind, parameters=filters,
        )
        for form, content in CONTENT_TYPES.items()
    }  # fmt: skip
    return {
        reverse("minutes:api-list", args=[kind.name]): _asked(
            f"{kind.name}-list", "Page by page", listed, kind=kind, parameters=[*filters, *_paging()]
        ),
        detail: _asked(f"{kind.name}-one", "One of them", found, kind=kind, parameters=[number]),
        **downloads,
    }


def _paging() -> list[Described]:
    return [
        _parameter("after", "Those after the record with this number; `next` of an answer has it.", NUMBER),
        _parameter("limit", "As many to a page.", {"type": "integer", "minimum": 1, "maximum": MOST, "default": PAGE}),
    ]


def _record(kind: PublicKind) -> Described:
    """A record of a kind: each field with its sentence, which may stand beside a reference since OpenAPI 3.1."""
    fields = {name: {"description": field.told, **field.shape} for name, field in kind.fields.items()}
    return {**record(fields), "description": kind.title}


def _parameter(name: str, told: str, shape: Shape) -> Described:
    schema = shape if "maxLength" in shape or shape.get("type") != "string" else {**shape, "maxLength": LONGEST}
    return {"name": name, "in": "query", "description": told, "schema": schema}


def _asked(
    name: str,
    told: str,
    answers: Described,
    *,
    kind: PublicKind | None = None,
    parameters: list[Described] | None = None,
) -> Described:
    """An address that is asked with GET."""
    operation = {
        "operationId": name,
        "summary": told,
        "tags": [kind.name] if kind else [],
        "parameters": parameters or [],
        "responses": {**answers, "304": UNCHANGED, "429": {"$ref": "#/components/responses/429"}},
    }
    return {"get": operation}


def _answer(told: str, content_type: str, shape: Shape, *headers: str) -> Described:
    return {
        "description": told,
        "content": {content_type: {"schema": shape}},
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in headers},
    }
