"""Disposing of what is due, or keeping it longer: by a person, one act for what was ticked."""

import datetime as dt
from collections.abc import Collection
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from minutes.actions import Actor, NotPossible, discard_upload, withdraw
from minutes.files.stores import clear
from minutes.models import Disposal, DisposalAct, KeptLonger, Report, Upload
from minutes.redaction.finding import in_councils_language
from minutes.redaction.withholding import name_of
from minutes.retention.kinds import Kind, due, period_of

FURTHEST = dt.timedelta(days=36_525)


@transaction.atomic
def dispose(*, kind: Kind, keys: Collection[int], by: Actor) -> list[Disposal]:
    """
    Dispose of these rows of a kind, and note what they were without what they said.

    All or none: raises NotPossible where one is not due any more, or nothing is chosen.
    """
    rows = _chosen(kind, keys)
    period = period_of(kind)
    rule = f"{kind.name.label}: {period.in_words}. {period.source}"[:400]
    notes = [
        Disposal(
            kind=kind.name, key=row.pk, what=kind.what(row)[:300], act=kind.act, rule=rule, due_on=row.due_on,
            made_by=name_of(by),
        )
        for row in rows
    ]  # fmt: skip
    for row in rows:
        if kind.act == DisposalAct.WITHDRAWN:
            with in_councils_language():
                withdraw(record=row, note=gettext("The time for which it is kept open to inspection is over."), by=by)
        else:
            _delete(row)
    return Disposal.objects.bulk_create(notes)


@transaction.atomic
def keep_longer(*, kind: Kind, keys: Collection[int], until: dt.date, reason: str, by: Actor) -> int:
    """Keep these rows until a day that lies ahead, on which they are due again. How many those are."""
    if not timezone.localdate() < until < timezone.localdate() + FURTHEST:
        raise NotPossible("Name a day that lies ahead, within a hundred years.")
    if not reason.strip():
        raise NotPossible("Say why it is kept longer.")
    rows = _chosen(kind, keys)
    KeptLonger.objects.bulk_create(
        KeptLonger(kind=kind.name, key=row.pk, until=until, reason=reason.strip(), made_by=name_of(by)) for row in rows
    )
    return len(rows)


def _chosen(kind: Kind, keys: Collection[int]) -> list[Any]:
    """The rows, kept from others until it is done."""
    if not keys:
        raise NotPossible("Nothing is ticked.")
    rows = list(due(kind).filter(pk__in=keys).select_for_update(of=("self",)))
    if len(rows) != len(set(keys)):
        raise NotPossible("Something that was ticked is not due any more. Look at the list again.")
    return rows


def _delete(row: Any) -> None:
    """A row, with its files and its history: what it said stands nowhere any more, but in backups until they go."""
    if isinstance(row, Upload):
        discard_upload(upload=row)
        return
    model, key = type(row), row.pk
    names = [str(name) for name in (row.file, row.original) if name] if isinstance(row, Report) else []
    row.delete()
    if hasattr(model, "history"):
        model.history.filter(id=key).delete()
    if names:
        transaction.on_commit(partial(clear, names))
