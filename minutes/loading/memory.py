"""
What is taken from a source that is read again and again, and what is left.

Of every fact of a record it is remembered what the import wrote, what the source had said, and which page it was. So

- what stands as it was written is the import's: when its page says something else, that is taken;
- what stands otherwise is a clerk's: it is left, and the difference listed for a person;
- what is empty and was never written is filled;
- what another page says differently is listed, unless it only says more.
"""

import hashlib
import json
from typing import Any

from django.db.models import Model

from minutes.models import ImportedRecord

CUT = ("…", "...")


def digest(value: Any) -> str:
    """A short name for a plain value; the same for equal ones."""
    told = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()


def is_empty(value: Any) -> bool:
    """Whether nothing is said: also not that something is not so."""
    return value in (None, "", [], False)


class Memory:
    """What imports have said of one record."""

    def __init__(self, record: Model, *, made: bool = False) -> None:
        key = {"record": record._meta.label_lower, "key": record.pk}
        found = None if made else ImportedRecord.objects.filter(**key).first()
        self.row = found or ImportedRecord(**key, made=made)
        self.before = dict(self.row.facts)
        self.known_as = self.row.identity

    def verdict(self, fact: str, said: Any, stored: Any, origin: str) -> str:
        """What to do with what `origin` says: "same", "take", "leave" without a word, or "differs"."""
        if digest(said) == digest(stored):
            return "same"
        _, last, owner = self.row.facts.get(fact, (None, None, None))
        if owner is None:
            return "take" if is_empty(stored) else "differs"
        if not self.is_own(fact, stored):
            return "differs"
        if owner != origin:
            return "take" if says_more(said, stored) else "differs"
        return "leave" if digest(said) == last else "take"

    def is_own(self, fact: str, stored: Any) -> bool:
        """Whether a fact stands as an import wrote it."""
        return bool(fact in self.row.facts and self.row.facts[fact][0] == digest(stored))

    def has_taken(self, fact: str, said: Any) -> bool:
        """Whether that is what an import has stored of a fact, whatever a clerk has made of it since."""
        return bool(fact in self.row.facts and self.row.facts[fact][0] == digest(said))

    def wrote(self, fact: str, said: Any, stored: Any, origin: str) -> None:
        """Remember what was written, as it stands now; the page that wrote it first stays its owner."""
        _, _, owner = self.row.facts.get(fact, (None, None, None))
        if owner not in (None, origin) and digest(said) == digest(stored) and self.is_own(fact, stored):
            return
        self.row.facts[fact] = self.fact(said, stored, origin)

    def fact(self, said: Any, stored: Any, origin: str) -> list[str]:
        """What is kept of a fact."""
        return [digest(stored), digest(said), origin]

    def told_by(self, origin: str) -> set[str]:
        """The facts that this page told when it was read last."""
        return {fact for fact, (_, _, owner) in self.before.items() if owner == origin}

    def save(self) -> None:
        if self.row.pk is None or self.row.facts != self.before or self.row.identity != self.known_as:
            self.row.save()


def says_more(said: Any, stored: Any) -> bool:
    """Whether something is what stands here, which was cut short or is a list that goes on."""
    if isinstance(said, str) and isinstance(stored, str):
        whole = stored.rstrip()
        cut = next((whole.removesuffix(mark).rstrip() for mark in CUT if whole.endswith(mark)), None)
        return cut is not None and said.startswith(cut) and len(said) > len(stored)
    return isinstance(said, list) and isinstance(stored, list) and len(said) > len(stored) == _alike(said, stored)


def _alike(said: list[Any], stored: list[Any]) -> int:
    return sum(one == other for one, other in zip(said, stored, strict=False))
