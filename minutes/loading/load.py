"""
Writing a page into the record, whole or not at all.

Read again, a page changes what has changed there and has not been changed here (minutes/loading/memory.py). Several
pages about one matter complete each other. Nothing is deleted here because it is gone there.
"""

from pathlib import PurePath

from django.apps import apps
from django.utils import timezone

from minutes.loading import committees, items, meetings, notes, people
from minutes.loading.items import Fetch
from minutes.loading.ordering import arrange
from minutes.loading.outcome import Outcome
from minutes.loading.run import Run
from minutes.models import ImportedPage, NoteKind
from minutes.models.lock import Way, unlocked
from minutes.redaction.arriving import without_withheld_names
from minutes.text.records import Page


def load(page: Page, *, source: str = "", fetch: Fetch | None = None) -> Outcome:
    """
    Write a page that came with `source`; `fetch` gives the file of a document, or None. A name that is withheld is not
    brought back by it.

    Raises ValidationError or DatabaseError, with nothing of the page written, where the database refuses it.
    """
    with unlocked(Way.IMPORT):
        return _load(without_withheld_names(page), source, fetch)


def _load(page: Page, source: str, fetch: Fetch | None) -> Outcome:
    run = Run(origin_of(page), f"imported from {page.source[-80:]}")
    for words in page.unread:
        run.note(NoteKind.NOT_UNDERSTOOD, words)
    for body in page.bodies:
        committees.load_body(body, run)
    for member in page.members:
        people.load_member(member, run)
    for place in sorted(page.places, key=lambda one: one.ended_on is not None):  # those that go on take theirs first
        people.load_place(place, committees.committee_named(place.committee, run), run)
    for sitting in page.sittings:
        meetings.load_sitting(sitting, run)
    issue = items.issue_titled(page.issue, page.old, run) if page.issue else None
    claimed: set[int] = set()
    written = [items.load_item(item, issue, claimed, run, fetch) for item in page.items]
    arrange([item for item in written if item is not None], run, as_printed=page.page == "meeting")
    _remember(page, source, run)
    run.remember()
    notes.store(run.outcome.notes, run.origin, page.source, run.standing)
    return run.outcome


def origin_of(page: Page) -> str:
    """
    What a page is known by, however often it is saved anew and wherever it lies.

    Its number in the old system; else what it is about and the name of its file.
    """
    keys = page.old or {key for item in page.items for key in item.old if page.page == key.partition(":")[0]}
    if keys:
        return f"{page.page} {'+'.join(sorted(keys))}"[:300]
    about = page.issue or " ".join(f"{one.committee} {one.date}" for one in page.sittings[:1])
    name = PurePath(page.source).name[-150:]
    return f"{page.page} “{about[:130]}” {name}" if about else f"{page.page} {name}"


def _remember(page: Page, source: str, run: Run) -> None:
    """Note of which records the page tells; those of which it told before and not now have vanished there."""
    row = ImportedPage.objects.filter(origin=run.origin).first() or ImportedPage(origin=run.origin)
    seen = {label: sorted(keys) for label, keys in run.seen.items()}
    for label, keys in row.records.items():
        model = apps.get_model(label)
        for record in model._default_manager.filter(pk__in=set(keys) - run.seen.get(label, set())):
            words = f"{model._meta.verbose_name} “{record}” is no longer on the page. It was left here."
            run.note(NoteKind.VANISHED, words[:1].upper() + words[1:], record)
            seen.setdefault(label, []).append(record.pk)
    row.records, row.source, row.place, row.read_at = seen, source[:1000], page.source[:1000], timezone.now()
    row.save()
