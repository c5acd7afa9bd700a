"""
What may be public in which state, written out by hand from the law and independent of the code that decides it.
"""

from decisions.models import Clause, Decision, Resolution, Vote
from minutes.models import (
    AgendaItem,
    Attendance,
    Committee,
    Correction,
    Declaration,
    FairSummary,
    Issue,
    Meeting,
    Narrative,
    Person,
    Report,
    ReportVersion,
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
    return {word(model, name): f"{model.__name__}.{name}" for model, name in _all() if not _public(model, name, state)}


def shown(state):
    """The words that must stand somewhere, each with the field it comes from."""
    return {
        word(model, name): f"{model.__name__}.{name}"
        for model, name in _all()
        if _public(model, name, state) and f"{model.__name__}.{name}" not in NOT_PRINTED and _filled(name, model, state)
    }


def _all():
    fields = [(model, name) for model in [*FROM, Upload, Committee, Person] for name in text_fields(model)]
    return [*fields, *((model, "file") for model in (Report, ReportVersion, Upload))]


def _public(model, name, state):
    if model in (Committee, Person):
        return state.listed
    if model is Upload or not state.listed or state.stage is None:
        return False
    if state.withdrawn == "meeting":
        return (model, name) == (Meeting, "withdrawal_note")
    reached = STAGES.index(state.stage) >= STAGES.index(FROM[model])
    return reached and (model in (Meeting, Attendance) or _public_of_item(model, name, state))


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
    return model not in (Report, ReportVersion) or not (state.exempt_report or state.unreleased == "report")


def _filled(name, model, state):
    """Some fields exist only on withdrawn or exempt records; a summary replaces minutes only in private business."""
    if name == "withdrawal_note":
        return state.withdrawn == WITHDRAWN[model]
    if name.startswith("exempt_"):
        return state.exempt_item if model is AgendaItem else False
    return True
