"""Every address at which there is a paper now: what `make_pdfs` makes ahead, and what is kept in the store."""

from collections.abc import Callable, Iterator

from django.urls import reverse

from minutes.models import AgendaItem, Meeting
from minutes.views.meetings import meetings_for
from minutes.views.packs import supplement_moments


def item_papers() -> Iterator[str]:
    """Of each item, the newest first."""
    for item in AgendaItem.public.with_place().newest_first().iterator():
        yield item.get_pdf_url()


def packs() -> Iterator[str]:
    """Of each meeting with an agenda its pack, and the supplements that still hold something."""
    with_agenda = Meeting.public.filter(pk__in=AgendaItem.public.values("meeting"))
    for meeting in meetings_for("public").filter(pk__in=with_agenda.values("pk")).newest_first().iterator(50):
        place = [meeting.committee.slug, meeting.key]
        yield reverse("minutes:meeting-pack", args=place)
        shown = {moment for item in meeting.shown_items for moment in (item.released_at, *_moments(item))}
        for number, moment in enumerate(supplement_moments(meeting), 1):
            if moment in shown:
                yield reverse("minutes:meeting-supplement", args=[*place, number])


def _moments(item: AgendaItem) -> list[object]:
    return [report.released_at for report in item.shown_reports]


# Each gives addresses; whoever adds a kind of paper adds it here.
KINDS: list[Callable[[], Iterator[str]]] = [item_papers, packs]


def paper_addresses() -> list[str]:
    """All of them."""
    return [address for kind in KINDS for address in kind()]
