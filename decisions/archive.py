"""
A made-up council's archive of any size, written straight into the database: for measuring, never for reading.

Words come as often as words do (the n-th commonest about 1/n times), streets and names are made of syllables, meetings
are spread over decades. The same seed makes the same archive.
"""

import datetime as dt
import itertools
import random
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import slugify

from decisions.archive_words import COMMON, MATTERS, PLACES, SYLLABLES
from minutes.exchange.bulk import bare
from minutes.exchange.tables import tables
from minutes.models import Committee

VOCABULARY = 30_000
POOL = 20_000  # sentences, of which texts are made
YEARS = 25
PER_COMMITTEE, COMMITTEES = 2_500, 4  # items in that time, of one that sits every two months; at least so many of them
PER_MEETING = (8, 24)  # items
BATCH = 2_000  # items
WORDS = (8, 26)  # in a sentence

COLUMNS = {
    "minutes_meeting": "id committee_id date sequence venue kind status status_note announced_at agenda_published_at"
    " decisions_published_at minutes_published_at withdrawal_note",
    "minutes_agendaitem": "id meeting_id position label slug title report_credit purpose urgency_reason is_exempt"
    " exempt_paragraph exempt_reason released_at withdrawal_note",
    "minutes_narrative": "item_id text minute_number",
    "minutes_report": "item_id position kind title author file original file_type file_name size is_exempt"
    " exempt_paragraph exempt_reason released_at withdrawal_note is_recognised",
    "decisions_decision": "item_id reasons options_considered interests_declared dispensations is_key key_reference",
    "decisions_resolution": "id item_id ordinal opening label text kind",
    "decisions_clause": "resolution_id ordinal depth label text",
}
Rows = dict[str, list[tuple[Any, ...]]]


class Archive:
    """Makes the rows; `write` stores them. Keys go on from those that are there."""

    def __init__(self, seed: int) -> None:
        self.seed, self.random = seed, random.Random(seed)  # noqa: S311  # no secret
        made = ("".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 4))) for _ in itertools.count())
        self.words = list(dict.fromkeys([*COMMON, *itertools.islice(made, VOCABULARY)]))
        self.weights = list(itertools.accumulate(1 / (place + 2.7) for place in range(len(self.words))))
        self.sentences = [self.sentence() for _ in range(POOL)]
        self.streets = [f"{word.title()} {kind}" for word in self.words[-400:] for kind in PLACES]
        self.meeting_key, self.item_key, self.resolution_key = (
            _last(table) for table in ("minutes_meeting", "minutes_agendaitem", "decisions_resolution")
        )

    def write(self, items: int) -> Iterator[int]:
        """Store so many items, all or none, into tables without their rules; yields how many are in so far."""
        with transaction.atomic(), bare([table for table in tables() if table.name in COLUMNS]):
            batches, done = self.meetings(items, self.committees(items)), 0
            while done < items:
                rows: Rows = {table: [] for table in COLUMNS}
                while len(rows["minutes_agendaitem"]) < min(BATCH, items - done):
                    self.meeting(rows, *next(batches))
                _store(rows)
                done += len(rows["minutes_agendaitem"])
                yield done
            _count_on()

    def committees(self, items: int) -> list[int]:
        """The bodies of an archive of so many items: a larger council has more of them, that sit as often."""
        number = max(COMMITTEES, items // PER_COMMITTEE)
        names = [f"Committee {place} of archive {self.seed}" for place in range(1, number + 1)]
        return [Committee.objects.create(name=name, slug=slugify(name)).pk for name in names]

    def meetings(self, items: int, committees: list[int]) -> Iterator[tuple[int, dt.date, int]]:
        """Committee, day and number of items of each meeting, the newest first, evenly over the years."""
        newest, left = timezone.localdate() - dt.timedelta(days=40), items
        step = YEARS * 365 * sum(PER_MEETING) / 2 / items  # days
        for place in itertools.count():
            number = min(left, self.random.randint(*PER_MEETING))
            if number <= 0:
                return
            yield committees[place % len(committees)], newest - dt.timedelta(days=int(place * step)), number
            left -= number

    def meeting(self, rows: Rows, committee: int, day: dt.date, number: int) -> None:
        """The rows of one meeting."""
        self.meeting_key += 1
        moment = dt.datetime.combine(day, dt.time(18), dt.UTC)
        rows["minutes_meeting"].append(
            (self.meeting_key, committee, day, 1, "Town Hall", "ordinary", "held", "", *[moment] * 4, "")
        )
        for position in range(1, number + 1):
            self.item(rows, position, moment)

    def item(self, rows: Rows, position: int, moment: dt.datetime) -> None:
        """The rows of one item."""
        self.item_key += 1
        key, pick = self.item_key, self.random
        title = f"{pick.choice(MATTERS)}: {pick.choice(self.streets)}"
        if position == 1:
            title = "Apologies for absence"
        rows["minutes_agendaitem"].append(
            (
                key,
                self.meeting_key,
                position,
                str(position),
                str(position),
                title,
                "",
                "",
                "",
                False,
                "",
                "",
                moment,
                "",
            )
        )
        rows["minutes_narrative"].append((key, self.text(2, 9), ""))
        for place in range(1, pick.choice((1, 1, 2, 3)) + 1):
            name = f"{title}, part {place}"
            rows["minutes_report"].append(
                (key, place, "report", name, "", "", "", "pdf", "report.pdf", 90_000, False, "", "", moment, "", False)
            )
        if pick.random() < 0.5:
            reference = f"KD{key}" if pick.random() < 0.2 else ""
            rows["decisions_decision"].append(
                (key, self.text(1, 3), self.text(1, 2), "", "", bool(reference), reference)
            )
        for ordinal in range(1, pick.randint(1, 4)):
            self.resolution(rows, ordinal)

    def resolution(self, rows: Rows, ordinal: int) -> None:
        """A resolution of the item that was made last; one in six has clauses."""
        self.resolution_key += 1
        opening = "RESOLVED:" if ordinal == 1 else ""
        text = f"That {self.random.choice(self.sentences)}"
        rows["decisions_resolution"].append(
            (self.resolution_key, self.item_key, ordinal, opening, f"{ordinal}.", text, "resolved")
        )
        if self.random.random() < 1 / 6:
            for place, letter in enumerate("abc", 1):
                clause = self.random.choice(self.sentences)
                rows["decisions_clause"].append((self.resolution_key, place, 1, f"({letter})", clause))

    def text(self, fewest: int, most: int) -> str:
        """Paragraphs of so many sentences in all, with a word now and then that stands nowhere else."""
        chosen = self.random.choices(self.sentences, k=self.random.randint(fewest, most))
        rare = self.random.choice(self.words)
        return f"{' '.join(chosen)} {rare.capitalize()} {self.random.choice(self.streets)}."

    def sentence(self) -> str:
        """A sentence of common and less common words."""
        words = self.random.choices(self.words, cum_weights=self.weights, k=self.random.randint(*WORDS))
        return f"{' '.join(words).capitalize()}."


def _store(rows: Rows) -> None:
    with connection.cursor() as cursor:
        for table, columns in COLUMNS.items():
            names = columns.split()
            with cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
                for row in rows[table]:
                    copy.write_row(row)


def _last(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")  # noqa: S608  # own names
        return int(cursor.fetchone()[0])


def _count_on() -> None:
    """Let the database count on behind the keys that were given here."""
    with connection.cursor() as cursor:
        for table in ("minutes_meeting", "minutes_agendaitem", "decisions_resolution"):
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")  # noqa: S608
