"""A column that is never public, in a table of which the rest is."""

from typing import Any

from django.db import models

from minutes.walls.role import is_reading

CLOSED: dict[str, set[str]] = {}  # the columns, by their table


class ClosedTextField(models.TextField):
    """
    A text that nobody but clerks may read: the public side's role has no right to it.

    So that it can read the rest of the row as every query asks for it, it is given nothing here without asking.
    """

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        """Name the column of a table of its own; a copy in the history is in a table that is closed altogether."""
        super().contribute_to_class(cls, name, private_only)
        if not cls._meta.abstract:
            CLOSED.setdefault(cls._meta.db_table, set()).add(str(self.column))

    def select_format(self, compiler: Any, sql: str, params: Any) -> tuple[str, Any]:
        """The column or, for the public side, nothing in its place."""
        return ("''", ()) if is_reading() else super().select_format(compiler, sql, params)

    def deconstruct(self) -> Any:
        """To the database it is a text like any other."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs
