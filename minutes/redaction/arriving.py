"""
What comes in later and holds a name that is withheld: an import's text is changed on its way, a scan is closed.

What a person enters is refused by the database (minutes/migrations/0047_withheld_names.py), and they write it anew. A
machine cannot be told so.
"""

import dataclasses
from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import IntegrityError

from minutes.models import Redaction, Report
from minutes.redaction.finding import mark
from minutes.redaction.withholding import close
from minutes.text.withheld import Words

Read = TypeVar("Read")
# What an import knows a page, a record or a file by, which is not stored as text of the record.
KEPT = ("source", "old", "url")


def without_withheld_names(read: Read) -> Read:
    """What was read from a source, with the mark wherever a name stands that is withheld and guarded."""
    spellings = Redaction.objects.standing().filter(is_guarded=True).spellings()
    return _changed(read, Words(spellings), mark()) if spellings else read


def keep_recognised(report: Report, texts: Mapping[int, str]) -> bool:
    """
    Store what a machine read in a scan, as `Report.keep_recognised`; a public one that says a withheld name is closed.
    """
    try:
        return report.keep_recognised(texts)
    except IntegrityError:
        close(document=report, by=None)
        return report.keep_recognised(texts)


def _changed(value: Any, words: Words, told: str) -> Any:
    if isinstance(value, str):
        return words.replaced(value, told)
    if isinstance(value, list | tuple):
        inner = [_changed(one, words, told) for one in value]
        return type(value)(*inner) if hasattr(value, "_fields") else type(value)(inner)
    if isinstance(value, dict):
        return {name: _changed(one, words, told) for name, one in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = [field.name for field in dataclasses.fields(value) if field.init and field.name not in KEPT]
        return dataclasses.replace(value, **{name: _changed(getattr(value, name), words, told) for name in fields})
    return value
