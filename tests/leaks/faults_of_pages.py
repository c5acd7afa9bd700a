"""Faults of pages, files, papers and headers."""

import hashlib
from types import SimpleNamespace
from unittest import mock

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.http import HttpResponse

from decisions.models import Ballot
from minutes import publication
from minutes.models import AgendaItem, Meeting, Narrative, OldAddress, Report
from minutes.registry import registry
from minutes.views import documents, items, kept, old_addresses, papers
from tests.leaks.sowing import everything_of, template, through, wrapped


def narrative_through_the_full_manager():
    yield through(Narrative, lambda self: Narrative.objects.all())


def documents_by_the_reverse_relation():
    old, new = '{% include "minutes/_item_body.html" %}', "{% for one in item.reports.all %}{{ one.title }}{% endfor %}"
    yield template("minutes/item_detail.html", lambda text: text.replace(old, old + new))


def title_in_the_page_of_nothing():
    def around(withdrawn):
        def answer(request, committee, key, slug):
            found = items.item_at(AgendaItem.objects.all(), committee, key, slug).first()
            if found is not None and found.withdrawn_at is None:
                return HttpResponse(f"“{found.title}” is not published yet.", status=404)
            return withdrawn(request, committee, key, slug)

        return answer

    yield wrapped(items, "_withdrawn", around)


def draft_says_forbidden():
    def around(withdrawn):
        def answer(request, committee, key, slug):
            if items.item_at(AgendaItem.objects.filter(withdrawn_at=None), committee, key, slug).exists():
                return HttpResponse("Forbidden", status=403)
            return withdrawn(request, committee, key, slug)

        return answer

    yield wrapped(items, "_withdrawn", around)


def kept_paper_that_nobody_checks():
    def around(state_for):
        return lambda request: hashlib.sha256(request.path_info.encode()).hexdigest()

    yield wrapped(kept, "state_for", around)


def pages_cached_by_address_alone():
    pages = {}

    def around(page):
        def answer(request, item, audience):
            key = (request.environ["wsgi.errors"], request.path)  # of one council alone
            return pages.setdefault(key, page(request, item, audience))

        return answer

    yield wrapped(items, "item_page", around)


def etag_that_answers_for_the_address():
    """The cache asks whether its page is still right, and is told so by something that does not change."""

    def around(page):
        def answer(request, item, audience):
            response = page(request, item, audience)
            response["ETag"] = f'"{item.pk}"'
            return response

        return answer

    yield wrapped(items, "item_page", around)


def etag_that_changes_with_the_draft():
    def around(page):
        def answer(request, item, audience):
            response = page(request, item, audience)
            edits = (
                AgendaItem.history.count()
                + Narrative.history.count()
                + Report.history.count()
                + Meeting.history.count()
            )
            response["ETag"] = f'"{edits}-{hashlib.sha256(response.content).hexdigest()}"'
            return response

        return answer

    yield wrapped(items, "item_page", around)


def count_that_includes_drafts():
    old, new = "{% if committee.remit %}", "{{ committee.meetings.count }} meetings{% if committee.remit %}"
    yield template("minutes/committee_list.html", lambda text: text.replace(old, new))


def file_by_its_number():
    yield mock.patch.object(documents, "Report", everything_of(Report))


def neighbour_that_is_a_draft():
    def around(items_for):
        def rows(audience):
            siblings = AgendaItem.objects.filter(meeting=OuterRef("meeting"))
            following = siblings.filter(position__gt=OuterRef("position")).order_by("position")
            return items_for(audience).annotate(next_slug=Subquery(following.values("slug")[:1]))

        rows.cache_clear = items_for.cache_clear
        return rows

    yield wrapped(items, "items_for", around)


def paper_with_the_whole_record_inside():
    def around(record):
        def whole(item, url):
            narrative = Narrative.objects.filter(item=item).first()
            titles = [report.title for report in Report.objects.filter(item=item)]
            return record(item, url) | {"minutes": narrative and narrative.text, "documents": titles}

        return whole

    yield mock.patch.object(papers, "data", SimpleNamespace(item_record=around(papers.data.item_record)))


def exempt_document_under_its_title():
    def documents_of(audience):
        rows = Report.objects.filter(publication.private_report(), item=OuterRef("pk"))
        return ArraySubquery(rows.values(json=JSONObject(name="title", kind="kind", paragraph="exempt_paragraph")))

    yield mock.patch.object(items, "private_documents", documents_of)


def votes_before_the_minutes():
    rows = Ballot.objects.select_related("vote__item__meeting__committee")
    ballots = {"ballots": lambda person: rows.filter(person=person)}
    yield mock.patch.dict(registry.person_parts, ballots)


def old_address_leads_to_a_draft():
    def around(public_records):
        def records(kind, numbers):
            field = old_addresses.FIELDS[kind]
            for row in OldAddress.objects.filter(kind=kind, number__in=numbers).select_related(field):
                yield row.number, getattr(row, field)

        return records

    yield wrapped(old_addresses, "_public_records", around)


def header_with_the_next_draft():
    def around(page):
        def answer(request, item, audience):
            response = page(request, item, audience)
            following = AgendaItem.objects.filter(meeting=item.meeting, position__gt=item.position).first()
            if following is not None:
                response["Link"] = f'<{following.get_absolute_url()}>; rel="next"'
            return response

        return answer

    yield wrapped(items, "item_page", around)
