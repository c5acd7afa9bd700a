"""What must be found nowhere, and the finding of it."""

import re

from minutes.models import AgendaItem, Committee, Meeting, Person, Report
from tests.leaks.addresses import NO_NUMBER, path_of
from tests.leaks.words import TOLD

NUMBERS = re.compile(r"/oparl/v1\.1/([a-z]+)/(\d+)/|/documents/(\d+)/")
OF_OPARL = {"organization": Committee, "person": Person, "meeting": Meeting, "location": Meeting, "agendaitem": AgendaItem,
            "paper": AgendaItem, "consultation": AgendaItem, "file": Report}  # fmt: skip
A_DAY = "the day of a hidden meeting"
CALENDARS = ("/meetings/", "/cy/meetings/")  # have all days of a month
LOG = ("/log", "/cy/log", "/verify", "/cy/verify")  # keep the address of what was public once (docs/public-log.md)
VARYING = ("ETag", "Content-Length")


class Needles:
    """The beginnings of hidden words, the days of hidden meetings, the numbers of records that were never public."""

    def __init__(self, seen):
        self.once = seen.once
        self.told = {word[:TOLD]: of for word, of in seen.hidden.items()}
        days = [day.strftime(form) for day in seen.days for form in ("%Y-%m-%d", "%Y%m%d")]
        days += [f"{day.day} {day:%B %Y}".lower() for day in seen.days]
        self.told |= dict.fromkeys(days, A_DAY)
        gone = [f"/documents/{row.pk}/{row.file_name}" for row in seen.rows[Report] if seen.is_gone(row)]
        gone += [f"{path_of(row.meeting)}{row.slug}" for row in seen.rows[AgendaItem] if seen.is_gone(row)]
        self.gone = [address.lower() for address in gone]
        out = [row for model in (Committee, Meeting, AgendaItem) for row in seen.rows[model]]
        out = [address(row).lower() for row in out if (type(row).__name__, row.pk) in seen.once]
        self.logged = sorted(out, key=len, reverse=True)

    def of_answer(self, answer):
        """What an answer gives away."""
        text = answer.text
        if answer.status in (301, 410):  # the address of what was withdrawn stays, and may be led to
            for address in self.gone:
                text = text.replace(address, "")
        if answer.address.startswith(LOG):
            for address_once in self.logged:
                text = text.replace(address_once, "")
        for needle, of in self.told.items():
            if needle in text and not (of == A_DAY and answer.address.startswith(CALENDARS)):
                yield f"{of} ({needle}) at {answer.address}"
        for kind, number, document in NUMBERS.findall(text):
            model, pk = (Report, document) if document else (OF_OPARL.get(kind), number)
            if model is not None and int(pk) not in (0, NO_NUMBER) and (model.__name__, int(pk)) not in self.once:
                yield f"{model.__name__} {pk}, which was never public, at {answer.address}"

    def of_letter(self, letter):
        """What a letter gives away."""
        return [f"{of} ({needle}) in a letter" for needle, of in self.told.items() if needle in letter]


def address(row):
    """Where a committee, a meeting or an item stands."""
    match row:
        case Committee():
            return f"/committees/{row.slug}/"
        case Meeting():
            return path_of(row)
    return f"{path_of(row.meeting)}{row.slug}"


def without(answer, word, nothing):
    """An answer with nothing in place of a word, but for what a hash or a length says of it."""
    headers = {name: value.replace(word, nothing) for name, value in answer.headers.items() if name not in VARYING}
    return answer.status, headers, answer.body.replace(word.encode(), nothing.encode())


def difference(one, other):
    """Where two answers begin to differ."""
    names = [name for name in sorted({*one[1], *other[1]}) if one[1].get(name) != other[1].get(name)]
    if one[0] != other[0] or one[2] == other[2]:
        return f"{one[0]}, {other[0]}, {[(name, one[1].get(name), other[1].get(name)) for name in names]}"
    both = zip(one[2], other[2], strict=False)
    at = next((n for n, (a, b) in enumerate(both) if a != b), min(len(one[2]), len(other[2])))
    around = slice(max(at - 60, 0), at + 80)
    return f"{one[2][around]!r} became {other[2][around]!r}"
