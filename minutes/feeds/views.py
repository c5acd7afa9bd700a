"""The feeds, and the page that lists what can be followed."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from minutes.feeds import entries
from minutes.feeds.news import PAGE, Place, corrected_meetings, newest
from minutes.feeds.subjects import Subject
from minutes.feeds.writing import FORMS, Links, clean
from minutes.models import AgendaItem, Committee, MeetingCorrection
from minutes.views.council import current_council
from minutes.views.public import absolute_url, dated, public_page


@public_page
def everything(request: HttpRequest, form: str) -> HttpResponseBase:
    """All items."""
    return feed(request, Subject(), form)


@public_page
def of_record(request: HttpRequest, kind: str, slug: str, form: str) -> HttpResponseBase:
    """The items of a committee, an issue, a ward or a member."""
    return feed(request, Subject.of(kind, slug), form)


@public_page
def of_search(request: HttpRequest, form: str) -> HttpResponseBase:
    """What answers a search, asked as the search page is."""
    return feed(request, Subject.read(request.GET.dict()), form)


@public_page
def follow(request: HttpRequest) -> HttpResponseBase:
    """Feeds, calendars and e-mail: what there is to follow, and how."""
    committees = Committee.public.sitting()
    return render(request, "feeds/follow.html", {"committees": committees, "by_mail": bool(settings.MAIL_FROM)})


def feed(request: HttpRequest, subject: Subject, form: str) -> HttpResponseBase:
    """A page of a subject's feed. 404 for a record that is not public; what cannot be understood is left out."""
    if not subject.is_known:
        raise Http404
    subject.make_ready()
    after = _place(request)
    items = newest(subject, after, PAGE + 1)
    shown, more = items[:PAGE], len(items) > PAGE
    own = absolute_url(request, request.get_full_path())
    first = _paged(request, "")
    following = _paged(request, str(Place(shown[-1].news_at, shown[-1].pk))) if more else ""
    council = str(current_council())
    written = FORMS[form](
        title=clean(f"{subject.name} – {council}"),
        link=absolute_url(request, subject.path),
        description=clean(_("Agendas, decisions and minutes of %(council)s.") % {"council": council}),
        language=get_language(),
        author_name=clean(council),
        feed_url=own,
        feed_guid=tag(request, f"feed/{form}?{subject.query}"),
        links=Links(own, first, following),
    )
    since, before = shown[-1].news_at if more else None, after.moment if after else None
    rows: list[Any] = [*shown, *corrected_meetings(subject, since, before)]
    for row in sorted(rows, key=lambda row: row.news_at, reverse=True):
        (_add_correction if isinstance(row, MeetingCorrection) else _add)(written, request, row)
    return dated(HttpResponse(written.writeString("utf-8"), content_type=written.content_type))


def _add(written, request: HttpRequest, item: AgendaItem) -> None:
    written.add_item(
        title=clean(entries.heading(item)),
        link=absolute_url(request, item.get_absolute_url()),
        description=clean(entries.summary(item)),
        unique_id=tag(request, f"item/{item.pk}"),
        pubdate=item.released_at,
        updateddate=item.news_at,
        categories=[clean(str(item.meeting.committee))],
    )


def _add_correction(written, request: HttpRequest, row: MeetingCorrection) -> None:
    written.add_item(
        title=clean(entries.corrected(row)),
        link=absolute_url(request, f"{row.meeting.get_absolute_url()}#corrections"),
        description=clean(entries.why_corrected(row)),
        unique_id=tag(request, f"meeting-correction/{row.pk}"),
        pubdate=row.news_at,
        updateddate=row.news_at,
        categories=[clean(str(row.meeting.committee))],
    )


def tag(request: HttpRequest, name: str) -> str:
    """An identity that stays when addresses or languages change (RFC 4151)."""
    host = urlsplit(absolute_url(request, "/")).hostname
    return f"tag:{host},2026:{name}"


def _place(request: HttpRequest) -> Place | None:
    try:
        return Place.read(request.GET.get("after", ""))
    except ValueError:
        return None


def _paged(request: HttpRequest, place: str) -> str:
    query = {name: value for name, value in request.GET.items() if name != "after"}
    query |= {"after": place} if place else {}
    return absolute_url(request, request.path) + (f"?{urlencode(query)}" if query else "")


def addresses(subject: Subject) -> dict[str, str]:
    """By form, where a subject's feed is."""
    if subject.kind == "all":
        return {form: reverse("minutes:feed", args=[form]) for form in FORMS}
    if subject.kind == "search":
        return {form: f"{reverse('minutes:feed-search', args=[form])}?{subject.query}" for form in FORMS}
    return {form: reverse("minutes:feed-of", args=[subject.kind, subject.record.slug, form]) for form in FORMS}
