"""
What may be public in which state, written out by hand from the law and independent of the code that decides it.
"""

from decisions.models import Clause, Decision, Effect, Resolution, Vote
from minutes.models import (
    AgendaItem,
    AskedCorrection,
    Attendance,
    Committee,
    Correction,
    Declaration,
    FairSummary,
    Issue,
    Meeting,
    MeetingCorrection,
    Narrative,
    PastedMinutes,
    Person,
    Phrase,
    Report,
    ReportVersion,
    StandardItem,
    Term,
    Upload,
)  # fmt: skip
from tests.site.world import text_fields, word

STAGES = ["announced_at", "agenda_published_at", "decisions_published_at", "minutes_published_at", "confirmed_at"]

# The stage from which a model's text is public.
FROM = {
    Meeting: "announced_at",
    AgendaItem: "agenda_published_at",
    Report: "agenda_published_at",
    ReportVersion: "agenda_published_at",
    Issue: "agenda_published_at",
    Decision: "decisions_published_at",
    Resolution: "decisions_published_at",
    Clause: "decisions_published_at",
    Narrative: "minutes_published_at",
    Vote: "minutes_published_at",
    Declaration: "minutes_published_at",
    Correction: "minutes_published_at",
    MeetingCorrection: "minutes_published_at",
    Attendance: "minutes_published_at",
    FairSummary: "minutes_published_at",
}
CLOSED_IF_EXEMPT = {Report, ReportVersion, Decision, Resolution, Clause, Narrative, Vote, Declaration, Correction}
# What a state calls the record that is withdrawn in it.
WITHDRAWN = {Meeting: "meeting", AgendaItem: "item", Report: "report", ReportVersion: "version"}
# Stored, and in addresses and citations, but printed on no page.
NOT_PRINTED = {
    "Report.file_name",
    "ReportVersion.file_name",
    "AgendaItem.slug",
    "Issue.slug",
    "Committee.slug",
    "Person.slug",
}


def hidden(state):
    """The words that must stand nowhere, each with the field it comes from."""
    closed = {
        word(model, name): f"{model.__name__}.{name}" for model, name in _all() if not _public(model, name, state)
    }
    return closed | {word(Effect, "later"): "the resolution of a meeting whose decisions are not published"}


def shown(state):
    """The words that must stand somewhere, each with the field it comes from."""
    return {
        word(model, name): f"{model.__name__}.{name}"
        for model, name in _all()
        if _public(model, name, state) and f"{model.__name__}.{name}" not in NOT_PRINTED and _filled(name, model, state)
    }


def _all():
    fields = [
        (model, name)
        for model in [*FROM, AskedCorrection, Upload, PastedMinutes, StandardItem, Phrase, Committee, Person, Term]
        for name in text_fields(model)
    ]
    return [*fields, (PastedMinutes, "lines"), *((model, "file") for model in (Report, ReportVersion, Upload))]


def _public(model, name, state):
    if model is Term:
        return True
    if model in (Committee, Person):
        return state.listed
    if (
        model in (AskedCorrection, Upload, PastedMinutes, Phrase, StandardItem)
        or not state.listed
        or state.stage is None
    ):
        return False
    if state.withdrawn == "meeting":
        return (model, name) == (Meeting, "withdrawal_note")
    reached = STAGES.index(state.stage) >= STAGES.index(FROM[model])
    if model in (Correction, MeetingCorrection) and (
        name == "part" or (state.withheld and name in ("before", "after"))
    ):
        return False
    return reached and (model in (Meeting, Attendance, MeetingCorrection) or _public_of_item(model, name, state))


def _public_of_item(model, name, state):
    if state.unreleased == "item":
        return False
    if state.withdrawn == "item":
        return (model, name) == (AgendaItem, "withdrawal_note")
    if model in CLOSED_IF_EXEMPT and state.exempt_item:
        return False
    if model is Report and state.withdrawn == "report":
        return name == "withdrawal_note"
    if model is ReportVersion and state.withdrawn in ("report", "version"):
        return state.withdrawn == "version" and name == "withdrawal_note"
    if name == "exempt_test":
        return False  # the weighing may tell what was weighed
    if model is Report and state.exempt_report and name in ("listed_as", "exempt_paragraph"):
        return True  # what a clerk wrote for the public, and the ground in law (1972 Act, s. 100B(5)); no more
    return model not in (Report, ReportVersion) or not (state.exempt_report or state.unreleased == "report")


def _filled(name, model, state):
    """Some fields exist only on withdrawn or exempt records; a summary replaces minutes only in private business."""
    if name == "withdrawal_note":
        return state.withdrawn == WITHDRAWN[model]
    if name == "withheld_because":
        return state.withheld
    if name == "listed_as":
        return state.exempt_report
    if name.startswith("exempt_"):
        return state.exempt_item if model is AgendaItem else state.exempt_report
    return True
