"""A council with one of every kind of record, and records in the states from which clerks go on: for walks over all pages."""

import datetime as dt

from minutes.models.lock import Way, unlocked
from tests import factories as make
from tests.site import full

WITHDRAWN = {"withdrawn_at": make.PAST + dt.timedelta(days=1), "withdrawal_note": "Twice."}
EXEMPT = {"is_exempt": True, "exempt_paragraph": "3", "exempt_reason": "Money."}


def build():
    """The item in the middle of it."""
    item = full.build()
    with unlocked(Way.IMPORT):
        for name in make.__all__:
            if name.endswith("Factory") and name != "Factory":
                getattr(make, name)()
        make.AgendaItemFactory(meeting=item.meeting, **WITHDRAWN)
        make.AgendaItemFactory(meeting=item.meeting, **EXEMPT)
        report = make.ReportFactory(item=item, **WITHDRAWN)
        make.ReportVersionFactory(report=report, **WITHDRAWN)
        make.ReportFactory(item=item, **EXEMPT)
        make.MeetingFactory(stage="agenda_published_at", **WITHDRAWN)
        make.AskedCorrectionFactory(item=item)
        make.UploadFactory(meeting=item.meeting)
        make.AgendaItemFactory(meeting=make.MeetingFactory(committee=item.meeting.committee))
        make.PastedMinutesFactory(meeting=item.meeting)
    return item
