"""What became of a page: plain lines for the report, and notes for a person."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Model

from minutes.models import NoteKind


class Note(NamedTuple):
    """Something for a person to look at, not stored yet. `value` is what the source says, as plain data."""

    kind: NoteKind
    words: str
    record: Model | None = None
    fact: str = ""
    value: Any = None


@dataclass
class Outcome:
    """
    What an import did with a page.

    `made` counts new records by what they are called; `changed` and `corrected` (after their minutes were confirmed)
    are sentences; `notes` are for a person.
    """

    made: Counter[str] = field(default_factory=Counter)
    changed: list[str] = field(default_factory=list)
    corrected: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    left_alone: int = 0

    def note_unread(self, words: str) -> None:
        """Something on the page that was not understood."""
        self.notes.append(Note(NoteKind.NOT_UNDERSTOOD, words))

    @property
    def left_out(self) -> list[Note]:
        """Those of the notes that say that something did not come in."""
        return [note for note in self.notes if note.kind is NoteKind.LEFT_OUT]

    def summary(self) -> str:
        """In one line."""
        made = [counted(self.made)] if self.made else []
        return "; ".join([*made, *self.changed]) or "nothing new"


def counted(made: Counter[str]) -> str:
    """Numbers with their nouns: "1 committee, 12 items"."""
    irregular = {"person": "people", "old address": "old addresses"}
    return ", ".join(
        f"{number:,} {name if number == 1 else irregular.get(name, f'{name}s')}"
        for name, number in sorted(made.items())
    )
