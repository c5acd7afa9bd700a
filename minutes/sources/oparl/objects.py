"""The objects of OParl by their addresses, those that stand inside others included."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from minutes.sources.files import File
from minutes.sources.found import LeftOut
from minutes.sources.json_files import Object, objects_of, text_of

TYPE = re.compile(r"https?://(?:schema\.)?oparl\.org/(?:schema/)?1\.\d+/(?P<type>[A-Z]\w+)/?")
DEEPEST = 12


@dataclass
class Objects:
    """What is known, by address; one that was deleted there is kept as deleted, so that it can be told apart."""

    by_id: dict[str, Object] = field(default_factory=dict)
    source: dict[str, str] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)

    def put(self, held: Object, place: str, depth: int = 0) -> None:
        """Keep an object and those inside it. The fuller of two with one address is kept."""
        address = held.get("id")
        if type_of(held) and isinstance(address, str) and address:
            known = self.by_id.get(address, {})
            self.by_id[address] = {**known, **held} if len(held) >= len(known) else {**held, **known}
            self.source.setdefault(address, place)
        if depth < DEEPEST:
            for value in held.values():
                for one in value if isinstance(value, list) else [value]:
                    if isinstance(one, dict):
                        self.put(one, place, depth + 1)

    def all(self, kind: str) -> list[Object]:
        """The objects of a kind that were not deleted, in the order in which they came."""
        return [one for one in self.by_id.values() if type_of(one) == kind and not is_deleted(one)]

    def get(self, reference: Any) -> Object | None:
        """The object that a property refers to, by its address or as it stands there; none where it was deleted."""
        if isinstance(reference, dict):
            reference = reference.get("id") if reference.get("id") in self.by_id else reference
        found = (
            reference
            if isinstance(reference, dict)
            else self.by_id.get(reference)
            if isinstance(reference, str)
            else None
        )
        return found if found is not None and not is_deleted(found) else None

    def each(self, held: Object, key: str) -> list[Object]:
        """The objects under a key, which may hold one or a list, as addresses or as they are."""
        value = held.get(key)
        references = value if isinstance(value, list) else [value] if value else []
        return [found for one in references if (found := self.get(one)) is not None]

    def missing(self, held: Object, key: str) -> list[str]:
        """The addresses under a key of which nothing is known."""
        value = held.get(key)
        references = value if isinstance(value, list) else [value]
        return [one for one in references if isinstance(one, str) and one and one not in self.by_id]


def type_of(held: Object) -> str:
    """The kind of an object: ``Meeting``; empty for what is no object of OParl."""
    found = TYPE.fullmatch(held["type"]) if isinstance(held.get("type"), str) else None
    return found["type"] if found else ""


def is_oparl(held: Object) -> bool:
    """Whether an object is one of OParl's."""
    return bool(type_of(held))


def is_deleted(held: Object) -> bool:
    """Whether an object is only the mark that it was deleted."""
    return held.get("deleted") is True


def day_of(held: Object, key: str) -> dt.date | None:
    """The day under a key, which holds a day or a moment in the local time of the body."""
    try:
        return dt.date.fromisoformat(text_of(held, key)[:10])
    except ValueError:
        return None


def time_of(held: Object, key: str) -> dt.time | None:
    """The time of day under a key, as its own time zone has it; midnight says that none is known."""
    try:
        found = dt.datetime.fromisoformat(text_of(held, key)).time().replace(second=0, microsecond=0)
    except ValueError:
        return None
    return found if found != dt.time(0) else None


def read_objects(files: Sequence[File]) -> Objects:
    """The objects of a dump's files."""
    objects = Objects()
    strange: dict[str, int] = {}
    for found in objects_of(files):
        if isinstance(found, LeftOut):
            objects.left_out.append(found)
        elif is_oparl(found[1]):
            objects.put(found[1], found[0].place)
        else:
            strange[found[0].place] = strange.get(found[0].place, 0) + 1
    objects.left_out += [
        LeftOut(place, f"{count} of its objects are none of OParl's.") for place, count in strange.items()
    ]
    return objects


def deleted(objects: Objects) -> Iterator[LeftOut]:
    """What was deleted there, so that a person can see whether it is here."""
    for address, one in objects.by_id.items():
        if is_deleted(one) and type_of(one) in ("Meeting", "AgendaItem", "Paper"):
            yield LeftOut(objects.source[address], f"{type_of(one)} {address} was deleted there.", fault=False)
