"""One page's way into the record: what it may take, what it made, what it leaves to a person."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Model

from minutes.loading.memory import Memory
from minutes.loading.outcome import Note, Outcome
from minutes.loading.storing import attempt, sentence_of
from minutes.models import NoteKind
from minutes.registry import Facts

# Facts with a name in the plural.
MANY = {"minutes", "resolutions", "votes", "reasons", "options_considered", "interests_declared", "dispensations"}


@dataclass
class Run:
    """What the parts of the loader share while a page is written. `why` stands in the history of what changes."""

    origin: str
    why: str
    outcome: Outcome = field(default_factory=Outcome)
    seen: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    # Facts that stand as they were written: what could not be stored of them then is as true as it was.
    standing: set[tuple[str, int | None, str]] = field(default_factory=set)
    memories: dict[tuple[str, int], Memory] = field(default_factory=dict)

    def made(self, record: Model, name: str) -> None:
        """A new record."""
        self.outcome.made[name] += 1
        self.memories[_key(record)] = Memory(record, made=True)

    def memory(self, record: Model) -> Memory:
        """What imports have said of a record."""
        key = _key(record)
        if key not in self.memories:
            self.memories[key] = Memory(record)
        return self.memories[key]

    def is_new(self, label: str, key: int) -> bool:
        """Whether the page made that record."""
        memory = self.memories.get((label, key))
        return memory is not None and memory.row.made and memory.row._state.adding

    def note(self, kind: NoteKind, words: str, record: Model | None = None, fact: str = "", value: Any = None) -> None:
        """Leave something to a person."""
        self.outcome.notes.append(Note(kind, words, record, fact, value))

    def tell(self, record: Model, facts: Facts, read: Any, name: str, *, confirmed: bool = False) -> None:
        """Take what a page says of a record, fact by fact, and list what it may not take."""
        label, key = _key(record)
        self.seen[label].add(key)
        said = facts.said(read)
        if not said:
            return
        memory, stands = self.memory(record), facts.stored(record)
        verdicts = {fact: memory.verdict(fact, value, stands[fact], self.origin) for fact, value in said.items()}
        taken = {fact: said[fact] for fact, verdict in verdicts.items() if verdict == "take"}
        refused = self._write(record, facts, taken, name)
        self.standing.update((label, key, fact) for fact in said if fact not in taken)
        after = facts.stored(record) if taken and not refused else stands
        for fact, verdict in verdicts.items():
            if verdict in ("take", "same"):
                memory.wrote(fact, said[fact], after[fact], self.origin)
            elif verdict == "differs":
                self.note(NoteKind.CONFLICT, f"{name}: {left(fact)}", record, fact, said[fact])
            self.outcome.left_alone += verdict != "take"
        if not refused:
            lines = [f"{name}: {called(fact)}" for fact in taken if self._tells(memory, fact)]
            self.outcome.changed += lines
            self.outcome.corrected += [
                f"{name}: {called(fact)} changed after the minutes were confirmed" for fact in taken
                if confirmed and memory.before.get(fact)
            ]  # fmt: skip

    def _write(self, record: Model, facts: Facts, taken: dict[str, Any], name: str) -> bool:
        """Write facts; whether the record would not have them. What it could not store of them is noted."""
        if not taken:
            return False
        try:
            complaints = attempt(lambda: facts.write(record, taken, self.why))
        except (ValidationError, IntegrityError) as error:
            told = ", ".join(called(fact) for fact in taken)
            self.note(NoteKind.LEFT_OUT, f"{name}: {told} could not be stored. {sentence_of(error)}", record)
            return True
        for complaint in complaints:
            self.note(NoteKind.NOT_UNDERSTOOD, f"{name}: {complaint}", record, next(iter(taken)))
        return False

    def _tells(self, memory: Memory, fact: str) -> bool:
        """Whether a change is worth a line: a fact of a record that was made just now is not."""
        return not memory.row._state.adding or not memory.row.made

    def remember(self) -> None:
        """Store what was said, for the next time."""
        for memory in self.memories.values():
            memory.save()


def called(fact: str) -> str:
    """What a message calls a fact."""
    return fact.replace("_", " ")


def left(fact: str) -> str:
    """That a fact differs and was left."""
    if fact in MANY:
        return f"the {called(fact)} differ here and were left."
    return f"the {called(fact)} differs here and was left."


def _key(record: Model) -> tuple[str, int]:
    return record._meta.label_lower, record.pk
