"""What a request was for, by the name of the view that answered it: never by its address, which may say too much."""

from django.http import HttpRequest, HttpResponseBase
from whitenoise.middleware import WhiteNoiseFileResponse

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
HEALTH = ("/healthz", "/readyz", "/metrics")
# What is answered before any view is looked for.
STATIC, KEPT, OPERATOR, NOWHERE, BEFORE = "static", "kept-paper", "operator", "nowhere", "before-any-view"
EARLY = {STATIC: "static", KEPT: "paper", OPERATOR: "operator", NOWHERE: "other", BEFORE: "other"}
# Beginnings of the names of views that are no pages.
KINDS = {
    "search": "search", "feed": "feed", "calendar": "feed", "committee-calendar": "feed", "api-": "data",
    "bulk": "data", "oparl": "data", "log-": "data", "sitemap": "data", "robots": "data", "opensearch": "data",
    "document-": "file", "council-": "static", "alert": "alerts", "meeting-form": "paper", "item-form": "paper",
}  # fmt: skip


def method_of(request: HttpRequest) -> str:
    """Its method, of those that there are."""
    return request.method if request.method in METHODS else "OTHER"


def view_of(request: HttpRequest, response: HttpResponseBase) -> str:
    """The name of the view that answered; of what came before any, what it is."""
    if request.resolver_match is not None:
        return request.resolver_match.view_name
    if isinstance(response, WhiteNoiseFileResponse):
        return STATIC
    if request.path_info in HEALTH:
        return OPERATOR
    if response.status_code == 404:
        return NOWHERE
    return KEPT if request.path_info.endswith(".pdf") and response.status_code < 500 else BEFORE


def kind_of(view: str) -> str:
    """The kind of page, of which there are a dozen."""
    space, _, name = view.rpartition(":")
    if space in ("admin", "access", "written"):
        return "admin"
    if not space:
        return EARLY.get(view, "other")
    if name.endswith("-pdf"):
        return "paper"
    return next((kind for beginning, kind in KINDS.items() if name.startswith(beginning)), "page")
