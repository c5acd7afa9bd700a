"""Clear days, against days counted by hand on a calendar with the bank holidays of gov.uk."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes.checks.notice import CLEAR_DAYS, clear_days, is_working_day, last_lawful_day
from minutes.models import Jurisdiction

ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND = Jurisdiction


@pytest.mark.parametrize(
    ("nation", "meeting", "last"),
    [
        (ENGLAND, "2026-12-08", "2026-11-30"),  # Tuesday: Monday of the week before
        (ENGLAND, "2026-12-07", "2026-11-27"),  # Monday: Friday, ten days before
        (ENGLAND, "2027-01-05", "2026-12-23"),  # Christmas, Boxing Day's substitute on 28 December, New Year
        (ENGLAND, "2023-05-16", "2023-05-05"),  # the coronation's day on 8 May
        (ENGLAND, "2022-09-26", "2022-09-15"),  # the day of the Queen's funeral
        (WALES, "2026-12-03", "2026-11-27"),
        (SCOTLAND, "2026-12-03", "2026-11-26"),  # St Andrew's Day, 30 November
        (SCOTLAND, "2027-01-05", "2026-12-24"),  # 2 January, on the Monday after
        (NORTHERN_IRELAND, "2026-07-17", "2026-07-08"),  # the Twelfth, on Monday 13 July
        (ENGLAND, "2026-07-17", "2026-07-09"),
        (NORTHERN_IRELAND, "2026-03-20", "2026-03-11"),  # St Patrick's Day
    ],
)
def test_last_lawful_day_is_as_counted_by_hand(nation, meeting, last):
    assert last_lawful_day(dt.date.fromisoformat(meeting), nation) == dt.date.fromisoformat(last)


@given(st.dates(dt.date(2010, 1, 1), dt.date(2040, 12, 31)), st.sampled_from(Jurisdiction))
def test_last_lawful_day_gives_the_clear_days_and_the_next_working_day_does_not(meeting, nation):
    last, asked = last_lawful_day(meeting, nation), CLEAR_DAYS[nation]
    assert is_working_day(last, nation)
    assert clear_days(last, meeting, nation) >= asked
    after = next(day for n in range(1, 20) if is_working_day(day := last + dt.timedelta(days=n), nation))
    assert clear_days(after, meeting, nation) < asked


def test_clear_days_leave_out_both_ends():
    monday = dt.date(2026, 6, 1)
    assert [clear_days(monday, monday + dt.timedelta(days=n), ENGLAND) for n in (0, 1, 2, 7, 8)] == [0, 0, 1, 4, 5]
