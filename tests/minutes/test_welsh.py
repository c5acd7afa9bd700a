"""The Welsh of pages and papers: every word that the site says has its Welsh, and what is compiled is what is written."""

import io
import re
from gettext import GNUTranslations
from pathlib import Path

import django
import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils import translation
from django.utils.translation.template import templatize

from decisions.models import Choice, Outcome, ResolutionKind, VoteKind
from minutes.alerts.models import Rhythm
from minutes.models import AttendanceStatus, InterestKind, MeetingKind, MeetingStatus, ReportKind, Role
from minutes.models.council import EXEMPT_SCHEDULES
from minutes.registry import registry
from minutes.search.kinds import FILTERS, KINDS
from minutes.search.models import STATES
from minutes.search.question import ORDERS, PARAMETERS
from minutes.search.views import FACETS

ROOT = Path(__file__).resolve().parents[2]
PO = ROOT / "minutes" / "locale" / "cy" / "LC_MESSAGES" / "django.po"
CHOSEN = [
    Choice, Outcome, VoteKind, ResolutionKind, AttendanceStatus, InterestKind, MeetingKind, MeetingStatus, ReportKind,
    Role, Rhythm,
]  # fmt: skip
# For clerks, in English: the admin, and the report of an import.
NOT_FOR_READERS = {"admin", "moderngov", "import_report.html"}
CALLS = {
    "gettext": None, "gettext_lazy": None, "_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip


def catalog():
    with PO.open("rb") as file:
        return read_po(file)


def said():
    """Every text that templates, the code and lists of choices say to readers, as (text, context)."""
    for file in [*ROOT.glob("templates/**/*.*"), *ROOT.glob("minutes/**/*.py"), *ROOT.glob("decisions/**/*.py")]:
        if NOT_FOR_READERS.isdisjoint({*file.relative_to(ROOT).parts, *[file.stem] * (file.name == "admin.py")}):
            yield from said_in(file)
    yield from ((str(label), None) for choices in CHOSEN for label in choices.labels)
    yield from ((schedule, None) for schedule in EXEMPT_SCHEDULES.values())
    for kind in registry.public_kinds:
        told = [kind.title, *(one.told for one in [*kind.fields.values(), *kind.filters.values()])]
        yield from ((text, None) for text in told)
    searched = [*FILTERS.values(), *STATES.values(), *ORDERS.values(), *(label for label, _ in FACETS.values())]
    searched += [name.capitalize() for name in PARAMETERS if name not in ("q", "key", "all", "after")]
    yield from ((text, None) for text in [*searched, *(kind.name for kind in KINDS.values() if kind.name)])


def said_in(file):
    """The texts that a template or a module says."""
    text = file.read_text()
    code = text if file.suffix == ".py" else templatize(text, origin=str(file))
    for _, message, _, context in extract("python", io.BytesIO(code.encode()), keywords=CALLS):
        yield (message[0] if isinstance(message, tuple) else message), context


def test_every_word_has_its_welsh():
    words = catalog()
    found = set(said())
    assert len(found) > 400
    assert {
        text for text, context in found if not (words.get(text, context) and words.get(text, context).string)
    } == set()


def test_every_welsh_word_is_used():
    wanted = {(text, context) for text, context in said()}
    written = {(m.id[0] if m.pluralizable else m.id, m.context) for m in catalog() if m.id}
    assert written - wanted == set()


def test_welsh_keeps_the_places_of_names_and_numbers():
    for message in filter(lambda message: message.id, catalog()):
        texts = [message.id] if not message.pluralizable else message.id
        forms = [message.string] if not message.pluralizable else message.string
        assert {places(form) for form in forms} <= {places(text) for text in texts}, message.id


def places(text):
    return tuple(sorted(re.findall(r"%\(\w+\)s|<[^>]*>", text)))


def test_plural_forms_are_those_of_django():
    with (Path(django.__file__).parent / "conf/locale/cy/LC_MESSAGES/django.po").open("rb") as file:
        assert catalog().plural_forms == read_po(file).plural_forms
    with translation.override("cy"):
        told = [translation.ngettext("%(number)s page", "%(number)s pages", n) % {"number": n} for n in (1, 2, 3, 8)]
    assert told == ["1 dudalen", "2 dudalen", "3 tudalen", "8 tudalen"]


def test_compiled_words_are_the_written_ones():
    with PO.with_suffix(".mo").open("rb") as file:
        compiled = GNUTranslations(file)._catalog
    written = {}
    for message in catalog():
        if message.pluralizable:
            written |= {(message.id[0], n): form for n, form in enumerate(message.string)}
        elif message.id:
            written[f"{message.context}\x04{message.id}" if message.context else message.id] = message.string
    assert {key: form for key, form in compiled.items() if key} == written, (
        "pybabel compile -D django -d minutes/locale -f"
    )


@pytest.mark.parametrize("text", ["page", "of"])
def test_words_of_the_foot_can_stand_in_a_style_sheet(text):
    with translation.override("cy"):
        assert re.fullmatch(r"\w+", translation.pgettext("foot of a paper", text))
