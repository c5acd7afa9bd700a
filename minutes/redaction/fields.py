"""
Which fields of which tables can hold a name, and how it is taken out of each.

Every text of every model of the record is one, of a model or a field that is added later too; what is left out is
named here, with the reason. Rows that are never public are gone through as well: a draft becomes public one day.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.postgres.fields import ArrayField
from django.db import models

from minutes.models.redaction import IN_ADDRESS
from minutes.text.withheld import Words

APPS = ("minutes", "decisions")
# The history and the redactions themselves, which keep what was said for those with the right; the public log, which
# holds no words; the search's own tables, which follow the record by themselves; letters, which have no text, and those
# who get them; what stands in files, which are closed as they are; how long things are kept.
LEFT_OUT = ("Historical", "Redact", "Ledger", "Search", "AlertKnock", "AlertLetter", "AlertNews", "AlertSubscription",
            "ReportPage", "Upload", "Retention")  # fmt: skip
# What a source calls its own pages and records, by which an import knows them again; who did something.
LEFT_OUT_FIELDS = {"origin", "source", "identity", "digest", "settled_by", "facts", "records"}
ADDRESSES = ("slug", "file_name")
Change = Callable[[Any, Words, str], Any]


@dataclass(frozen=True)
class Holder:
    """A table, its fields that can hold a name, and how each is changed: value, words and mark in, value out."""

    model: type[models.Model]
    fields: dict[str, Change]

    @property
    def label(self) -> str:
        """What it is called in a `RedactedPlace`."""
        return self.model._meta.label_lower

    def changed(self, values: dict[str, Any], words: Words, mark: str) -> dict[str, tuple[Any, Any]]:
        """Of the values of a row, those that hold the words, each with what takes its place."""
        found = {name: (values[name], change(values[name], words, mark)) for name, change in self.fields.items()}
        return {name: pair for name, pair in found.items() if pair[0] != pair[1]}


def holders() -> list[Holder]:
    """All tables that can hold a name."""
    found = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    tables = [model for model in found if model._meta.managed]  # the others are views of these
    kept: list[type[models.Model]] = [model for model in tables if not model.__name__.startswith(LEFT_OUT)]
    kept.append(LogEntry)
    told = [Holder(model, dict(_fields(model))) for model in kept]
    return [holder for holder in told if holder.fields]


def _fields(model: type[models.Model]) -> Iterator[tuple[str, Change]]:
    for field in model._meta.concrete_fields:
        if field.name in LEFT_OUT_FIELDS or field.choices or field.primary_key:
            continue
        if field.name in ADDRESSES:
            yield field.name, _in_address
        elif isinstance(field, models.EmailField | models.URLField):
            yield field.name, _emptied
        elif isinstance(field, models.JSONField | ArrayField):
            yield field.name, _inside
        elif isinstance(field, models.CharField | models.TextField) and not isinstance(field, models.FileField):
            yield field.name, _fitting(field.max_length)


def _fitting(longest: int | None) -> Change:
    """In a text; where the mark is longer than the name and makes it too long for its field, the end goes."""

    def in_text(value: str | None, words: Words, mark: str) -> str | None:
        changed = words.replaced(value, mark) if value else value
        return changed[:longest] if changed and longest and changed != value else changed

    return in_text


def _in_address(value: str, words: Words, mark: str) -> str:
    return words.replaced_in_address(value, IN_ADDRESS)


def _emptied(value: str, words: Words, mark: str) -> str:
    return "" if words.find(value) else value


def _inside(value: Any, words: Words, mark: str) -> Any:
    """In plain data: in each text of it."""
    if isinstance(value, str):
        return words.replaced(value, mark)
    if isinstance(value, list):
        return [_inside(one, words, mark) for one in value]
    if isinstance(value, dict):
        return {name: _inside(one, words, mark) for name, one in value.items()}
    return value
