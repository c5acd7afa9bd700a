"""The objects of a dump by kind, told apart by their keys: the API gives each kind's keys the kind's own name."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from minutes.sources.files import File
from minutes.sources.found import LeftOut
from minutes.sources.json_files import Object, objects_of

# By a key that every object of the kind has and none of the others; the first that fits counts.
KINDS = (
    ("event_items", "EventItemId"),
    ("events", "EventId"),
    ("attachments", "MatterAttachmentId"),
    ("matters", "MatterId"),
    ("votes", "VoteId"),
    ("roll_calls", "RollCallId"),
    ("office_records", "OfficeRecordId"),
    ("persons", "PersonId"),
    ("bodies", "BodyId"),
)


@dataclass
class Dump:
    """The objects of a dump, each once, and what could not be read."""

    by_kind: dict[str, dict[Any, Object]] = field(default_factory=lambda: defaultdict(dict))
    source: dict[tuple[str, Any], str] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)

    def all(self, kind: str) -> list[Object]:
        return list(self.by_kind[kind].values())

    def get(self, kind: str, number: Any) -> Object | None:
        return self.by_kind[kind].get(number)

    def grouped(self, kind: str, key: str) -> dict[Any, list[Object]]:
        """The objects of a kind by the number under ``key``."""
        groups: dict[Any, list[Object]] = defaultdict(list)
        for one in self.all(kind):
            groups[one.get(key)].append(one)
        return groups

    def put(self, held: Object, place: str) -> bool:
        """Keep an object and those inside it; false where it is of no kind."""
        kind = kind_of(held)
        if kind is None:
            return False
        number = held[dict(KINDS)[kind]]
        self.by_kind[kind][number] = held
        self.source[kind, number] = place
        for inner in (one for value in held.values() if isinstance(value, list) for one in value):
            if isinstance(inner, dict) and kind_of(inner):
                self.put(_belonging(inner, held), place)
        return True


def kind_of(held: Object) -> str | None:
    """The kind of an object of the API."""
    return next((kind for kind, key in KINDS if isinstance(held.get(key), int | str) and held.get(key) != ""), None)


def _belonging(inner: Object, outer: Object) -> Object:
    """An object inside another with the number of that one, where it does not state it."""
    kind = kind_of(inner)
    if kind == "event_items" and "EventId" in outer:
        return {"EventItemEventId": outer["EventId"], **inner}
    if kind == "votes" and "EventItemId" in outer:
        return {"VoteEventItemId": outer["EventItemId"], **inner}
    if kind == "attachments" and "EventItemMatterId" in outer:
        return {"MatterAttachmentMatterId": outer["EventItemMatterId"], **inner}
    return inner


def read_dump(files: Sequence[File]) -> Dump:
    """The objects of the files."""
    dump = Dump()
    strange: dict[str, int] = defaultdict(int)
    for found in objects_of(files):
        if isinstance(found, LeftOut):
            dump.left_out.append(found)
        elif not dump.put(found[1], found[0].place):
            strange[found[0].place] += 1
    dump.left_out += [
        LeftOut(place, f"{count} of its objects are of no kind known here.") for place, count in strange.items()
    ]
    return dump


def is_legistar(held: Object) -> bool:
    """Whether an object is one of the API's."""
    return kind_of(held) is not None
