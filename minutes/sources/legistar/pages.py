"""The pages of a dump: its bodies, its people, and one page a meeting."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minutes.sources.files import File
from minutes.sources.found import Found, LeftOut, issue_page
from minutes.sources.json_files import Object, text_of
from minutes.sources.legistar.dump import Dump, read_dump
from minutes.sources.legistar.items import Matters, read_item
from minutes.text.records import Body, Item, Member, Page, Place, Presence, Sitting
from minutes.text.times import find_time

ROLES = (("vice", "vice_chair"), ("pro tem", "vice_chair"), ("deputy", "vice_chair"), ("chair", "chair"),
         ("president", "chair"), ("alternate", "substitute"))  # fmt: skip
PRESENT = {
    "present": "present",
    "in attendance": "present",
    "absent": "absent",
    "excused": "apologies",
    "late": "present",
}
CANCELLED = ("cancel", "cancelled")
POSTPONED = ("postpone", "rescheduled")


def read_legistar(files: Sequence[File]) -> Iterator[Found]:
    """The pages of a dump. What of it cannot be read is yielded too."""
    dump = read_dump(files)
    yield from dump.left_out
    met = _last_met(dump)
    if bodies := [_body(one, met) for one in dump.all("bodies") if text_of(one, "BodyName")]:
        yield Page(_source(dump, "bodies"), "committee", None, (), bodies=tuple(bodies))
    yield from _people(dump)
    matters = Matters(dump)
    items = dump.grouped("event_items", "EventItemEventId")
    calls = dump.grouped("roll_calls", "RollCallEventItemId")
    about: dict[object, list[Item]] = defaultdict(list)
    for event in sorted(dump.all("events"), key=lambda one: (text_of(one, "EventDate"), str(one["EventId"]))):
        yield _Meeting(dump, matters, event, items.pop(event["EventId"], []), calls, about).read()
    for number, orphans in items.items():
        yield LeftOut(
            _source(dump, "event_items"), f"{len(orphans)} items belong to event {number}, which is not here."
        )
    yield from _issues(dump, about)


def _issues(dump: Dump, about: dict[object, list[Item]]) -> Iterator[Page]:
    """The matters that came before more than one meeting."""
    for number, items in about.items():
        title = text_of(dump.get("matters", number) or {}, "MatterTitle")
        if title and len({(one.committee, one.date) for one in items}) > 1:
            yield issue_page(f"{dump.source['matters', number]}, matter {number}", title, items)


def _source(dump: Dump, kind: str) -> str:
    return next(place for (one, _), place in dump.source.items() if one == kind)


def _last_met(dump: Dump) -> dict[str, dt.date]:
    """The last day on which each body met, by its name."""
    met: dict[str, dt.date] = {}
    for one in dump.all("events"):
        name, day = text_of(one, "EventBodyName"), day_of(one, "EventDate")
        if day is not None:
            met[name] = max(met.get(name, day), day)
    return met


def _body(one: Object, met: dict[str, dt.date]) -> Body:
    dissolved = one.get("BodyActiveFlag") == 0
    return Body(
        name=text_of(one, "BodyName"),
        remit=text_of(one, "BodyDescription") or None,
        contact_name=text_of(one, "BodyContactFullName") or None,
        contact_email=text_of(one, "BodyContactEmail") or None,
        dissolved=dissolved,
        old=f"legistar-body:{one['BodyId']}",
        dissolved_on=met.get(text_of(one, "BodyName")) if dissolved else None,
    )


def _people(dump: Dump) -> Iterator[Found]:
    """Those who held an office: the API's persons are also staff and departments."""
    officers = {one.get("OfficeRecordPersonId") for one in dump.all("office_records")}
    members = [
        Member(
            text_of(one, "PersonFullName"), email=text_of(one, "PersonEmail") or None, old=f"legistar-person:{number}"
        )
        for number, one in dump.by_kind["persons"].items()
        if number in officers and text_of(one, "PersonFullName")
    ]
    places, left_out = [], []
    for one in dump.all("office_records"):
        place = _place(one)
        if place is None:
            left_out.append(LeftOut(dump.source["office_records", one["OfficeRecordId"]],
                                    f"Office record {one['OfficeRecordId']} names no person or no body."))  # fmt: skip
        else:
            places.append(place)
    yield from left_out
    if members or places:
        kind = "persons" if members else "office_records"
        yield Page(_source(dump, kind), "member", None, (), members=tuple(members), places=tuple(places))


def _place(one: Object) -> Place | None:
    committee, member = text_of(one, "OfficeRecordBodyName"), text_of(one, "OfficeRecordFullName")
    title = f"{text_of(one, 'OfficeRecordTitle')} {text_of(one, 'OfficeRecordMemberType')}".lower()
    role = next((role for word, role in ROLES if word in title), "member")
    if not (committee and member):
        return None
    return Place(committee, member, role, day_of(one, "OfficeRecordStartDate"), day_of(one, "OfficeRecordEndDate"))


def day_of(held: Object, key: str) -> dt.date | None:
    """The day under a key: the API writes moments, of which the time is midnight."""
    try:
        return dt.date.fromisoformat(text_of(held, key)[:10])
    except ValueError:
        return None


@dataclass
class _Meeting:
    dump: Dump
    matters: Matters
    event: Object
    items: list[Object]
    calls: dict[object, list[Object]]
    about: dict[object, list[Item]]

    def read(self) -> Found:
        committee, day = text_of(self.event, "EventBodyName"), day_of(self.event, "EventDate")
        place = f"{self.dump.source['events', self.event['EventId']]}, event {self.event['EventId']}"
        if not committee or day is None:
            return LeftOut(
                place, f"It has no {'body' if not committee else 'date'}; its {len(self.items)} items were left out."
            )
        items: list[Item] = []
        notes: list[str] = []
        for one in sorted(self.items, key=_order):
            found, said = read_item(one, committee, day, self.matters)
            if found:
                items.append(found)
                self.about[one.get("EventItemMatterId")].append(found)
            notes += said
        if comment := text_of(self.event, "EventComment"):
            notes.append(f"Comment on the meeting: {comment}")
        key = (f"legistar-event:{self.event['EventId']}",)
        sitting = Sitting(
            committee,
            day,
            starts_at=find_time(text_of(self.event, "EventTime")),
            venue=text_of(self.event, "EventLocation") or None,
            status=self._status(),
            presences=tuple(self._presences()),
            old=key,
        )
        return Page(place, "meeting", None, tuple(items), tuple(notes), old=key, sittings=(sitting,))

    def _status(self) -> str | None:
        said = " ".join(
            text_of(self.event, key) for key in ("EventAgendaStatusName", "EventComment", "EventLocation")
        ).lower()
        if any(word in said for word in CANCELLED):
            return "cancelled"
        return "postponed" if any(word in said for word in POSTPONED) else None

    def _presences(self) -> Iterator[Presence]:
        seen = set()
        for one in self.items:
            for call in self.calls.get(one["EventItemId"], []):
                name, said = text_of(call, "RollCallPersonName"), text_of(call, "RollCallValueName").lower()
                if name and name not in seen and said in PRESENT:
                    seen.add(name)
                    yield Presence(name, PRESENT[said])


def _order(item: Object) -> tuple[float, float, str]:
    numbers = [item.get(key) for key in ("EventItemAgendaSequence", "EventItemMinutesSequence")]
    first, second = (float(one) if isinstance(one, int | float) else float("inf") for one in numbers)
    return first, second, str(item["EventItemId"])
