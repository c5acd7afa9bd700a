"""Pages that a source does not have any more: they become questions, and nothing of what they told is deleted here."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet

from minutes.loading import notes
from minutes.loading.outcome import Note
from minutes.models import ImportedPage, NoteKind

# What a page is about is the first of these that it told of; the rest hangs on it.
ABOUT = (
    "minutes.meeting",
    "minutes.agendaitem",
    "minutes.issue",
    "minutes.committee",
    "minutes.person",
    "minutes.membership",
    "minutes.report",
)

Told = dict[str, set[int]]


def tell_gone(source: str, started: dt.datetime) -> Iterator[tuple[str, Note]]:
    """
    The places of the pages that came with `source` before and not since `started`, each with what to say of it, once.

    To be asked only where the source was read to its end: what could not be read has not vanished. A source of which
    nothing came has not lost everything; it was not there.
    """
    pages = ImportedPage.objects.filter(source=source[:1000])
    missing, present = pages.filter(read_at__lt=started), pages.filter(read_at__gte=started)
    if not missing.exists() or not present.exists():
        return
    told = _told(present)
    for page in missing.order_by("pk"):
        yield from ((page.place, note) for note in _note(page, told))


@transaction.atomic
def _note(page: ImportedPage, told: Told) -> list[Note]:
    """Note that the records that a page was about have vanished, unless another page tells of them; the new notes."""
    gone = {label: set(keys) - told[label] for label, keys in page.records.items()}
    label = next((label for label in ABOUT if gone.get(label)), None)
    if label is None:
        return []
    model = apps.get_model(label)
    found = []
    for record in model._default_manager.filter(pk__in=gone[label]).order_by("pk"):
        words = f"{model._meta.verbose_name} “{record}” is no longer in the source. It was left here."
        found.append(Note(NoteKind.VANISHED, words[:1].upper() + words[1:], record))
    return notes.add(found, page.origin, page.place)


def _told(pages: QuerySet[ImportedPage]) -> Told:
    """The records of which these pages tell, by the label of their table."""
    told: Told = defaultdict(set)
    for records in pages.values_list("records", flat=True).iterator():
        for label, keys in records.items():
            told[label].update(keys)
    return told
