"""The record: committees, people, meetings, agenda items, reports and issues."""

from minutes.models.committees import Committee, CommitteeKind
from minutes.models.council import Council, Jurisdiction, Language
from minutes.models.documents import FileType
from minutes.models.imports import ImportedPage, ImportedRecord, ImportNote, NoteKind, NoteOutcome
from minutes.models.issues import Issue
from minutes.models.items import AgendaItem, Correction, Declaration, FairSummary, InterestKind, Narrative
from minutes.models.meetings import Attendance, AttendanceStatus, Meeting, MeetingKind, MeetingStatus
from minutes.models.old_addresses import OldAddress
from minutes.models.people import Membership, Party, Person, PersonKind, Role, Seat, Ward
from minutes.models.reports import Report, ReportKind, ReportPage, ReportVersion
from minutes.models.shelving import settle
from minutes.models.synonyms import Synonyms
from minutes.models.uploads import Upload

__all__ = [
    "AgendaItem", "Attendance", "AttendanceStatus", "Committee", "CommitteeKind", "Correction", "Council",
    "Declaration", "FairSummary", "FileType", "ImportNote", "ImportedPage", "ImportedRecord", "InterestKind", "Issue",
    "Jurisdiction", "Language", "Meeting", "MeetingKind", "MeetingStatus", "Membership", "Narrative", "NoteKind",
    "NoteOutcome", "OldAddress", "Party", "Person", "PersonKind", "Report", "ReportKind", "ReportPage",
    "ReportVersion", "Role", "Seat", "Synonyms", "Upload", "Ward", "settle",
]  # fmt: skip
