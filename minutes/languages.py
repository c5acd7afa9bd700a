"""
The language of a page is part of its address: English stands without a prefix, Welsh under /cy/.

Nothing else decides it, no header and no cookie, so that an address gives everybody the same bytes. Only pages for
people have a Welsh address; documents, papers, feeds and data have one address whatever the page that links to it.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, URLPattern, URLResolver, resolve
from django.urls.resolvers import LocalePrefixPattern
from django.utils import translation

WELSH = "cy"
PREFIX = f"/{WELSH}"


class LanguageMiddleware:
    """
    Speaks the language of the address while a request is answered.

    Django's own would send Vary: Accept-Language with every English page, although its bytes do not vary.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = WELSH if is_welsh(request.path_info) else settings.LANGUAGE_CODE
        with translation.override(language):
            return self.get_response(request)


class PagePrefix:
    """
    Puts /cy/ before the addresses of pages while Welsh is spoken.

    As Django's LocalePrefixPattern, which may stand in the root's list only, and puts every language before them.
    Papers speak "cy-gb" (minutes/views/letterhead.py): their links are the permanent ones without a prefix.
    """

    def __init__(self) -> None:
        self.converters: dict[str, Any] = {}

    def __str__(self) -> str:
        return f"{WELSH}/" if translation.get_language() == WELSH else ""

    regex = LocalePrefixPattern.regex

    @property
    def language_prefix(self) -> str:
        """What stands before the addresses of pages at this moment."""
        return str(self)

    def match(self, path: str) -> tuple[str, tuple[()], dict[str, Any]] | None:
        """The rest of the path, no arguments; None for an address in another language."""
        before = str(self)
        return (path.removeprefix(before), (), {}) if path.startswith(before) else None

    def check(self) -> list[Any]:
        return []


def pages(patterns: Sequence[URLPattern | URLResolver]) -> URLResolver:
    """Addresses that exist in English and in Welsh."""
    return URLResolver(PagePrefix(), list(patterns))  # type: ignore[arg-type]  # made like one of Django's


def is_welsh(path: str) -> bool:
    """Whether a path is one of a Welsh page."""
    return path == PREFIX or path.startswith(f"{PREFIX}/")


def in_english(path: str) -> str:
    """The English address of a page, of either."""
    return path.removeprefix(PREFIX) if is_welsh(path) else path


def in_welsh(path: str) -> str:
    """The Welsh address of an English page; empty for what is no page."""
    with translation.override(WELSH):
        try:
            route = resolve(f"{PREFIX}{path}").route
        except Resolver404:
            return ""
    return f"{PREFIX}{path}" if route.startswith(f"{WELSH}/") else ""
