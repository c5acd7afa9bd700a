"""A CSV file beside minutes that says whose they are: columns file, committee, date."""

import csv
import io
from dataclasses import dataclass, field

from minutes.sources.files import File, Unreadable
from minutes.sources.found import LeftOut
from minutes.sources.names import date_in
from minutes.text.dates import find_date
from minutes.text.meeting import Known

FILE = {"file", "filename", "file name", "file_name", "name", "document"}
COMMITTEE = {"committee", "body", "meeting of"}
DATE = {"date", "meeting date", "held on"}


@dataclass
class Beside:
    """What such files say, by the name of the file that they speak of."""

    known: dict[str, Known] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)

    def of(self, name: str) -> Known | None:
        """What is said of a file, by its path in the source or by its name alone."""
        return self.known.get(name.lower()) or self.known.get(name.rpartition("/")[2].lower())


def read_beside(files: list[File]) -> Beside:
    """What the CSV files among ``files`` say."""
    beside = Beside()
    for file in files:
        if file.path.suffix.lower() != ".csv":
            continue
        try:
            text = _text(file.read())
        except Unreadable as error:
            beside.left_out.append(LeftOut(file.place, f"It {error}"))
            continue
        _read(text, file, beside)
    names = {file.name.lower() for file in files} | {file.path.name.lower() for file in files}
    missing = [name for name in beside.known if name not in names]
    beside.left_out += [LeftOut(beside.places[name], f"There is no file “{name}” in this source.") for name in missing]
    return beside


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _read(text: str, file: File, beside: Beside) -> None:
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        head = [one.strip().lower() for one in next(rows, [])]
        columns = [
            next((place for place, one in enumerate(head) if one in names), None) for names in (FILE, COMMITTEE, DATE)
        ]
        if columns[0] is None or (columns[1] is None and columns[2] is None):
            beside.left_out.append(LeftOut(file.place, "Its first row names no columns file, committee and date."))
            return
        for number, row in enumerate(rows, 2):
            cells = [row[one].strip() if one is not None and one < len(row) else "" for one in columns]
            if any(cells):
                _row(f"{file.place}, row {number}", cells, beside)
    except csv.Error as error:
        beside.left_out.append(LeftOut(file.place, f"It is no table that can be read ({error})."))


def _row(place: str, cells: list[str], beside: Beside) -> None:
    name, committee, date = cells
    key = name.replace("\\", "/").lower()
    day = (find_date(date) or date_in(date)) if date else None
    if not name:
        beside.left_out.append(LeftOut(place, "It names no file."))
    elif date and day is None:
        beside.left_out.append(LeftOut(place, f"“{date}” is no date."))
    elif key in beside.known:
        beside.left_out.append(LeftOut(place, f"It names {name} a second time; the first row counts."))
    else:
        beside.known[key] = Known(committee or None, day, sure=True)
        beside.places[key] = place
