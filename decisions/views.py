"""The register: every resolution."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from decisions.filters import RegisterFilter
from decisions.models import Resolution
from decisions.paging import page_after
from minutes.views.public import public_page, unknown_parameters


@public_page
def register(request: HttpRequest) -> HttpResponse:
    """Every resolution that is public, the newest meeting first, narrowed down by `RegisterFilter`."""
    filters = RegisterFilter(request.GET, queryset=Resolution.public.with_place().with_clauses().with_key())
    ignored = [*filters.ignored, *unknown_parameters(request, [*filters.filters, "after"])]
    after = request.GET.get("after", "")
    try:
        resolutions, following = page_after(filters.qs, after)
    except ValueError:
        ignored.append(f"The page “{after[:40]}” does not exist; this is the first one.")
        resolutions, following = page_after(filters.qs, "")
    query = request.GET.copy()
    query.pop("after", None)
    context = {
        "filters": filters,
        "ignored": ignored,
        "resolutions": resolutions,
        "first_page": f"?{query.urlencode()}" if after else "",
        "next_page": f"?{query.urlencode()}&after={following}".replace("?&", "?") if following else "",
    }
    return render(request, "decisions/register.html", context)
