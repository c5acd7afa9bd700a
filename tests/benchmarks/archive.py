"""
A plausible archive of any size as JSON Lines: invented words, the same for the same seed.

It is written table by table, as an export is, and no more of it is in memory than one item: what is told of item 17 is
drawn anew from the seed and the number 17 wherever it is needed.
"""

import datetime as dt
import json
import random
from collections.abc import Iterator
from typing import Any, TextIO

from django.db.models import NOT_PROVIDED, Model

from minutes.exchange.tables import FORMAT, USER_COLUMN, USER_KEY, VERSION, Table, tables

SEED = 263
COMMITTEES, PEOPLE, ITEMS_A_MEETING, THERE = 24, 160, 10, 12
MOMENT = "2020-01-01T09:00:00+00:00"
FIRST = dt.date(2001, 5, 8)
SYLLABLES = "ba bren cal dor el fen gar hol is ker lan mor nor ost pel quay ros sel tam ul ver wes yar".split()
COMMON = "the of to and a in that for be was on with is by at report members council agreed noted would this".split()

Rows = Iterator[dict[str, Any]]


class Archive:
    """An archive of so many items."""

    def __init__(self, items: int, seed: int = SEED) -> None:
        self.items, self.seed = items, seed
        self.meetings = -(-items // ITEMS_A_MEETING)
        draw = random.Random(seed)
        words = sorted({"".join(draw.choices(SYLLABLES, k=draw.choice((2, 2, 3)))) for _ in range(6_000)})
        weights = [1 / (place + 2) for place in range(len(words))]
        pool = draw.choices(words, weights, k=60_000)
        self.sentences = [
            " ".join(draw.choice(COMMON) if draw.random() < 0.45 else draw.choice(pool) for _ in range(draw.randint(8, 22)))
            for _ in range(4_000)
        ]  # fmt: skip

    def write(self, out: TextIO) -> int:
        """Write the archive; how many rows that were."""
        out.write(json.dumps({"format": FORMAT, "version": VERSION}) + "\n")
        makers = {
            "minutes.committee": self.committees, "minutes.person": self.people, "minutes.meeting": self.all_meetings,
            "minutes.attendance": self.attendances, "minutes.agendaitem": self.agenda_items,
            "minutes.narrative": self.narratives, "minutes.report": self.reports, "minutes.oldaddress": self.addresses,
            "decisions.decision": self.decisions, "decisions.resolution": self.resolutions,
            "decisions.clause": self.clauses, "decisions.vote": self.votes,
        }  # fmt: skip
        known = {table.label: table for table in tables()}
        written = 0
        for label, table in known.items():
            app, _, name = label.partition(".")
            source = makers.get(f"{app}.{name.removeprefix('historical')}")
            if source is None:
                continue
            complete = _history(table) if name.startswith("historical") else _complete(table)
            head = f'{{"record": "{label}", "row": '
            for key, row in enumerate(source(), 1):
                told = complete({"id": key, **row})
                out.write(f"{head}{json.dumps(told, ensure_ascii=False, separators=(',', ':'))}}}\n")
                written += 1
        return written

    def committees(self) -> Rows:
        for number in range(COMMITTEES):
            yield {"name": f"Committee {number + 1}", "slug": f"committee-{number + 1}"}

    def people(self) -> Rows:
        for number in range(PEOPLE):
            yield {"name": f"Person {number + 1}", "slug": f"person-{number + 1}", "title": "Councillor"}

    def all_meetings(self) -> Rows:
        stages = ("announced_at", "agenda_published_at", "decisions_published_at", "minutes_published_at")
        for number in range(self.meetings):
            yield {
                "committee_id": number % COMMITTEES + 1,
                "date": (FIRST + dt.timedelta(days=number // COMMITTEES)).isoformat(),
                "starts_at": "19:00:00", "venue": "Council Chamber", "status": "held", **dict.fromkeys(stages, MOMENT),
            }  # fmt: skip

    def attendances(self) -> Rows:
        for number in range(self.meetings):
            there = random.Random(f"{self.seed}/{number}").sample(range(PEOPLE), THERE)
            for place, person in enumerate(there):
                yield {"meeting_id": number + 1, "person_id": person + 1, "is_chair": place == 0}

    def agenda_items(self) -> Rows:
        for number, draw in self._each("item"):
            place = number % ITEMS_A_MEETING + 1
            yield {
                "meeting_id": number // ITEMS_A_MEETING + 1, "position": place, "label": str(place), "slug": str(place),
                "title": self._sentence(draw).capitalize()[:120], "purpose": self._sentence(draw).capitalize() + ".",
                "report_credit": "(Report of the Director of Streets.)", "released_at": MOMENT,
            }  # fmt: skip

    def narratives(self) -> Rows:
        for number, draw in self._each("minutes"):
            yield {"item_id": number + 1, "text": "\n\n".join(self._paragraph(draw) for _ in range(draw.randint(2, 4)))}

    def reports(self) -> Rows:
        for number, draw in self._each("reports"):
            for place in range(1, draw.randint(1, 3) + 1):
                yield {
                    "item_id": number + 1, "position": place, "title": self._sentence(draw)[:80], "size": 1024 * place,
                    "file_name": f"report-{place}.pdf", "released_at": MOMENT,
                }  # fmt: skip

    def addresses(self) -> Rows:
        for number in range(self.items):
            yield {"kind": "item", "number": str(10_000 + number), "item_id": number + 1}

    def decisions(self) -> Rows:
        for number, draw in self._each("decision"):
            yield {"item_id": number + 1, "reasons": self._sentence(draw), "options_considered": self._sentence(draw)}

    def resolutions(self) -> Rows:
        for number, draw in self._each("resolutions"):
            for place in range(1, draw.randint(1, 4) + 1):
                opening = "RESOLVED:" if place == 1 else ""
                text = f"That {self._sentence(draw)}."
                yield {"item_id": number + 1, "ordinal": place, "label": f"{place}.", "opening": opening, "text": text}

    def clauses(self) -> Rows:
        first = 0
        for _, draw in self._each("resolutions"):
            count = draw.randint(1, 4)
            for place in (1, 2) if count > 2 else ():
                yield {
                    "resolution_id": first + 1,
                    "ordinal": place,
                    "label": f"({place})",
                    "text": self.sentences[count],
                }
            first += count

    def votes(self) -> Rows:
        for number in range(0, self.items, 10):
            yield {
                "item_id": number + 1, "ordinal": 1, "subject": "The motion", "outcome": "carried", "votes_for": 20,
                "votes_against": 7, "abstentions": 1,
            }  # fmt: skip

    def _each(self, what: str) -> Iterator[tuple[int, random.Random]]:
        for number in range(self.items):
            yield number, random.Random(f"{self.seed}/{what}/{number}")

    def _sentence(self, draw: random.Random) -> str:
        return draw.choice(self.sentences)

    def _paragraph(self, draw: random.Random) -> str:
        return " ".join(f"{self._sentence(draw).capitalize()}." for _ in range(draw.randint(2, 5)))


def _complete(table: Table) -> Any:
    """What fills a row up with the values that the model gives to what is not said."""
    defaults = {name: _default(table.model, name) for name in table.columns}
    return lambda row: {name: row.get(name, default) for name, default in defaults.items()}


def _history(table: Table) -> Any:
    """As `_complete`, for the state of a record when it was made."""
    fill = _complete(table)

    def complete(row: dict[str, Any]) -> dict[str, Any]:
        told = fill({**row, "history_id": row["id"], "history_date": MOMENT, "history_type": "+"})
        return {USER_KEY if name == USER_COLUMN else name: value for name, value in told.items()}

    return complete


def _default(model: type[Model], column: str) -> Any:
    field = next(field for field in model._meta.concrete_fields if field.column == column)
    if field.default is not NOT_PROVIDED:
        return field.default() if callable(field.default) else field.default
    return None if field.null else ""
