"""Plain pages, as a source might have told them, and what stands in the database."""

import datetime as dt

from django.apps import apps

from minutes.text.records import (
    Ballot,
    Body,
    Clause,
    Document,
    Item,
    Member,
    Page,
    Place,
    Presence,
    Resolution,
    Sitting,
    Vote,
)

DAY = dt.date(2022, 2, 24)


def item(**said):
    """Item 7 of the Harbour Committee on `DAY`, with something of everything, unless told otherwise."""
    told = {
        "committee": "Harbour Committee", "date": DAY, "label": "7", "title": "Dredging the basin",
        "report_credit": "(Report of the Harbour Master.)", "purpose": "To agree the programme.",
        "minutes": "The Harbour Master reported.\n\nMembers asked about the silt.",
        "resolutions": (
            Resolution("1.", "That the programme be agreed.", "resolved", (Clause("(a)", "in full;"),), "RESOLVED:", True),
            Resolution("2.", "That a report come back in May.", "resolved"),
        ),
        "reasons": "The basin silts up.", "options_considered": "None.",
        "votes": (Vote("motion", "carried", 5, 2, 0, (Ballot("Councillor Ada Thornley", "for"),)),),
        "documents": (Document("Dredging the basin", "report", 120, old="document:900"),),
        "old": ("committee:118", "meeting:5678", "item:4321"),
    }  # fmt: skip
    return Item(**{**told, **said})


def page(*items, **said):
    """A meeting's page."""
    told = {"source": "pages/meeting.html", "page": "meeting", "issue": None, "items": items, "old": ("meeting:5678",)}
    return Page(**{**told, **said})


def whole():
    """Something of every kind."""
    return page(
        item(),
        bodies=(Body("Harbour Committee", "Looks after the harbour.", "Ed Lowe", "ed@example.org", old="committee:118"),),
        members=(Member("Councillor Ada Thornley", party="Independent", ward="Quayside", email="ada@example.org",
                        old="member:31"),),
        places=(Place("Harbour Committee", "Councillor Ada Thornley", "chair", dt.date(2021, 5, 20)),),
        sittings=(
            Sitting(
                "Harbour Committee", DAY, dt.time(19, 30), dt.time(21, 5), "Council Chamber", "held",
                (
                    Presence("Councillor Ada Thornley", "present", is_chair=True),
                    Presence("Councillor Bo Marsh", "apologies"),
                    Presence("Councillor Cy Dunn", "substitute", substitute_for="Councillor Bo Marsh"),
                ),
                ("meeting:5678",),
            ),
        ),
    )  # fmt: skip


def record():
    """Every row of the record with its history, without the moments at which imports looked."""
    rows = {}
    for app in ("minutes", "decisions"):
        for model in apps.get_app_config(app).get_models(include_auto_created=True):
            if not model.__name__.startswith("Search"):
                names = [f.attname for f in model._meta.concrete_fields if f.name not in ("seen_at", "read_at")]
                rows[model.__name__] = list(model._base_manager.order_by("pk").values(*names))
    return rows
