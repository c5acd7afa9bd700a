"""What is there now: asked of the database and the folders past the site's own pages."""

import hashlib
from pathlib import Path

import pypdfium2
from django.conf import settings
from django.db.models import Count

from decisions.models import Resolution
from minutes.models import AgendaItem, Meeting, Report
from minutes.preservation.chest import Chest
from minutes.preservation.restore import verify
from tests.torture.drafts import COMMITTEE, IMPORTED_ITEMS


def item(pk: int) -> tuple[str, str]:
    """An item's title and the words of its first resolution."""
    words = Resolution.objects.filter(item=pk).order_by("ordinal").values_list("text", flat=True)
    return AgendaItem.objects.get(pk=pk).title, words[0]


def titles(meeting: int) -> list[str]:
    return list(AgendaItem.objects.filter(meeting=meeting).order_by("position").values_list("title", flat=True))


def files(title: str) -> list[str]:
    """The SHA-256 of the file of each document of that title."""
    found = []
    for report in Report.objects.filter(title=title):
        with report.file.open("rb") as file:
            found.append(hashlib.file_digest(file, "sha256").hexdigest())
    return found


def imported(number: int) -> tuple[list[str], int]:
    """The meetings that have come in part, and how many of so many have not come."""
    meetings = Meeting.objects.exclude(committee__slug=COMMITTEE).annotate(held=Count("items"))
    odd = [f"{meeting}: {meeting.held} items" for meeting in meetings if meeting.held != IMPORTED_ITEMS]
    return odd, number - len(meetings)


class Papers:
    """The kept PDFs; each is looked into once."""

    def __init__(self) -> None:
        self.known: set[Path] = set()

    def broken(self) -> list[str]:
        new = set((settings.PAPERS_ROOT / "files").glob("*/*.pdf")) - self.known
        self.known |= new
        return [path.name for path in sorted(new) if not _is_whole(path)]


class Backups:
    """The backups in a folder; each is verified once, against every file that it names."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.verified = folder, set[str]()

    def names(self) -> list[str]:
        return Chest(self.folder).names() if self.folder.exists() else []

    def seen(self) -> tuple[list[str], int]:
        """What is wrong with those that are new, and how many there are."""
        names = self.names()
        wrong = [said for name in names if name not in self.verified for said in verify(Chest(self.folder), name)]
        self.verified |= set(names)
        return wrong, len(names)


def _is_whole(path: Path) -> bool:
    try:
        with pypdfium2.PdfDocument(path) as document:
            return len(document) > 0 and path.read_bytes().rstrip().endswith(b"%%EOF")
    except FileNotFoundError:
        return True  # replaced by a newer one meanwhile
    except pypdfium2.PdfiumError:
        return False
