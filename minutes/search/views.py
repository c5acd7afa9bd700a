"""The results page."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Value
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from minutes.models import Committee, Person, Ward
from minutes.search.facets import SHOWN, municipal_year
from minutes.search.kinds import FILTERS
from minutes.search.matching import Found, search
from minutes.search.models import STATES
from minutes.search.question import ORDERS, Question, read
from minutes.search.results import results

# Choices made by links, which the form carries along.
KEPT = ("year", "ward", "member", "key", "state", "order")


class Choice(NamedTuple):
    """Something that the results can be narrowed down to."""

    label: str
    number: int
    url: str


# A cache asks before it shows results again: something may have been withdrawn or made exempt.
@method_decorator(csrf_exempt, name="dispatch")  # nothing can be sent to it
@method_decorator(cache_control(public=True, max_age=0, must_revalidate=True), name="dispatch")
class SearchView(TemplateView):
    """What answers to words and filters; without any, how to search."""

    template_name = "search/results.html"

    def get_context_data(self, **kwargs):
        committees = list(Committee.public.all())
        question = read(self.request.GET.dict(), committees)
        context = super().get_context_data(**kwargs) | {
            "question": question, "ignored": question.ignored, "committees": committees, "kinds": FILTERS,
            "kept": {name: value for name, value in question.parameters().items() if name in KEPT},
        }  # fmt: skip
        return context if question.is_empty else context | found_context(question, committees)


def found_context(question: Question, committees: list[Committee]) -> dict[str, Any]:
    """What was found, the pages around it, what it can be narrowed down to and, where nothing was, what to try."""
    found = search(question)
    words = found.spelling or question.q
    shown = results([*found.items, *found.partial], words, found.parsed.any)
    whole = set(found.items)
    return {
        "found": found,
        "results": [result for result in shown if result.item.pk in whole],
        "partial": [result for result in shown if result.item.pk not in whole],
        "facets": list(facets(question, found, committees)),
        "chosen": list(chosen(question)),
        "next_page": address(question, after=str(found.following)) if found.following else "",
        "first_page": address(question) if question.after else "",
        "orders": orders(question) if question.q else [],
        "unfiltered": f"?{urlencode({'q': question.q})}" if question.is_filtered and question.q else "",
    }


def orders(question: Question) -> list[tuple[str, str]]:
    """The orders that there are, each with its address but for the present one."""
    return [
        (gettext(label), "" if name == question.order else address(question, order="" if name == "best" else name))
        for name, label in ORDERS.items()
    ]


def facets(question: Question, found: Found, committees: list[Committee]):
    """Each kind of choice with its choices: those that divide what was found, and are not made already."""
    if found.number <= 1:
        return
    names = _names(found, committees)
    for name, (label, parameter) in FACETS.items():
        dividing = [
            (*names[name][value], number)
            for value, number in found.choices.by_kind.get(name, [])
            if value in names[name] and number < found.number
        ][:SHOWN]
        if dividing and not question.parameters().get(parameter):
            yield label, [Choice(text, number, address(question, **{parameter: to})) for text, to, number in dividing]


FACETS = {
    "committee": ("Committee", "committee"),
    "kind": ("With", "kind"),
    "year": ("Year", "year"),
    "municipal": ("Municipal year", "year"),
    "state": ("State", "state"),
    "ward": ("Ward", "ward"),
    "member": ("Councillor", "member"),
    "key": ("Decision", "key"),
}


def _names(found: Found, committees: list[Committee]) -> dict[str, dict[str, tuple[str, str]]]:
    """By kind of choice and by value: what it is called, and how an address names it."""
    choices = found.choices.by_kind
    keys = {name: [int(value) for value, _ in choices.get(name, [])[:SHOWN]] for name in ("ward", "member")}
    names: dict[str, dict[str, tuple[str, str]]] = {"ward": {}, "member": {}}
    rows = [
        model.public.filter(pk__in=keys[kind]).values_list(Value(kind), "pk", "name", "slug").order_by()
        for kind, model in (("ward", Ward), ("member", Person))
        if keys[kind]
    ]
    for kind, pk, name, slug in rows[0].union(*rows[1:]) if rows else ():
        names[kind][str(pk)] = (name, slug)
    years = {value for value, _ in [*choices.get("year", []), *choices.get("municipal", [])]}
    return {
        "committee": {str(one.pk): (str(one), one.slug) for one in committees},
        "kind": {value: (gettext(label), value) for value, label in FILTERS.items()},
        "year": {value: (value, value) for value in years},
        "municipal": {value: (municipal_year(value).replace("-", "/"), municipal_year(value)) for value in years},
        "state": {value: (gettext(label), value) for value, label in STATES.items()},
        **names,
        "key": {"1": (gettext("Key decisions"), "1")},
    }


def chosen(question: Question):
    """The choices that are made beyond the form's own, each with the address without it."""
    made = [
        ("year", question.year.replace("-", "/")),
        ("ward", question.ward),
        ("member", question.member),
        ("key", gettext("Key decisions") if question.key else ""),
        ("state", question.state_name),
    ]
    for parameter, label in made:
        if label:
            yield label, address(question, **{parameter: ""})


def address(question: Question, **changes: str) -> str:
    """A search that differs from this one."""
    return f"?{urlencode(question.parameters(**changes))}"
