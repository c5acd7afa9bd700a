"""
What a stranger may see at a moment.

Written anew from the rules (docs/exempt.md, docs/records.md): it reads all rows as they are stored and asks nothing of
the code that decides for the site. A kind of record that is not named here is never to be seen.
"""

from decisions.models import Ballot, Clause, Decision, Effect, Resolution, Vote
from minutes.models import (
    AgendaItem,
    Attendance,
    Committee,
    Correction,
    Council,
    Declaration,
    FairSummary,
    Issue,
    Meeting,
    MeetingCorrection,
    Narrative,
    Party,
    Person,
    Report,
    ReportPage,
    ReportVersion,
    Term,
    Ward,
)  # fmt: skip
from tests.leaks.words import words_in
from tests.site.world import text_fields

OF_ITEM = "item__meeting__committee"
# Every kind of which anything can be public, with the way to its committee.
ROWS = {
    Council: (), Party: (), Ward: (), Term: (), Committee: (), Person: (), Issue: (),
    Meeting: ("committee",),
    AgendaItem: ("meeting__committee",),
    Report: (OF_ITEM,),
    ReportPage: (f"report__{OF_ITEM}",),
    ReportVersion: (f"report__{OF_ITEM}",),
    Attendance: ("meeting__committee",),
    MeetingCorrection: ("meeting__committee",),
    Clause: (f"resolution__{OF_ITEM}",),
    Ballot: (f"vote__{OF_ITEM}",),
    Effect: (f"resolution__{OF_ITEM}", f"earlier__{OF_ITEM}"),
    **dict.fromkeys((Decision, Resolution, Vote, Narrative, FairSummary, Declaration, Correction), (OF_ITEM,)),
}  # fmt: skip


class Seen:
    """The rows as they are stored, the words that may be seen now, and the records that are open or gone."""

    def __init__(self, now, words):
        self.now, self.given = now, words
        self.rows = {model: list(model.objects.select_related(*way)) for model, way in ROWS.items()}
        self.named = self._named()
        self.issues = {item.issue_id for item in self.rows[AgendaItem] if self.item(item)}
        self.words = set()
        for row in self._all():
            for name in text_fields(type(row)):
                if self.may(row, name):
                    self.words |= words_in(str(getattr(row, name)))
        for version in self.rows[ReportVersion]:
            if self.version(version):
                self.words.add(words.of_versions.get(version.pk))
        days = {meeting.date for meeting in self.rows[Meeting] if self.meeting(meeting) or self.is_gone(meeting)}
        self.days = {meeting.date for meeting in self.rows[Meeting]} - days
        self.hidden = {word: of for word, of in words.given.items() if word not in self.words}

    def _all(self):
        return (row for rows in self.rows.values() for row in rows)

    def on(self, moment):
        """Whether a moment has come."""
        return moment is not None and moment <= self.now

    def meeting(self, row):
        return row.committee.is_listed and self.on(row.announced_at) and not self.on(row.withdrawn_at)

    def item(self, row):
        """On a published agenda, or released after it."""
        meeting = row.meeting
        out = self.meeting(meeting) and self.on(meeting.agenda_published_at) and self.on(row.released_at)
        return out and not self.on(row.withdrawn_at)

    def business(self, row):
        """Not in private."""
        return self.item(row) and not row.is_exempt

    def report(self, row):
        out = self.business(row.item) and not row.is_exempt
        return out and self.on(row.released_at) and not self.on(row.withdrawn_at)

    def version(self, row):
        return self.report(row.report) and not self.on(row.withdrawn_at)

    def decided(self, row):
        return self.business(row.item) and self.on(row.item.meeting.decisions_published_at)

    def minuted(self, row):
        return self.business(row.item) and self.on(row.item.meeting.minutes_published_at)

    def out(self, row):
        """With the minutes of its meeting, whatever is private."""
        return self.item(row.item) and self.on(row.item.meeting.minutes_published_at)

    def attended(self, row):
        return self.meeting(row.meeting) and self.on(row.meeting.minutes_published_at)

    def is_open(self, row):
        """Whether anything of a record is to be seen."""
        return bool(OPEN[type(row)](self, row))

    def is_gone(self, row):
        """Whether a note says that a record was withdrawn: it, or what it stands in."""
        match row:
            case Meeting():
                return row.committee.is_listed and self.on(row.announced_at) and self.on(row.withdrawn_at)
            case AgendaItem():
                meeting = row.meeting
                out = meeting.committee.is_listed and self.on(meeting.agenda_published_at) and self.on(row.released_at)
                return out and (self.on(row.withdrawn_at) or self.on(meeting.withdrawn_at))
            case Report():
                return self.was_out(row) and self.on(row.withdrawn_at)
            case ReportVersion():
                return (self.report(row.report) and self.on(row.withdrawn_at)) or self.is_gone(row.report)
        return False

    def was_out(self, row):
        """Whether a record is open, or was until it was withdrawn or what it stands in."""
        if not isinstance(row, Report):
            return self.is_open(row) or self.is_gone(row)
        return self.was_out(row.item) and not row.item.is_exempt and not row.is_exempt and self.on(row.released_at)

    def may(self, row, name):
        """Whether a field of a record is to be seen."""
        if name == "withdrawal_note":
            return self.is_gone(row)
        if isinstance(row, Person) and name in ("name", "title"):
            return row.is_listed or row.pk in self.named
        if isinstance(row, Report) and name in ("listed_as", "exempt_paragraph"):
            listed = row.is_exempt and row.listed_as and not self.on(row.withdrawn_at)
            return bool(self.business(row.item) and listed)
        if name == "exempt_test" or (isinstance(row, Report) and name == "exempt_reason"):
            return False
        if name == "part" or (name in ("before", "after") and row.withheld_because):
            return False
        return self.is_open(row)

    def _named(self):
        """Who is named in minutes that may be read: a name stands there whether or not it has a page."""
        people = {row.person_id for row in self.rows[Attendance] if self.is_open(row)}
        people |= {row.substitute_for_id for row in self.rows[Attendance] if self.is_open(row)}
        people |= {row.person_id for model in (Declaration, Ballot) for row in self.rows[model] if self.is_open(row)}
        votes = [row for row in self.rows[Vote] if self.is_open(row)]
        return people | {person for row in votes for person in (row.mover_id, row.seconder_id)}


OPEN = {
    **dict.fromkeys((Council, Party, Ward, Term), lambda seen, row: True),
    **dict.fromkeys((Committee, Person), lambda seen, row: row.is_listed),
    Issue: lambda seen, row: row.pk in seen.issues,
    Meeting: Seen.meeting,
    AgendaItem: Seen.item,
    Report: Seen.report,
    ReportPage: lambda seen, row: seen.report(row.report),
    ReportVersion: Seen.version,
    **dict.fromkeys((Decision, Resolution), Seen.decided),
    Clause: lambda seen, row: seen.decided(row.resolution),
    Effect: lambda seen, row: seen.decided(row.resolution) and seen.decided(row.earlier),
    **dict.fromkeys((Narrative, Declaration, Vote, Correction), Seen.minuted),
    Ballot: lambda seen, row: seen.minuted(row.vote),
    FairSummary: Seen.out,
    **dict.fromkeys((Attendance, MeetingCorrection), Seen.attended),
}
