"""Lists of records: whatever is asked of them."""

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "day",
    ["date__year=9999", "date__year=" + "1" * 500, "date__year=9999&date__month=12&date__day=31", "date__year=0"],
    ids=["last year", "endless", "last day", "no year"],
)
def test_day_that_no_calendar_has_is_refused(clerk, day):
    address = "/admin/minutes/meeting/"
    answer = clerk.get(f"{address}?{day}")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{address}?e=1")


@pytest.mark.parametrize("day", ["date__year=1", "date__year=9998", "date__year=2024&date__month=2&date__day=29"])
def test_day_of_the_calendar_is_looked_for(clerk, day):
    meeting = make.MeetingFactory(date="2024-02-29")
    text = clerk.get(f"/admin/minutes/meeting/?{day}").content.decode()
    assert (f"/meeting/{meeting.pk}/change/" in text) == ("2024" in day)
