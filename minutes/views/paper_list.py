"""Every address at which there is a paper now: what `make_pdfs` makes ahead, and what is kept in the store."""

from collections.abc import Callable, Iterator

from django.db.models import F, Q
from django.urls import reverse

from minutes.models import AgendaItem, Meeting, Report
from minutes.views.meeting_papers import paper_rows, with_items
from minutes.views.meetings import PAPERS
from minutes.views.packs import release_moments, supplement_moments

AT_ONCE = 50  # meetings with all their items in memory


def item_papers() -> Iterator[str]:
    """Of each item, the newest first."""
    for item in AgendaItem.public.with_place().newest_first().iterator():
        yield item.get_pdf_url()


def meeting_papers() -> Iterator[str]:
    """Of each meeting those that it has by now, the pack among them."""
    for paper, stage in PAPERS.items():
        rows = Meeting.public.reached(stage).select_related("committee").newest_first()
        if paper == "pack":
            rows = rows.filter(pk__in=AgendaItem.public.values("meeting"))
        for meeting in rows.iterator():
            yield reverse(f"minutes:{paper}-pdf", args=[meeting.committee.slug, meeting.key])


def supplements() -> Iterator[str]:
    """The supplement packs that still hold something."""
    late = Report.public.filter(released_at__gt=F("item__meeting__agenda_published_at")).values("item__meeting")
    added = AgendaItem.public.filter(released_at__gt=F("meeting__agenda_published_at")).values("meeting")
    rows = paper_rows("agenda").filter(Q(pk__in=late) | Q(pk__in=added)).newest_first()
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        for meeting in with_items(rows.filter(pk__in=keys[start : start + AT_ONCE]), "agenda"):
            yield from supplements_of(meeting)


def supplements_of(meeting: Meeting) -> Iterator[str]:
    """The supplement packs of a meeting `with_items` that still hold something."""
    shown = set(release_moments(meeting))
    for number, moment in enumerate(supplement_moments(meeting), 1):
        if moment in shown:
            yield reverse("minutes:supplement-pdf", args=[meeting.committee.slug, meeting.key, number])


def years() -> Iterator[str]:
    """The bound years of committees."""
    confirmed = Meeting.public.reached("confirmed_at").select_related("committee").order_by("committee__slug", "date")
    starts = ((meeting.committee.slug, int(meeting.municipal_year[:4])) for meeting in confirmed.iterator())
    for slug, start in dict.fromkeys(starts):
        yield reverse("minutes:year-pdf", args=[slug, start])


# Each gives addresses; whoever adds a kind of paper adds it here.
KINDS: list[Callable[[], Iterator[str]]] = [item_papers, meeting_papers, supplements, years]


def paper_addresses() -> list[str]:
    """All of them."""
    return [address for kind in KINDS for address in kind()]
