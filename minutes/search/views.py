"""The results page."""

import re
from typing import Any
from urllib.parse import urlencode

from django.views.generic import TemplateView

from minutes.models import Committee
from minutes.search.kinds import FILTERS
from minutes.search.matching import Found, count_each, search
from minutes.search.question import ORDERS, Question, read
from minutes.search.results import results

WORD = re.compile(r"[^\W_]+(?:['’./][^\W_]+)*")


class SearchView(TemplateView):
    """What answers to words and filters; without any, how to search."""

    template_name = "search/results.html"

    def get_context_data(self, **kwargs):
        committees = list(Committee.public.all())
        question = read(self.request.GET.dict(), committees)
        context = super().get_context_data(**kwargs) | {
            "question": question, "ignored": question.ignored, "committees": committees, "kinds": FILTERS,
        }  # fmt: skip
        return context if question.is_empty else context | found_context(question)


def found_context(question: Question) -> dict[str, Any]:
    """What was found, the pages around it and, where nothing was, what to try."""
    found = search(question)
    return {
        "found": found,
        "results": results(found.items, question.q, found.parsed.any) if found.items else [],
        "next_page": address(question, after=str(found.following)) if found.following else "",
        "first_page": address(question) if question.after else "",
        "orders": orders(question) if question.q else [],
        "unfiltered": f"?{urlencode({'q': question.q})}" if question.is_filtered and question.q else "",
        "each_word": each_word(question, found),
    }


def orders(question: Question) -> list[tuple[str, str]]:
    """The orders that there are, each with its address but for the present one."""
    return [
        (label, "" if name == question.order else address(question, order="" if name == "best" else name))
        for name, label in ORDERS.items()
    ]


def each_word(question: Question, found: Found) -> list[tuple[str, int, str]]:
    """Of a question of several words to which nothing answers: each word, its number of items and its address."""
    words = list(dict.fromkeys(WORD.findall(question.q.lower())))
    if found.items or found.parsed.problem or len(words) < 2:
        return []
    counts = count_each(words)
    return [(word, counts[word], f"?{urlencode({'q': word})}") for word in words if counts[word]]


def address(question: Question, **changes: str) -> str:
    """A search that differs from this one."""
    return f"?{urlencode(question.parameters(**changes))}"
