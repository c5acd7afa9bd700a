"""Publishing, and what the log says of it."""

from minutes import actions
from minutes.ledger.chain import first_faults
from minutes.ledger.writing import bring_up_to_date
from minutes.models import LedgerEntry


def publish(meeting, stage, **facts):
    actions.publish(meeting=meeting, stage=stage, by=None, **facts)


def news(**options):
    """What a run of the command adds, as (kind, act, stage)."""
    last = LedgerEntry.objects.count()
    bring_up_to_date(**options)
    rows = LedgerEntry.objects.filter(number__gt=last)
    assert first_faults(1) == []
    return [(entry.kind, entry.act, entry.stage) for entry in rows]
