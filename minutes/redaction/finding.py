"""Everything that withholding a name would change: shown before it is done, and asked again while it is."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor
from django.utils import translation

from minutes.files.taking import take
from minutes.models import AgendaItem, Council, Meeting, Person, Report, ReportPage, ReportVersion
from minutes.models.redaction import MARK, PlaceKind
from minutes.redaction.fields import Holder, holders
from minutes.text.withheld import Words

AROUND = 70  # letters of a sentence on either side of a name
ROWS = 2_000
Changed = dict[str, tuple[Any, Any]]  # by the name of a field, what stands in it and what takes its place
PERSON = "minutes.person"


@dataclass(frozen=True)
class Place:
    """A field of a stored record that holds the words, or a file that does; `row` is the record as it was read."""

    kind: str
    row: Model
    field: str
    before: Any = None
    after: Any = None


@dataclass(frozen=True)
class Stretch:
    """What stands around a name: the text before it, the name, the text after it."""

    before: str
    name: str
    after: str


def mark() -> str:
    """What takes the place of a name, in the council's language."""
    with in_councils_language():
        return str(MARK)


def in_councils_language() -> translation.override:
    """Within, what is stored in the record for good is said in the language of the council's minutes."""
    council = Council.objects.first()
    return translation.override(council.language if council else "en")


def places(words: Words, person: Person | None) -> Iterator[Place]:
    """Every place in which the words stand, in fields and in files, as `withholding` would change it."""
    told, rows = mark(), []
    for holder in holders():
        found = dict(rows_with(holder, words, told, person))
        for key, row in sorted(holder.model._default_manager.in_bulk(found).items()):
            rows.append(row)
            for field, (before, after) in found[key].items():
                yield Place(kind_of(holder, words, before), row, field, before, after)
    for document in documents_with(words):
        yield Place(kind_of_file(document), document, "file")
    for document in unread_beside(items_of(rows)):
        yield Place(PlaceKind.UNREAD, document, "file")


def rows_with(holder: Holder, words: Words, told: str, person: Person | None) -> Iterator[tuple[Any, Changed]]:
    """The keys of the rows of a table that would be changed, each with its fields before and after."""
    names = list(holder.fields)
    rows = holder.model._default_manager.order_by("pk").values_list("pk", *names)
    for key, *values in rows.iterator(chunk_size=ROWS):
        changed = holder.changed(dict(zip(names, values, strict=True)), words, told)
        if holder.label == PERSON and _is_withheld(key, changed, person):
            changed |= facts_of(Person.objects.get(pk=key), told)
        if changed:
            yield key, changed


def changed_in(holder: Holder, row: Any, words: Words, told: str, person: Person | None) -> Changed:
    """The same of one row as it was read."""
    changed = holder.changed({name: getattr(row, name) for name in holder.fields}, words, told)
    if isinstance(row, Person) and _is_withheld(row.pk, changed, person):
        changed |= facts_of(row, told)
    return changed


def _is_withheld(key: int, changed: Changed, person: Person | None) -> bool:
    """Whether a person is the one whose name it is: the one who was chosen, or one who bears it."""
    return "name" in changed or (person is not None and person.pk == key)


def facts_of(person: Person, told: str) -> Changed:
    """
    What is taken off the record of somebody whose name is withheld: all that says who it is.

    The page goes too: the list of all that one person did says who it was.
    """
    wanted = {
        "name": told, "post": "", "email": "", "slug": f"withheld-{person.pk}", "is_listed": False,
    }  # fmt: skip
    now = {name: getattr(person, name) for name in wanted}
    return {name: (now[name], value) for name, value in wanted.items() if now[name] != value}


def kind_of(holder: Holder, words: Words, before: Any) -> str:
    """Whether words are replaced in a field, or a fact goes that does not hold them."""
    found = isinstance(before, str) and words.find(before)
    return PlaceKind.FACT if holder.label == PERSON and not found else PlaceKind.WORDS


def kind_of_file(document: Report | ReportVersion) -> str:
    """Whether a file that says the words was public and is closed, or cannot be published as it is."""
    was_public = type(document).ever_public.filter(pk=document.pk).exists()
    return PlaceKind.FILE if was_public else PlaceKind.HELD


def documents_with(words: Words) -> Iterator[Report | ReportVersion]:
    """Documents, and earlier versions of documents, of which the file says the words and is not closed already."""
    found: set[int] = set()
    for report, text in ReportPage.objects.order_by("report", "number").values_list("report_id", "text").iterator():
        if report not in found and words.find(text):
            found.add(report)
    reports = Report.objects.filter(withdrawn_at=None).exclude(file="").in_bulk(found)
    yield from (reports[key] for key in sorted(reports))
    for version in ReportVersion.objects.filter(withdrawn_at=None).select_related("report"):
        if version.report_id in found or words.find(text_of(version)):
            yield version


def text_of(version: ReportVersion) -> str:
    """What stands in the file of an earlier version, which is kept nowhere else; "" where it cannot be read."""
    try:
        with version.file.open("rb"):
            return "\n".join(take(version.file).text)
    except (OSError, ValidationError):
        return ""


def subscriptions_to(words: Words) -> list[int]:
    """The keys of alerts that ask for the words, or for the page of whoever bears the name."""
    rows = apps.get_model("minutes", "AlertSubscription")._default_manager.exclude(subject="")
    asked = rows.values_list("pk", "subject")
    return [key for key, subject in asked.iterator() if words.find(subject, in_address=True)]


def unread_beside(items: Collection[int]) -> list[Report]:
    """Public documents of these items in whose pages no machine finds all the text: a person reads them."""
    return list(Report.public.scans().filter(item__in=items).order_by("pk"))


def items_of(rows: Iterable[Any]) -> set[int]:
    """The keys of the agenda items to which these rows belong."""
    found = map(item_or_meeting_of, rows)
    return {record.pk for record in found if isinstance(record, AgendaItem)}


def item_or_meeting_of(row: Any) -> AgendaItem | Meeting | None:
    """The agenda item to which a row belongs, else the meeting; None for what belongs to neither."""
    if row is None or isinstance(row, AgendaItem | Meeting):
        return row
    for way in ("item", "report", "resolution", "vote", "meeting"):
        if isinstance(getattr(type(row), way, None), ForwardManyToOneDescriptor):
            return item_or_meeting_of(getattr(row, way))
    return None


def stretches(value: Any, words: Words) -> list[Stretch]:
    """The names in a value, each with what stands around it."""
    if isinstance(value, list | dict):
        inner = value if isinstance(value, list) else list(value.values())
        return [stretch for one in inner for stretch in stretches(one, words)]
    if not isinstance(value, str):
        return []
    return [Stretch(_end(value[:start]), value[start:end], _beginning(value[end:])) for start, end in words.find(value)]


def _end(text: str) -> str:
    return text if len(text) <= AROUND else f"…{text[-AROUND:]}"


def _beginning(text: str) -> str:
    return text if len(text) <= AROUND else f"{text[:AROUND]}…"
