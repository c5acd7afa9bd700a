"""
The bytes of which the log has the hash, which anyone can make again. Pure. docs/public-log.md describes them.

JSON as RFC 8785 writes it: keys in order, no spaces, UTF-8. (Keys here are ASCII and numbers whole, where Python's
order and digits are those of the RFC.)
"""

import datetime as dt
import hashlib
import json
from typing import Any
from urllib.parse import urlsplit

from minutes.models.ledger import LedgerEntry, LedgerHead

ADDRESSES = ("url", "item_url")
LEFT_OUT = "modified_at"  # of the API: when the record was changed is no part of it


def canonical(value: Any) -> bytes:
    """Plain data as bytes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def record_hash(record: dict[str, Any]) -> str:
    """Of plain data as its public address gives it, whatever the host: of each address, the path alone counts."""
    return digest(canonical(_without_host({name: value for name, value in record.items() if name != LEFT_OUT})))


def line(entry: LedgerEntry) -> bytes:
    """An entry as it stands in the log."""
    return canonical({
        "act": entry.act, "address": entry.address, "at": written(entry.at), "corrections": entry.corrections,
        "file": entry.file, "key": entry.key, "kind": entry.kind, "moment": written(entry.moment),
        "number": entry.number, "previous": entry.previous, "record": entry.record, "stage": entry.stage,
    })  # fmt: skip


def signed_part(head: LedgerHead) -> bytes:
    """What the signature of a head is of."""
    return canonical({"at": written(head.at), "hash": head.hash, "number": head.number})


def head_line(head: LedgerHead) -> bytes:
    """A head as it stands in the feed."""
    return canonical({
        "at": written(head.at), "hash": head.hash, "key": head.key, "number": head.number, "signature": head.signature,
    })  # fmt: skip


def digest(data: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def written(moment: dt.datetime | None) -> str | None:
    """A moment as the log writes it: 2026-11-24T09:00:00.000000Z."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ") if moment else None


def _without_host(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _without_host(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [_without_host(one) for one in value]
    if name in ADDRESSES and isinstance(value, str) and "://" in value:
        parts = urlsplit(value)
        return parts.path + (f"#{parts.fragment}" if parts.fragment else "")
    return value
