"""What is exchanged: every table of the record with its history, in a fixed order."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db.models import JSONField, Model

FORMAT, VERSION = "minutebook", 1
APPS = ("minutes", "decisions")
NOT_EXCHANGED = ("Alert", "Asked", "Given", "LedgerReach", "Pasted", "PublicChange", "Search", "Upload")
# Who made a change is named, not numbered: users are another installation's own.
USER_COLUMN, USER_KEY = "history_user_id", "history_user"
Writer = Callable[[Any], str]


@dataclass(frozen=True)
class Table:
    """One table: its name in the file, its model, and its columns in the order of the model."""

    label: str
    model: type[Model]
    columns: tuple[str, ...]

    @cached_property
    def name(self) -> str:
        return self.model._meta.db_table

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The columns as the file calls them."""
        return tuple(USER_KEY if column == USER_COLUMN else column for column in self.columns)

    @cached_property
    def structured(self) -> dict[int, Writer]:
        """By its place, how a column that holds JSON or a list is written for PostgreSQL."""
        fields = enumerate(self.model._meta.concrete_fields)
        kinds = ((JSONField, _json), (ArrayField, _list))
        return {place: write for place, field in fields for kind, write in kinds if isinstance(field, kind)}

    @cached_property
    def later(self) -> dict[str, Any]:
        """By its name in the file, what stands in a column that an older file lacks: what a new record would have."""
        fields = list(zip(self.keys, self.model._meta.concrete_fields, strict=True))
        told = {key: field.get_default() for key, field in fields if field.blank or field.null or field.has_default()}
        needed = {key for key, field in fields if not field.null}
        return {key: value for key, value in told.items() if value is not None or key not in needed}

    @cached_property
    def user(self) -> int | None:
        """The place of the column that names a user."""
        return self.columns.index(USER_COLUMN) if USER_COLUMN in self.columns else None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _list(values: list[Any]) -> str:
    """An array as PostgreSQL reads it: {"one","two"}, what is in quotation marks being marked as in JSON's."""
    escaped = (str(value).replace("\\", r"\\").replace('"', r"\"") for value in values)
    return "{" + ",".join(f'"{value}"' for value in escaped) + "}"


def tables() -> Iterator[Table]:
    """
    All of them; not views and what is made from the others, nor what waits to be added, nor who gets e-mail or enters
    what.
    """
    for app in APPS:
        for model in apps.get_app_config(app).get_models(include_auto_created=True):
            if model._meta.managed and not model.__name__.startswith(NOT_EXCHANGED):
                columns = tuple(str(field.column) for field in model._meta.concrete_fields)
                yield Table(model._meta.label_lower, model, columns)
