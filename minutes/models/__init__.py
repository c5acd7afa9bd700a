"""The record: committees, people, meetings, agenda items, reports and issues."""

from minutes.models.asked import AskedCorrection
from minutes.models.changes import PublicChange
from minutes.models.committees import Committee, CommitteeKind, LabelScheme, PartLabels
from minutes.models.corrections import Correction, CorrectionKind, MeetingCorrection
from minutes.models.council import Council, Jurisdiction, Language
from minutes.models.documents import FileType
from minutes.models.given import GivenCommittee
from minutes.models.glossary import Term
from minutes.models.imports import ImportedPage, ImportedRecord, ImportNote, NoteKind, NoteOutcome
from minutes.models.issues import Issue
from minutes.models.items import AgendaItem, Declaration, FairSummary, InterestKind, LabelFrom, Narrative
from minutes.models.ledger import Act, LedgerEntry, LedgerHead, LedgerReach
from minutes.models.meetings import (
    PRESENT,
    THERE,
    Attendance,
    AttendanceStatus,
    Meeting,
    MeetingKind,
    MeetingStatus,
)
from minutes.models.old_addresses import OldAddress
from minutes.models.once import (
    Gone,
    ListedPrivate,
    OnceItem,
    OnceMeeting,
    OnceReport,
    OnceVersion,
    ShownWordsOfItem,
    ShownWordsOfMeeting,
)
from minutes.models.pasting import PastedMinutes
from minutes.models.people import Membership, Party, Person, PersonKind, Role, Seat, Ward
from minutes.models.phrases import Phrase, PhrasePlace
from minutes.models.redaction import PlaceKind, PlaceState, RedactedPlace, Redaction, RedactionReason
from minutes.models.reports import Report, ReportKind, ReportPage, ReportVersion
from minutes.models.retention import Disposal, DisposalAct, KeptLonger, RetentionKind, RetentionPeriod
from minutes.models.shelving import settle
from minutes.models.standard_items import StandardItem, StandardPlace
from minutes.models.synonyms import Synonyms
from minutes.models.uploads import Upload

__all__ = [
    "PRESENT",
    "THERE",
    "Act",
    "AgendaItem",
    "AskedCorrection",
    "Attendance",
    "AttendanceStatus",
    "Committee",
    "CommitteeKind",
    "Correction",
    "CorrectionKind",
    "Council",
    "Declaration",
    "Disposal",
    "DisposalAct",
    "FairSummary",
    "FileType",
    "GivenCommittee",
    "Gone",
    "ImportNote",
    "ImportedPage",
    "ImportedRecord",
    "InterestKind",
    "Issue",
    "Jurisdiction",
    "KeptLonger",
    "LabelFrom",
    "LabelScheme",
    "Language",
    "LedgerEntry",
    "LedgerHead",
    "LedgerReach",
    "ListedPrivate",
    "Meeting",
    "MeetingCorrection",
    "MeetingKind",
    "MeetingStatus",
    "Membership",
    "Narrative",
    "NoteKind",
    "NoteOutcome",
    "OldAddress",
    "OnceItem",
    "OnceMeeting",
    "OnceReport",
    "OnceVersion",
    "PartLabels",
    "Party",
    "PastedMinutes",
    "Person",
    "PersonKind",
    "Phrase",
    "PhrasePlace",
    "PlaceKind",
    "PlaceState",
    "PublicChange",
    "RedactedPlace",
    "Redaction",
    "RedactionReason",
    "Report",
    "ReportKind",
    "ReportPage",
    "ReportVersion",
    "RetentionKind",
    "RetentionPeriod",
    "Role",
    "Seat",
    "ShownWordsOfItem",
    "ShownWordsOfMeeting",
    "StandardItem",
    "StandardPlace",
    "Synonyms",
    "Term",
    "Upload",
    "Ward",
    "settle",
]  # fmt: skip
