"""
Clear days: how long before a meeting its agenda has to be public.

Neither the day of the notice nor that of the meeting counts, nor weekends, nor the bank holidays of the nation.
"""

import datetime as dt
from functools import lru_cache

import holidays

from minutes.models import Jurisdiction

# England and Wales: Local Government Act 1972, s. 100B(3). Scotland: Local Government (Scotland) Act 1973, s. 50B(3).
# Northern Ireland: Local Government Act (Northern Ireland) 2014, Part 8.
CLEAR_DAYS = {
    Jurisdiction.ENGLAND: 5,
    Jurisdiction.WALES: 3,
    Jurisdiction.SCOTLAND: 3,
    Jurisdiction.NORTHERN_IRELAND: 5,
}
SUBDIVISIONS = {
    Jurisdiction.ENGLAND: "ENG",
    Jurisdiction.WALES: "WLS",
    Jurisdiction.SCOTLAND: "SCT",
    Jurisdiction.NORTHERN_IRELAND: "NIR",
}
DAY = dt.timedelta(days=1)


@lru_cache(maxsize=512)
def bank_holidays(nation: Jurisdiction, year: int) -> frozenset[dt.date]:
    """The bank holidays of a nation in a year, with the days that stand in for those on a weekend."""
    return frozenset(holidays.country_holidays("GB", subdiv=SUBDIVISIONS[nation], years=year))


def is_working_day(day: dt.date, nation: Jurisdiction) -> bool:
    return day.weekday() < 5 and day not in bank_holidays(nation, day.year)


def clear_days(notice: dt.date, meeting: dt.date, nation: Jurisdiction) -> int:
    """How many clear days lie between the notice and the meeting."""
    between = (notice + number * DAY for number in range(1, (meeting - notice).days))
    return sum(is_working_day(day, nation) for day in between)


def last_lawful_day(meeting: dt.date, nation: Jurisdiction) -> dt.date:
    """The last working day on which an agenda is published in time: on others nobody can come to inspect it."""
    day, left = meeting, CLEAR_DAYS[nation]
    while left:
        day -= DAY
        left -= is_working_day(day, nation)
    return working_day_from(day, nation, -1)


def working_day_from(day: dt.date, nation: Jurisdiction, number: int) -> dt.date:
    """The working day that comes so many working days after a day, or before it where `number` is negative."""
    step, left = (DAY, number) if number > 0 else (-DAY, -number)
    while left:
        day += step
        left -= is_working_day(day, nation)
    return day
