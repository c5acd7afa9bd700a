"""`manage.py verify_log`: prove that the public log is the one that was written."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from minutes.ledger import heads
from minutes.ledger.chain import first_faults
from minutes.models import LedgerEntry, LedgerHead

NAMED = 50


class Command(BaseCommand):
    """Each fault is a line with the number of its entry; the exit status is 1 where there is one."""

    help = "Prove the chain of the public log, entry by entry, and the signed heads."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--head", nargs=2, metavar=("NUMBER", "HASH"), help="one that was kept elsewhere: is it still in the log?"
        )

    def handle(self, *args: Any, head: list[str] | None, **options: Any) -> None:
        faults = [f"Entry {number}: {what}." for number, what in first_faults(NAMED)]
        faults += [f"{fault}." for fault in heads.faults()]
        if head is not None and not _holds(*head):
            faults.append(f"Entry {head[0]}: it is not the one that was kept elsewhere.")
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            raise CommandError("The log is not the one that was written.")
        last, signed = LedgerEntry.objects.last(), LedgerHead.objects.last()
        self.stdout.write(f"{last.number if last else 0} entries, all as they were written.")
        if last:
            self.stdout.write(f"The last has the hash {last.hash}.")
        self.stdout.write(f"Signed up to entry {signed.number}, on {signed.day}." if signed else "No head is signed.")


def _holds(number: str, digest: str) -> bool:
    if not number.isdecimal():
        raise CommandError("--head takes a number and a hash.")
    return LedgerEntry.objects.filter(number=int(number), hash=digest.lower()).exists()
