"""
Withholding a name: every row in which it stood is changed, in one transaction, and what it said is kept.

So everything that reads the record follows at once: pages, papers, feeds, the API, OParl, the search. Files cannot be
changed; they are withdrawn, and a clerk replaces them.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, TypeVar

from django.db import OperationalError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext

from minutes.actions import Actor, NotPossible, locked, store, withdraw
from minutes.closing.correcting import meeting_of, new_correction
from minutes.models import AgendaItem, CorrectionKind, Meeting, PlaceKind, RedactedPlace, Redaction, RedactionReason
from minutes.models.lock import Way, unlocked
from minutes.redaction import finding
from minutes.redaction.fields import Holder, holders
from minutes.redaction.traces import forget_papers, forget_subscriptions, forget_words
from minutes.text.withheld import Words

WITHHELD = "a name withheld"  # in the history
LOCK = 0x6D696E78  # whoever writes to a guarded table holds it, shared (minutes/migrations/0047_withheld_names.py)
DEADLOCK, TRIES = "40P01", 3  # of two that wait for each other PostgreSQL ends one
Done = TypeVar("Done")


def withhold(*, redaction: Redaction, by: Actor) -> Redaction:
    """
    Withhold a name everywhere at once: `redaction` says which and why, and is stored with its places.

    Raises ValidationError for words that cannot be looked for, NotPossible where they stand nowhere.
    """
    redaction.full_clean()
    return patiently(lambda: _withhold(redaction, by))


def patiently(act: Callable[[], Done]) -> Done:
    """
    Do something while nobody else writes to the record, in one transaction.

    Who has a row locked and then waits for this act is waited for by it: PostgreSQL ends one of the two, here it
    begins again.
    """
    for _ in range(TRIES - 1):
        try:
            return _alone(act)
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") != DEADLOCK or connection.in_atomic_block:
                raise
    return _alone(act)


@transaction.atomic
def _alone(act: Callable[[], Done]) -> Done:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    with unlocked(Way.REDACTION):
        return act()


def _withhold(redaction: Redaction, by: Actor) -> Redaction:
    words = redaction.sought
    redaction.pk, redaction._state.adding = None, True  # of a try that was given up
    redaction.pattern, redaction.made_at, redaction.made_by = words.pattern, timezone.now(), name_of(by)
    redaction.save()
    with finding.in_councils_language():
        writer = Writer(redaction, words, finding.mark(), by)
        writer.rewrite()
        writer.close_files()
        if not writer.kept:
            raise NotPossible("This name stands nowhere in the record.")
        writer.note()
    RedactedPlace.objects.bulk_create(writer.kept)
    forget_subscriptions(words)
    forget_words(words.tokens)
    transaction.on_commit(partial(forget_papers, writer.rows), robust=True)
    return redaction


def name_of(by: Actor) -> str:
    """Of whoever does it, as it is kept."""
    return by.get_username() if by is not None else "the system"


class Writer:
    """Changes rows, and keeps what they said: `kept`, the places; `rows`, the rows as they are now."""

    def __init__(self, redaction: Redaction, words: Words, mark: str, by: Actor) -> None:
        self.redaction, self.words, self.mark, self.by = redaction, words, mark, by
        self.kept: list[RedactedPlace] = []
        self.rows: list[Any] = []

    def rewrite(self) -> None:
        """Every field that holds the words, and what else says who the person is."""
        for holder in holders():
            keys = [key for key, _ in finding.rows_with(holder, self.words, self.mark, self.redaction.person)]
            for key in keys:
                self._rewrite(holder, locked(holder.model(pk=key)))

    def close_files(self) -> None:
        """Withdraw the documents and earlier versions of which the file says the words; those never public, note."""
        for document in list(finding.documents_with(self.words)):
            kind = finding.kind_of_file(document)
            if kind == PlaceKind.FILE:
                close(document=document, by=self.by)
            self._keep(kind, document, "file")
        for document in finding.unread_beside(finding.items_of(self.rows)):
            self._keep(PlaceKind.UNREAD, document, "file")

    def note(self) -> None:
        """Beside the published minutes of each item and meeting of which words were changed: that it was, and why."""
        changed = {finding.item_or_meeting_of(row) for row in self.rows if hasattr(type(row), "public")}
        reason = str(RedactionReason(self.redaction.reason).label)
        add_notes(changed, gettext("A name was withheld."), reason, self.by)

    def _rewrite(self, holder: Holder, row: Any) -> None:
        changed = finding.changed_in(holder, row, self.words, self.mark, self.redaction.person)
        for name, (_, after) in changed.items():
            setattr(row, name, _free(row, name, after))
        write(row, list(changed), self.by, WITHHELD)
        self.rows.append(row)
        for name, (before, _) in changed.items():
            kind = finding.kind_of(holder, self.words, before)
            self._keep(kind, row, name, before, getattr(row, name))

    def _keep(self, kind: str, row: Any, field: str, before: Any = None, after: Any = None) -> None:
        name = self.words.replaced(str(row), self.mark)[:300]
        self.kept.append(
            RedactedPlace(
                redaction=self.redaction, kind=kind, record=row._meta.label_lower, key=row.pk, name=name, field=field,
                before=before, after=after,
            )
        )  # fmt: skip


def close(*, document: Any, by: Actor) -> None:
    """Withdraw a document, or an earlier version of one, in whose file a name stands that is withheld."""
    with finding.in_councils_language():
        note = gettext("A name in it is withheld. A version without it will follow.")
    withdraw(record=document, note=note, by=by)


def write(row: Any, names: Iterable[str], by: Actor, why: str) -> None:
    """Store these fields of a row, with an entry in its history where it has one."""
    if hasattr(type(row), "history"):
        store(row, by=by, reason=why)
    else:
        type(row)._default_manager.filter(pk=row.pk).update(**{name: getattr(row, name) for name in names})


def add_notes(records: Iterable[Any], text: str, reason: str, by: Actor) -> None:
    """A note beside the minutes of each of these items and meetings that has published ones."""
    for record in _published(records):
        correction = new_correction(record, made_on=None, text=text, reason=reason, kind=CorrectionKind.REDACTION)
        correction.full_clean()
        store(correction, by=by, reason=WITHHELD)


def _published(records: Iterable[Any]) -> Iterator[AgendaItem | Meeting]:
    now = timezone.now()
    for record in records:
        moment = meeting_of(record).minutes_published_at if record is not None else None
        if moment is not None and moment <= now:
            yield record


def _free(row: Any, name: str, value: Any) -> Any:
    """The value, or where another row has it and none may twice, with a number behind it."""
    field = row._meta.get_field(name)
    if not field.unique:
        return value
    others = type(row)._default_manager.exclude(pk=row.pk)
    between = "-" if isinstance(field, models.SlugField) else " "
    number, free = 1, value
    while others.filter(**{name: free}).exists():
        number += 1
        free = f"{value[: (field.max_length or 200) - 8]}{between}{number}"
    return free
