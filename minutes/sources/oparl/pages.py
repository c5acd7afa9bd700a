"""The pages of OParl's objects: its organizations, its people, one page a meeting, one a paper that met twice."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from minutes.sources.files import File
from minutes.sources.found import Found, LeftOut, issue_page
from minutes.sources.json_files import Object, text_of
from minutes.sources.oparl.items import consultations_by_item, paper_of, read_item
from minutes.sources.oparl.objects import Objects, day_of, deleted, read_objects, time_of
from minutes.sources.oparl.people import bodies, members, places
from minutes.text.records import Item, Page, Presence, Sitting

HELD, CANCELLED = ("durchgeführt", "held", "concluded"), ("abgesagt", "cancelled", "canceled", "ausgefallen")


def read_oparl(files: Sequence[File]) -> Iterator[Found]:
    """The pages of a dump."""
    yield from pages_of(read_objects(files))


def pages_of(objects: Objects) -> Iterator[Found]:
    """The pages of what was collected, and what could not be read."""
    yield from objects.left_out
    yield from deleted(objects)
    if found := bodies(objects):
        yield Page(_place(objects, objects.all("Organization")[0]), "committee", None, (), bodies=tuple(found))
    if people := members(objects):
        place = _place(objects, objects.all("Person")[0])
        yield Page(place, "member", None, (), members=tuple(people), places=tuple(places(objects)))
    consulted = consultations_by_item(objects)
    about: dict[str, list[Item]] = defaultdict(list)
    for meeting in objects.all("Meeting"):
        yield _meeting(objects, meeting, consulted, about)
    for address, items in about.items():
        paper = objects.by_id[address]
        if text_of(paper, "name") and len({(one.committee, one.date) for one in items}) > 1:
            yield issue_page(f"{objects.source[address]}, {address}", text_of(paper, "name"), items)


def _place(objects: Objects, held: Object) -> str:
    return objects.source.get(str(held.get("id")), str(held.get("id")))


def _meeting(objects: Objects, meeting: Object, consulted: dict[str, Object], about: dict[str, list[Item]]) -> Found:
    place = f"{_place(objects, meeting)}, {meeting['id']}"
    organizations = [text_of(one, "name") for one in objects.each(meeting, "organization") if text_of(one, "name")]
    day = day_of(meeting, "start")
    if not organizations or day is None:
        return LeftOut(place, f"The meeting has no {'date' if organizations else 'organization that is known'}.")
    committee, *others = organizations
    key = (f"oparl-meeting:{meeting['id']}",)
    notes = [f"{other} met in the same meeting; it stands under {committee}." for other in others]
    items: list[Item] = []
    for one in _in_order(objects.each(meeting, "agendaItem")):
        paper = paper_of(objects, consulted.get(str(one.get("id"))))
        item, said = read_item(objects, one, paper, committee, day)
        if item:
            item = replace(item, old=(*item.old, *key))
            items.append(item)
            if paper:
                about[str(paper["id"])].append(item)
        notes += said
    notes += [f"Agenda item {one} is not here." for one in objects.missing(meeting, "agendaItem")]
    sitting = Sitting(
        committee,
        day,
        starts_at=time_of(meeting, "start"),
        ends_at=time_of(meeting, "end"),
        venue=_venue(objects, meeting),
        status=_status(meeting),
        presences=tuple(_presences(objects, meeting)),
        old=key,
    )
    return Page(place, "meeting", None, tuple(items), tuple(notes), old=key, sittings=(sitting,))


def _in_order(items: Sequence[Object]) -> list[Object]:
    """The items by their order, where they state one; else as the meeting lists them."""
    if items and all(isinstance(one.get("order"), int) for one in items):
        return sorted(items, key=lambda one: int(one["order"]))
    return list(items)


def _status(meeting: Object) -> str | None:
    state = text_of(meeting, "meetingState").lower()
    if meeting.get("cancelled") is True or state in CANCELLED:
        return "cancelled"
    return "held" if state in HELD else None


def _venue(objects: Objects, meeting: Object) -> str | None:
    place = objects.get(meeting.get("location")) or meeting
    told = [text_of(place, key) for key in ("description", "room", "streetAddress", "postalCode", "locality")]
    seen = [one for number, one in enumerate(told) if one and not any(one in other for other in told[:number])]
    return ", ".join(seen) or None


def _presences(objects: Objects, meeting: Object) -> Iterator[Presence]:
    for one in objects.each(meeting, "participant"):
        if text_of(one, "name"):
            yield Presence(text_of(one, "name"), "present")
