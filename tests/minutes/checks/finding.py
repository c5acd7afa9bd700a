"""What is found before a meeting is published, in words."""

import datetime as dt

from minutes.checks import find

LONG_BEFORE = dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC)


def found(meeting, stage, at=LONG_BEFORE):
    """What is found, in words, each with whether it blocks and which record's page mends it."""
    return [(one.words, one.blocks, one.record) for one in find(meeting, [stage], at)]


def words(meeting, stage, at=LONG_BEFORE):
    return [said for said, _, _ in found(meeting, stage, at)]
