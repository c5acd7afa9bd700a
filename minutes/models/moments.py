"""
Moments of what is public: when the newest part of a record was published, and when it was changed last.

None of them tells of a stage that lies ahead, of a draft, or of what is exempt: a stage counts once it has come, and
changes are noted only of what is public (`PublicChange`).
"""

import datetime as dt
from typing import Any

from django.db import connection
from django.db.models import Case, Count, DateTimeField, F, Max, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Greatest, Now

from minutes import publication
from minutes.models.changes import PublicChange
from minutes.models.corrections import Correction
from minutes.models.meetings import Meeting
from minutes.models.reports import Report
from minutes.publication import STAGES

BEGINNING = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
NEWS = STAGES[1:4]  # agenda, decisions, minutes: what a reader hears of; that minutes are confirmed is no news


def reached(moment: str) -> Case:
    """A moment once it has come, and nothing before."""
    return Case(When(**{f"{moment}__lte": Now()}, then=F(moment)), output_field=DateTimeField())


def changed(record: str, path: str = "pk") -> Subquery:
    """When a public record was changed last; nothing where it never was."""
    rows = PublicChange.objects.filter(record=record, key=OuterRef(path)).order_by()
    return Subquery(rows.values("record").annotate(last=Max("at")).values("last"), output_field=DateTimeField())


def changes(record: str, *, level: int) -> Subquery:
    """How often a public record's facts of a level were changed."""
    rows = PublicChange.objects.filter(record=record, key=OuterRef("pk"), level=level).order_by()
    return Subquery(rows.values("record").annotate(number=Count("pk")).values("number"))


def meeting_news() -> Greatest | Coalesce:
    """When the newest part of a public meeting's papers was published."""
    return Greatest(*(reached(stage) for stage in ("announced_at", *NEWS)))


def item_news() -> Greatest:
    """When the newest part of a public item was published: with its agenda, decisions or minutes, or after them."""
    return Greatest(
        F("released_at"),
        *(reached(f"meeting__{stage}") for stage in NEWS),
        _of_documents(),
        _of_item(Correction.objects, "made_on", meeting__minutes_published_at__lte=Now()),
    )


def meeting_corrected() -> Greatest:
    """When a correction of a meeting's minutes as a whole could be read: on its day, and not before them."""
    return Greatest(Cast("made_on", DateTimeField()), "meeting__minutes_published_at")


def meeting_modified() -> Greatest:
    """When what is public of a meeting was published or changed last."""
    return Greatest(*(reached(stage) for stage in STAGES), changed("meeting"), reached("withdrawn_at"))


def item_modified(path: str = "") -> Greatest:
    """When what is public of an item, to which `path` leads, was published or changed last."""
    stages = (reached(f"{path}meeting__{stage}") for stage in STAGES[1:])
    ends = (reached(f"{path}withdrawn_at"), reached(f"{path}meeting__withdrawn_at"))
    return Greatest(F(f"{path}released_at"), *stages, changed("item", f"{path}pk"), _of_documents(path), *ends)


def report_modified() -> Greatest:
    """When a public document was released or changed last."""
    ends = (reached("withdrawn_at"), reached("item__withdrawn_at"), reached("item__meeting__withdrawn_at"))
    return Greatest(*report_released(), changed("report"), *ends)


def report_released() -> tuple[Any, ...]:
    """The moments that had to come before a document could be read; the last of them is when it could."""
    return F("released_at"), F("item__released_at"), F("item__meeting__agenda_published_at")


def or_from_the_beginning(moment: Any) -> Coalesce:
    """A moment or, of a record that was loaded with no change noted of it, that of the first meeting."""
    first = Meeting.public.order_by("announced_at").values("announced_at")[:1]
    return Coalesce(moment, Subquery(first), Value(BEGINNING), output_field=DateTimeField())


def last_moment() -> dt.datetime | None:
    """When anything public was published, changed or withdrawn last; nothing where nothing ever was."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(at) FROM minutes_last_moment")
        last: dt.datetime | None = cursor.fetchone()[0]
    return last


def _of_documents(path: str = "") -> Case:
    """The last moment at which a document of a public item was released."""
    return _of_item(Report.objects.filter(publication.of_open_item()), "released_at", path)


def _of_item(rows: Any, moment: str, path: str = "", **condition: Any) -> Case:
    """
    The last such moment of rows that are public where their item is, is not exempt, and meets the condition.

    It is asked of public items alone: to ask of each row whether its item is one takes most of the time of a feed.
    """
    asked = {f"{path}{name}": value for name, value in {"is_exempt": False, **condition}.items()}
    last = _last(rows.filter(item=OuterRef(f"{path}pk")), moment)
    return Case(When(**asked, then=last), output_field=DateTimeField())


def _last(rows: QuerySet[Any], moment: str) -> Subquery:
    """The last such moment of some rows."""
    kind = DateTimeField()
    one = rows.order_by().annotate(one=Value(1)).values("one").annotate(last=Cast(Max(moment), kind)).values("last")
    return Subquery(one, output_field=kind)


def meeting_called() -> Greatest:
    """When a public meeting was announced or, after that, its day, time, place or state was changed."""
    rows = PublicChange.objects.filter(record="meeting", key=OuterRef("pk"), level=0)
    return Greatest(F("announced_at"), _last(rows, "at"))
