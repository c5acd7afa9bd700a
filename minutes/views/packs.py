"""A meeting's pack, and the supplement packs of what was released after the agenda."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from minutes import pdf
from minutes.converters import Key
from minutes.models import AgendaItem, Council, Meeting, OnceItem, OnceMeeting, OnceReport, Report
from minutes.pdf.pack import Document, Pack, Place
from minutes.templatetags.minutebook import written
from minutes.views import letterhead, papers
from minutes.views.council import current_council
from minutes.views.meeting_papers import paper_rows, with_items
from minutes.views.meetings import withdrawn_meeting
from minutes.views.public import absolute_url, public_page


@dataclass(frozen=True)
class Facts:
    """What kind of pack it is: its name, its address, since when it is as it is."""

    name: str
    url: str
    modified: dt.datetime
    private: bool = False  # with exempt documents
    council: Council = field(default_factory=current_council)  # asked for once: a pack is printed in several papers


def facts_of(name: Callable[[], str], url: str, modified: dt.datetime, *, private: bool = False) -> Facts:
    """Those of a pack that is called so in the language of the council's papers."""
    council = current_council()
    with letterhead.speaking(council):
        return Facts(name(), url, modified, private, council)


def full_pack() -> str:
    """What the pack with exempt documents is called."""
    return _("Full pack")


@public_page
def meeting_pack(request: HttpRequest, committee: str, key: Key) -> HttpResponseBase:
    """The agenda and all its public documents; the note, for a meeting that was withdrawn."""
    meeting = _meeting(committee, key)
    if meeting is None:
        return withdrawn_meeting(request, _ever(committee, key))
    if not meeting.shown_items:
        raise Http404
    url = absolute_url(request, reverse("minutes:pack-pdf", args=[meeting.committee.slug, meeting.key]))
    facts = facts_of(lambda: _("Agenda and reports"), url, max(release_moments(meeting)))
    return papers.printed(request, pack(meeting, facts), f"{meeting.committee.slug}-{meeting.key}-pack.pdf")


@public_page
def meeting_supplement(request: HttpRequest, committee: str, key: Key, number: int) -> HttpResponseBase:
    """What was released together after the agenda was published: the first time, the second, and so on."""
    meeting = _meeting(committee, key)
    if meeting is None:
        return withdrawn_meeting(request, _ever(committee, key))
    moments = supplement_moments(meeting)
    if not 1 <= number <= len(moments):
        raise Http404
    moment = moments[number - 1]
    meeting.shown_items = list(_released_at(meeting, moment))
    if not meeting.shown_items:
        raise Http404
    place = [meeting.committee.slug, meeting.key]
    url = absolute_url(request, reverse("minutes:supplement-pdf", args=[*place, number]))
    facts = facts_of(lambda: _("Supplement %(number)s to the agenda") % {"number": number}, url, moment)
    return papers.printed(request, pack(meeting, facts), f"{place[0]}-{place[1]}-pack-supplement-{number}.pdf")


def supplement_moments(meeting: Meeting) -> list[dt.datetime]:
    """
    The moments after that of the agenda at which something was released, in order: each made a supplement.

    What was withdrawn since counts, so that the next supplement keeps its number.
    """
    items = OnceItem.objects.filter(meeting=meeting, released_at__gt=meeting.agenda_published_at)
    reports = OnceReport.objects.filter(meeting=meeting, released_at__gt=meeting.agenda_published_at)
    return sorted({*items.values_list("released_at", flat=True), *reports.values_list("released_at", flat=True)})


def release_moments(meeting: Meeting) -> Iterator[dt.datetime]:
    """When the items and documents that a meeting shows were released."""
    for item in meeting.shown_items:
        yield item.released_at
        yield from (report.released_at for report in item.shown_reports)


def _released_at(meeting: Meeting, moment: dt.datetime) -> Iterator[AgendaItem]:
    """The items released then, and those with a document released then; each with those documents alone."""
    for item in meeting.shown_items:
        late = [report for report in item.shown_reports if report.released_at == moment]
        if late or item.released_at == moment:
            item.shown_reports = late
            yield item


def pack(meeting: Meeting, facts: Facts) -> Pack:
    """The pack of the `shown_items` of one of `meetings_for` and their `shown_reports`."""
    for item in meeting.shown_items:
        item.anchor = f"item-{meeting.key}-{item.slug}"
    with letterhead.speaking(facts.council):
        documents = [document(item, report, facts) for item in meeting.shown_items for report in item.shown_reports]
    return Pack(
        documents=documents,
        storage=Report._meta.get_field("file").storage,
        front=front_of(meeting, facts),
        notices=notices_of(meeting, facts),
        outline=outline_of(meeting, facts),
        max_bytes=settings.PACK_DOCUMENT_MAX_BYTES,
    )


def document(item: AgendaItem, report: Report, facts: Facts) -> Document:
    """A document, and what is stamped on its pages in the language of the moment."""
    return Document(
        key=f"{report.pk}",
        title=report.title,
        file=report.file.name or "",
        size=report.size or 0,
        pages=report.pages or 1,
        label=_("Item %(label)s: back to the agenda") % {"label": item.label or item.position},
        back=item.anchor,
        mark=exempt_mark(item, report) if facts.private else "",
        word=_("Page"),
    )


def exempt_mark(item: AgendaItem, report: Report) -> str:
    """What stands at the head of every page of a document that is not for publication, or ""."""
    if not (item.is_exempt or report.is_exempt):
        return ""
    paragraph = report.exempt_paragraph or item.exempt_paragraph
    mark = _("EXEMPT – NOT FOR PUBLICATION")
    if not paragraph:
        return mark
    words = _("paragraph %(paragraph)s") % {"paragraph": paragraph.removeprefix("paragraph ")}
    return f"{mark} – {words}"


def front_of(meeting: Meeting, facts: Facts) -> Callable[[dict[str, Place]], pdf.Paper]:
    """Cover, contents and agenda, given the places of the documents."""

    def front(places: dict[str, Place]) -> pdf.Paper:
        for item in meeting.shown_items:
            for report in item.shown_reports:
                report.place = places[str(report.pk)]
        return _paper("pdf/pack.html", meeting, facts, {"items": meeting.shown_items, "private": facts.private})

    return front


def notices_of(meeting: Meeting, facts: Facts) -> Callable[[list[tuple[Document, str]]], pdf.Paper]:
    """Pages that say why a document is not here, and where it is."""

    meeting_url = facts.url.rpartition("/")[0] + "/"

    def notices(unshown: Iterable[tuple[Document, str]]) -> pdf.Paper:
        return _paper("pdf/pack_notice.html", meeting, facts, {"unshown": list(unshown), "meeting_url": meeting_url})

    return notices


def outline_of(meeting: Meeting, facts: Facts) -> Callable[[dict[str, Place]], list[Any]]:
    """Bookmarks: the front matter, then each item that has documents, and the documents below it."""

    def outline(places: dict[str, Place]) -> list[Any]:
        with letterhead.speaking(facts.council):
            entries: list[Any] = [[_("Cover and contents"), 1, []]]
        for item in meeting.shown_items:
            below = [[report.title, places[str(report.pk)].first, []] for report in item.shown_reports]
            if below:
                entries.append([str(item), below[0][1], below])
        return entries

    return outline


def _paper(template: str, meeting: Meeting, facts: Facts, more: dict[str, Any]) -> pdf.Paper:
    council = facts.council
    with letterhead.speaking(council):
        heads = (f"{council}, {meeting.committee}", written(meeting.date))
        title = f"{facts.name} – {meeting.committee}, {written(meeting.date)}"
    record = {"url": facts.url, "committee": str(meeting.committee), "date": meeting.date, "paper": facts.name}
    return letterhead.compose(
        template,
        {"meeting": meeting, "name": facts.name, "preview": False, **more},
        council=council,
        heads=heads,
        title=title,
        url=facts.url,
        since=facts.modified,
        record=record,
        file_name="pack.json",
    )


def _meeting(committee: str, key: Key) -> Meeting | None:
    return next(iter(with_items(paper_rows("agenda").filter(**_at(committee, key)), "agenda")), None)


def _ever(committee: str, key: Key) -> QuerySet[OnceMeeting]:
    return OnceMeeting.objects.reached("agenda_published_at").filter(**_at(committee, key))


def _at(committee: str, key: Key) -> dict[str, Any]:
    return {"committee__slug": committee, "date": key[0], "sequence": key[1]}
