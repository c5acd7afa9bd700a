"""What state an item is in and what happens next, from the facts to the sentence. Nothing here asks the database."""

import datetime as dt
from dataclasses import replace

import pytest

from minutes.views.standing import Facts, Named, standing

TODAY = dt.date(2026, 11, 24)
CABINET = Facts(today=TODAY, date=dt.date(2026, 11, 10), committee="Cabinet", stage="", status="scheduled")
NEXT = Named(dt.date(2026, 12, 8), "/committees/cabinet/2026-12-08/")

CASES = {
    "agenda of a day to come": (
        {"stage": "agenda_published_at", "date": dt.date(2026, 12, 8)},
        "To be considered by Cabinet on Tuesday 8 December 2026.",
    ),
    "agenda of today": (
        {"stage": "agenda_published_at", "date": TODAY}, "On the agenda of today’s meeting of Cabinet.",
    ),
    "agenda of a day gone by": (
        {"stage": "agenda_published_at"},
        "On the agenda of Tuesday 10 November 2026. No decisions of that meeting are published yet.",
    ),
    "cancelled": ({"stage": "agenda_published_at", "status": "cancelled"}, "The meeting was cancelled."),
    "postponed": ({"stage": "announced_at", "status": "postponed"}, "The meeting was postponed."),
    "decided": (
        {"stage": "decisions_published_at", "is_decided": True},
        "Decided by Cabinet on 10 November 2026. The minutes are still being written.",
    ),
    "nothing decided": (
        {"stage": "decisions_published_at"},
        "No decision on this item is published. The minutes are still being written.",
    ),
    "decided in private": (
        {"stage": "decisions_published_at", "is_exempt": True},
        "Considered in private. The minutes are still being written.",
    ),
    "open to call-in on its last day": (
        {"stage": "decisions_published_at", "is_decided": True, "call_in_deadline": TODAY},
        ("Decided by Cabinet on 10 November 2026. The minutes are still being written."
        " Open to call-in until Tuesday 24 November 2026."),
    ),
    "call-in over, effect to come": (
        {"stage": "decisions_published_at", "is_decided": True, "call_in_deadline": dt.date(2026, 11, 23),
         "takes_effect_on": dt.date(2026, 12, 1)},
        ("Decided by Cabinet on 10 November 2026. The minutes are still being written."
        " The time for call-in ended on Monday 23 November 2026. Takes effect on Tuesday 1 December 2026."),
    ),
    "draft with a next meeting": (
        {"stage": "minutes_published_at", "following": NEXT},
        "Draft minutes: to be confirmed by Cabinet, which next meets on Tuesday 8 December 2026.",
    ),
    "draft without one": ({"stage": "minutes_published_at"}, "Draft minutes: not yet confirmed as a correct record."),
    "confirmed": (
        {"stage": "confirmed_at", "confirming": NEXT},
        "Minutes confirmed as a correct record by the meeting of 8 December 2026.",
    ),
    "confirmed long ago": (
        {"stage": "confirmed_at", "call_in_deadline": dt.date(2026, 11, 1)}, "Minutes confirmed as a correct record.",
    ),
    "meeting to come": (
        {"stage": "agenda_published_at", "date": dt.date(2026, 12, 8), "is_item": False},
        "To be held on Tuesday 8 December 2026. The agenda is published.",
    ),
    "meeting announced": (
        {"stage": "announced_at", "date": dt.date(2026, 12, 8), "is_item": False}, "The agenda is not published yet.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("facts", "said"), CASES.values(), ids=CASES.keys())
def test_facts_make_these_sentences(facts, said):
    assert " ".join(map(str, standing(replace(CABINET, **facts)))) == said


def test_sentence_leads_to_the_meeting_that_it_names():
    [sentence] = standing(replace(CABINET, stage="minutes_published_at", following=NEXT))
    assert sentence.links == {"date": (NEXT.url, "Tuesday 8 December 2026")}
