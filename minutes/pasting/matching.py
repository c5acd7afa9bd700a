"""Which item of the agenda is meant by one that was read, and who by a name."""

from collections.abc import Callable, Sequence

from minutes.loading.people import split_name
from minutes.models import AgendaItem, Meeting, Person
from minutes.text.proposal import Matter
from minutes.text.tracing import words_of


def matched(matters: Sequence[Matter], agenda: Sequence[AgendaItem]) -> list[AgendaItem | None]:
    """
    For each item that was read that of the agenda, each once: by label, where the titles do not differ; by title; by
    label alone.
    """
    found: list[AgendaItem | None] = [None] * len(matters)
    free = list(agenda)
    for alike in (_label_and_title, _title, _label):
        for place, matter in enumerate(matters):
            if found[place] is None and (item := next((one for one in free if alike(matter, one)), None)):
                found[place] = item
                free.remove(item)
    return found


def _label_and_title(matter: Matter, item: AgendaItem) -> bool:
    told, ours = set(words_of(matter.item.title)), set(words_of(item.title))
    return _label(matter, item) and 2 * len(told & ours) >= min(len(told), len(ours))


def _title(matter: Matter, item: AgendaItem) -> bool:
    return words_of(matter.item.title) == words_of(item.title)


def _label(matter: Matter, item: AgendaItem) -> bool:
    return bool(matter.item.label) and words_of(matter.item.label) == words_of(item.label)


def people_named(names: Sequence[str], meeting: Meeting) -> dict[str, Person]:
    """Those of the names that are somebody's: the full name, or initials and surname of one member alone."""
    plain = {name: split_name(name)[1] for name in names}
    surnames = {one.split()[-1].lower() for one in plain.values() if one.split()}
    known = [one for one in Person.objects.order_by("pk") if one.name.split()[-1].lower() in surnames]
    sitting = set(meeting.committee.memberships.lasting_on(meeting.date).values_list("person_id", flat=True))
    return {name: person for name, one in plain.items() if (person := _one_of(one, known, sitting))}


def _one_of(name: str, known: Sequence[Person], sitting: set[int]) -> Person | None:
    tests: list[Callable[[Person], bool]] = [
        lambda one: one.name.lower() == name.lower(),
        lambda one: (
            one.pk in sitting and _short(one.name) == _short(name) and len(name.split(maxsplit=1)[0].strip(".")) == 1
        ),
    ]
    for test in tests:
        found = [one for one in known if test(one)]
        if len(found) == 1:
            return found[0]
    return None


def _short(name: str) -> tuple[str, str]:
    """First letter and surname."""
    return name[:1].lower(), name.rsplit(maxsplit=1)[-1].lower()
