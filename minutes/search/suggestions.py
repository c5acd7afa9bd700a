"""What somebody who types may mean: committees, members and matters by name, then titles of items; all of it public."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext

from minutes.models import AgendaItem, Committee, Issue, Person
from minutes.search.language import parsed
from minutes.search.models import SearchEntry
from minutes.search.words import parse

SHORTEST = 2  # letters
LONGEST = 100
OF_A_KIND, ALL = 3, 8


class Suggestion(NamedTuple):
    """A name or title, what sort of thing has it, and its page."""

    text: str
    kind: str
    url: str


def suggestions(typed: str) -> list[Suggestion]:
    """At most `ALL`, the nearest first; none for less than `SHORTEST` letters."""
    typed = " ".join(re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", " ", typed[:LONGEST]).split())
    if len(typed) < SHORTEST:
        return []
    found = [
        *_named(Committee, "name", gettext("Committee"), typed),
        *_named(Person, "name", gettext("Councillor"), typed),
    ]
    found += _named(Issue, "title", gettext("Matter"), typed)
    return [*found, *_titled(typed)][:ALL]


def _named(model: Any, field: str, kind: str, typed: str) -> Iterator[Suggestion]:
    """Records of which a word of the name begins with what is typed."""
    begins = Q(**{f"{field}__istartswith": typed}) | Q(**{f"{field}__icontains": f" {typed}"})
    for record in model.public.filter(begins).order_by(field)[:OF_A_KIND]:
        yield Suggestion(str(record), kind, record.get_absolute_url())


def _titled(typed: str) -> Iterator[Suggestion]:
    """The newest items whose title holds the words, the last of which may not be written to its end."""
    *whole, last = typed.split(" ")
    begun = "".join(re.findall(r"\w+", last.lower()))
    if not begun:
        return
    words = [f"'{begun}':*", parse(last).all]  # as it stands, and as a whole word, which may end otherwise
    rows = SearchEntry.objects.standing().filter(is_housekeeping=False)
    rows = rows.filter(title_vector=parsed(" | ".join(f"({word})" for word in words if word)))
    if whole:
        before = parse(" ".join(whole))
        if before.problem:
            return
        rows = rows.filter(title_vector=parsed(before.all))
    items = AgendaItem.public.with_place().in_bulk(list(rows.newest_first().values_list("pk", flat=True)[: ALL * 2]))
    titles: dict[str, AgendaItem] = {}
    for item in sorted(items.values(), key=lambda one: one.meeting.date, reverse=True):
        titles.setdefault(item.title, item)
    for title, item in titles.items():
        yield Suggestion(title, str(item.meeting.committee), item.get_absolute_url())
