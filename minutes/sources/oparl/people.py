"""Organizations, persons and memberships. A parliamentary group is a member's party, not a committee."""

from minutes.sources.json_files import Object, text_of
from minutes.sources.oparl.objects import Objects, day_of
from minutes.text.records import Body, Member, Place

GROUPS = ("fraktion", "faction", "partei", "party", "gruppe", "political group", "parliamentary group")
DEPUTY, CHAIR = ("stellv", "stv.", "vize", "vice", "deputy"), ("vorsitz", "chair", "präsident", "president")
SUBSTITUTE = ("ersatz", "substitute", "vertretung")


def is_group(organization: Object) -> bool:
    """Whether an organization is a party or a parliamentary group."""
    said = f"{text_of(organization, 'organizationType')} {text_of(organization, 'classification')}".lower()
    return any(word in said for word in GROUPS)


def bodies(objects: Objects) -> list[Body]:
    """The organizations that meet."""
    found = []
    for one in objects.all("Organization"):
        if is_group(one) or not text_of(one, "name"):
            continue
        parent, end = objects.get(one.get("subOrganizationOf")), day_of(one, "endDate")
        found.append(Body(
            name=text_of(one, "name"),
            parent=text_of(parent, "name") or None if parent else None,
            dissolved=end is not None,
            old=f"oparl-organization:{one['id']}",
            dissolved_on=end,
        ))  # fmt: skip
    return found


def members(objects: Objects) -> list[Member]:
    """The persons, each with the group of a membership that has not ended."""
    return [
        Member(
            name=text_of(one, "name") or f"{text_of(one, 'givenName')} {text_of(one, 'familyName')}".strip(),
            party=_party(objects, one),
            old=f"oparl-person:{one['id']}",
        )
        for one in objects.all("Person")
        if text_of(one, "name") or text_of(one, "familyName")
    ]


def _party(objects: Objects, person: Object) -> str | None:
    for membership in _memberships(objects, person):
        organization = objects.get(membership.get("organization"))
        if organization and is_group(organization) and day_of(membership, "endDate") is None:
            return text_of(organization, "name") or None
    return None


def places(objects: Objects) -> list[Place]:
    """The memberships of committees."""
    found = []
    for person in objects.all("Person"):
        for one in _memberships(objects, person):
            organization = objects.get(one.get("organization"))
            if organization is None or is_group(organization):
                continue
            committee, member = text_of(organization, "name"), text_of(person, "name")
            if committee and member:
                role = role_of(text_of(one, "role"))
                found.append(Place(committee, member, role, day_of(one, "startDate"), day_of(one, "endDate")))
    return found


def _memberships(objects: Objects, person: Object) -> list[Object]:
    own = objects.each(person, "membership")
    known = {one.get("id") for one in own}
    others = [
        one for one in objects.all("Membership") if one.get("person") == person.get("id") and one.get("id") not in known
    ]
    return [*own, *others]


def role_of(said: str) -> str:
    """What somebody is on a committee, by the words of the source."""
    said = said.lower()
    deputy, chair = (any(word in said for word in words) for words in (DEPUTY, CHAIR))
    if chair:
        return "vice_chair" if deputy else "chair"
    return "substitute" if deputy or any(word in said for word in SUBSTITUTE) else "member"
