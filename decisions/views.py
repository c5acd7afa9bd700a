"""The register: every resolution."""

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from decisions.filters import RegisterFilter
from decisions.models import Resolution, effects_on
from decisions.paging import page_after
from decisions.table import table
from minutes.models import Meeting
from minutes.views.months import Month, beside
from minutes.views.public import public_page, site_root, unknown_parameters


@public_page
def register(request: HttpRequest) -> HttpResponseBase:
    """Every resolution that is public, the newest meeting first, narrowed down by `RegisterFilter`."""
    shown = (
        Resolution.public.with_place().with_clauses().with_key().annotate(shown_later=effects_on("earlier", "public"))
    )
    filters = RegisterFilter(request.GET, queryset=shown)
    ignored = [*filters.ignored, *unknown_parameters(request, [*filters.filters, "after", "format"])]
    if request.GET.get("format") == "csv":
        return table(filters.qs, site_root(request))
    after = request.GET.get("after", "")
    try:
        resolutions, following = page_after(filters.qs, after)
    except ValueError:
        ignored.append(gettext("The page “%(page)s” does not exist; this is the first one.") % {"page": after[:40]})
        resolutions, following = page_after(filters.qs, "")
    query = request.GET.copy()
    query.pop("after", None)
    query.pop("format", None)
    month = filters.chosen_month
    context = {
        "month": month,
        "months": months_beside(request.GET, month),
        "as_csv": f"?{query.urlencode()}&format=csv".replace("?&", "?"),
        "filters": filters,
        "ignored": ignored,
        "resolutions": resolutions,
        "first_page": f"?{query.urlencode()}" if after else "",
        "next_page": f"?{query.urlencode()}&after={following}".replace("?&", "?") if following else "",
    }
    return render(request, "decisions/register.html", context)


def months_beside(query: QueryDict, month: Month | None) -> list[tuple[str, Month, str]]:
    """The months before and after with decisions, as ("prev" or "next", month, address), the other filters kept."""
    meetings = Meeting.public.reached("decisions_published_at")
    previous, following = beside(meetings, month or Month.of(timezone.localdate()).next)
    rows = [("prev", previous), ("next", following if month else None)]
    return [(rel, other, f"?{_with(query, month=str(other))}") for rel, other in rows if other is not None]


def _with(query: QueryDict, **changes: str) -> str:
    changed = query.copy()
    changed.pop("after", None)
    for name, value in changes.items():
        changed[name] = value
    return changed.urlencode()
