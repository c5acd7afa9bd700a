"""Faults of lists: data for programs, search, feeds, calendars, letters."""

from unittest import mock

from django.db import connection
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Now

from decisions import parts
from decisions.models import Resolution
from minutes import publication
from minutes.alerts import letters
from minutes.calendars import views as calendars
from minutes.calendars import writing
from minutes.feeds import entries, subjects
from minutes.models import AgendaItem, Committee, Issue, Meeting, Person, Report
from minutes.models.moments import item_modified, report_modified
from minutes.oparl.objects import Writer
from minutes.opendata import sitemaps
from minutes.search import spelling, suggestions, views
from minutes.views import calendar, home, items, public
from tests.leaks.needles import OF_OPARL
from tests.leaks.sowing import Open, all_of, kind_of_data, through, wrapped


def modified_when_a_draft_is():
    edits = AgendaItem.history.order_by("-history_date")
    yield mock.patch.object(public, "last_moment", side_effect=lambda: edits.all()[0].history_date)
    yield kind_of_data("items", rows=_items_with_history)


def _items_with_history():
    edits = AgendaItem.history.model.objects.filter(id=OuterRef("pk")).order_by("-history_date")
    rows = items.items_for("public").annotate(modified_at=Subquery(edits.values("history_date")[:1]))
    return rows.order_by("pk")


def sitemap_without_the_rule():
    rows = {"meetings": Meeting.objects.select_related("committee"), "items": AgendaItem.objects.with_place()}
    yield wrapped(sitemaps, "pages", lambda pages: lambda: pages() | rows)


def list_of_the_api_without_the_filter():
    rows = (
        Report.objects.exclude(item__released_at=None)
        .select_related("item__meeting__committee")
        .annotate(modified_at=report_modified())
    )
    yield kind_of_data("documents", rows=rows.all)


def resolutions_of_the_api_without_the_filter():
    def rows():
        found = Resolution.objects.with_place().with_clauses().with_key()
        effects = {
            "shown_effects": parts.effects_on("resolution", "public"),
            "shown_later": parts.effects_on("earlier", "public"),
        }
        return found.annotate(modified_at=item_modified("item__"), **effects)

    yield kind_of_data("resolutions", rows=rows)


def index_that_is_not_told():
    yield from ()


def untold():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("minutes_agendaitem", "minutes_meeting", "minutes_report", "minutes_committee"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_search_update ON {table}")


def words_that_were_public_once():
    """“Did you mean” offers a word that nothing public holds any more."""
    old, new = "    AND EXISTS (SELECT", "    AND (TRUE OR EXISTS (SELECT"
    text = spelling.NEAREST.replace(old, new).replace("(public_until))\nLIMIT 1)", "(public_until)))\nLIMIT 1)")
    yield mock.patch.object(spelling, "NEAREST", text)

    def around(search):
        def searched(question):
            found = search(question)
            if question.q and not found.number and not found.spelling:
                found.spelling, _ = spelling.corrected(question.q, found.parsed)
            return found

        return searched

    yield wrapped(views, "search", around)


def suggestions_of_matters_to_come():
    yield mock.patch.object(suggestions, "Issue", all_of(Issue))
    yield mock.patch.object(suggestions, "Person", all_of(Person))


def calendar_with_drafts():
    def around(event):
        def written(meeting, address):
            meeting.announced_at = meeting.announced_at or meeting.called_at
            return event(meeting, address)

        return written

    yield mock.patch.object(calendars, "Meeting", all_of(Meeting))
    yield mock.patch.object(calendars, "meeting_called", return_value=Coalesce("announced_at", Now()))
    yield wrapped(writing, "_event", around)


def letters_of_drafts():
    def around(told_of):
        def told(news, root):
            found = told_of(news, root)
            for one in found:
                meeting = AgendaItem.objects.filter(slug__in=one.url.split("/")).first().meeting
                one.news += [item.title for item in AgendaItem.objects.filter(meeting=meeting)]
            return found

        return told

    yield wrapped(letters, "told_of", around)


def object_that_is_gone_with_its_name():
    def around(deleted):
        def told(self, kind, row):
            model = OF_OPARL.get(kind.lower())
            named = {"name": str(model.objects.get(pk=row.pk))} if model else {}
            return deleted(self, kind, row) | named

        return told

    yield wrapped(Writer, "deleted", around)


def moment_to_come_read_as_come():
    rows = Meeting.objects.filter(committee__is_listed=True, announced_at__isnull=False, withdrawn_at__isnull=True)
    for module in (home, calendar, calendars):
        yield mock.patch.object(module, "Meeting", Open(Meeting, rows))


def agenda_to_come_read_as_come():
    def rows(self):
        ruled = publication.meeting("meeting__") & Q(
            meeting__agenda_published_at__isnull=False, released_at__isnull=False
        )
        return type(AgendaItem.objects.all())(AgendaItem).filter(ruled, withdrawn_at__isnull=True)

    yield through(AgendaItem, rows)


def feed_of_a_committee_off_the_site():
    yield mock.patch.dict(
        subjects.KINDS, {"committee": all_of(Committee), "member": all_of(Person), "issue": all_of(Issue)}
    )


def feed_with_exempt_titles():
    def around(summary):
        return lambda item: " ".join([summary(item), *(report.title for report in item.reports.all())])[:600]

    yield wrapped(entries, "summary", around)
