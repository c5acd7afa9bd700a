"""What is exchanged: every table of the record with its history, in a fixed order."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model

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

    @property
    def name(self) -> str:
        return self.model._meta.db_table


def tables() -> Iterator[Table]:
    """All of them; not the index of the search, which is made from the others, nor uploads that wait."""
    for app in APPS:
        for model in apps.get_app_config(app).get_models(include_auto_created=True):
            if not model.__name__.startswith(NOT_EXCHANGED):
                columns = tuple(str(field.column) for field in model._meta.concrete_fields)
                yield Table(model._meta.label_lower, model, columns)
