"""People: by name without their title. Their ward and party, their places on committees. Never a home address."""

import datetime as dt
import re
from typing import Any

from django.db.models import Min
from django.utils import timezone

from minutes.loading.identities import identified, identify
from minutes.loading.old_addresses import find, of_kind, remember
from minutes.loading.run import Run
from minutes.loading.storing import free_slug, keep
from minutes.models import Committee, Membership, NoteKind, Party, Person, PersonKind, Role, Seat, Ward
from minutes.registry import Facts
from minutes.text import records

TITLE = re.compile(
    r"(?P<title>(?:the\s+)?(?:(?:right\s+)?(?:worshipful|hon(?:ourable|\.)?)\s+)?"
    r"(?:councillor|cllrs?\.?|y\s+cynghorydd|cynghorydd|alderman|baroness|lord|sir|dame)"
    r"(?:\s+(?:mrs|mr|ms|miss|dr|prof(?:essor)?|sir|dame|rev(?:erend|d)?)\b\.?)*"
    r"|(?:mrs|mr|ms|miss|dr|prof(?:essor)?|rev(?:erend|d)?)\b\.?)\s+(?=\S)",
    re.IGNORECASE,
)
ROLE = re.compile(
    r"\s*\((?:the\s+)?(?:vice|deputy)?[\s-]*(?:chair\w*|mayor|leader|substitute|sub|ex officio)[^)]*\)\s*$",
    re.IGNORECASE,
)


def split_name(printed: str) -> tuple[str, str]:
    """Title and name of somebody as printed: "Councillor Mrs" and "Ada Thornley"."""
    plain = ROLE.sub("", " ".join(printed.split())).strip(" ,;")
    found = TITLE.match(plain)
    if not found or not plain[found.end() :].strip():
        return "", plain
    title = re.sub(r"^cllrs?\.?", "Councillor", found["title"].strip(), flags=re.IGNORECASE)
    return title, plain[found.end() :].strip()


def person_named(printed: str, why: str, run: Run | None = None, key: str = "", **facts: Any) -> Person:
    """The person who has that key in the source, or that name; made if there is none."""
    title, name = split_name(printed)
    person: Person | None = find("member", of_kind([key], "member")) or identified(Person, [key])
    person = person or Person.objects.filter(name__iexact=name).order_by("pk").first()
    if person is None:
        person = Person(slug=free_slug(name, Person, 80))
        keep(person, {"name": name, "title": title, **facts}, why)
        if run is not None:
            run.made(person, "person")
            memory = run.memory(person)
            for fact, value in {"name": name, "title": title, **facts}.items():
                memory.wrote(fact, value, value, run.origin)
    return person


def load_member(member: records.Member, run: Run) -> None:
    """A councillor or an officer, with ward and party as they are now."""
    kind = member.kind if member.kind in PersonKind.values else PersonKind.OTHER
    person = person_named(member.name, run.why, run, member.old, kind=str(kind))
    remember([member.old], {"member": person}, run)
    identify(person, [member.old], run)
    run.tell(person, MEMBER, member, str(person))
    if member.ward or member.party:
        run.tell(person, SEAT, member, str(person))


def load_place(place: records.Place, committee: Committee, run: Run) -> None:
    """A member's place on a committee. One that goes on under another role is changed in its place."""
    person = person_named(place.member, run.why, run)
    role = place.role if place.role in Role.values else Role.MEMBER
    row = _same_place(committee, person, place, run.seen["minutes.membership"])
    if row is None and place.started_on is None and place.ended_on is not None:
        words = (
            f"{person}'s place on {committee} until {place.ended_on:%-d %B %Y} was left out: nothing says since when."
        )
        run.note(NoteKind.NOT_UNDERSTOOD, words, person)
        return
    if row is None:
        started = place.started_on or timezone.localdate()
        row = Membership(committee=committee, person=person)
        keep(row, {"role": role, "started_on": started, "ended_on": place.ended_on}, run.why)
        run.made(row, "membership")
    run.tell(row, PLACE, (place, role), str(row))


def _same_place(committee: Committee, person: Person, place: records.Place, claimed: set[int]) -> Membership | None:
    """The membership that is meant; `claimed` are those that other places on the page are."""
    rows = committee.memberships.filter(person=person).exclude(pk__in=claimed)
    if place.started_on:
        return rows.filter(started_on=place.started_on).first()
    ended = rows.filter(ended_on=place.ended_on).first() if place.ended_on else None
    return (
        ended
        or rows.filter(ended_on__isnull=True).first()
        or (None if place.ended_on else rows.order_by("-started_on").first())
    )


def _said_member(member: records.Member) -> dict[str, Any]:
    title, name = split_name(member.name)
    said = {"name": name, "title": title, "post": member.post, "email": member.email}
    return {fact: value for fact, value in said.items() if value}


def _stored_member(person: Person) -> dict[str, Any]:
    return {fact: getattr(person, fact) for fact in ("name", "title", "post", "email")}


def _write_member(person: Person, values: dict[str, Any], why: str) -> list[str]:
    keep(person, values, why)
    return []


def _said_seat(member: records.Member) -> dict[str, Any]:
    return {"ward and party": [member.ward or "", member.party or ""]}


def _stored_seat(person: Person) -> dict[str, Any]:
    seat = person.seats.select_related("ward", "party").order_by("-started_on").first()
    if seat is None or seat.ended_on:
        return {"ward and party": []}
    return {"ward and party": [seat.ward.name if seat.ward else "", seat.party.name if seat.party else ""]}


def _write_seat(person: Person, values: dict[str, Any], why: str) -> list[str]:
    """A seat that changes ends today, and the new one begins: what was true stays in the record."""
    ward_name, party_name = values["ward and party"]
    today = timezone.localdate()
    before = person.seats.filter(ended_on__isnull=True).first()
    seat = before if before is not None and before.started_on == today else Seat(person=person)
    if before is not None and seat is not before:
        keep(before, {"ended_on": today}, why)
    started = today if person.seats.exists() else _first_known(person) or today
    ward = _ward(ward_name, why) if ward_name else None
    party = _party(party_name, why) if party_name else None
    keep(seat, {"ward": ward, "party": party, "started_on": started}, why)
    return []


def _first_known(person: Person) -> dt.date | None:
    """The first day on which the record knows somebody: a source that names ward and party names no day."""
    firsts = [
        person.memberships.aggregate(first=Min("started_on"))["first"],
        person.attendances.aggregate(first=Min("meeting__date"))["first"],
    ]
    return min((first for first in firsts if first), default=None)


def _said_place(told: tuple[records.Place, str]) -> dict[str, Any]:
    place, role = told
    said: dict[str, Any] = {"role": str(role)}
    if place.ended_on:
        said["ended_on"] = place.ended_on.isoformat()
    return said


def _stored_place(row: Membership) -> dict[str, Any]:
    return {"role": str(row.role), "ended_on": row.ended_on.isoformat() if row.ended_on else None}


def _write_place(row: Membership, values: dict[str, Any], why: str) -> list[str]:
    told = dict(values)
    if told.get("ended_on"):
        told["ended_on"] = dt.date.fromisoformat(told["ended_on"])
    keep(row, told, why)
    return []


def _ward(name: str, why: str) -> Ward:
    ward = Ward.objects.filter(name__iexact=name).first()
    if ward is None:
        ward = Ward(slug=free_slug(name, Ward, 90))
        keep(ward, {"name": name}, why)
    return ward


def _party(name: str, why: str) -> Party:
    party = Party.objects.filter(name__iexact=name).first() or Party.objects.filter(abbreviation__iexact=name).first()
    if party is None:
        party = Party()
        keep(party, {"name": name}, why)
    return party


MEMBER = Facts(_said_member, _stored_member, _write_member)
SEAT = Facts(_said_seat, _stored_seat, _write_seat)
PLACE = Facts(_said_place, _stored_place, _write_place)
