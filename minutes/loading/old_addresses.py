"""Finding records by where they stood in the old system, and noting where they stood."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from minutes.loading.run import Run
from minutes.models import NoteKind, OldAddress
from minutes.models.old_addresses import FIELDS


def of_kind(keys: Iterable[str], kind: str) -> str:
    """The number of the first key of that kind, "10230" of "meeting:10230"; "" without one."""
    return next((number for found, _, number in (key.partition(":") for key in keys) if found == kind), "")


def find(kind: str, number: str) -> Any:
    """The record that stood there, or None."""
    found = OldAddress.objects.filter(kind=kind, number=number).first() if number else None
    return found.record if found else None


def stood_elsewhere(record: Model, kind: str, number: str) -> bool:
    """Whether a record is known under other numbers of that kind, and so is not the one that this number means."""
    if not number:
        return False
    known = set(OldAddress.objects.filter(kind=kind, **{FIELDS[kind]: record}).values_list("number", flat=True))
    return bool(known) and number not in known


def remember(keys: Iterable[str], records: dict[str, Model], run: Run) -> None:
    """Note where these records, by kind, stood. What is noted of another record already is left."""
    for kind, _, number in (key.partition(":") for key in keys):
        if kind not in records or not number.isdecimal() or len(number) > 18:
            continue
        record = records[kind]
        found, made = OldAddress.objects.get_or_create(kind=kind, number=number, defaults={FIELDS[kind]: record})
        if made:
            run.outcome.made["old address"] += 1
        elif found.record != record:
            words = f"Old address {found} leads to {found.record} and was left."
            run.note(NoteKind.CONFLICT, words, record, f"old address {found}"[:40])
