"""The council's words, explained: all of them on a page, and beside a text those that stand in it."""

import re
from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from minutes import markup
from minutes.models import Council, Term
from minutes.models.glossary import anchor
from minutes.views.public import public_page


@dataclass(frozen=True)
class Word:
    """A term as a page explains it."""

    name: str
    explanation: str
    anchor: str


@dataclass
class Glossary:
    """
    The words of one page.

    `mark` links the first place of each to its explanation; `used` holds those that were found, in their order. A page
    shows them at its foot, as a book does: that works by touch, keyboard and voice, on paper, and without a script.
    """

    terms: list[dict[str, str]]
    used: list[Word] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.words: dict[str, Word] = {}
        for term in self.terms:
            word = Word(term["name"], term["explanation"], anchor(term["name"]))
            for form in [term["name"], *term["also"].split(",")]:
                if form.strip():
                    self.words[form.strip().casefold()] = word
        # The longest first: "key decisions" before "key decision".
        forms = sorted(map(re.escape, self.words), key=len, reverse=True)
        self.pattern = re.compile(rf"(?<![\w&#-])(?:{'|'.join(forms)})(?![\w-])", re.IGNORECASE) if forms else None

    def mark(self, text: str) -> str:
        """Safe HTML with the links."""
        return markup.with_links(text, self.pattern, self._first) if self.pattern else text

    def _first(self, found: str) -> str:
        word = self.words.get(found.casefold())
        if word is None or word in self.used:
            return ""
        self.used.append(word)
        return f"#{word.anchor}"


def council_and_glossary() -> tuple[Council, Glossary]:
    """The council and its words, asked for at once."""
    terms = Term.public.values(json=JSONObject(name="name", also="also", explanation="explanation"))
    council = Council.objects.annotate(terms=ArraySubquery(terms)).first()
    return (council, Glossary(council.terms)) if council else (Council(name="Minutebook"), Glossary([]))


@public_page
def glossary(request: HttpRequest) -> HttpResponse:
    """Every word that the council explains."""
    return render(request, "minutes/glossary.html", {"terms": Term.public.all()})
