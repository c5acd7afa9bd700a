"""The report of an import: what was read, made, changed, left alone, vanished, not understood, each with its place."""

import csv
from collections import Counter
from pathlib import Path
from typing import Any, TextIO

from django.template.loader import render_to_string
from django.utils import timezone

from minutes.loading.outcome import Outcome, counted
from minutes.models import NoteKind

NOT_READ = "not_read"
# In this order in every form of the report; the first three say that something did not come in.
KINDS = {
    NOT_READ: "Not read",
    "left_out": "Left out",
    "not_understood": "Not understood, and kept in the minutes",
    "conflict": "Left alone: it differs from what stands here",
    "vanished": "Vanished at the source, and left here",
    "corrected": "Changed after the minutes were confirmed",
    "changed": "Changed",
    "made": "Made",
}
# A spreadsheet takes a cell that begins like this for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
MOST_LINES = 2_000


class Report:
    """
    The report as it grows. The table of everything is written as it comes; what the page shows is kept, up to
    `MOST_LINES` of a kind, so that a large archive needs no more memory than a small one.
    """

    def __init__(self, folder: Path | None, sources: list[str]) -> None:
        self.folder, self.sources = folder, sources
        self.started = timezone.now()
        self.pages = self.passed = self.left_alone = 0
        self.made: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()
        self.lines: dict[str, list[tuple[str, str]]] = {kind: [] for kind in KINDS}
        self.file: TextIO | None = None
        self.table: Any = None
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            self.file = (folder / "import.csv").open("w", encoding="utf-8-sig", newline="")
            self.table = csv.writer(self.file)
            self.table.writerow(["kind", "place", "what"])

    def not_read(self, place: str, why: str) -> None:
        """A place from which nothing came in."""
        self._line(NOT_READ, place, why)

    def read(self, place: str, outcome: Outcome) -> None:
        """A page that was read and written."""
        self.pages += 1
        self.made += outcome.made
        self.left_alone += outcome.left_alone
        for note in outcome.notes:
            self._line(str(note.kind), place, note.words)
        for words in outcome.corrected:
            self._line("corrected", place, words)
        for words in outcome.changed:
            self._line("changed", place, words)
        if outcome.made:
            self._line("made", place, counted(outcome.made))

    def gone(self, place: str, words: str) -> None:
        """A page that its source does not have any more."""
        self._line(str(NoteKind.VANISHED), place, words)

    @property
    def failed(self) -> int:
        """How many places and parts of pages did not come in."""
        return self.counts[NOT_READ] + self.counts["left_out"]

    def text(self) -> str:
        """For the terminal."""
        lines = [f"{self.pages} page{'' if self.pages == 1 else 's'} read. Made: {counted(self.made) or 'nothing'}."]
        lines += [
            f"{label}: {self.counts[kind]}" for kind, label in KINDS.items() if self.counts[kind] and kind != "made"
        ]
        return "\n".join(lines)

    def close(self) -> None:
        """Write what is left to be written."""
        if self.folder is None or self.file is None:
            return
        self.file.close()
        groups = [
            {"kind": kind, "label": label, "count": self.counts[kind], "lines": self.lines[kind]}
            for kind, label in KINDS.items()
        ]
        context = {"report": self, "groups": groups, "made": sorted(self.made.items()), "ended": timezone.now()}
        (self.folder / "import.html").write_text(render_to_string("import_report.html", context), encoding="utf-8")
        (self.folder / "import.txt").write_text(self.text() + "\n", encoding="utf-8")

    def _line(self, kind: str, place: str, words: str) -> None:
        self.counts[kind] += 1
        if len(self.lines[kind]) < MOST_LINES:
            self.lines[kind].append((place, words))
        if self.table is not None:
            self.table.writerow([kind, harmless(place), harmless(words)])


def harmless(cell: str) -> str:
    """A cell that a spreadsheet shows and does not run."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) or cell.startswith(FORMULA) else cell
