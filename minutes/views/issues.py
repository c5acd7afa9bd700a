"""One matter through its meetings."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from minutes.models import AgendaItem, Issue
from minutes.registry import registry
from minutes.views.public import public_page


@public_page
def issue_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """An issue: every item about it, the first one first, and what was resolved there."""
    items = AgendaItem.public.with_place().prefetch_related(*registry.prefetches("public", in_lists=True))
    oldest_first = items.order_by("meeting__date", "meeting__sequence", "position")
    issue = get_object_or_404(
        Issue.public.prefetch_related(Prefetch("items", oldest_first, to_attr="shown_items")), slug=slug
    )
    return render(request, "minutes/issue_detail.html", {"issue": issue})
