"""
The signed heads of the log: once a day, how many entries it has and the hash of the last.

A chain alone does not show that its end was cut off, or that all of it was made anew. Whoever has kept a head, from
the feed for instance, can show either.
"""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.db import IntegrityError, transaction

from minutes.ledger.canonical import signed_part
from minutes.ledger.keys import is_signed, public_half, read_key
from minutes.models.ledger import LedgerEntry, LedgerHead


def sign_if_due(now: dt.datetime) -> LedgerHead | None:
    """
    Sign the head of the day, unless that is done, there is no entry, or no key is set. Raises KeyRefused.

    By the calendar of UTC, as all moments of the log.
    """
    now = now.astimezone(dt.UTC)
    last = LedgerEntry.objects.last()
    if settings.LEDGER_KEY_FILE is None or last is None or LedgerHead.objects.filter(day__gte=now.date()).exists():
        return None
    key = read_key(settings.LEDGER_KEY_FILE)
    head = LedgerHead(day=now.date(), at=now, number=last.number, hash=last.hash, key=public_half(key))
    head.signature = key.sign(signed_part(head)).hex()
    try:
        with transaction.atomic():
            head.save(force_insert=True)
    except IntegrityError:  # somebody else was quicker
        return None
    return head


def faults() -> Iterator[str]:
    """What in the log is not as its heads say."""
    last = LedgerEntry.objects.values_list("number", flat=True).last() or 0
    for head in LedgerHead.objects.order_by("day").iterator():
        if not is_signed(signed_part(head), head.signature, head.key):
            yield f"The head of {head.day} has a wrong signature"
        elif head.number > last:
            yield f"Entries {last + 1} to {head.number} are missing: the head of {head.day} has {head.number}"
        elif not LedgerEntry.objects.filter(number=head.number, hash=head.hash).exists():
            yield f"Entry {head.number} is not the one of which the head of {head.day} was signed"
