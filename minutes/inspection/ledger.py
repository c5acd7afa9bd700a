"""Whether the public log is the one that was written, and says what is public now."""

from collections.abc import Iterator

from minutes.inspection.finding import Finding
from minutes.ledger import heads
from minutes.ledger.chain import entries, faults
from minutes.models import LedgerEntry, LedgerReach
from minutes.models.mark import record_mark
from minutes.preservation.watching import Watch

RESTORE = "Compare it with a copy that somebody downloaded; restore the newest backup that is whole."


def look(url: str, watch: Watch) -> Iterator[Finding]:
    """Every entry and every signed head."""
    total = LedgerEntry.objects.count()
    for number, what in faults(entries()):
        yield Finding(f"Entry {number} of the public log", what, RESTORE)
        watch("Proving the log", number, max(total, number))
    for fault in heads.faults():
        yield Finding("The public log", fault, RESTORE)
    reach = LedgerReach.objects.first()
    if reach is None or reach.mark != record_mark():
        yield Finding(
            "The public log", "the record was changed since it was compared", "Run log_publications.", harmless=True
        )
