"""
The acts on an agenda that is being put together.

Each is atomic, takes keywords only, and notes in the history who did it. Whether that user may change what is public
is asked by the caller; whether the act is possible, here.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import CharField, F, ProtectedError, Value
from django.db.models.functions import Cast, Concat

from minutes.actions import Actor, NotPossible, noted
from minutes.agenda.numbering import clash, course_of, is_given, later_in_the_year, new_labels
from minutes.models import AgendaItem, Committee, LabelFrom, Meeting, StandardItem, StandardPlace
from minutes.models.refusals import sentence

Agenda = list[AgendaItem]


class Wrong(NotPossible):
    """One field is wrong: `field` says which."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def add(
    *, meeting: Meeting, title: str, by: Actor, label: str = "", below: AgendaItem | None = None, depth: int = 1
) -> AgendaItem:
    """Put an item on an agenda: behind `below` and its parts, or at the end. Without a label the scheme gives one."""
    meeting, agenda = _opened(meeting)
    item = AgendaItem(meeting=meeting, depth=depth)
    _call(item, title, label)
    at = len(agenda) if below is None else _index(agenda, below) + 1
    agenda.insert(_between_items(agenda, at, depth), item)
    _arrange(meeting, agenda, by=by, reason="put on the agenda")
    return item


@transaction.atomic
def move(*, item: AgendaItem, up: bool, by: Actor) -> None:
    """Move an item with its parts past its neighbour; a part, past what stands next to it."""
    meeting, agenda = _opened(item.meeting)
    start = _index(agenda, item)
    end = _end_of(agenda, start)
    block = agenda[start:end]
    if up:
        to = start - 1
        while block[0].depth == 1 and to > 0 and agenda[to].depth > 1:
            to -= 1
    else:
        to = start + (_end_of(agenda, end, whole=block[0].depth == 1) - end if end < len(agenda) else 0)
    rest = agenda[:start] + agenda[end:]
    if to == start or not 0 <= to <= len(rest) or (block[0].depth > 1 and to == 0):
        raise NotPossible(f"“{item.title}” cannot go further {'up' if up else 'down'}.")
    _arrange(meeting, rest[:to] + block + rest[to:], by=by, reason="moved on the agenda")


@transaction.atomic
def place(*, item: AgendaItem, before: AgendaItem | None, by: Actor) -> None:
    """Move an item with its parts before another one, or to the end. It does not go between an item and its parts."""
    meeting, agenda = _opened(item.meeting)
    start = _index(agenda, item)
    block = agenda[start : _end_of(agenda, start)]
    rest = [row for row in agenda if row not in block]
    if before is not None and before in block:
        return
    to = len(rest) if before is None else _index(rest, before)
    to = _between_items(rest, to, block[0].depth)
    if block[0].depth > 1 and to == 0:
        raise NotPossible("A part stands below its item.")
    _arrange(meeting, rest[:to] + block + rest[to:], by=by, reason="moved on the agenda")


@transaction.atomic
def nest(*, item: AgendaItem, depth: int, by: Actor) -> None:
    """Make an item a part of the one above it (2), or a part an item of its own (1)."""
    meeting, agenda = _opened(item.meeting)
    at = _index(agenda, item)
    if at == 0 and depth > 1:
        raise NotPossible("The first item is a part of nothing.")
    agenda[at].depth = depth
    _arrange(meeting, agenda, by=by, reason="part of an item" if depth > 1 else "item of its own")


@transaction.atomic
def rename(*, item: AgendaItem, title: str, label: str, by: Actor) -> None:
    """Give an item another title or number. An empty number is given by the scheme again, where there is one."""
    meeting, agenda = _opened(item.meeting)
    row = agenda[_index(agenda, item)]
    _call(row, title, label)
    _arrange(meeting, agenda, by=by, reason="title or number")


@transaction.atomic
def remove(*, item: AgendaItem, by: Actor) -> None:
    """Take a draft off the agenda. One that something has been entered for stays."""
    meeting, agenda = _opened(item.meeting)
    row = agenda[_index(agenda, item)]
    if row.released_at is not None:
        raise NotPossible(f"“{row.title}” is published, or set to be: it is withdrawn instead of removed.")
    if row.declarations.exists() or row.pasted.exists():
        raise NotPossible(f"Something is entered for “{row.title}” already. Open it and delete that first.")
    try:
        noted(row, by=by, reason="taken off the agenda").delete()
    except ProtectedError as error:
        raise NotPossible(f"“{row.title}”: {sentence(error)}") from error
    _arrange(meeting, [one for one in agenda if one is not row], by=by, reason="moved on the agenda")


@transaction.atomic
def put_standard(*, meeting: Meeting, by: Actor) -> int:
    """Put on the agenda what its committee's template has and it has not; how many items that were."""
    meeting, agenda = _opened(meeting)
    there = {item.title.casefold() for item in agenda}
    template = StandardItem.objects.filter(committee=meeting.committee_id).order_by("position")
    wanted = [line for line in template if line.title.casefold() not in there]
    if not wanted:
        raise NotPossible("Everything of the committee's template is on the agenda already.")
    new: dict[str, Agenda] = {StandardPlace.START: [], StandardPlace.END: []}
    for line in wanted:
        giver = LabelFrom.SCHEME if line.is_numbered else LabelFrom.PERSON
        new[line.where].append(AgendaItem(meeting=meeting, title=line.title, purpose=line.purpose, label_from=giver))
    # Where some of its start is there already, what is missing follows that.
    known = {line.title.casefold() for line in template if line.where == StandardPlace.START}
    first = next((at for at, item in enumerate(agenda) if item.title.casefold() not in known), len(agenda))
    first = _between_items(agenda, first)
    agenda = agenda[:first] + new[StandardPlace.START] + agenda[first:] + new[StandardPlace.END]
    _arrange(meeting, agenda, by=by, reason="standard item")
    return len(wanted)


@transaction.atomic
def renumber(*, meeting: Meeting, by: Actor) -> None:
    """Number an agenda that was written otherwise."""
    meeting, agenda = _opened(meeting)
    _arrange(meeting, agenda, by=by, reason="numbered")


def _call(item: AgendaItem, title: str, label: str) -> None:
    """Its title and number as a person gives them."""
    title, label = " ".join(title.split()), label.strip()
    if not title:
        raise Wrong("title", "An item needs a title.")
    for name, text in (("title", title), ("label", label)):
        longest = getattr(AgendaItem._meta.get_field(name), "max_length", 0)
        if len(text) > longest:
            raise Wrong(name, f"At most {longest} characters; these are {len(text)}.")
        if "\0" in text:
            raise Wrong(name, "It holds a character that is no text. Type it anew.")
    if label != item.label or item._state.adding:
        if item.released_at is not None and not label:
            raise Wrong("label", "A published item keeps a number.")
        if told := clash(item.meeting, label, item):
            raise Wrong("label", told)
        item.label, item.label_from = label, LabelFrom.PERSON if label else LabelFrom.SCHEME
    item.title = title


def _opened(meeting: Meeting) -> tuple[Meeting, Agenda]:
    """The meeting and its agenda in order, kept from others until the act is done."""
    Committee.objects.select_for_update().get(pk=meeting.committee_id)  # numbers may run through its year
    meeting = Meeting.objects.select_related("committee").select_for_update(of=("self",)).get(pk=meeting.pk)
    if meeting.withdrawn_at is not None:
        raise NotPossible("This meeting is withdrawn. Restore it first.")
    agenda = list(AgendaItem.objects.filter(meeting=meeting).order_by("position"))
    for item in agenda:
        item.meeting = meeting
    return meeting, agenda


def _index(agenda: Sequence[AgendaItem], item: AgendaItem) -> int:
    for at, row in enumerate(agenda):
        if row.pk == item.pk:
            return at
    raise NotPossible("That item is not on the agenda any more.")


def _end_of(agenda: Sequence[AgendaItem], at: int, *, whole: bool = True) -> int:
    """The place behind an item and, if `whole`, its parts."""
    end = at + 1
    while whole and agenda[at].depth == 1 and end < len(agenda) and agenda[end].depth > 1:
        end += 1
    return end


def _between_items(agenda: Sequence[AgendaItem], at: int, depth: int = 1) -> int:
    """The same place or, for an item of its own, the next that does not part another one from its parts."""
    while depth == 1 and 0 < at < len(agenda) and agenda[at].depth > 1:
        at += 1
    return at


def _arrange(meeting: Meeting, agenda: Agenda, *, by: Actor, reason: str) -> None:
    """Store an agenda in this order, numbered anew, and the later agendas of the year whose numbers follow from it."""
    if agenda and agenda[0].depth > 1:
        agenda[0].depth = 1
    before = {row.pk: row for row in AgendaItem.objects.filter(meeting=meeting)}
    for position, item in enumerate(agenda, 1):
        item.position = position
    _number(meeting, agenda)
    facts = ("position", "depth", "label", "label_from", "title")
    changed = [
        item for item in agenda
        if item.pk not in before or any(getattr(item, f) != getattr(before[item.pk], f) for f in facts)
    ]  # fmt: skip
    _store(changed, by=by, reason=reason)
    for later in later_in_the_year(meeting):
        items = list(AgendaItem.objects.filter(meeting=later).order_by("position"))
        old = [item.label for item in items]
        _number(later, items)
        moved = [item for item, label in zip(items, old, strict=True) if item.label != label]
        _store(moved, by=by, reason="numbers of the year")


def _number(meeting: Meeting, agenda: Agenda) -> None:
    for item, label in zip(agenda, new_labels(course_of(meeting), agenda), strict=True):
        if is_given(item):
            item.label = label


def _store(items: Iterable[Any], *, by: Actor, reason: str) -> None:
    """Those that are drafts make way for each other first: two that change numbers would stand in each other's way."""
    items = list(items)
    drafts = [item.pk for item in items if item.pk and item.released_at is None]
    away = Concat(Value("moving-"), Cast(F("pk"), CharField()))
    AgendaItem.objects.filter(pk__in=drafts).update(slug=away, label=away)
    for item in items:
        noted(item, by=by, reason=reason).save()
