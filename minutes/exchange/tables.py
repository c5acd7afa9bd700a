"""What is exchanged: every table of the record with its history, in a fixed order."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.apps import apps
from django.db.models import JSONField, Model

FORMAT, VERSION = "minutebook", 1
APPS = ("minutes", "decisions")
NOT_EXCHANGED = ("Search", "Upload")
# Who made a change is named, not numbered: users are another installation's own.
USER_COLUMN, USER_KEY = "history_user_id", "history_user"


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
    def structured(self) -> tuple[int, ...]:
        """The places of the columns that hold JSON."""
        fields = self.model._meta.concrete_fields
        return tuple(place for place, field in enumerate(fields) if isinstance(field, JSONField))

    @cached_property
    def user(self) -> int | None:
        """The place of the column that names a user."""
        return self.columns.index(USER_COLUMN) if USER_COLUMN in self.columns else None


def tables() -> Iterator[Table]:
    """All of them; not the index of the search, which is made from the others, nor uploads that wait."""
    for app in APPS:
        for model in apps.get_app_config(app).get_models(include_auto_created=True):
            if not model.__name__.startswith(NOT_EXCHANGED):
                columns = tuple(str(field.column) for field in model._meta.concrete_fields)
                yield Table(model._meta.label_lower, model, columns)
