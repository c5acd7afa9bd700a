"""
What a source calls a record, where that is no address of the old system: "legistar-item:5", "oparl-item:https://…".

By this name a record is found again when its title or its label has changed there.
"""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Model

from minutes.loading.run import Run
from minutes.models import ImportedRecord

LONGEST = 500
# By the label of a record's table: what the keys begin with by which a source names such a record.
KINDS = {
    "minutes.committee": ("legistar-body", "oparl-organization"),
    "minutes.person": ("legistar-person", "oparl-person"),
    "minutes.meeting": ("legistar-event", "oparl-meeting"),
    "minutes.agendaitem": ("legistar-item", "oparl-item"),
    "minutes.report": ("legistar-attachment", "oparl-file"),
}

M = TypeVar("M", bound=Model)


def identity_of(model: type[Model], keys: Iterable[str]) -> str:
    """The key among these by which a source names a record of that model; "" without one."""
    kinds = KINDS[model._meta.label_lower]
    return next((key for key in keys if key.partition(":")[0] in kinds and len(key) <= LONGEST), "")


def identified(model: type[M], keys: Iterable[str]) -> M | None:
    """The record that a source names so, or None."""
    identity = identity_of(model, keys)
    known = ImportedRecord.objects.filter(record=model._meta.label_lower, identity=identity) if identity else ()
    return next((model._default_manager.filter(pk=row.key).first() for row in known), None)


def is_another(record: Model, keys: Iterable[str]) -> bool:
    """Whether that source names a record otherwise, which so is not the one that is meant."""
    identity = identity_of(type(record), keys)
    rows = ImportedRecord.objects.filter(record=record._meta.label_lower, key=record.pk) if identity else ()
    kind = identity.partition(":")[0]
    return any(row.identity != identity and row.identity.partition(":")[0] == kind for row in rows)


def identify(record: Model, keys: Iterable[str], run: Run) -> None:
    """Note how a source names a record: the first name stays, and is nobody's else, whoever had it before."""
    identity = identity_of(type(record), keys)
    row = run.memory(record).row if identity else None
    if row is None or row.identity:
        return
    label = record._meta.label_lower
    ImportedRecord.objects.filter(record=label, identity=identity).exclude(key=record.pk).update(identity="")
    row.identity = identity
