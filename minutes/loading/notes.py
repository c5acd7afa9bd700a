"""Storing what is left to a person: a note found again is not doubled, and one that is settled stays settled."""

from collections.abc import Collection, Sequence

from django.utils import timezone

from minutes.loading.memory import digest
from minutes.loading.outcome import Note
from minutes.models import ImportNote, NoteKind, NoteOutcome


def store(
    notes: Sequence[Note], origin: str, place: str, standing: Collection[tuple[str, int | None, str]] = ()
) -> None:
    """
    Store the notes of a page. One that the page raised before and does not any more is settled by itself.

    Not one about what could not be stored of a fact which is `standing`: it was raised when the fact was written.
    """
    add(notes, origin, place)
    told = {_row(note, origin, place).identity for note in notes}
    gone = ImportNote.objects.still_open().filter(origin=origin).exclude(identity__in=told)
    ended = [
        row.pk for row in gone if row.kind != NoteKind.NOT_UNDERSTOOD or (row.record, row.key, row.fact) not in standing
    ]
    ImportNote.objects.filter(pk__in=ended).update(outcome=NoteOutcome.GONE, settled_at=timezone.now())


def add(notes: Sequence[Note], origin: str, place: str) -> list[Note]:
    """
    Store notes beside those that the page raised before; those of them that are new, or open again.

    A note is the same when it is of the same kind, page, record and fact; where the source says something else than
    when it was settled, it is open again.
    """
    now = timezone.now()
    told = {row.identity: (row, note) for row, note in ((_row(note, origin, place), note) for note in notes)}
    known = {row.identity: row for row in ImportNote.objects.filter(identity__in=told)}
    fresh = [note for identity, (row, note) in told.items() if identity not in known or _is_news(known[identity], row)]
    for identity, (row, _) in told.items():
        row.found_at = row.seen_at = now
        if identity in known:
            _again(known[identity], row)
    ImportNote.objects.bulk_create(row for identity, (row, _) in told.items() if identity not in known)
    return fresh


def _row(note: Note, origin: str, place: str) -> ImportNote:
    label, key = (note.record._meta.label_lower, note.record.pk) if note.record is not None else ("", None)
    about = note.words if note.kind == NoteKind.NOT_UNDERSTOOD else note.fact or note.words
    return ImportNote(
        kind=note.kind,
        identity=digest([note.kind, origin, label, key, about]) + digest([about, origin]),
        digest=digest([note.words, note.value]),
        origin=origin,
        place=place[:1000],
        record=label,
        key=key,
        record_name=str(note.record)[:300] if note.record is not None else "",
        fact=note.fact,
        words=note.words,
        value=note.value,
    )


def _again(stored: ImportNote, found: ImportNote) -> None:
    """A note that was here before."""
    if _is_news(stored, found):
        stored.outcome, stored.settled_at, stored.settled_by = "", None, ""
        stored.digest, stored.words, stored.value = found.digest, found.words, found.value
    stored.place, stored.seen_at, stored.record_name = found.place, found.seen_at, found.record_name
    stored.skip_history_when_saving = True  # type: ignore[attr-defined]
    stored.save()


def _is_news(stored: ImportNote, found: ImportNote) -> bool:
    """Whether something new is said, or what had gone is back: then a note is open again."""
    return stored.digest != found.digest or stored.outcome == NoteOutcome.GONE
