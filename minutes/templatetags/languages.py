"""The same page in the other language."""

from typing import Any, NamedTuple

from django import template
from django.utils.translation import get_language

from minutes.languages import WELSH, in_english, in_welsh
from minutes.views.public import absolute_url

register = template.Library()


class Language(NamedTuple):
    """A page in another language: where it is, and what this language calls itself."""

    code: str
    name: str
    path: str


@register.simple_tag(takes_context=True)
def other_language(context: dict[str, Any]) -> Language | None:
    """
    A Welsh page's English one; an English page's Welsh one, where the council offers it; else None.

    None for what is not there: that page is the same at every address, so that it tells nothing of a draft.
    """
    request = context.get("request")
    if request is None or context.get("in_one_language") or context.get("preview"):
        return None
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    if get_language() == WELSH:
        return Language("en", "English", in_english(request.path) + query)
    if not getattr(context.get("council"), "offers_welsh", False):
        return None
    path = in_welsh(request.path)
    return Language(WELSH, "Cymraeg", path + query) if path else None


@register.simple_tag(takes_context=True)
def in_languages(context: dict[str, Any]) -> list[tuple[str, str]]:
    """By language, the whole address of a page that is in both."""
    english = in_english(context["request"].path)
    pairs = (("en", english), (WELSH, in_welsh(english)))
    return [(code, absolute_url(context["request"], path)) for code, path in pairs if path]
