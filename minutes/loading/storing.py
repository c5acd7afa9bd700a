"""Storing a row of the record for an import: only where something changes, and with the reason in its history."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.text import slugify
from simple_history.utils import bulk_create_with_history

from minutes.models.refusals import sentence


def keep(row: Any, values: dict[str, Any], why: str) -> bool:
    """
    Give a row these values and store it, if it is new or something changes; whether it was stored.

    Its fields are validated here; what the database checks it says itself, which costs no questions beforehand.
    """
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    if row.pk is not None and not changed and not row._state.adding:
        return False
    for name in changed:
        setattr(row, name, values[name])
    row.clean_fields(exclude=[field.name for field in row._meta.fields if field.name not in values])
    row._change_reason = why[:100]
    row.save()
    return True


def keep_new(rows: Sequence[Any], why: str) -> None:
    """Store rows of one table that are all new, validated as `keep` does, in one go."""
    for row in rows:
        row.clean_fields(exclude=[field.name for field in row._meta.fields if field.is_relation or field.primary_key])
    if rows:
        bulk_create_with_history(rows, type(rows[0]), default_change_reason=why[:100])


def keep_list(rows: Sequence[Any], values: Sequence[dict[str, Any]], new: Callable[[], Model], why: str) -> None:
    """Make these the rows of a list, numbered by `ordinal` from 1; what is left over is deleted."""
    for ordinal, told in enumerate(values, 1):
        row = rows[ordinal - 1] if ordinal <= len(rows) else new()
        keep(row, {**told, "ordinal": ordinal}, why)
    for row in rows[len(values) :]:
        row._change_reason = why[:100]
        row.delete()


@transaction.atomic  # the savepoint that lets the rest of a page go on
def attempt(write: Callable[[], Any]) -> Any:
    """Do something that the database may refuse, so that nothing of it is left when it does."""
    return write()


def sentence_of(error: ValidationError | IntegrityError) -> str:
    """Why something could not be stored, for a person."""
    if isinstance(error, IntegrityError):
        return sentence(error)
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    told = [(name, words) for name, found in error.message_dict.items() for words in found]
    return " ".join(
        words if name == NON_FIELD_ERRORS else f"“{name.replace('_', ' ')}”: {words}" for name, words in told
    )


def free_slug(words: str, model: type[Model], length: int) -> str:
    """A slug for a new record that no other one has."""
    base = slugify(words)[:length].strip("-") or str(model._meta.model_name)
    taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
