"""Numbers of agendas in the record: where a meeting's begin, what is wrong with them, and giving them anew."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from minutes.agenda.labels import Row, Scheme, doubles, gaps, numbered
from minutes.models import AgendaItem, LabelFrom, LabelScheme, Meeting, PartLabels

SHOWN = 5  # of the numbers that are left out
_GIVEN = Q(label_from=LabelFrom.SCHEME, released_at__isnull=True)


class Course(NamedTuple):
    """The numbers of a meeting: how they are written, where they begin, and which other meetings of the year have."""

    scheme: Scheme
    start: int
    elsewhere: frozenset[int]


def course_of(meeting: Meeting) -> Course | None:
    """The numbers of a meeting with its committee; None where the committee gives none."""
    if not meeting.committee.label_scheme:
        return None
    scheme = scheme_of(meeting)
    before, others = set(), set()
    if meeting.committee.label_scheme == LabelScheme.YEAR:
        rows = AgendaItem.objects.filter(meeting__in=_year_of(meeting), depth=1).exclude(meeting=meeting)
        rows = rows.exclude(_GIVEN & _after(meeting))  # they follow from these
        for label, date, sequence in rows.values_list("label", "meeting__date", "meeting__sequence"):
            if (number := scheme.read(label)) is not None:
                others.add(number)
                before |= {number} if (date, sequence) < (meeting.date, meeting.sequence) else set()
    start = max(before, default=meeting.committee.label_first - 1) + 1
    return Course(scheme, start, frozenset(others))


def scheme_of(meeting: Meeting) -> Scheme:
    """How its committee writes numbers that year."""
    committee = meeting.committee
    return Scheme(committee.label_pattern, meeting.municipal_year_start, committee.label_parts == PartLabels.LETTERS)


def is_given(item: AgendaItem) -> bool:
    """Whether the scheme may number it anew: what has been published keeps its number, and so does a person's."""
    return item.label_from == LabelFrom.SCHEME and item.released_at is None  # as _GIVEN says it to the database


def new_labels(course: Course | None, items: Sequence[AgendaItem]) -> list[str]:
    """The labels of items in order, as they are to be."""
    if course is None:
        return [item.label for item in items]
    rows = [Row(item.label, is_given(item), item.depth) for item in items]
    return numbered(rows, course.scheme, course.start, course.elsewhere)


def later_in_the_year(meeting: Meeting) -> list[Meeting]:
    """The meetings whose numbers follow from this one's, in order."""
    if meeting.committee.label_scheme != LabelScheme.YEAR:
        return []
    year = _year_of(meeting).filter(date__gte=meeting.date).exclude(pk=meeting.pk).order_by("date", "sequence")
    return [
        other for other in year.select_related("committee")
        if (other.date, other.sequence) > (meeting.date, meeting.sequence)
    ]  # fmt: skip


def clash(meeting: Meeting, label: str, item: AgendaItem | None = None) -> str:
    """What has that number already, as a sentence; "" where nothing has."""
    if not label.strip():
        return ""
    here = AgendaItem.objects.filter(label__iexact=label.strip(), meeting=meeting)
    if item is not None and item.pk:
        here = here.exclude(pk=item.pk)
    if meeting.committee.label_scheme:
        here = here.exclude(_GIVEN)  # it gives way
    if other := here.first():
        return f"“{other.title[:80]}” has the number {other.label} already."
    return clash_elsewhere(meeting, label)


def clash_elsewhere(meeting: Meeting, label: str) -> str:
    """Which other meeting has that number, where numbers run through the year."""
    if meeting.committee.label_scheme != LabelScheme.YEAR or scheme_of(meeting).read(label) is None:
        return ""
    same = AgendaItem.objects.filter(label__iexact=label.strip()).select_related("meeting__committee")
    others = same.filter(meeting__in=_year_of(meeting)).exclude(meeting=meeting)
    other = others.exclude(_GIVEN & _after(meeting)).first()
    return f"{other.meeting} has the number {other.label} already." if other else ""


def note_giver(form: Any) -> None:
    """Note who gave an item of a form its number: a person who wrote one, or the scheme, to which the rest is left."""
    if "label" in form.changed_data or form.instance.pk is None:
        form.instance.label_from = LabelFrom.PERSON if form.instance.label else LabelFrom.SCHEME


def notes(course: Course | None, items: Iterable[AgendaItem]) -> list[str]:
    """What is odd about the numbers of an agenda, in sentences."""
    items = list(items)
    told = [
        f"More than one item has the number {label.rstrip('.')}." for label in doubles([item.label for item in items])
    ]
    if course is None:
        return told
    read = [number for item in items if (number := course.scheme.read(item.label)) is not None]
    told += [
        f"The number {course.scheme.write(number).rstrip('.')} stands at another meeting of this year too."
        for number in read if number in course.elsewhere
    ]  # fmt: skip
    if missing := gaps(read, course.start, course.elsewhere):
        names = ", ".join(course.scheme.write(number).rstrip(".") for number in missing[:SHOWN])
        more = f" and {len(missing) - SHOWN} more" if len(missing) > SHOWN else ""
        told.append(f"No item has {'this number' if len(missing) == 1 else 'these numbers'}: {names}{more}.")
    return told


def _after(meeting: Meeting) -> Q:
    same_day = Q(meeting__date=meeting.date, meeting__sequence__gt=meeting.sequence)
    return Q(meeting__date__gt=meeting.date) | same_day


def _year_of(meeting: Meeting) -> QuerySet[Meeting]:
    year = Meeting.objects.in_municipal_year(meeting.municipal_year_start)
    return year.filter(committee=meeting.committee_id)
