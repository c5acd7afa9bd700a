"""Who was at a meeting, read from the lists at the head of its minutes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from minutes.text.lines import Line
from minutes.text.meeting_forms import ATTENDANCE_HEAD, CHAIR_ROLE, NO_ONE, PERSONAL, POST, SUBSTITUTE_FOR, TITLE
from minutes.text.records import Member, Presence
from minutes.text.remote import apart

LONGEST_NAME = 6
TITLES = re.compile(rf"\b{TITLE}(?![\w’'])")
MEMBERS = re.compile(rf"(?:the\s+)?{TITLE}\s*[:,–-]?\s*(?=[A-Z])|^{TITLE}\s*:?\s*$")
BETWEEN = re.compile(r"\s*[,;•|]\s*|\s+(?:and|ac|a)\s+(?=[A-Z(])|\s+&\s+(?=[A-Z])")
LAST_AND = re.compile(r"\s+(?:and|ac|a|&)$")
BRACKET = re.compile(r"\s*\(([^()]*)\)")
_PARTICLES = r"(?:(?:de|van|von|den|der|la|le|du|dos|da|ap|ab|al|el|bin|ten)\s+)*"
NAME = re.compile(
    rf"(?:{PERSONAL}\s+)*(?:(?:[A-Z]\.?\s*){{1,4}}\s+)?{_PARTICLES}[A-Z][\w’'-]*(?:\s+(?:[A-Z]\.?|{_PARTICLES}[A-Z][\w’'-]*)){{0,4}}"
    r"(?:\s+(?:OBE|MBE|CBE|JP|QC|KC|MP|BEM|DL|QPM))*\.?"
)
IN_THE_CHAIR = re.compile(r"\s+(?P<role>in\s+the\s+chair)$", re.IGNORECASE)
OFFICE = re.compile(r"(?:Deputy\s+)?(?:Lord\s+)?(?:Mayor|Provost|Sheriff)|Portfolio\s+Holder")
ROLE_IN_NAME = re.compile(r"\s+[-–—]\s+")


@dataclass
class Attendance:
    """The people named, and the lines whose words did not all find a place."""

    presences: list[Presence] = field(default_factory=list)
    officers: list[Member] = field(default_factory=list)
    unread: list[Line] = field(default_factory=list)


def attendance_heading(one: Line) -> tuple[str, str] | None:
    """The list that a line heads and the words behind its heading, or nothing."""
    text = _without_bars(one)
    found = ATTENDANCE_HEAD.match(text)
    if found is None or found.lastgroup is None:
        return None
    rest = text[found.end() :]
    filled = rest.strip(" :-–—|.")
    if filled and not re.match(r"\s*(?::|[-–—]|\|)", rest):
        return None
    return found.lastgroup, rest.lstrip(" :-–—|")


def read_attendance(lines: Sequence[Line]) -> Attendance:
    """The people in ``lines``, the first of which heads a list."""
    found = Attendance()
    status, all_remote = "present", False
    for one in lines:
        heading = attendance_heading(one)
        text = _without_bars(one)
        if heading:
            all_remote = apart(text.removesuffix(heading[1]).strip(" :-–—|"))[1]
            status, text = heading
        if not text.strip(" .") or NO_ONE.fullmatch(text):
            continue
        parts = _with_posts(_parts(text), status)
        people = [_person(part, status, is_remote=is_remote or all_remote) for part, is_remote in parts]
        found.presences += [person.presence for person in people if person]
        found.officers += [
            Member(person.presence.name, "officer", post=person.post) for person in people if person and person.post
        ]
        if not people or any(person is None or person.unread for person in people):
            found.unread.append(one)
    found.presences = _once(found.presences)
    return found


def _without_bars(one: Line) -> str:
    return one.text.strip("| ") if one.row else one.text


@dataclass(frozen=True)
class _Named:
    """A person of a list: an officer's post, and whether something that is said of them finds no place."""

    presence: Presence
    post: str | None = None
    unread: bool = False


def _parts(text: str) -> list[str]:
    """``text`` cut between names, never inside brackets."""
    kept: list[str] = []

    def put_away(bracket: re.Match[str]) -> str:
        kept.append(bracket[0])
        return f"\x01{len(kept) - 1}\x01"

    hidden = BRACKET.sub(put_away, text)
    parts = [part for group in _by_title(hidden) for part in BETWEEN.split(group) if part.strip(" .,;:")]
    return [re.sub("\x01(\\d+)\x01", lambda place: kept[int(place[1])], part).strip(" ,;:") for part in parts]


def _by_title(text: str) -> list[str]:
    """``text`` cut before each title, which goes; an office that it names (The Mayor) stands behind the name."""
    starts = [0, *(found.start() for found in TITLES.finditer(text) if found.start())]
    groups = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        group = LAST_AND.sub("", text[start:end].strip(" ,;|."))
        title = MEMBERS.match(group)
        name = group[title.end() :] if title else group
        office = OFFICE.search(title[0]) if title else None
        groups.append(f"{name} ({office[0]})" if office else name)
    return [group for group in groups if group]


def _with_posts(parts: Sequence[str], status: str) -> list[tuple[str, bool]]:
    """
    Parts that are a post or a role put into brackets behind the name beside them: "V Gray", "Head of Audit".

    Each with whether somebody attended remotely, whichever of the parts says so.
    """
    joined: list[str] = []
    remote: set[int] = set()  # places in `joined`
    post = ""
    for part, is_remote in map(apart, parts):
        bare = BRACKET.sub("", part).strip(" .")
        if joined and not part:
            pass  # "Councillor Moss, joined online"
        elif CHAIR_ROLE.fullmatch(bare) and joined:
            joined[-1] += f" ({bare})"
        elif status == "in_attendance" and POST.search(bare) and not ROLE_IN_NAME.search(bare):
            if joined and not BRACKET.search(joined[-1]):
                joined[-1] += f" ({bare})"
            else:
                joined += [post] if post else []
                post = part
        elif post:
            joined.append(f"{part} ({post})")
            post = ""
        else:
            joined.append(part)
        if is_remote:
            remote.add(len(joined) - (not post))  # a post waits for its name
    return [(part, place in remote) for place, part in enumerate([*joined, post] if post else joined)]


def _person(part: str, status: str, *, is_remote: bool) -> _Named | None:
    part = IN_THE_CHAIR.sub(r" (\g<role>)", part)
    roles = [role.strip() for role in BRACKET.findall(part)]
    name, *posts = ROLE_IN_NAME.split(BRACKET.sub("", part).strip(" ."))
    if len(posts) == 1 and POST.search(name):
        name, posts = posts[0], [name]
    name = name.strip(" .")
    if NAME.fullmatch(name) is None or len(name.split()) > LONGEST_NAME:
        return None
    roles += [post.strip() for post in posts if post.strip()]
    instead = next((found for role in roles if (found := SUBSTITUTE_FOR.match(role))), None)
    chair = status == "chair" or any(CHAIR_ROLE.fullmatch(role) for role in roles)
    others = [role for role in roles if not (CHAIR_ROLE.fullmatch(role) or SUBSTITUTE_FOR.match(role))]
    if instead:
        whom = re.sub(rf"^(?:the\s+)?{TITLE}\s+", "", instead["whom"]).strip(" .") or None
        return _Named(Presence(name, "substitute", chair, whom, is_remote), unread=bool(others))
    is_remote = is_remote and status not in ("apologies", "absent")
    presence = Presence(name, "present" if status == "chair" else status, chair, is_remote=is_remote)
    if status == "in_attendance" and len(others) == 1:
        return _Named(presence, post=others[0])
    return _Named(presence, unread=bool(others))


def _once(people: Sequence[Presence]) -> list[Presence]:
    """Each person once: the chair named in front of the list stands in it too, where more may be told of them."""
    found: dict[str, Presence] = {}
    for person in people:
        before = found.get(person.name.lower(), person)
        same = before.status == person.status
        kept = person if person.is_chair and not before.is_chair and same else before
        is_remote = kept.is_remote or (same and (person.is_remote or before.is_remote))
        found[person.name.lower()] = replace(kept, is_remote=is_remote)
    return list(found.values())
