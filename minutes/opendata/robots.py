"""What a crawler and a browser's search box are told."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from minutes.views.council import current_council
from minutes.views.public import absolute_url, public_page, site_root

# Endless, costly or personal: every page of the record is in the sitemap. A search by words alone may be linked to.
CLOSED = (
    "/admin/", "/search/?", "/search/suggest/", "/alerts/", "/feeds/search.", "/decisions/?", "/api/*?", "/bulk/",
    "/*pack.pdf$", "/*pack-supplement-*.pdf$",
)  # fmt: skip


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt: no walk through every combination of filters."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    lines.append(f"Sitemap: {absolute_url(request, reverse('minutes:sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public_page
def opensearch(request: HttpRequest) -> HttpResponse:
    """The description by which a browser adds this search to its own."""
    context = {
        "council": current_council(),
        "root": site_root(request),
    }
    return render(request, "opendata/opensearch.xml", context, content_type="application/opensearchdescription+xml")
