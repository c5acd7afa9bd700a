"""
What the log tells of: meetings, agenda items and documents, each as it is public at this moment.

A record's hash is that of what its public address gives to programs: an item's `….json`, which is attached to its PDF
as well, and of meetings and documents what the API says of them.
"""

import datetime as dt
import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q

from minutes.formats import data
from minutes.ledger.canonical import record_hash
from minutes.ledger.chain import New
from minutes.models import AgendaItem, CorrectionKind, Meeting, PublicChange, Report
from minutes.models.ledger import Act, LedgerEntry, Subject
from minutes.models.touched import touched
from minutes.registry import PublicKind, registry


@dataclass(frozen=True)
class Told:
    """
    A kind of record in the log.

    `source` is its name in the API; `facts` are those of a public row for its entry; `ways` lead from a record to what
    it stands in or shows, each with the model of that; `shows` to others of which it tells something, by their kind.
    """

    kind: str
    model: type[Model]
    source: str
    facts: Callable[[Any, PublicKind], dict[str, Any]]
    ways: dict[str, type[Model]]
    shows: Callable[[], Iterable[tuple[str, str]]] = tuple

    def now(self, keys: Collection[int]) -> dict[int, dict[str, Any]]:
        """The facts of those of the records that are public, by key."""
        kind = next(kind for kind in registry.public_kinds if kind.name == self.source)
        rows = kind.rows().filter(pk__in=keys)
        return {row.pk: self.facts(row, kind) | {"changed": row.modified_at} for row in rows}

    def keys(self, since: dt.datetime | None) -> list[int]:
        """
        The keys of all records, drafts too, or of those that may have been changed at that moment or later.

        The history names also what was stored with a moment of the past, as an import stores it.
        """
        rows = self.model._default_manager.order_by("pk").values_list("pk", flat=True)
        if since is None:
            return list(rows)
        found = set(rows.filter(touched(self.model, since)))
        for path, model in {"pk": self.model, **self.ways}.items():
            edited = model.history.filter(history_date__gte=since).order_by().values("id")  # type: ignore[attr-defined]
            found.update(rows.filter(Q(**{f"{path}__in": edited})))
        for kind, path in self.shows():
            found.update(rows.filter(_changed(kind, path, since)))
        return sorted(found)

    def differing(self, keys: Collection[int]) -> list[New]:
        """What the log does not say yet of the records with these keys."""
        before = last_entries(self.kind, keys)
        now = self.now(keys)
        ended = [key for key, entry in before.items() if key not in now and not entry.is_gone]
        news = [
            _new(act, self.kind, key, **now[key])
            for key in sorted(now)
            if (act := what_became(before.get(key), now[key]))
        ]
        return news + self._ended({key: before[key] for key in ended})

    def _ended(self, before: dict[int, LedgerEntry]) -> list[New]:
        """Of records that are public no more: withdrawn, with the moment, or closed, of which no more is said."""
        rows = self.model.ever_public.filter(pk__in=before)  # type: ignore[attr-defined]
        moments = [f"{path}withdrawn_at" for path in ("", *(f"{way}__" for way in self.ways if way != "reports"))]
        withdrawn = {pk: next(filter(None, ends), None) for pk, *ends in rows.values_list("pk", *moments)}
        return [
            New(
                act=Act.WITHDRAWN if key in withdrawn else Act.CLOSED, kind=self.kind, key=key, address=entry.address,
                moment=withdrawn.get(key),
            )
            for key, entry in sorted(before.items())
        ]  # fmt: skip


def _changed(kind: str, path: str, since: dt.datetime) -> Q:
    """The condition that something to which `path` leads may have been changed."""
    if kind in LARGE:
        return touched(LARGE[kind], since, path)
    changes = PublicChange.objects.filter(record=kind, at__gte=since).order_by().values("key")
    return Q(**{f"{path}__in": changes})


def last_entries(kind: str, keys: Collection[int]) -> dict[int, LedgerEntry]:
    """The last entry of each of these records that has one."""
    rows = LedgerEntry.objects.filter(kind=kind, key__in=keys).last_of_each("key")
    return {int(entry.key or 0): entry for entry in rows}


def what_became(before: LedgerEntry | None, now: dict[str, Any]) -> str:
    """What happened to a public record since its last entry; "" for nothing."""
    if before is None:
        return Act.PUBLISHED
    if before.is_gone:
        return Act.RESTORED
    if (before.record, before.file, before.address) == (now["record"], now["file"], now["address"]):
        return ""
    if before.stage != now["stage"]:
        return Act.PUBLISHED
    if now["corrections"] <= before.corrections:
        return Act.CHANGED
    return Act.REDACTED if now["redacted"] else Act.CORRECTED


def _new(
    act: str, kind: str, key: int, *, published: dt.datetime, changed: dt.datetime, redacted: bool, **facts: Any
) -> New:
    """An entry with its moment: when it was published or, of all else that happens to it, when it was changed last."""
    return New(act=act, kind=kind, key=key, moment=published if act == Act.PUBLISHED else changed, **facts)


def _meeting(row: Any, kind: PublicKind) -> dict[str, Any]:
    record = _read(data.encoded(kind.record(row, "")))
    return {**_staged(record), "address": row.get_absolute_url(), "published": getattr(row, row.stage)}


def _item(row: Any, kind: PublicKind) -> dict[str, Any]:
    record = _read(data.written(data.item_record(row, row.get_absolute_url())))
    published = max(getattr(row.meeting, row.stage), row.released_at)
    return {**_staged(record), "address": row.get_absolute_url(), "published": published}


def _document(row: Any, kind: PublicKind) -> dict[str, Any]:
    record = kind.record(row, "")
    return {
        "record": record_hash(_read(data.encoded(record))), "stage": "", "corrections": 0, "file": row.sha256 or "",
        "redacted": False,
        # Not the file's own address: its name is words, which must be gone when the document becomes exempt.
        "address": f"/api/v1/documents/{row.pk}/", "published": record["released_at"],
    }  # fmt: skip


def _staged(record: dict[str, Any]) -> dict[str, Any]:
    corrections = record["corrections"]
    return {
        "record": record_hash(record), "stage": record["stage"], "corrections": len(corrections), "file": "",
        "redacted": bool(corrections) and corrections[-1]["kind"] == CorrectionKind.REDACTION,
    }  # fmt: skip


def _read(written: str | bytes) -> dict[str, Any]:
    """A record as whoever reads it at its address has it."""
    told: dict[str, Any] = json.loads(written)
    return told


def _shown_by_meetings() -> Iterable[tuple[str, str]]:
    return [("person", "attendances__person"), ("meeting", "confirmed_in")]


def _shown_by_items() -> Iterable[tuple[str, str]]:
    yield from [("person", "declarations__person"), ("ward", "wards")]
    for part in registry.item_parts:
        yield from ((kind, path) for kind, paths in part.shows.items() for path in paths)


LARGE: dict[str, type[Model]] = {"meeting": Meeting, "item": AgendaItem}
SUBJECTS = [
    Told(Subject.MEETING, Meeting, "meetings", _meeting, {}, _shown_by_meetings),
    Told(Subject.ITEM, AgendaItem, "items", _item, {"meeting": Meeting, "reports": Report}, _shown_by_items),
    Told(Subject.DOCUMENT, Report, "documents", _document, {"item": AgendaItem, "item__meeting": Meeting}),
]
