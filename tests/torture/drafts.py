"""The council of the trial: a clerk, draft meetings to publish, and an old system that has more to import each time."""

import datetime as dt

from django.contrib.auth.models import Group, User
from django.core.management import call_command

from tests import factories as make
from tests.minutes.moderngov.invented import council
from tests.minutes.moderngov.stand_in import StandIn

CLERK, PASSWORD = "pat", "a long enough password"  # of a council that is deleted afterwards
COMMITTEE = "works"
ITEMS, RESOLUTIONS = 5, 2
FIRST_DAY = dt.date(1972, 1, 1)
DAYS = 90  # from one imported meeting to the next
MORE = 4  # meetings that the old system has more each time
IMPORTED_ITEMS = 3  # of each


def sow(number: int) -> list[int]:
    """Make a clerk who may publish, a public meeting, and so many drafts with decisions; the keys of these."""
    call_command("sync_groups", verbosity=0)
    make.CouncilFactory()
    clerk = User.objects.create_user(CLERK, password=PASSWORD, is_staff=True)
    clerk.groups.set(Group.objects.filter(name__in=["Clerk", "Publisher"]))
    committee = make.CommitteeFactory(slug=COMMITTEE, name="Works Committee")
    meetings = [make.MeetingFactory(committee=committee) for _ in range(number)]
    for meeting in [*meetings, make.MeetingFactory(committee=committee, stage="decisions_published_at")]:
        for position in range(1, ITEMS + 1):
            item = make.AgendaItemFactory(meeting=meeting, position=position, label=str(position))
            make.DecisionFactory(item=item)
            for ordinal in range(1, RESOLUTIONS + 1):
                make.ResolutionFactory(item=item, ordinal=ordinal)
    return [meeting.pk for meeting in meetings]


class Source:
    """The old system's web service. `with` it; `grow` gives it four meetings more."""

    def __init__(self) -> None:
        self.meetings = 0
        self._there = StandIn(council(meetings=0), delay=0.005)
        self.address = self._there.address

    def __enter__(self):
        self._there.__enter__()
        return self

    def __exit__(self, *whatever):
        self._there.__exit__(*whatever)

    def grow(self) -> None:
        """Those that were there stay as they were."""
        self.meetings += MORE
        today = FIRST_DAY + dt.timedelta(days=DAYS * self.meetings)
        self._there.council = council(meetings=self.meetings, today=today)
        self._there.forget()
