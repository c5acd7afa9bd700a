"""The managers of a public model: full, public, and the two that preview and withdrawal notes need."""

import functools
from typing import Any

from django.db import models

from minutes.publication import Rule, When


def published(queryset: type[models.QuerySet[Any]], rule: Rule, when: When = When.NOW) -> Any:
    """
    A manager of the rows that `rule` lets through, with the methods of `queryset`.

    The class is made here because Django builds the manager of a reverse relation
    (`item.reports(manager="public")`) from the class alone, without arguments. The rule becomes a query once: that
    takes a hundred times as long as to copy it, and a page asks for twenty.
    """

    @functools.cache
    def let_through(model: type[models.Model]) -> models.QuerySet[Any]:
        return queryset(model).filter(rule(when=when))

    class Published(models.Manager.from_queryset(queryset)):  # type: ignore[misc]
        def get_queryset(self) -> models.QuerySet[Any]:
            rows: models.QuerySet[Any] = super().get_queryset()
            rows.query = let_through(self.model).query.chain()
            return rows

    return Published()


def foreseen(queryset: type[models.QuerySet[Any]], rule: Rule) -> Any:
    """A manager of what will be public once every stage is published: for previews."""
    return published(queryset, rule, When.FORESEEN)


def ever(queryset: type[models.QuerySet[Any]], rule: Rule) -> Any:
    """A manager of what is public or was until it was withdrawn: for the note at its address."""
    return published(queryset, rule, When.EVER)
