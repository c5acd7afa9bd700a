"""Settling what an import left to a person: taking the source's words, keeping ours, or noting it as dealt with."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from minutes.loading import committees, documents, items, meetings, people
from minutes.loading.memory import Memory
from minutes.loading.run import called
from minutes.loading.storing import sentence_of
from minutes.models import ImportNote, NoteKind, NoteOutcome
from minutes.models.lock import Way, unlocked
from minutes.registry import Facts, registry

OF_TABLE: dict[str, list[Facts]] = {
    "minutes.agendaitem": [items.ITEM, items.MINUTES, items.SUMMARY],
    "minutes.committee": [committees.BODY],
    "minutes.issue": [items.ISSUE],
    "minutes.meeting": [meetings.SITTING, meetings.ATTENDANCE],
    "minutes.membership": [people.PLACE],
    "minutes.person": [people.MEMBER, people.SEAT],
    "minutes.report": [documents.DOCUMENT],
}


PRINTED = ["opening", "label", "subject", "text", "kind", "outcome", "for", "against", "abstain"]


class NotSettled(Exception):
    """The step cannot be done; the message says why, for the person who asked for it."""


def record_of(note: ImportNote) -> Any:
    """The record that a note concerns, or None: it concerns none, or a draft that has been deleted since."""
    if not note.record:
        return None
    return apps.get_model(note.record)._default_manager.filter(pk=note.key).first()


def can_be_taken(note: ImportNote) -> bool:
    """Whether the source's words can take the place of ours."""
    return note.kind == NoteKind.CONFLICT and note.value is not None and not note.outcome


def ours(note: ImportNote, record: Any) -> str:
    """What stands here, in words."""
    facts = _facts(note, record) if record is not None and note.fact else None
    return in_words(facts.stored(record)[note.fact]) if facts else ""


@transaction.atomic
def take(*, note: ImportNote, by: str) -> None:
    """Store what the source says; from here on the fact is the import's again."""
    note = _open(note)
    record = record_of(note)
    facts = _facts(note, record) if record is not None else None
    if facts is None or not can_be_taken(note):
        raise NotSettled("The record is not there any more, or there is nothing of the source to take.")
    try:
        with unlocked(Way.IMPORT):
            refused = facts.write(record, {note.fact: note.value}, f"the source's {called(note.fact)} taken")
    except (ValidationError, IntegrityError) as error:
        raise NotSettled(f"It cannot be stored. {sentence_of(error)}") from error
    if refused:
        raise NotSettled(" ".join(refused))
    memory = Memory(record)
    memory.row.facts[note.fact] = memory.fact(note.value, facts.stored(record)[note.fact], note.origin)
    memory.save()
    _settle(note, NoteOutcome.TAKEN, by)


@transaction.atomic
def keep_ours(*, note: ImportNote, by: str) -> None:
    """Leave what stands here; the question comes again only when the source says something else."""
    note = _open(note)
    if note.kind != NoteKind.CONFLICT:
        raise NotSettled("There is nothing of ours to keep: mark it as settled.")
    _settle(note, NoteOutcome.KEPT, by)


@transaction.atomic
def mark(*, note: ImportNote, by: str) -> None:
    """Note that a person has dealt with it."""
    _settle(_open(note), NoteOutcome.SETTLED, by)


def in_words(value: Any) -> str:
    """A plain value as a person reads it: lists line by line, what is in them indented."""
    return "\n".join(_lines(value))


def _lines(value: Any, depth: int = 0) -> Iterator[str]:
    indent = "  " * depth
    if isinstance(value, dict):
        parts = [value[name] for name in sorted(value, key=_place)]  # PostgreSQL keeps them in an order of its own
        yield indent + " ".join(str(part) for part in parts if isinstance(part, str | int) and part != "")
        for part in parts:
            if isinstance(part, list):
                yield from (line for one in part for line in _lines(one, depth + 1))
    elif isinstance(value, list) and any(isinstance(part, list | dict) for part in value):
        yield from (line for one in value for line in _lines(one, depth))
    elif isinstance(value, list):
        yield indent + " ".join(str(part) for part in value if part not in ("", None, True, False))
    elif isinstance(value, bool):
        yield indent + ("yes" if value else "no")
    else:
        yield indent + ("" if value is None else str(value))


def _place(name: str) -> tuple[int, str]:
    """In the order in which minutes print them."""
    return (PRINTED.index(name) if name in PRINTED else len(PRINTED), name)


def _facts(note: ImportNote, record: Any) -> Facts | None:
    """The facts of which the note's is one."""
    known = list(OF_TABLE.get(note.record, []))
    if note.record == "minutes.agendaitem":
        known += [part.facts for part in registry.item_parts]
    return next((facts for facts in known if note.fact in facts.stored(record)), None)


def _open(note: ImportNote) -> ImportNote:
    note = ImportNote.objects.select_for_update().get(pk=note.pk)
    if note.outcome:
        raise NotSettled("It has been settled already.")
    return note


def _settle(note: ImportNote, outcome: NoteOutcome, by: str) -> None:
    note.outcome, note.settled_at, note.settled_by = outcome, timezone.now(), by[:150]
    note.save()
