"""The shapes of what programs are told, as JSON Schema (draft 2020-12) has them."""

from collections.abc import Mapping
from typing import Any

from django.db.models import TextChoices

from minutes import publication

Shape = Mapping[str, Any]

TEXT: Shape = {"type": "string"}
NUMBER: Shape = {"type": "integer", "minimum": 0, "maximum": 2**63 - 1}
YES_OR_NO: Shape = {"type": "boolean"}
DAY: Shape = {"type": "string", "format": "date"}
MOMENT: Shape = {"type": "string", "format": "date-time"}
# No `format`: that of a time asks for a zone, and a meeting begins by the clock on the wall.
CLOCK: Shape = {"type": "string", "pattern": r"^\d{2}:\d{2}:\d{2}(\.\d{6})?$"}
ADDRESS: Shape = {"type": "string", "format": "uri"}
SLUG: Shape = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$", "maxLength": 100}
SHA256: Shape = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def one_of(choices: type[TextChoices]) -> Shape:
    """One of the words that the record knows."""
    return {"type": "string", "enum": choices.values}


def stage_from(first: str) -> Shape:
    """How far a meeting's papers have come: that stage or a later one."""
    stages = publication.STAGES[publication.STAGES.index(first) :]
    return {"type": "string", "enum": [stage.removesuffix("_at") for stage in stages]}


def or_null(shape: Shape) -> Shape:
    """The same, or nothing."""
    return {"anyOf": [shape, {"type": "null"}]}


def many(shape: Shape) -> Shape:
    """A list of such, perhaps empty."""
    return {"type": "array", "items": shape}


def record(fields: Mapping[str, Shape]) -> Shape:
    """A record, of which every field is always there. More may be added, as docs/json.md says."""
    return {"type": "object", "properties": dict(fields), "required": list(fields)}


def named(name: str) -> Shape:
    """A shape of `registry.shapes`, or of a kind of record."""
    return {"$ref": f"#/components/schemas/{name}"}
